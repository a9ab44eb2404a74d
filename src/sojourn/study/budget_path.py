"""An expansion path: from the base on, each step enlarges the capacity that binds, and is run and priced.

What binds is read off the last year of the run before. While people wait for seats out of the country in numbers, seats
bind: whoever waits for one holds a bed. Else, while people are released for want of a bed, beds bind. Else nothing
inside the system does, and what is short are arrests. It is a rule of order, not an optimum.

Where beds bind, beds are bought, or judges or document officers if they remove more people for the same money
(:mod:`sojourn.study.budget_free`).

A *round* is more arrests, and then beds and seats until neither binds. What a sum buys is read between the ends of
rounds: in the middle of one, arrests are paid for whose beds and seats are not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from sojourn.results.bed_items import EMPTY
from sojourn.results.bed_lines import STOOD_UP
from sojourn.results.ledger import End
from sojourn.results.periods import fiscal_years
from sojourn.study.budget_free import FreeBeds
from sojourn.study.budget_levels import Capacity, Levels
from sojourn.study.budget_runs import Outcome, Runs, by_year
from sojourn.study.budget_staff import MOST_STAFF, STAFF, STAFF_STEP, Tried

STEP = 0.15
"""By how much a step enlarges a capacity, of what there is."""
LEAST_ARRESTS = 10.0
"""Arrests a day that a step adds at least."""
SEATS_BIND = 0.05
"""People waiting for a seat, over those held, above which seats bind."""
BEDS_BIND = 0.01
"""Share released for want of a bed, of those who ask for one, above which beds bind."""
A_QUEUE = 0.1
"""Share of all who wait above which a departure is enlarged."""
MOST_STEPS = 90
"""Steps of a path, at most."""
IN_VAIN = 12
"""Steps in a row without one removal more, after which a path ends."""
ENDS: tuple[End, ...] = ("low", "value", "high")


@dataclass(frozen=True)
class Point:
    """A point of the path: what there is, what it costs beyond the base and what comes of it."""

    levels: Levels
    bought: Capacity | None
    """What the step to it enlarged; None for the base."""
    binds: Capacity
    """What binds at it."""
    cost: float
    """Cents beyond the base."""
    costs: dict[str, float] = field(repr=False)
    """The same by account."""
    at_ends: dict[str, float] = field(repr=False)
    """Cents beyond the base at the low ends of the unit costs, at the value and at the high ends."""
    removals: dict[str, float] = field(repr=False)
    """Fiscal year to removals."""
    person_days: dict[str, float] = field(repr=False)
    arrests: dict[str, float] = field(repr=False)
    best_year: float
    """Removals in the best fiscal year of which every day is in the run; 0 where there is none."""
    stand_up: float = 0.0
    """Cents beyond the base that went to standing beds up before they were there."""
    paid_empty: float = 0.0
    """Cents beyond the base that were paid for guaranteed beds in which nobody was."""
    weight: int = 1
    """How many people each person of its run stood for; 1 where everybody was run."""

    @property
    def settled(self) -> bool:
        """Whether neither beds nor seats bind at it."""
        return self.binds == "arrests"

    @property
    def removed(self) -> float:
        """Removals over the whole run."""
        return sum(self.removals.values())

    def between(self, other: Point, share: float) -> Point:
        """The point at a share of the way to another, in a straight line."""

        def mix(one: dict[str, float], two: dict[str, float]) -> dict[str, float]:
            return {key: value + share * (two[key] - value) for key, value in one.items()}

        return replace(
            other,
            levels=self.levels.between(other.levels, share),
            cost=self.cost + share * (other.cost - self.cost),
            costs=mix(self.costs, other.costs),
            at_ends=mix(self.at_ends, other.at_ends),
            removals=mix(self.removals, other.removals),
            person_days=mix(self.person_days, other.person_days),
            arrests=mix(self.arrests, other.arrests),
            best_year=self.best_year + share * (other.best_year - self.best_year),
            stand_up=self.stand_up + share * (other.stand_up - self.stand_up),
            paid_empty=self.paid_empty + share * (other.paid_empty - self.paid_empty),
        )


@dataclass(frozen=True)
class Path:
    """Points in the order in which they were bought; the first is the base."""

    steps: tuple[Point, ...]
    tried: tuple[Tried, ...] = ()
    """Steps of staff that were run, bought or not."""

    @property
    def ends(self) -> tuple[Point, ...]:
        """The base, the ends of the rounds, and the last point."""
        first, *middle, last = (*self.steps, self.steps[-1])
        return (first, *(point for point in middle if point.settled), last)

    @property
    def frontier(self) -> tuple[Point, ...]:
        """The ends of rounds that no other one makes idle: with each, cost and removals rise."""
        return _rising(self.ends, lambda point: point.removed)

    def bought_with(self, cents: float) -> tuple[Point, Point, Point]:
        """What an amount buys, on the straight line between the two points about it, and these two.

        Beyond the last point it is the last; the cost of the one that is found says how much was spent.
        """
        line = self.frontier
        return _on(line, [point.cost for point in line], cents)

    def reaching(self, removals: float) -> tuple[Point, Point, Point]:
        """Where the best full fiscal year reaches so many removals, and the two points about it."""
        line = _rising(self.ends, lambda point: point.best_year)
        return _on(line, [point.best_year for point in line], removals)


def walk(runs: Runs, enough: Callable[[Point], bool], told: Callable[[int], None]) -> Path:
    """Walk from the base to the end of the round in which a point is enough.

    It also ends where steps no longer help, and after :data:`MOST_STEPS`.

    Args:
        runs: makes the runs.
        enough: whether to stop at a point.
        told: called after each run with the number of the step.
    """
    steps, last = [point_of(runs, runs.base, None)], runs.base
    freeing = FreeBeds(runs, lambda levels, what, outcome: enlarged(levels, what, outcome, runs))
    told(len(steps))
    while not (enough(steps[-1]) and steps[-1].settled) and len(steps) <= MOST_STEPS and not stalled(steps):
        what = binding(last)
        if what == "beds":
            what, last = freeing.step(last, len(steps) - 1)
        else:
            last = runs.at(enlarged(steps[-1].levels, what, last, runs))
        steps.append(point_of(runs, last, what))
        told(len(steps))
    bought = {point.bought for point in steps}
    freeing.at_end(last, len(steps) - 1, {what for what in STAFF if what not in bought})
    return Path(tuple(steps), tuple(freeing.tried))


def stalled(steps: Sequence[Point]) -> bool:
    """Whether the last steps have removed nobody more."""
    best = [point.removed for point in steps]
    return len(best) > IN_VAIN and max(best[-IN_VAIN:]) <= max(best[:-IN_VAIN])


def binding(outcome: Outcome) -> Capacity:
    """What binds in the last year of a run."""
    if outcome.waiting > SEATS_BIND:
        return "seats"
    return "beds" if outcome.no_bed > BEDS_BIND else "arrests"


def enlarged(levels: Levels, what: Capacity, outcome: Outcome, runs: Runs) -> Levels:
    """The levels with more of a capacity; of seats, on the departures where people wait."""
    if what == "arrests":
        usual = float(runs.calendar.values(runs.scenario.arrivals.interior)[-1])
        return replace(levels, arrests=levels.arrests + max(STEP * (usual + levels.arrests), LEAST_ARRESTS))
    if what == "beds":
        return replace(levels, beds=levels.beds + max(STEP * levels.beds, 1.0))
    if what == "judges":
        return replace(levels, judges=min(levels.judges + STAFF_STEP, MOST_STAFF))
    if what == "document_officers":
        return replace(levels, document_officers=min(levels.document_officers + STAFF_STEP, MOST_STAFF))
    least = A_QUEUE * sum(outcome.queues.values())
    more = {name: levels.seats.get(name, 1.0) * (1 + STEP) for name, n in outcome.queues.items() if n and n >= least}
    return replace(levels, seats={**levels.seats, **more})


def point_of(runs: Runs, outcome: Outcome, bought: Capacity | None) -> Point:
    """A run as a point."""
    base, calendar = runs.base, runs.calendar
    now, then = outcome.ledger.by_account(), base.ledger.by_account()
    full = [span.key for span in fiscal_years(calendar) if span.full_year]
    removals = by_year(calendar, outcome.removals)
    if outcome.levels is None:
        raise ValueError("a point of the path has levels")
    return Point(
        levels=outcome.levels,
        bought=bought,
        binds=binding(outcome),
        cost=float(outcome.beyond(base)),
        costs={name: float(cents.sum() - then[name].sum()) for name, cents in now.items()},
        at_ends={end: float(outcome.beyond(base, end)) for end in ENDS},
        removals={key: float(n) for key, n in removals.items()},
        person_days={key: float(n) for key, n in by_year(calendar, outcome.held).items()},
        arrests={key: float(n) for key, n in by_year(calendar, outcome.arrests).items()},
        best_year=float(max((removals[key] for key in full), default=0)),
        stand_up=float(outcome.of(*STOOD_UP) - base.of(*STOOD_UP)),
        paid_empty=float(outcome.of(EMPTY) - base.of(EMPTY)),
        weight=runs.weight,
    )


def _rising(steps: Sequence[Point], gain: Callable[[Point], float]) -> tuple[Point, ...]:
    """Points along which cost and gain both rise: one that a cheaper one of no less gain makes idle is left out."""
    line: list[Point] = []
    for point in sorted(steps, key=lambda one: (one.cost, -gain(one))):
        if not line or gain(point) > gain(line[-1]):
            line.append(point)
    return tuple(line)


def _on(line: Sequence[Point], at: Sequence[float], value: float) -> tuple[Point, Point, Point]:
    place = int(np.searchsorted(at, value))
    if place == 0:
        return line[0], line[0], line[0]
    if place == len(line):
        return line[-1], line[max(place - 2, 0)], line[-1]
    before, after = line[place - 1], line[place]
    share = (value - at[place - 1]) / (at[place] - at[place - 1])
    return before.between(after, share), before, after
