"""What a budget says of judges and document officers: whether a step of them was worth its money."""

from __future__ import annotations

from sojourn.results.rounding import short
from sojourn.study.budget_path import STEP
from sojourn.study.budget_staff import StaffCapacity, Tried, shown

CENTS = 100
NAMES: dict[StaffCapacity, str] = {"judges": "judges", "document_officers": "document officers"}


def told(tried: tuple[Tried, ...]) -> list[str]:
    """A sentence for each kind the first time it was tried, the last time, and at the end of the path."""
    return [_one(one) for one in shown(tried)]


def _one(one: Tried) -> str:
    more = f"{short(one.number)} more {NAMES[one.what]}"
    does = f"{_people(one.removals)} for {_money(one.cents)}{_each(one.removals, one.cents)}"
    if one.beds is None:
        return f"At the end of the path {more} would remove {does}; they were never bought."
    removals, cents = one.beds
    beside = f"{100 * STEP:.0f} % more beds {_people(removals)} for {_money(cents)}{_each(removals, cents)}"
    verdict = "bought there" if one.bought else "not bought there"
    return f"Where beds bind (step {one.step + 1}) {more} remove {does}, and {beside}: {verdict}."


def _people(number: int) -> str:
    return f"{short(abs(number))} {'more' if number >= 0 else 'fewer'}"


def _each(removals: int, cents: int) -> str:
    return f", {_money(cents / removals)} each" if removals > 0 else ""


def _money(cents: float) -> str:
    return short(cents / CENTS, "USD") if cents >= 0 else f"-{short(-cents / CENTS, 'USD')}"
