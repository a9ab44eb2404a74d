"""Safeguards of the single person as rules: limits, custody reviews, family custody, expedited removal.

Each has a value that follows the law as it stood, names its source, and can be changed to see its effect.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import pydantic

from sojourn.evidence.registry import figure
from sojourn.scenario.errors import AtPath
from sojourn.scenario.quantities import Days, Share
from sojourn.scenario.sourced import Dated, Section, Sourced, Step

Access = Literal["open", "closed"]


def _days(text: str, source: str) -> Sourced[float]:
    return Sourced[Days].model_validate({"value": text, "source": source})


def _share(text: str, source: str) -> Sourced[float]:
    return Sourced[Share].model_validate({"value": text, "source": source})


def _assumed(source: str) -> Sourced[Share]:
    return _share(f"{100 * figure(source).number:g}%", source)


def _none() -> Dated[float]:
    return Dated[Share].model_validate({"value": "0%", "source": "limit.family_custody_ended"})


class Reviews(Section):
    """Custody reviews of people whose removal is not foreseeable (8 CFR 241.4(k), 241.13)."""

    first: Sourced[Days] = _days("90 days", "limit.review_first")
    """Days after the final order until the first review, at the end of the removal period."""
    second: Sourced[Days] = _days("180 days", "limit.review_second")
    """Days after the final order until the second; it counts where `limits.post_order` is longer."""
    released_first: Sourced[Share] = _assumed("assumed.review_first_released")
    """Share of those whom their country refuses who are released at the first review; the others are kept."""
    released_second: Sourced[Share] = _assumed("assumed.review_second_released")
    """The same at the second."""
    awaiting_document: Sourced[Share] = _share("0%", "assumed.review_awaiting_document")
    """Share released at either review among those who wait for a travel document that their country gives."""

    @pydantic.model_validator(mode="after")
    def _in_order(self) -> Reviews:
        if self.second.value <= self.first.value:
            message = f"the second review, after {self.second.value:g} days, has to come after the first"
            raise AtPath("second.value", f"{message}, after {self.first.value:g}", beside="first.value")
        return self


class Limits(Section):
    """Limits in law."""

    post_order: Sourced[Days]
    """Days after a final order until release under an order of supervision."""
    reviews: Reviews = Reviews()
    """Custody reviews before that limit."""
    family: Sourced[Days | Literal["none"]] = Sourced[Days | Literal["none"]].model_validate(
        {"value": "20 days", "source": "limit.family_custody"}
    )
    """Days in custody until a family is released; `none` lifts the limit."""


class Families(Section):
    """Share of people who come as a family with children; nobody where none is given.

    Unaccompanied children are never in this system: they go to the health department within 72 hours.
    """

    border: Dated[Share] = _none()
    """Of those handed over by border agencies."""
    interior: Dated[Share] = _none()
    """Of those arrested inside the country."""

    @pydantic.model_validator(mode="after")
    def _by_steps(self) -> Families:
        _refuse_lines(self, "border", "interior")
        return self

    @property
    def any(self) -> bool:
        """Whether any family ever comes."""
        return any(step.value > 0 for dated in (self.border, self.interior) for step in dated.steps)

    def none_before(self, day: date) -> Families:
        """The same from a day on, and nobody before."""
        return Families(border=_from(self.border, day), interior=_from(self.interior, day))


class ExpeditedRemoval(Section):
    """Expedited removal (8 USC 1225(b)(1)): an order by an officer, without a judge; open or closed by date."""

    border: Dated[Access] = Dated[Access](steps=(Step[Access](value="open", source="rule.expedited_border"),))
    """At the border. While it is closed, people who come have a hearing before a judge instead."""
    interior: Dated[Access] = Dated[Access](
        steps=(Step[Access](value="closed", source="rule.expedited_interior_rescinded"),)
    )
    """Inside the country."""
    interior_share: Sourced[Share] = _share("10%", "assumed.expedited_interior_share")
    """Share of interior arrests that go by it while it is open inside the country, instead of a hearing."""
    fear_found: Sourced[Share] = _share("0%", "assumed.expedited_fear_found")
    """Share of expedited cases that go on to a hearing after a fear screening, beyond those in the fitted rates."""

    @pydantic.model_validator(mode="after")
    def _by_steps(self) -> ExpeditedRemoval:
        _refuse_lines(self, "border", "interior")
        return self


def _refuse_lines(section: Section, *names: str) -> None:
    """Rules change from one day to the next, not in a straight line."""
    for name in names:
        for number, step in enumerate(getattr(section, name).steps):
            if step.reached is not None:
                raise AtPath(
                    f"{name}.{number}.reached", "this changes from one day to the next, not in a straight line"
                )


def _from(shares: Dated[float], day: date) -> Dated[float]:
    later = [step.model_copy(update={"since": max(step.since or day, day)}) for step in shares.steps]
    return Dated[Share](steps=(*_none().steps, *later))


def check_families(limits: Limits, families: Families) -> None:
    """See that the limit for families, which runs from the book-in, comes before the limits after an order.

    Raises:
        AtPath: it does not.
    """
    longest = limits.family.value
    if not families.any or longest == "none":
        return
    for name, other in (("limits.post_order", limits.post_order), ("limits.reviews.first", limits.reviews.first)):
        if longest > other.value:
            message = f"{longest:g} days is longer than {name}, {other.value:g} days"
            raise AtPath("limits.family.value", f"{message}; make it shorter, or write `none` for no limit")
