"""The three published numbers on unaccompanied children, what each counts, and how far they may overlap.

They count different things about children of overlapping years. Adding the three says nothing, and nothing here does;
what can be said of how many children are in at least one is a pair of bounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from sojourn.scenario.children import ChildrenScenario
from sojourn.systems.children_reports import reports

LATER = (date(2023, 10, 1), date(2024, 5, 31))
"""Days between the end of FY2023, where the count of transfers ends, and the count of notices not issued."""


@dataclass(frozen=True)
class Number:
    """One of the three numbers."""

    key: str
    """As in the scenario's `lists`."""
    children: int
    counts: str
    """What it counts, and what it does not."""
    source: str | None


@dataclass(frozen=True)
class Bounds:
    """At least and at most so many children."""

    low: int
    high: int


COUNTS = {
    "transferred": "transferred from border custody to the health department, FY2019 to FY2023. It counts transfers "
    "made, not anybody lost",
    "missed_hearing": "of these, more than this many had a hearing and did not appear. A wrong address or date "
    "may be why",
    "no_notice": "no notice to appear issued by May 2024, so no hearing that could be missed. It is a state of the "
    "paperwork, not of the child",
}
"""What each number counts, after DHS OIG-24-46 of August 2024."""


def three_numbers(scenario: ChildrenScenario) -> tuple[Number, Number, Number]:
    """The three numbers, apart."""
    first, second, third = (
        Number(key, (one := getattr(scenario.lists, key)).value, text, one.source) for key, text in COUNTS.items()
    )
    return first, second, third


def either(scenario: ChildrenScenario) -> Bounds:
    """Children who missed a hearing or have no notice: all of the smaller count in the larger, or none of it."""
    missed, without = scenario.lists.missed_hearing.value, scenario.lists.no_notice.value
    return Bounds(max(missed, without), missed + without)


def anybody(scenario: ChildrenScenario) -> Bounds:
    """Children in at least one of the three counts.

    Missed hearings are counted among those transferred in the same years. Of those without a notice, none need be
    outside that count, and at most those who came between its end and May 2024 can be.
    """
    known = reports(scenario.care.opening)
    later = (known.days >= np.datetime64(LATER[0])) & (known.days <= np.datetime64(LATER[1]))
    lists = scenario.lists
    inside = max(lists.transferred.value, lists.missed_hearing.value)
    outside = min(lists.no_notice.value, round(float(known.intake[later].sum())))
    least = max(inside, lists.no_notice.value)
    return Bounds(least, max(least, inside + outside))
