"""The programme with its targets and its goal: what it proposes, what stops it, and what the limits are worth in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sojourn.results.periods import Span, fiscal_years
from sojourn.study.plan.applied import Proposal
from sojourn.study.plan.building import Builder
from sojourn.study.plan.levers import Name, first_ticks
from sojourn.study.plan.long_stays import held_over
from sojourn.study.plan.program import Linear, Solved
from sojourn.study.plan.targets import BY_KEY, Goal, Target

Floats = npt.NDArray[np.float64]
Key = tuple[int, str]
"""A target's number and the span over which it has to hold."""
NEAR = 1e-6
"""A target that is missed by less than this share of it is met."""
SLACK = 0.005
"""How much of the goal may be given up for a plan with less of everything and fewer changes."""
FULL, FEW = 0.99, 20.0
"""What is used to this share is full; so many people who wait are too few to care."""
MOST_CLOSINGS = 8
MORE_AWAY = 1.002
"""How many times as many as it takes may be turned away."""
CRAMPED = 0.25
"""The same of a bed that is missing for a month to the room beside those held."""
WEIGHT = {"people": 1.0, "person-days": 60.0, "USD": 20_000.0, "beds": 1.0, "arrests": 1.0}
"""In the goal's unit, the weight of somebody whose wait for a seat ends at the limit after an order."""


@dataclass(frozen=True, eq=False)
class Stop:
    """Why a target cannot be met."""

    missed: Mapping[Key, float]
    """By how much each is missed, where all together are missed by as little as can be."""
    limits: tuple[tuple[Name, str, float], ...]
    """Lever, words and price of the limits that stop it, the one that stops most first."""
    possible: bool = True
    """Whether anything at all can be, however far the targets are missed."""


@dataclass(frozen=True, eq=False)
class Found:
    """What the programme says."""

    proposal: Proposal
    goal: float
    values: Mapping[Key, float]
    """What the fluid gives for each target and span, not corrected."""
    lets_in: Floats = field(repr=False)
    """(classes, months): people let in a day."""
    turned: float
    """People turned away for want of a bed."""
    prices: Mapping[Key, float]
    """By how much the goal changes where a target asks for one more."""
    limits: tuple[tuple[Name, str, float], ...]
    """Lever, words and price of each limit that binds."""
    held: Floats = field(repr=False)
    """(months,): people held, on the last day or on average, whichever is more."""
    outside: Floats = field(repr=False)
    """(months,): USD of the levers that no ledger counts."""
    results: Mapping[str, float] = field(default_factory=dict, repr=False)
    """Each result over the whole run, not corrected."""
    stop: Stop | None = None


class Search:
    """A programme with targets, solved again and again under other corrections."""

    def __init__(self, builder: Builder, targets: Sequence[Target], goal: Goal) -> None:
        """Add rows for the targets and columns for the goal.

        Args:
            builder: the scenario's programme, built.
            targets: what has to hold.
            goal: what is to be least or most.
        """
        self.builder, self.fluid, self.targets, self.goal = builder, builder.out, tuple(targets), goal
        program = self.fluid.program
        self.spans: dict[Key, Span] = {}
        self.what: dict[Key, list[Linear]] = {}
        self.rows: dict[Key, list[int]] = {}
        self.missed: dict[Key, int] = {}
        for number, target in enumerate(self.targets):
            for span in target.spans(self.fluid.calendar):
                key = number, span.key
                self.spans[key] = span
                self.what[key] = self.sums(target.result.key, span)
                short = self.missed[key] = program.column(f"missed[{number}][{span.key}]", 0.0, 0.0)
                rows = []
                for at, one in enumerate(self.what[key]):
                    whole = Linear().plus(one).add(short, 1.0 if target.least else -1.0)
                    rows.append(program.row(f"target[{number}][{span.key}][{at}]", whole))
                self.rows[key] = rows
        self.capped = self._capped()
        self._ends()
        self.closed: set[int] = set()
        self.objective = self._goal()
        self.kept_to = program.row("goal_kept", Linear().plus(self.objective))
        self.away = Linear()
        for one in self.fluid.counts["exit_released_no_bed"]:
            self.away.plus(one)
        self.few_away = program.row("few_turned_away", Linear().plus(self.away))
        self.tidy = self._tidy()

    def _capped(self) -> set[Key]:
        """Targets on the peak of the population that beds keep: no more beds than may be held, and no more are held."""
        found: set[Key] = set()
        columns = self.fluid.levels.get("beds")
        for key, span in self.spans.items():
            target = self.targets[key[0]]
            if columns is None or not target.result.peak or target.least:
                continue
            steps = {int(self.fluid.months.step[month]) for month, _ in self.fluid.shares(span.ticks)}
            ends = {step: self.fluid.program.ends(columns[step]) for step in steps}
            if all(low <= target.number for low, _ in ends.values()):
                found.add(key)
                for step, (low, high) in ends.items():
                    self.fluid.program.bound_column(columns[step], low, min(high, target.number))
        return found

    def _ends(self) -> None:
        """What is asked of each whole year is asked of a part of a year at the end too, by its days.

        Otherwise a plan would stop as soon as its last removal no longer counts. Nobody is told of it as a target.
        """
        self.tails: list[tuple[int, str, Span, int]] = []
        for number, target in enumerate(self.targets):
            last = fiscal_years(self.fluid.calendar)[-1]
            mine = [span.key for key, span in self.spans.items() if key[0] == number]
            if target.when.kind != "each" or target.result.peak or last.full_year or not mine or last.key in mine:
                continue
            row = self.fluid.program.row(f"end[{number}]", Linear().plus(self.sums(target.result.key, last)[0]))
            self.tails.append((number, mine[-1], last, row))

    def _bound_tails(self, corrections: Mapping[Key, float], *, asked: bool) -> None:
        for number, before, span, row in self.tails:
            target, share = self.targets[number], span.days / 365.25
            end = share * (target.number - corrections.get((number, before), 0.0))
            free = (-np.inf, np.inf)
            bounds = ((end, np.inf) if target.least else (-np.inf, end)) if asked else free
            self.fluid.program.bound_row(row, *bounds)

    def _bound_tails_nearest(self, corrections: Mapping[Key, float], missed: Mapping[Key, float]) -> None:
        """Ask of a part of a year at the end what the last whole year reaches, where a target cannot be met."""
        for number, before, _, _ in self.tails:
            short = missed.get((number, before), 0.0)
            sign = 1.0 if self.targets[number].least else -1.0
            nearer = {**corrections, (number, before): corrections.get((number, before), 0.0) + sign * short}
            self._bound_tails(nearer, asked=True)

    def sums(self, key: str, span: Span) -> list[Linear]:
        """What a result is over a span; several where it is a peak, of which the largest counts."""
        result = BY_KEY.get(key)
        if result is not None and result.peak:
            months = [at for at, _ in self.fluid.shares(span.ticks)]
            return [one[at] for at in months for one in (self.fluid.held, self.fluid.last)]
        if result is not None and result.nights is not None:
            return [held_over(self.builder, result.nights, span.ticks)]
        return [self.fluid.sum_of(key, span.ticks)]

    def find(self, corrections: Mapping[Key, float], headroom: Floats | None = None) -> Found:
        """The proposal under corrections; the nearest one, with what stops it, where the targets cannot be met.

        Args:
            corrections: what the simulator gives beyond the fluid, for each target and span.
            headroom: (months,) beds beyond those held; none where not given.
        """
        program = self.fluid.program
        for key, rows in self.rows.items():
            target, more = self.targets[key[0]], corrections.get(key, 0.0)
            asked = target.number - more
            for row in rows:
                program.bound_row(row, *((asked, np.inf) if target.least else (-np.inf, asked)))
            program.bound_column(self.missed[key], 0.0, 0.0)
        program.bound_row(self.kept_to, -np.inf, np.inf)
        program.bound_row(self.few_away, -np.inf, np.inf)
        self._reopen()
        for row, month in self.fluid.room_rows:
            program.bound_row(row, 0.0 if headroom is None else float(headroom[month]), np.inf)
        for asked in (True, False):
            self._bound_tails(corrections, asked=asked)
            solved = self._solve()
            if solved.optimal:
                break
        if solved.optimal:
            return self._found(solved, corrections, None)
        stop = self._stop(corrections)
        for key, short in stop.missed.items():
            program.bound_column(self.missed[key], 0.0, short * (1 + 1e-6) + 1e-6)
        self._bound_tails_nearest(corrections, stop.missed)
        solved = self._solve()
        if not solved.optimal:
            self._bound_tails(corrections, asked=False)
            solved = self._solve()
        return self._found(solved, corrections, stop)

    def _solve(self) -> Solved:
        """Solve for the goal, with no more people turned away than it takes."""
        if self.away.of:
            fewest = self._filled(self.away, most=False)
            if not fewest.optimal:
                return fewest
            self.fluid.program.bound_row(self.few_away, -np.inf, fewest.value * MORE_AWAY + FEW)
        return self._filled(self.objective, most=self.goal.most)

    def _filled(self, objective: Linear, *, most: bool) -> Solved:
        """Solve, and as long as somebody waits while there is room, forbid that and solve again."""

        def once() -> Solved:
            program = self.fluid.program
            return program.maximise(objective) if most else program.minimise(objective)

        solved = once()
        if not solved.optimal and self.closed:
            self._reopen()
            solved = once()
        for _ in range(MOST_CLOSINGS):
            columns = self._idle(solved) if solved.optimal else []
            if not columns:
                break
            for column in columns:
                self.fluid.program.bound_column(column, 0.0, 0.0)
            again = once()
            if not again.optimal:
                for column in columns:
                    self.fluid.program.bound_column(column, 0.0, np.inf)
                return once()
            self.closed |= set(columns)
            solved = again
        return solved

    def _reopen(self) -> None:
        for column in self.closed:
            self.fluid.program.bound_column(column, 0.0, np.inf)
        self.closed.clear()

    def _idle(self, solved: Solved) -> list[int]:
        """Columns of people who wait while there is room."""
        x, found = solved.columns, []
        for one in self.fluid.idle:
            if max(x[column] for column in one.columns) <= FEW:
                continue
            if one.used.at(x) < FULL * one.capacity.at(x):
                found += [column for column in one.columns if column not in self.closed and x[column] > FEW]
        return found

    def _stop(self, corrections: Mapping[Key, float]) -> Stop:
        """Miss all targets by as little as can be; the limits that are worth something there stop it."""
        program, short = self.fluid.program, Linear()
        program.bound_row(self.few_away, -np.inf, np.inf)
        self._reopen()
        for key, column in self.missed.items():
            program.bound_column(column, 0.0, np.inf)
            short.add(column, 1.0 / max(abs(self.targets[key[0]].number), 1.0))
        solved = program.minimise(short)
        missed = {
            key: float(solved.columns[column]) for key, column in self.missed.items() if solved.columns[column] > NEAR
        }
        limits = self._limits(solved)
        for column in self.missed.values():
            program.bound_column(column, 0.0, 0.0)
        return Stop(missed, limits, solved.optimal)

    def _found(self, solved: Solved, corrections: Mapping[Key, float], stop: Stop | None) -> Found:
        program, worth = self.fluid.program, solved
        best = solved.value
        give = SLACK * abs(best) + 1e-6
        program.bound_row(self.kept_to, *((best - give, np.inf) if self.goal.most else (-np.inf, best + give)))
        tidied = program.minimise(self.tidy)
        if tidied.optimal:
            solved = tidied
        program.bound_row(self.kept_to, -np.inf, np.inf)
        x, fluid = solved.columns, self.fluid
        begins = first_ticks(fluid.calendar, fluid.months.step)
        levels = {key: np.maximum(fluid.level(key, x), 0.0) for key in fluid.levels}
        let_in = np.array([[one.at(x) for one in classes] for classes in self.builder.let_in]).T
        values = {key: max(one.at(x) for one in several) for key, several in self.what.items()}
        return Found(
            proposal=Proposal(
                fluid.calendar, tuple(fluid.calendar.day(int(tick)) for tick in begins), dict(fluid.controls), levels
            ),
            goal=self.plain_goal(x),
            values=values,
            lets_in=np.maximum(let_in, 0.0),
            turned=sum(one.at(x) for one in fluid.counts["exit_released_no_bed"]),
            prices={key: float(sum(worth.row_prices[row] for row in rows)) for key, rows in self.rows.items()},
            limits=self._limits(worth),
            held=np.array([max(a.at(x), b.at(x)) for a, b in zip(fluid.held, fluid.last, strict=True)]),
            outside=np.array([one.at(x) for one in fluid.counts["outside"]]),
            results=self._whole(x),
            stop=stop,
        )

    def _limits(self, solved: Solved) -> tuple[tuple[Name, str, float], ...]:
        """The limits that are worth something, by lever and words, the most first; prices relative to the level."""
        found: dict[tuple[Name, str], float] = {}
        for name, limits in self.fluid.rows_of.items():
            for one in limits:
                if one.row is not None:
                    price = abs(float(solved.row_prices[one.row]))
                else:
                    price = 0.0 if one.column is None else solved.worth_more(one.column)
                if price > 0:
                    found[name, one.words] = found.get((name, one.words), 0.0) + price * one.size
        most = max(found.values(), default=0.0)
        kept = [(name, words, price) for (name, words), price in found.items() if price > 1e-3 * most > 0]
        return tuple(sorted(kept, key=lambda one: -one[2]))

    def _goal(self) -> Linear:
        fluid, program = self.fluid, self.fluid.program
        calendar = fluid.calendar
        whole = slice(0, calendar.ticks)
        out = Linear()
        if self.goal.key == "beds" or BY_KEY[self.goal.key].peak:
            most = program.column("most")
            over = fluid.beds if self.goal.key == "beds" else [*fluid.held, *fluid.last]
            for at, one in enumerate(over):
                program.row(f"most[{at}]", Linear().add(most, 1.0).plus(one, -1.0), low=0.0)
            out.add(most, 1.0)
            unit = "people"
        else:
            result = BY_KEY[self.goal.key]
            unit = result.unit
            if result.nights is not None:
                out.plus(held_over(self.builder, result.nights, whole))
            else:
                out.plus(fluid.sum_of(result.key, whole))
        sign = -1.0 if self.goal.most else 1.0
        for column in fluid.lapsed:
            out.add(column, sign * WEIGHT[unit])
        for column in fluid.cramped:
            out.add(column, sign * WEIGHT[unit] * CRAMPED)
        return out

    def _whole(self, values: Floats) -> dict[str, float]:
        found = {key: sum(one.at(values) for one in several) for key, several in self.fluid.counts.items()}
        return found | {"held_peak": max(one.at(values) for one in (*self.fluid.held, *self.fluid.last))}

    def plain_goal(self, values: Floats) -> float:
        """The goal without the weights of what nobody plans."""
        weights = {*self.fluid.lapsed, *self.fluid.cramped}
        wanted = {column: c for column, c in self.objective.of.items() if column not in weights}
        return Linear(wanted, self.objective.constant).at(values)

    def _tidy(self) -> Linear:
        """Less of every capacity, and fewer and smaller changes from step to step, each over its first level."""
        fluid, program, out = self.fluid, self.fluid.program, Linear()
        for key, columns in fluid.levels.items():
            control = fluid.controls[key]
            size = max(float(np.abs(control.own).mean()), 0.1 * self.builder.levers[control.lever].first, 1e-6)
            for q, column in enumerate(columns):
                away = program.column(f"away_{key}[{q}]")
                if key in ("beds", "judges", "documents") or key.startswith("seats: "):
                    out.add(column, 1.0 / size)
                else:
                    for sign in (1.0, -1.0):
                        row = Linear().add(away, 1.0).add(column, sign)
                        program.row(f"away_{key}[{q}][{sign:+.0f}]", row, low=sign * float(control.own[q]))
                    out.add(away, 0.1 / size)
                if q == 0:
                    continue
                step = program.column(f"step_{key}[{q}]")
                for sign in (1.0, -1.0):
                    row = Linear().add(step, 1.0).add(column, sign).add(columns[q - 1], -sign)
                    program.row(f"step_{key}[{q}][{sign:+.0f}]", row, low=0.0)
                out.add(step, 1.0 / size)
        return out
