"""What a plan answers: levels over time, how surely they meet the targets, what they cost, and what stops more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sojourn.results.bands import Band, band
from sojourn.results.periods import WHOLE
from sojourn.scenario.us import UsScenario
from sojourn.study.plan.agreements import AgreementWorth
from sojourn.study.plan.applied import Proposal, written
from sojourn.study.plan.counted_on import CountedOn
from sojourn.study.plan.found import Key, Stop
from sojourn.study.plan.levers import Lever, Name
from sojourn.study.plan.targets import Goal, Target
from sojourn.study.plan.verify import Trial, interval, number_of, outside
from sojourn.study.plan.worth import Worth
from sojourn.study.points.point import Values
from sojourn.systems.calendar import Calendar


@dataclass(frozen=True, eq=False)
class Plan:
    """A plan, or the nearest to what was asked."""

    name: str
    """Of the scenario that was started from."""
    scenario: UsScenario = field(repr=False)
    data: Mapping[str, Any] = field(repr=False)
    """The scenario as plain values."""
    calendar: Calendar
    seed: int
    targets: tuple[Target, ...]
    goal: Goal
    sure: float
    """With what probability the targets are to be met."""
    levers: Mapping[Name, Lever]
    before: Values = field(repr=False)
    """Lines of the scenario as it is, in one run."""
    central: Trial
    """The plan at the central values, in one run."""
    trial: Trial
    """The plan: under draws, or at the central values where there are none."""
    stop: Stop | None
    """Why the targets cannot be met, if they cannot."""
    off: float
    """By how much the fluid was off at the first proposal, as a share of what was asked; the largest of all targets."""
    turned: bool
    """Whether people have to be turned away for want of a bed."""
    worth: tuple[Worth, ...]
    """What a little more of each lever is worth; empty where it was not asked for."""
    agreements: tuple[AgreementWorth, ...]
    """What each agreement is worth that was taken to be in force."""
    counted: CountedOn | None
    """What each agreement is worth that might be chosen, and the plan without; None where none might."""
    emptied: tuple[str, ...]
    """What stops for want of money in one run of the plan, in sentences."""
    runs: int

    @property
    def proposal(self) -> Proposal:
        """Its levels."""
        return self.trial.found.proposal

    @property
    def probability(self) -> tuple[float, float, float]:
        """Share of the draws that meet all targets, and the interval of its probability (90 %)."""
        low, high = interval(self.trial.met, self.trial.runs)
        return self.trial.share, low, high

    @property
    def reached(self) -> bool:
        """Whether the targets are met as surely as was asked; without draws, in the one run."""
        return self.stop is None and self.trial.share >= self.sure - 1e-9

    @property
    def title(self) -> str:
        """Title of its scenario."""
        asked = "; ".join(str(target) for target in self.targets) or "no target"
        return f"A plan: {asked}; {'most' if self.goal.most else 'least'} {self.goal.name}"

    def document(self, other: Proposal | None = None) -> dict[str, Any]:
        """The scenario of the plan, or of another proposal, as plain values: it reads back and runs."""
        return written(self.data, self.scenario, other or self.proposal, self.title)

    def band(self, key: str, period: str) -> Band | None:
        """A line of the plan over its draws; the cost with that of the levers that no ledger counts."""
        return band([self.value(lines, key, period) for lines in self.trial.lines])

    def one(self, key: str, period: str) -> float:
        """A line of the plan in one run at the central values, as `own` is of the scenario."""
        return self.value(self.central.lines[0], key, period)

    def own(self, key: str, period: str) -> float:
        """A line of the scenario as it is, in one run; the cost with the price of the arrests that it adds itself."""
        found = number_of(self.before, key, period)
        arrests = self.levers.get("arrests")
        if key != "cost" or arrests is None or not arrests.price:
            return found
        added = self.calendar.values(self.scenario.arrivals.interior_added)
        here = np.array([period in (WHOLE, f"FY{year}") for year in self.calendar.fiscal_year.tolist()])
        return found + arrests.price * float(added[here].sum())

    def value(self, lines: Values, key: str, period: str) -> float:
        """A line of a run of the plan."""
        found = number_of(lines, key, period)
        if key != "cost":
            return found
        years = {f"FY{year}": year for year in self.calendar.fiscal_year.tolist()}
        if period not in years:
            return found + outside(self.trial.found, slice(0, self.calendar.ticks))
        here = [tick for tick, year in enumerate(self.calendar.fiscal_year.tolist()) if year == years[period]]
        return found + outside(self.trial.found, slice(here[0], here[-1] + 1))

    def missed(self, key: Key) -> float:
        """By how much a target is missed at the least, in the programme; 0 where it is met."""
        return 0.0 if self.stop is None else self.stop.missed.get(key, 0.0)
