"""A line of the answer: what it is called, in which unit, and how it is measured over a span of days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sojourn.results.periods import Span

if TYPE_CHECKING:
    from sojourn.results.run import Run

Value = int | float | str | None
Measure = Callable[["Run", Span], Value]

GROUPS = {
    "held": "Arrested and held",
    "left": "Left",
    "waiting": "Waiting and short",
    "measures": "Measures",
    "safeguards": "Safeguards",
    "staff": "Staff",
    "beds": "Beds by type",
    "money": "Money",
}


@dataclass(frozen=True)
class Line:
    """One line of the answer."""

    key: str
    group: str
    label: str
    unit: str
    """`people`, `days`, `person-days`, `share`, `date`, or a currency."""
    measure: Measure
    adds: bool = False
    """Whether the fiscal years add up to the whole."""
    note: str = ""
