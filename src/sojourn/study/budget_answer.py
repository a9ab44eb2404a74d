"""What a budget answers: the plan as it stands, the same money spread over the period, and the reverse."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from sojourn.results.bands import Band
from sojourn.results.ledger import End
from sojourn.scenario.bed_blocks import BedType
from sojourn.scenario.money import Money
from sojourn.scenario.us import UsScenario
from sojourn.study.budget_levels import Capacity, Leads
from sojourn.study.budget_path import Path, Point
from sojourn.study.budget_runs import Outcome, by_year
from sojourn.systems.calendar import Calendar


@dataclass(frozen=True)
class Until:
    """What a plan did before the money was gone, at one end of the unit costs."""

    end: End
    on: date | None
    """First day that is not wholly paid; None where the money lasts to the end."""
    drawn: int
    """Cents of it that were spent."""
    asked: int
    """Cents beyond the base that the whole plan would cost."""
    removals: Mapping[str, int]
    """Fiscal year to removals, up to the day before; the base's own among them."""
    person_days: Mapping[str, int]
    arrests: Mapping[str, int]
    base_removals: int
    """Removals of the base over the same days."""

    @property
    def removed(self) -> int:
        """Removals until then."""
        return sum(self.removals.values())


def until_empty(plan: Outcome, base: Outcome, calendar: Calendar, cents: int, end: End) -> Until:
    """Lay what a plan spends beyond its base on an amount: the first day that is not wholly paid, and what came before.

    Args:
        plan: the run of the plan.
        base: the run without its additions, whose ledger is the base.
        calendar: the days of both.
        cents: the amount.
        end: which end of the unit costs.
    """
    drawn = plan.drawn(base, end)
    over = [tick for tick, one in enumerate(drawn.tolist()) if one > cents][:1]
    stop = over[0] if over else calendar.ticks
    before = calendar.days < calendar.days[0] + stop
    return Until(
        end=end,
        on=calendar.day(stop) if over else None,
        drawn=cents if over else int(drawn[-1]),
        asked=int(drawn[-1]),
        removals=by_year(calendar, plan.removals * before),
        person_days=by_year(calendar, plan.held * before),
        arrests=by_year(calendar, plan.arrests * before),
        base_removals=int((base.removals * before).sum()),
    )


@dataclass(frozen=True)
class Spread:
    """What is bought on the path: by an amount, or for so many removals in a year."""

    point: Point
    before: Point
    """The end of the round before it."""
    after: Point
    """The end of the round after it."""
    reached: bool
    """Whether the path went as far as was asked."""
    base: Point

    @property
    def more(self) -> float:
        """Removals beyond the base."""
        return self.point.removed - self.base.removed

    @property
    def each(self) -> float | None:
        """Cents for each removal beyond the base; None where there is none."""
        return self.point.cost / self.more if self.more > 0 else None

    @property
    def next(self) -> float | None:
        """Cents for the next removal: those of the last round over its removals; None where there is none."""
        gained = self.after.removed - self.before.removed
        return (self.after.cost - self.before.cost) / gained if gained > 0 else None


@dataclass(frozen=True)
class DrawnBands:
    """How sure it is: bands over draws of what is not known, unit costs among them."""

    draws: int
    lasting: int
    """Draws in which the money lasts to the end."""
    empty: Band | None
    """Day (as its number) on which the plan has spent it, in the draws in which it has."""
    removed: Band | None
    """Removals of the plan until then, or to the end."""
    asked: Band | None
    """Cents beyond the base that the whole plan would cost."""
    cost: Band | None
    """Cents beyond the base of the capacities that the path ends with."""
    each: Band | None
    """The same for each removal beyond the base."""


@dataclass(frozen=True)
class Budget:
    """How far a sum of money goes in the model."""

    name: str
    scenario: UsScenario = field(repr=False)
    calendar: Calendar
    seed: int
    leads: Leads
    bed_type: BedType
    """Type of the beds that are bought."""
    amount: Money | None
    target: int | None
    """Removals in a fiscal year that were asked for."""
    path: Path = field(repr=False)
    as_it_stands: tuple[Until, ...]
    """The plan at low, middle and high unit costs; empty without an amount."""
    spread: Spread | None
    """What the amount buys."""
    reverse: Spread | None
    """What the removals take."""
    bands: DrawnBands | None
    runs: int
    """Runs that were made, those of draws aside."""
    runs_of_all: int
    """How many of them followed everybody; in the rest each person stood for several."""

    @property
    def base(self) -> Point:
        """The scenario without its additions."""
        return self.path.steps[0]

    def order(self, spread: Spread) -> list[tuple[Capacity, int]]:
        """What was bought one after another up to a point, and how many steps of it in a row."""
        bought: list[Capacity] = []
        for point in self.path.steps[1:]:
            if point.bought is not None:
                bought.append(point.bought)
            if point == spread.after:
                break
        return [(what, len(list(several))) for what, several in groupby(bought)]
