"""What a comparison of destinations says: effects, chances and costs, kept apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from sojourn.policy.outlook import Chance
from sojourn.results.bands import Band, band
from sojourn.scenario.us import UsScenario
from sojourn.study.destination_runs import Outcome
from sojourn.study.destination_terms import Candidate


@dataclass(frozen=True)
class Effect:
    """What some agreements change against none, in one draw."""

    moved: int
    """People moved to a third country: their own refuses, so that none of them would have been removed."""
    removed: int
    """Removals of every kind that are more: those, and what their beds and seats changed for others."""
    at_limit: int
    """People who do not reach 180 days after a final order, and would have."""
    bed_days: int
    """Nights in a bed that people whose home country refuses no longer spend."""
    held_days: int
    """Nights in a bed of everybody that are saved; few where every bed that is freed is taken by somebody else."""
    no_bed: int
    """People who are not released for want of a bed, and would have been."""


@dataclass(frozen=True)
class Hoped:
    """People moved over draws of dates and courts: the mean, and a band that reaches to it."""

    mean: float
    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """A candidate in the ranking."""

    candidate: Candidate
    effects: tuple[Effect, ...]
    """One a draw."""
    dated: tuple[int, ...]
    """People moved with drawn dates and courts, one a draw, none where it never comes into force; none with one run."""
    in_force: Chance | None
    """That it is in force by the day; None where the scenario dates it, or nobody had named it."""
    in_force_then: Chance | None
    """The same with what was known by `Destinations.known_then`."""
    by_court: Chance
    """That a court stops it within a year of the signature."""

    def middle(self, what: str) -> float:
        """Median over the draws of a part of the effect."""
        return float(np.median([getattr(one, what) for one in self.effects]))

    def band(self, what: str) -> Band | None:
        """Band over the draws; None with a single run."""
        return band([getattr(one, what) for one in self.effects]) if len(self.effects) > 1 else None

    @property
    def hoped(self) -> Hoped | None:
        """People moved with drawn dates and courts; None with one run, or where their chances stand on nothing."""
        if not self.dated or (self.in_force is not None and not self.in_force.said):
            return None
        mean, found = float(np.mean(self.dated)), band(self.dated)
        if found is None:
            return None
        return Hoped(mean, found.median, min(found.low, mean), max(found.high, mean))

    @property
    def in_all(self) -> int | None:
        """How many people it takes in all; None where its terms do not say."""
        return None if self.candidate.terms.in_all is None else self.candidate.terms.in_all.value

    @property
    def all_used(self) -> bool:
        """Whether as many people were moved as it takes in all."""
        return self.in_all is not None and self.middle("moved") >= self.in_all

    @property
    def expected(self) -> float | None:
        """People moved if it were in force, times the chance that it is by the day; None where none is given."""
        if self.in_force is None or not self.in_force.said:
            return None
        return self.middle("moved") * self.in_force.value

    def per_person(self, amount: float | None) -> float | None:
        """A sum by each person moved; None where it is not known or nobody is moved."""
        moved = self.middle("moved")
        return None if amount is None or moved <= 0 else amount / moved

    @property
    def paid_per_person(self) -> float | None:
        """Published payments in USD for each person moved; None where none are published."""
        fixed, each = self.candidate.payment_fixed, self.candidate.payment_each
        if (fixed is None and each is None) or self.middle("moved") <= 0:
            return None
        return (self.per_person(fixed) or 0.0) + (each or 0.0)


@dataclass(frozen=True)
class Portfolio:
    """The best of the sets of a size that were tried."""

    countries: tuple[str, ...]
    effects: tuple[Effect, ...]
    how: str
    """How it was found."""

    def middle(self, what: str) -> float:
        """Median over the draws of a part of the effect."""
        return float(np.median([getattr(one, what) for one in self.effects]))


@dataclass(frozen=True)
class Destinations:
    """The ranking of candidates, and what all of them together leave."""

    name: str
    scenario: UsScenario = field(repr=False)
    start: date
    until: date
    """First day that is not simulated."""
    since: date
    """From when on what is tried is in force."""
    by: date
    """The day of the chance that it is in force."""
    known_by: date | None
    known_then: date
    """The day of the second chance, with what was known then."""
    seed: int
    draws: int | None
    """None: one run at the central values."""
    rows: tuple[Row, ...]
    """The one that takes most people first; equal ones by name."""
    portfolio: Portfolio | None
    nobody: tuple[Outcome, ...] = field(repr=False)
    """The runs with none in force."""
    everybody: tuple[Outcome, ...] = field(repr=False)
    """The runs with all in force."""
    bed_day: float
    """Cost of a bed and day."""
    currency: str

    @property
    def last_day(self) -> date:
        """Last day that is simulated."""
        return self.until - timedelta(days=1)

    @property
    def refused(self) -> float:
        """People whose home country refuses, median."""
        return float(np.median([one.refused for one in self.everybody]))

    @property
    def taken_by_none(self) -> float:
        """Of these, those of a nationality and class that no candidate accepts."""
        return float(np.median([one.refused - one.open_to for one in self.everybody]))

    @property
    def left_by_all(self) -> float:
        """Of these, those whom all candidates together do not take, for want of places or time."""
        return float(np.median([one.refused - one.moved for one in self.everybody]))


def effect(without: Outcome, given: Outcome) -> Effect:
    """What is otherwise in one of two runs of the same people."""
    return Effect(
        moved=given.moved - without.moved,
        removed=given.removed - without.removed,
        at_limit=without.at_limit - given.at_limit,
        bed_days=without.refused_days - given.refused_days,
        held_days=without.held_days - given.held_days,
        no_bed=without.no_bed - given.no_bed,
    )
