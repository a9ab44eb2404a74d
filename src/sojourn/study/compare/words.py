"""Differences in words and in few characters."""

from __future__ import annotations

from sojourn.results.bands import Band
from sojourn.results.rounding import rounded, short

MINUS = "-"


def signed(value: float, unit: str) -> str:
    """A difference for a cell: `+12,300`, `-1.2 mn`, `+3 pts`, `0`."""
    if value == 0:
        return "0"
    sign = "+" if value > 0 else MINUS
    if unit == "share":
        size = abs(value) * 100
        return f"{sign}{size:.0f} pts" if size >= 0.95 else f"{sign}{size:.2g} pts"
    return f"{sign}{short(abs(value), _unit(unit))}"


def ends(band: Band, unit: str) -> str:
    """A band of a difference for a cell: `-60,000 to -45,000`, `always 0`."""
    low, high = signed(band.low, unit), signed(band.high, unit)
    if low == high:
        return f"{'always' if band.always else 'near'} {low}"
    (first, _, scale), (_, _, other) = low.partition(" "), high.partition(" ")
    return f"{first if scale == other else low} to {high}"


def size(band: Band, unit: str) -> str:
    """How large a difference of one sign is, for a sentence: `about 120,000 to 190,000`."""
    low, high = sorted((abs(band.low), abs(band.high)))
    if unit == "share":
        first, last = (f"{one * 100:.2g}" for one in (low, high))
        return f"{first} points" if first == last else f"{first} to {last} points"
    first, last = rounded(low, _unit(unit)), rounded(high, _unit(unit))
    if first == last:
        return first
    number, _, words = first.removeprefix("about ").partition(" ")
    if words and last.endswith(f" {words}"):
        first = f"about {number}" if first.startswith("about ") else number
    return f"{first} to {last.removeprefix('about ')}"


def _unit(unit: str) -> str:
    """A difference of days of the calendar is a number of days."""
    return "days" if unit == "date" else unit


def of(many: int, runs: int, what: str = "draws") -> str:
    """`all 20 draws`, `13 of 20 draws`."""
    return f"all {runs:,} {what}" if many == runs else f"{many:,} of {runs:,} {what}"
