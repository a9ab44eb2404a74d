"""Whether a figure of the evidence says what a scenario says it says."""

from __future__ import annotations

from datetime import date
from typing import Any

from sojourn.evidence.registry import DATE_UNIT, Figure
from sojourn.scenario.money import Money, MoneyRate
from sojourn.scenario.quantities import DAYS_IN

ROUNDING = 0.005
"""A value may differ from its figure by this share of it: it was rounded."""


def in_units_of(figure: Figure, value: Any) -> float | str | None:
    """A scenario's value in the unit of a figure; None where it cannot be told in that unit.

    Rates are counted a day and times in days in a scenario: 113,431 a year is 310.56 a day.
    """
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):  # a rule, open or closed, stands on the day from which it is
        return str(figure.value) if figure.unit == DATE_UNIT else None
    if isinstance(value, Money):
        return float(value.amount) if figure.unit in (value.currency, f"{value.currency}/year") else None
    if isinstance(value, MoneyRate):
        return float(value.money.amount) if figure.unit == f"{value.money.currency}/{value.per}" else None
    if not isinstance(value, int | float):
        return None
    unit = figure.unit.split()[0] if figure.unit else ""
    if unit.rstrip("s") in DAYS_IN:
        return float(value) / float(DAYS_IN[unit.rstrip("s")])
    if "/" in figure.unit and (per := figure.unit.split("/")[-1]) in DAYS_IN:
        return float(value) * float(DAYS_IN[per])
    return float(value)


def backs(figure: Figure, value: Any) -> bool:
    """Whether a scenario's value is the figure's, but for rounding.

    Nothing at all (0) up to a day, or from it on, needs no more than that day.
    """
    if figure.unit == "date" and value == 0:
        return True
    said = in_units_of(figure, value)
    if isinstance(said, float) and isinstance(figure.value, float | int):
        return abs(said - figure.value) <= ROUNDING * abs(figure.value)
    return said == figure.value
