"""From the parts of a published table to series: sums where only parts are there, and none where a part is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sojourn.study.forecasts.series import AGENCIES, CLASSES, REASONS

Part = Callable[[str], str | None]
"""Reads which part of a total a row is about; None if it is none that is known."""
Cells = Mapping[tuple[str, str], float]
"""(agency or reason, class) to a number; `total` stands for all of them."""


def population(months: Mapping[str, Cells]) -> dict[str, dict[str, float]]:
    """Population by series and month from (agency, class)."""
    out: dict[str, dict[str, float]] = {}
    wanted = [("total", "total"), *((one, "total") for one in AGENCIES), *(("total", one) for one in CLASSES)]
    for month, held in months.items():
        for agency, crime in wanted:
            value = _held(held, agency, crime)
            if value is not None:
                name = agency if crime == "total" else crime
                out.setdefault(f"population.{name}", {})[month] = value
    return out


def _held(held: Cells, agency: str, crime: str) -> float | None:
    """A part as printed, else the sum of the parts it is made of, else None."""
    if (agency, crime) in held:
        return held[agency, crime]
    ways = []
    if crime == "total":
        ways.append([held.get((agency, one)) for one in CLASSES])
    if agency == "total":
        ways.append([_held(held, one, crime) for one in AGENCIES])
    for parts in ways:
        there = [part for part in parts if part is not None]
        if len(there) == len(parts):
            return sum(there)
    return None


def book_outs(months: Mapping[str, Cells]) -> dict[str, dict[str, float]]:
    """Book-outs by series and month from (reason, class).

    A reason that has some classes in a month has nobody in the others. The total is as printed, or the sum of the
    reasons in months that count removals; without removals there is none.
    """
    out: dict[str, dict[str, float]] = {}
    for month, left in months.items():
        by_reason = {one: value for one in (*REASONS, "total") if (value := _left(left, one)) is not None}
        if "total" not in by_reason and "removed" in by_reason:
            by_reason["total"] = sum(by_reason.values())
        if "removed" in by_reason:
            out.setdefault("removals.custody", {})[month] = by_reason["removed"]
        for reason, value in by_reason.items():
            out.setdefault(f"book_outs.{reason}", {})[month] = value
    return out


def _left(left: Cells, reason: str) -> float | None:
    if (reason, "total") in left:
        return left[reason, "total"]
    parts = [left[reason, one] for one in CLASSES if (reason, one) in left]
    return sum(parts) if parts else None
