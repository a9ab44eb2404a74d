"""Unit costs on our side, from the evidence, in dollars of one year, with the range that published figures span.

A bed-day and a seat on a charter are official figures. What an arrest and a case cost has no official figure; the only
study that shows how it gets there is the Center for American Progress, so its figure is taken and the other studies
give the range.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sojourn.evidence.prices import last_year, restated
from sojourn.evidence.registry import figure
from sojourn.study.estimates.published import study

OF_A_RUN = {"arrest": "cost.arrest", "seat": "cost.transport_per_removal"}
"""Rows with which a run lays the same figures on all its arrests and seats; what that assumes is assumed here."""
BED_DAY, ARREST, SEAT = "detention.adult_bed_day.FY2025", "cost.arrest_cap2010", "flight.cost_per_person_fy2016"


@dataclass(frozen=True)
class UnitCost:
    """Money for each of something, in dollars of one year."""

    low: Fraction
    value: Fraction
    high: Fraction
    source: str
    """Key of the evidence."""
    grade: str
    """The weakest of what it stands on."""


Costs = Mapping[str, UnitCost]


def unit_costs() -> dict[str, UnitCost]:
    """`arrest`, `bed_day`, `legal` (a case) and `seat`, in dollars of the last year with a price index."""
    bed, arrest, seat = figure(BED_DAY), figure(ARREST), figure(SEAT)
    cap, forum, council = (
        study(key) for key in ("american-progress-2010", "action-forum-2015", "immigration-council-2024")
    )
    forcible = forum.given["population"] * (1 - forum.given["leave_first"])

    def by_others(of_cap: str, of_forum: tuple[str, ...], of_council: str) -> list[Fraction]:
        return [
            _now(cap.given[of_cap], cap.year),
            *(_now(Fraction(forum.given[name]) / Fraction(forcible), forum.year) for name in of_forum),
            _now(Fraction(council.given[of_council]) / Fraction(council.given["people_a_year"]), council.year),
        ]

    ends = [_now(one or bed.number, last_year()) for one in (bed.low, bed.high)]
    return {
        "arrest": _spanning(
            _now(arrest.number, 2008),
            [_now(arrest.low or arrest.number, 2008),
             *by_others("apprehension", ("apprehension_low", "apprehension_high"), "arrests")],
            ARREST,
            max(arrest.grade, figure(OF_A_RUN["arrest"]).grade),
        ),
        "bed_day": UnitCost(min(ends), _now(bed.number, last_year()), max(ends), BED_DAY, bed.grade),
        "legal": _spanning(
            _now(cap.given["legal"], cap.year),
            by_others("legal", ("legal",), "legal"),
            "published_estimates",
            "B",
        ),
        "seat": _spanning(
            _now(seat.number, 2016),
            by_others("transport", ("transport",), "removal"),
            SEAT,
            max(seat.grade, figure(OF_A_RUN["seat"]).grade),
        ),
    }  # fmt: skip


def _now(amount: float | Decimal | Fraction, year: int) -> Fraction:
    """An amount of some year in dollars of the last year with a price index."""
    exact = amount if isinstance(amount, Fraction) else Fraction(str(amount))
    return exact * restated(year, last_year())


def _spanning(value: Fraction, others: list[Fraction], source: str, grade: str) -> UnitCost:
    return UnitCost(min(value, *others), value, max(value, *others), source, grade)
