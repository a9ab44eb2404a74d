"""Staff of the US system: judges, officers who obtain travel documents, and officers who arrest.

    staff:
      judges:
        authorised:
          - {value: 735 judges}
          - {from: 2025-07-04, reached: 2028-11-01, value: 800 judges}
        most_hired: 104 per year

Each kind says how many are in post on the first day and how many posts are authorised from a day on. A post takes a
lead time to be filled by somebody trained in it, and people leave. What is not written is as the evidence has it; a
kind that is not written stays as it was when the model was fitted, and nothing is said of it.
:mod:`sojourn.systems.us_staff` has the arithmetic.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar, get_args

import pydantic

from sojourn.evidence.registry import figure
from sojourn.scenario.errors import AtPath
from sojourn.scenario.quantities import Days, Factor, PerDay, Share, count
from sojourn.scenario.sourced import Dated, Section, Sourced

T = TypeVar("T")
StaffKind = Literal["judges", "document_officers", "arrest_officers"]
KINDS: tuple[StaffKind, ...] = get_args(StaffKind)
"""The kinds of staff, in the order in which they are told."""
MOST_POSTS = 1_000_000
JudgeCount = Annotated[int, count("judges")]
OfficerCount = Annotated[int, count("officers")]


def _from(form: type[Sourced[T]], source: str) -> Sourced[T]:
    """The value of a row of the evidence, in its own unit; a share as a share, a time in days, a count as a count."""
    row = figure(source)
    if row.unit == "days":
        return form.model_validate({"value": f"{row.number:g} days", "source": source})
    if row.unit.endswith("/year") and not row.unit.startswith("share"):
        return form.model_validate({"value": f"{row.number:g} per year", "source": source})
    return form.model_validate({"value": row.number, "source": source})


class Posts(Section):
    """What every kind of staff has."""

    in_post: Sourced[int]
    """Number in post on the first day."""
    authorised: Dated[int] | None = None
    """Posts that may be filled, from a day on; as many as are in post on the first day where not given."""
    lead: Sourced[Days]
    """Days from the authorisation of a post until somebody trained is in it."""
    training: Sourced[Days]
    """The last part of the lead, in which they are paid already."""
    attrition: Sourced[Share]
    """Share of those in post who leave in a year."""
    most_hired: Sourced[PerDay] | None = None
    """The most that can be hired, replacements among them; no limit where not given."""

    @pydantic.model_validator(mode="after")
    def _possible(self) -> Posts:
        if self.in_post.value < 1:
            raise AtPath("in_post.value", "at least one has to be in post on the first day: all else is measured by it")
        counted = [("in_post.value", self.in_post.value)]
        counted += [(f"authorised.{at}.value", step.value) for at, step in enumerate(self._steps)]
        for path, number in counted:
            if number > MOST_POSTS:
                raise AtPath(path, f"at most {MOST_POSTS:,} of one kind can be simulated")
        if self.attrition.value >= 1:
            raise AtPath("attrition.value", "the share that leaves in a year has to be below 100%")
        if self.training.value > self.lead.value:
            message = f"training of {self.training.value:g} days is a part of the lead"
            raise AtPath("training.value", f"{message}, {self.lead.value:g} days", beside="lead.value")
        return self

    @property
    def _steps(self) -> tuple[Any, ...]:
        return () if self.authorised is None else self.authorised.steps


class PacedPosts(Posts):
    """Staff whose number moves a pace."""

    elasticity: Sourced[Factor] = _from(Sourced[Factor], "staff.elasticity")
    """By how many per cent the pace rises where their number rises by one."""


class Judges(PacedPosts):
    """Immigration judges, each with the staff of a courtroom."""

    in_post: Sourced[JudgeCount] = _from(Sourced[JudgeCount], "court.ij_count.FY2024")
    """Judges in post on the first day."""
    authorised: Dated[JudgeCount] | None = None
    """Posts that may be filled, from a day on; as many as are in post on the first day where not given."""
    lead: Sourced[Days] = _from(Sourced[Days], "staff.judge_lead")
    """Days from the authorisation of a post until somebody trained is in it."""
    training: Sourced[Days] = _from(Sourced[Days], "staff.judge_training")
    """The last part of the lead, in which they are paid already."""
    attrition: Sourced[Share] = _from(Sourced[Share], "staff.judge_attrition")
    """Share of those in post who leave in a year."""


class Officers(Posts):
    """Officers of removal operations."""

    in_post: Sourced[OfficerCount]
    """Officers in post on the first day."""
    authorised: Dated[OfficerCount] | None = None
    """Posts that may be filled, from a day on; as many as are in post on the first day where not given."""
    lead: Sourced[Days] = _from(Sourced[Days], "staff.officer_lead")
    """Days from the authorisation of a post until somebody trained is in it."""
    training: Sourced[Days] = _from(Sourced[Days], "staff.officer_training")
    """The last part of the lead, in which they are paid already."""
    attrition: Sourced[Share] = _from(Sourced[Share], "staff.officer_attrition")
    """Share of those in post who leave in a year."""


class DocumentOfficers(Officers, PacedPosts):
    """Officers who obtain travel documents from foreign governments."""

    in_post: Sourced[OfficerCount] = _from(Sourced[OfficerCount], "staff.document_officers")
    """Officers in post on the first day."""


class ArrestOfficers(Officers):
    """Officers who arrest inside the country: those of the first day make the arrests of `arrivals.interior`."""

    in_post: Sourced[OfficerCount] = _from(Sourced[OfficerCount], "staff.ero_officers")
    """Officers in post on the first day."""
    per_officer: Sourced[PerDay] = _from(Sourced[PerDay], "staff.arrests_per_officer")
    """Arrests by one officer more than on the first day."""


class Staff(Section):
    """People whose number moves a pace or a limit of the system; none is followed where none is given."""

    judges: Judges | None = None
    """They move the pace of cases before a judge."""
    document_officers: DocumentOfficers | None = None
    """They move the pace at which travel documents come."""
    arrest_officers: ArrestOfficers | None = None
    """Those beyond the first day's limit the arrests that a plan adds."""

    def of(self, kind: StaffKind) -> Posts | None:
        """One kind; None where it is not followed."""
        found: Posts | None = getattr(self, kind)
        return found

    @property
    def dated(self) -> list[tuple[str, Dated[int]]]:
        """Paths, from `staff` on, of what changes on dates."""
        found = []
        for kind in KINDS:
            posts = self.of(kind)
            if posts is not None and posts.authorised is not None:
                found.append((f"staff.{kind}.authorised", posts.authorised))
        return found
