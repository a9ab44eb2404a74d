"""The scenario of the children's system: care by the health department, release, calls, court, and contact attempts.

Three numbers are kept apart throughout, since they count different things: children transferred to the department,
children who missed a hearing, and children to whom no notice to appear was issued. None counts missing children.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

import pydantic
from pydantic import Field

from sojourn.evidence.tables import table as table_of
from sojourn.evidence.tables import tables
from sojourn.scenario.document import read
from sojourn.scenario.errors import AtPath, ScenarioError, quoted, suggestion
from sojourn.scenario.plain import PlainScenario
from sojourn.scenario.quantities import Days, Factor, PerDay, Share, count
from sojourn.scenario.shipped import shipped
from sojourn.scenario.sourced import Dated, Section, Sourced
from sojourn.scenario.us import UsScenario

Children = Annotated[int, count("children")]
Work = Literal["none", "missed_hearing", "no_notice", "either", "transferred"]

MOST_ATTEMPTS = 10
MOST_LISTED = 2_000_000
MOST_PER_DAY = 100_000
REPORT_COLUMNS = ("on", "in_border_custody", "transferred", "in_care", "discharged")


class ChildArrivals(Section):
    """Who comes, and how many a day."""

    history: str | None = None
    """Table of daily reports; on days it covers, what came in by its own census takes the place of the rates below."""
    children: Dated[PerDay]
    """Children apprehended and to be transferred to the department."""
    follow: str | None = None
    """A scenario of the US system whose border arrivals are followed: its name, or the path of its file."""
    per_border: Sourced[Factor]
    """Children for each person of the followed scenario's `arrivals.border`; used with `follow` only."""

    @pydantic.model_validator(mode="after")
    def _can_follow(self) -> ChildArrivals:
        if self.follow is not None:
            try:
                followed(self.follow)
            except ScenarioError as trouble:
                first = trouble.problems[0]
                raise AtPath(
                    "follow", f"{quoted(self.follow)} cannot be followed: {first.message}", first.hint
                ) from None
        if max(step.value for step in self.children.steps) > MOST_PER_DAY:
            raise AtPath("children", f"at most {MOST_PER_DAY:,} per day can be simulated")
        return self


class BorderCustody(Section):
    """Before the transfer to the department."""

    days: Sourced[Days]
    """Mean days until a child is ready to be transferred."""
    limit: Sourced[Days]
    """By when a child has to be transferred (8 USC 1232(b)(3)); who has no bed by then waits on and is counted."""

    @pydantic.model_validator(mode="after")
    def _in_time(self) -> BorderCustody:
        if self.limit.value < 1 or self.limit.value != int(self.limit.value):
            raise AtPath("limit.value", "the limit is a whole number of days, at least one: days are what is simulated")
        if self.days.value > self.limit.value - 1:
            message = "children are ready for transfer at least a day before the limit, or all would be past it"
            raise AtPath("days.value", message)
        return self


class Care(Section):
    """In the care of the department: a bed, and the vetting of a sponsor."""

    opening: str
    """Table of daily reports; the last at or before the start says how many are in care and in border custody."""
    beds: Dated[Annotated[int, count("beds")]]
    """Beds that can be opened."""
    stay: Sourced[Days]
    """Median days from transfer to discharge, when vetting goes at speed 1."""
    spread: Sourced[Factor]
    """Standard deviation of the logarithm of these days."""
    vetting: Dated[Factor]
    """Speed of vetting and discharge from a date on, for children already in care as well."""
    turned_18: Sourced[Share]
    """Share of discharges that are of children who turn 18."""
    departed: Sourced[Share]
    """Share of discharges that are voluntary departures or removals."""
    other_discharge: Sourced[Share]
    """Share of discharges to other programmes; all others are releases to a sponsor."""

    @pydantic.model_validator(mode="after")
    def _possible(self) -> Care:
        if self.turned_18.value + self.departed.value + self.other_discharge.value > 1:
            raise AtPath(
                "other_discharge.value", "the shares of discharges other than to a sponsor add to more than 100%"
            )
        for name in ("stay", "spread"):
            if getattr(self, name).value <= 0:
                raise AtPath(f"{name}.value", "this has to be above zero")
        return self


class FollowUp(Section):
    """Safety and well-being calls after release."""

    calls: tuple[Sourced[Annotated[int, count("business days")]], ...] = Field(min_length=1, max_length=6)
    """Business days after release on which a call is made."""
    answered: Sourced[Share]
    """Chance that a call is answered by the child or the sponsor."""

    @pydantic.model_validator(mode="after")
    def _in_order(self) -> FollowUp:
        for number, (first, second) in enumerate(pairwise((0, *(call.value for call in self.calls)))):
            if not first < second <= 500:
                raise AtPath(f"calls.{number}", "calls are on rising business days from 1 to 500")
        return self


class Court(Section):
    """The notice to appear, and the hearing."""

    notice: Sourced[Days]
    """Mean days until a notice to appear is issued."""
    hearing: Sourced[Days]
    """Median days from the notice to the hearing."""
    spread: Sourced[Factor]
    """Standard deviation of the logarithm of the days to the hearing."""
    missed: Sourced[Share]
    """Share of hearings that the child does not attend."""

    @pydantic.model_validator(mode="after")
    def _positive(self) -> Court:
        for name in ("notice", "hearing", "spread"):
            if getattr(self, name).value <= 0:
                raise AtPath(f"{name}.value", "this has to be above zero")
        return self


class Lists(Section):
    """Children released before the start, by the three published counts. They overlap and are never added."""

    transferred: Sourced[Children]
    """Transferred to the department, FY2019 to FY2023."""
    missed_hearing: Sourced[Children]
    """Did not appear at a hearing: more than this."""
    no_notice: Sourced[Children]
    """No notice to appear issued: a state of the paperwork."""
    overlap: Sourced[Share]
    """Share of those who missed a hearing who are also counted as without a notice."""
    bad_address: Sourced[Share]
    """Share whose address on release was blank, undeliverable or incomplete."""
    work: Work
    """Whom caseworkers are to contact: nobody, those who missed a hearing, those without a notice, either, or all
    transferred."""

    @property
    def both(self) -> int:
        """Children taken to be in the counts of missed hearings and of notices not issued at once."""
        return min(round(self.overlap.value * self.missed_hearing.value), self.no_notice.value)

    @pydantic.model_validator(mode="after")
    def _not_too_many(self) -> Lists:
        for name in ("transferred", "missed_hearing", "no_notice"):
            if getattr(self, name).value > MOST_LISTED:
                raise AtPath(f"{name}.value", f"at most {MOST_LISTED:,} children can be simulated")
        return self


class Contact(Section):
    """Contact attempts, and who makes them."""

    staff: Dated[Annotated[int, count("workers")]]
    """Caseworkers who attempt contact full time."""
    attempts_per_worker: Sourced[Factor]
    """Attempts by one caseworker on one working day."""
    attempts_each: Sourced[Annotated[int, count("attempts")]]
    """Attempts before a child counts as not reached."""
    gap: Sourced[Days]
    """Days between two attempts at the same child."""
    reaches: Sourced[Share]
    """Chance that an attempt reaches a child whose address is good; where it is bad none does."""

    @pydantic.model_validator(mode="after")
    def _sensible(self) -> Contact:
        if not 1 <= self.attempts_each.value <= MOST_ATTEMPTS:
            raise AtPath("attempts_each.value", f"1 to {MOST_ATTEMPTS} attempts at each child can be simulated")
        if self.gap.value > 1000:
            raise AtPath("gap.value", "at most 1,000 days between two attempts can be simulated")
        return self


class ChildrenScenario(PlainScenario):
    """Unaccompanied children in the care of the health department and after release."""

    system: Literal["children"]
    """The system that is simulated."""
    arrivals: ChildArrivals
    border_custody: BorderCustody
    care: Care
    follow_up: FollowUp
    court: Court
    lists: Lists
    contact: Contact

    @pydantic.model_validator(mode="after")
    def _evidence_there(self) -> ChildrenScenario:
        for path, name in (("arrivals.history", self.arrivals.history), ("care.opening", self.care.opening)):
            if name is None:
                continue
            if name not in tables():
                raise AtPath(path, f"{quoted(name)} is no table of the evidence", suggestion(name, list(tables())))
            if missing := [column for column in REPORT_COLUMNS if column not in table_of(name)[0]]:
                raise AtPath(path, f"the table {quoted(name)} has no column {quoted(missing[0])}, which is needed here")
        first = min(row.text("on") for row in table_of(self.care.opening))
        if self.period.start.value.isoformat() < first:
            start = self.period.start.value
            raise AtPath(
                "period.start.value", f"nobody reported who was in care by {start}; the first report is of {first}"
            )
        return self


def followed(name: str) -> UsScenario:
    """The scenario of the US system whose border arrivals are followed.

    Raises:
        ScenarioError: it cannot be read, or is one of another system.
    """
    return read(name, UsScenario, shipped=shipped()).model
