"""The programme with its targets and its goal: what it proposes, what stops it, and what the limits are worth in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from sojourn.results.periods import Span
from sojourn.run import CannotRun
from sojourn.study.plan.applied import Proposal
from sojourn.study.plan.building import Builder
from sojourn.study.plan.choosing import Choosing, agreed_of
from sojourn.study.plan.filling import FEW, Filling
from sojourn.study.plan.found import Agreed, Found, Key, Stop
from sojourn.study.plan.levers import Name, first_ticks
from sojourn.study.plan.long_stays import held_over
from sojourn.study.plan.objective import objective, plain
from sojourn.study.plan.program import Linear, Solved
from sojourn.study.plan.tails import Tails
from sojourn.study.plan.targets import Goal, Target, result_of
from sojourn.study.plan.tidying import tidy

Floats = npt.NDArray[np.float64]
NEAR = 1e-6
"""A target that is missed by less than this share of it is met."""
SLACK = 0.005
"""How much of the goal may be given up for a plan with less of everything and fewer changes."""
AGAINST = 1e-3
"""A target stands in the way of another that would be missed by so much less, as a share, if it asked for nothing."""
MORE_AWAY = 1.002
"""How many times as many as it takes may be turned away."""
NO_BED = "exit_released_no_bed"


class Search:
    """A programme with targets, solved again and again under other corrections."""

    def __init__(
        self,
        builder: Builder,
        targets: Sequence[Target],
        goal: Goal,
        also: Sequence[str] = (),
        own: Sequence[float] = (),
    ) -> None:
        """Add rows for the targets and columns for the goal.

        Args:
            builder: the scenario's programme, built.
            targets: what has to hold.
            goal: what is to be least or most.
            also: people held for long that are told of what is found, beside those of the targets and the goal.
            own: what each target is about, in the scenario as it is: a target of 0 is missed by shares of that.
        """
        self.sizes = [max(abs(target.number), abs(own[at]) if own else 0.0, 1.0) for at, target in enumerate(targets)]
        """Of each target what counts as much of it: misses are weighed against each other as shares of this."""
        self.also = tuple(also)
        self.agreements = Choosing(builder.out.program, builder.out.sending)
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
        self.kept: dict[int, Key] = {}
        """Columns of beds that are kept to a peak that is asked for, by the target."""
        self.uncapped: dict[int, float] = {}
        """Where those would end if it were not."""
        self.capped = self._capped()
        housed = bool(self.fluid.cramped) and not any(self.fluid.turned)
        self.housed = {key for key in self.spans if housed and self.targets[key[0]].result.key == NO_BED}
        """Targets on people for whom there is no bed, where the programme has one for everybody: beds to spare keep
        them, and there is nothing to correct."""
        self.tails = Tails(self.fluid, self.targets, self.spans, self.sums)
        self.filling = Filling(self.fluid)
        self.choosing = False
        self.objective = objective(builder, goal)
        self.kept_to = program.row("goal_kept", Linear().plus(self.objective))
        self.away = Linear()
        for one in self.fluid.counts["exit_released_no_bed"]:
            self.away.plus(one)
        self.few_away = program.row("few_turned_away", Linear().plus(self.away))
        self.tidy = tidy(builder)

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
            there = max(float(self._inside()[month]) for month, _ in self.fluid.shares(span.ticks))
            if there <= target.number and all(low <= target.number for low, _ in ends.values()):
                found.add(key)
                for step, (low, high) in ends.items():
                    self.fluid.program.bound_column(columns[step], low, min(high, target.number))
                    if target.number < high:
                        self.kept[columns[step]] = key
                        self.uncapped[columns[step]] = high
        return found

    def _inside(self) -> Floats:
        """(months,): of those who were inside on the first day, who still are, on average or at the end of a month."""
        held = self.builder.responses.inside.held
        found: Floats = np.maximum(self.fluid.months.means(held), self.fluid.months.ends(held))
        return found

    def sums(self, key: str, span: Span) -> list[Linear]:
        """What a result is over a span; several where it is a peak, of which the largest counts."""
        result = result_of(key)
        if result is not None and result.peak:
            months = [at for at, _ in self.fluid.shares(span.ticks)]
            return [one[at] for at in months for one in (self.fluid.held, self.fluid.last)]
        if result is not None and result.nights is not None:
            return [held_over(self.builder, result.nights, span.ticks)]
        found = self.fluid.sum_of(key, span.ticks)
        if key == NO_BED and self.fluid.cramped and not any(self.fluid.turned):
            for at, share in self.fluid.shares(span.ticks):  # a bed that is missing for a month is about one person
                found.add(self.fluid.cramped[2 * at], share)
        return [found]

    def find(
        self,
        corrections: Mapping[Key, float],
        headroom: Floats | None = None,
        agreed: Agreed | None = None,
        *,
        keep: bool = True,
    ) -> Found:
        """The proposal under corrections; the nearest one, with what stops it, where the targets cannot be met.

        Args:
            corrections: what the simulator gives beyond the fluid, for each target and span.
            headroom: (months,) beds beyond those held; none where not given.
            agreed: agreements that are in force, and from when; chosen where not given, or where the targets cannot be
                met with them and others may be.
            keep: whether to keep to them even so.
        """
        self._ask(corrections, headroom)
        if agreed is not None:
            self.agreements.agree(agreed)
        self.choosing = agreed is None and self.fluid.sending is not None
        if agreed is not None and not keep and self.fluid.sending is not None:
            self.tails.bound(corrections, asked=True)
            self.choosing = not self._solve().optimal
        program = self.fluid.program
        for asked in (True, False):
            self.tails.bound(corrections, asked=asked)
            solved = self._solve()
            if solved.optimal:
                break
        if solved.optimal:
            return self._found(solved, corrections, None)
        if "unbounded" in solved.status and not self.targets:
            way = "large" if self.goal.most else "small"
            raise CannotRun(f"{self.goal.name} can be as {way} as one likes: ask for something that has an end")
        stop = self._stop(corrections)
        self.choosing = False
        for key, short in stop.missed.items():
            program.bound_column(self.missed[key], 0.0, short * (1 + 1e-6) + 1e-6)
        self.tails.bound_nearest(corrections, stop.missed)
        solved = self._solve()
        if not solved.optimal:
            self.tails.bound(corrections, asked=False)
            solved = self._solve()
        return self._found(solved, corrections, stop)

    def fewest(self, corrections: Mapping[Key, float], headroom: Floats | None = None) -> int | None:
        """With how few agreements in force the targets can be met, in the programme; None where all are too few."""
        sending = self.fluid.sending
        if sending is None:
            return None
        self._ask(corrections, headroom)
        self.tails.bound(corrections, asked=False)
        count = Linear()
        for columns in sending.in_force.values():
            count.add(columns[-1], 1.0)
        solved = self.agreements.whole(count, most=False)
        return round(solved.value) if solved.optimal else None

    def _ask(self, corrections: Mapping[Key, float], headroom: Floats | None) -> None:
        """Give the rows of the targets what is asked under corrections, and nothing that may be missed."""
        program = self.fluid.program
        for key, rows in self.rows.items():
            target, more = self.targets[key[0]], corrections.get(key, 0.0)
            asked = target.number - more
            for row in rows:
                program.bound_row(row, *((asked, np.inf) if target.least else (-np.inf, asked)))
            program.bound_column(self.missed[key], 0.0, 0.0)
        program.bound_row(self.kept_to, -np.inf, np.inf)
        program.bound_row(self.few_away, -np.inf, np.inf)
        self.filling.reopen()
        for row, month in self.fluid.room_rows:
            program.bound_row(row, 0.0 if headroom is None else float(headroom[month]), np.inf)

    def _solve(self) -> Solved:
        """Solve for the goal, with no more people turned away than it takes; with agreements, where any are chosen."""
        if self.choosing:
            if self.away.of:
                self.fluid.program.bound_row(self.few_away, -np.inf, np.inf)
                fewest = self.agreements.whole(self.away, most=False)
                if not fewest.optimal:
                    return fewest
                self.fluid.program.bound_row(self.few_away, -np.inf, self.away.at(fewest.columns) * MORE_AWAY + FEW)
            chosen = self.agreements.whole(self.objective, most=self.goal.most)
            if not chosen.optimal:
                return chosen
            self.fluid.program.bound_row(self.few_away, -np.inf, np.inf)
        if self.away.of:
            fewest = self.filling.solve(self.away, most=False)
            if not fewest.optimal:
                return fewest
            self.fluid.program.bound_row(self.few_away, -np.inf, fewest.value * MORE_AWAY + FEW)
        solved = self.filling.solve(self.objective, most=self.goal.most)
        return self.filling.save(solved, self.objective, most=self.goal.most)

    def _stop(self, corrections: Mapping[Key, float]) -> Stop:
        """Miss all targets by as little as can be; the limits that are worth something there stop it."""
        program, short = self.fluid.program, Linear()
        program.bound_row(self.few_away, -np.inf, np.inf)
        self.filling.reopen()
        for key, column in self.missed.items():
            program.bound_column(column, 0.0, np.inf)
            short.add(column, 1.0 / self.sizes[key[0]])
        if self.choosing:
            self.agreements.whole(short, most=False)
        solved = self.filling.solve(short, most=False)
        missed = {
            key: float(solved.columns[column]) for key, column in self.missed.items() if solved.columns[column] > NEAR
        }
        limits, against = self._limits(solved), self._against(solved, missed)
        alone = self._alone(missed)
        for column in self.missed.values():
            program.bound_column(column, 0.0, 0.0)
        peaks = [key for key in missed if self.targets[key[0]].result.peak and not self.targets[key[0]].least]
        inside = any(
            float(self._inside()[month]) > self.targets[key[0]].number
            for key in peaks
            for month, _ in self.fluid.shares(self.spans[key].ticks)
        )
        return Stop(missed, limits, against, inside, solved.optimal, alone)

    def _alone(self, missed: Mapping[Key, float]) -> dict[Key, float]:
        """By how much each would be missed if the other targets asked for nothing; where there are others."""
        program, out = self.fluid.program, dict[Key, float]()
        closed, capped = frozenset(self.filling.closed), {column: program.ends(column) for column in self.kept}
        for number in {number for number, _ in missed} if len(self.targets) > 1 else ():
            short = Linear()
            for key, column in self.missed.items():
                program.bound_column(column, 0.0, np.inf if key in missed or key[0] != number else 0.0)
                short.add(column, 1.0 / self.sizes[number] if key[0] == number else 0.0)
            for column, key in self.kept.items():
                low, high = capped[column]
                program.bound_column(column, low, high if key[0] == number else self.uncapped[column])
            solved = self.filling.solve(short, most=False)
            if solved.optimal:
                out |= {key: float(solved.columns[self.missed[key]]) for key in missed if key[0] == number}
        for column, (low, high) in capped.items():
            program.bound_column(column, low, high)
        self.filling.reopen(but=closed)
        return out

    def _against(self, solved: Solved, missed: Mapping[Key, float]) -> tuple[Key, ...]:
        """Targets that are not missed, and would let others be missed by less if they asked for less."""
        found = []
        for key, rows in self.rows.items():
            price = sum(abs(float(solved.row_prices[row])) for row in rows)
            if key not in missed and price * self.sizes[key[0]] > AGAINST:
                found.append(key)
        found += [key for column, key in self.kept.items() if solved.worth_more(column) > 0]
        return tuple(dict.fromkeys(found))

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
                fluid.calendar,
                tuple(fluid.calendar.day(int(tick)) for tick in begins),
                dict(fluid.controls),
                levels,
                () if fluid.sending is None else fluid.sending.may,
            ),
            goal=plain(self.fluid, self.objective, x),
            best=plain(self.fluid, self.objective, worth.columns),
            values=values,
            lets_in=np.maximum(let_in, 0.0),
            turned=sum(one.at(x) for one in fluid.counts["exit_released_no_bed"]),
            prices=self._prices(worth),
            followed=self.tails.followed,
            limits=self._limits(worth),
            held=np.array([max(a.at(x), b.at(x)) for a, b in zip(fluid.held, fluid.last, strict=True)]),
            outside=np.array([one.at(x) for one in fluid.counts["outside"]]),
            results=self._results(x),
            agreed={} if fluid.sending is None else agreed_of(fluid.sending, x),
            stop=stop,
        )

    def _prices(self, solved: Solved) -> dict[Key, float]:
        """By how much the goal changes where a target asks for one more, of a year and of what is left after it."""
        found = {key: float(sum(solved.row_prices[row] for row in rows)) for key, rows in self.rows.items()}
        for key, price in self.tails.prices(solved.row_prices):
            found[key] += price
        return found

    def _limits(self, solved: Solved) -> tuple[tuple[Name, str, float], ...]:
        """The limits that are worth something, by lever and words, the most first; prices relative to the level."""
        found: dict[tuple[Name, str], float] = {}
        for name, limits in self.fluid.rows_of.items():
            for one in limits:
                if one.column in self.kept:
                    continue
                if one.row is not None:
                    price = abs(float(solved.row_prices[one.row]))
                else:
                    price = 0.0 if one.column is None else solved.worth_more(one.column)
                if price > 0:
                    found[name, one.words] = found.get((name, one.words), 0.0) + price * one.size
        most = max(found.values(), default=0.0)
        kept = [(name, words, price) for (name, words), price in found.items() if price > 1e-3 * most > 0]
        return tuple(sorted(kept, key=lambda one: -one[2]))

    def _results(self, values: Floats) -> dict[str, float]:
        found = {key: sum(one.at(values) for one in several) for key, several in self.fluid.counts.items()}
        found["held_peak"] = max(one.at(values) for one in (*self.fluid.held, *self.fluid.last))
        whole = slice(0, self.fluid.calendar.ticks)
        for key in {self.goal.key, *self.also, *(target.result.key for target in self.targets)}:
            if (result := result_of(key)) is not None and result.nights is not None:
                found[key] = held_over(self.builder, result.nights, whole).at(values)
        return found
