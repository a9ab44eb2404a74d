"""Ranges: from a low to a high amount of the same unit, and the value at a share of the way."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from sojourn.scenario.amounts import QuantityError, bare, leading, tidy
from sojourn.scenario.dates import parse_date
from sojourn.scenario.errors import Problem, problem_at, quoted, suggestion
from sojourn.scenario.quantity import same_unit
from sojourn.scenario.written import Written

DAY = "date"
"""Unit of days of the calendar."""
FIGURES = 9
"""Significant figures of a value that lies inside a range."""
KEYS = ("low", "high", "scale", "step")
SCALES = ("linear", "log")

Wrong = Callable[[Written | None, str, str | None], None]
"""Told what is wrong: where, the sentence, and what would be right."""


@dataclass(frozen=True)
class Amount:
    """A number and what it counts."""

    number: float
    """A day counts from 1 January of the year 1."""
    unit: str
    """As written; empty where there is none; `date` for a day."""


@dataclass(frozen=True)
class Range:
    """Where the values of one path lie."""

    low: Amount
    high: Amount
    scale: Literal["linear", "log"]
    step: float | None
    """Values are so many steps above the low end."""
    written: Written
    """Where it was written."""

    def at(self, share: float) -> Written:
        """The value at a share of the way, 0 to 1, in the form of the ends."""
        low, high = self.low.number, self.high.number
        if self.scale == "log":
            found = low * (high / low) ** share
        else:
            found = low + share * (high - low)
        step = 1.0 if self.low.unit == DAY else self.step
        if step is not None:
            most = math.floor((high - low) / step + 1e-9)
            steps = math.floor(share * (most + 1)) if self.scale == "linear" else round((found - low) / step)
            found = low + step * min(most, steps)
        content = _as_written(found, self.low.unit)
        return replace(self.written, content=content, text=str(content), flow=True)


def amount(value: Written) -> Amount | None:
    """A value as a number and its unit; None where it is not one."""
    content = value.content
    if (number := bare(content)) is not None:
        return Amount(float(number), "")
    if not isinstance(content, str):
        return None
    try:
        return Amount(float(parse_date(content).toordinal()), DAY)
    except QuantityError:
        pass
    try:
        found = leading(tidy(content, "an amount", ()))
    except QuantityError:
        return None
    return None if found is None else Amount(float(found[0]), found[1])


def unit_of(amounts: Iterable[Amount]) -> str | None:
    """The unit of all of them, `1 day` being of the same as `7 days`; None where they are of several."""
    found = list(amounts)
    whole = next((one.unit for one in found if one.number != 1), found[0].unit if found else None)
    return None if whole is None or not all(same_unit(one.unit, whole) for one in found) else whole


def range_of(written: Written, path: str, problems: list[Problem]) -> Range | None:
    """A range as written; what is wrong with it goes to the problems.

    Args:
        written: `{low: ..., high: ...}`, with `scale: log` or a `step` where wanted.
        path: which path it is of.
        problems: gets what is wrong.
    """

    def wrong(at: Written | None, message: str, hint: str | None = None) -> None:
        problems.append(problem_at((at or written).head, message, path, hint))

    if not isinstance(written.content, dict):
        wrong(
            written, f"a range is a mapping, got {quoted(written.text)}", "write {low: 40,000 beds, high: 90,000 beds}"
        )
        return None
    before = len(problems)
    for key, other in written.table.items():
        if key not in KEYS:
            problems.append(
                problem_at(other.key or other.mark, f"unknown key {quoted(key)}", path, suggestion(key, KEYS))
            )
    ends = {}
    for name in ("low", "high"):
        value = written.table.get(name)
        found = None if value is None else amount(value)
        if value is None:
            wrong(None, f"`{name}` is missing from the range")
        elif found is None:
            wrong(value, f"`{name}` is to be an amount, got {quoted(value.text)}", "such as 40,000 beds, 0.3 or 30 %")
        else:
            ends[name] = found
    scale = written.table.get("scale")
    if scale is not None and scale.content not in SCALES:
        wrong(scale, f"{quoted(scale.text)} is no scale", "scales: linear, log")
    if len(problems) > before:
        return None
    low, high, log = ends["low"], ends["high"], scale is not None and scale.content == "log"
    unit = unit_of((low, high))
    if unit is None:
        units = (quoted(one.unit) if one.unit else "no unit" for one in (high, low))
        wrong(written.table["high"], "`high` has {}, `low` has {}; give both in the same".format(*units))
    elif low.number >= high.number:
        wrong(written.table["low"], "`low` is not below `high`")
    elif log and (low.number <= 0 or low.unit == DAY):
        wrong(scale, "a range on a log scale is of numbers above 0")
    low, high = (replace(one, unit=unit or one.unit) for one in (low, high))
    given = written.table.get("step")
    step = None if given is None else _step(given, low, high.number - low.number, wrong)
    if len(problems) > before:
        return None
    return Range(low, high, "log" if log else "linear", step, written)


def _step(value: Written, low: Amount, width: float, wrong: Wrong) -> float | None:
    """The width of a step, in the unit of the range; None where it is none."""
    found = amount(value)
    if low.unit == DAY:
        wrong(value, "a range of days has steps of a day; leave out `step`", None)
    elif found is None or not (found.unit == "" or same_unit(found.unit, low.unit)) or not 0 < found.number <= width:
        unit = f", in {low.unit}" if low.unit else ""
        wrong(value, f"a `step` is above 0, and at most the width of the range{unit}", None)
    else:
        return found.number
    return None


def _as_written(number: float, unit: str) -> str | int | float:
    if unit == DAY:
        return date.fromordinal(round(number)).isoformat()
    plain = Decimal(f"{number:.{FIGURES}g}")
    if unit:
        return f"{plain:f} {unit}"
    return int(plain) if plain == int(plain) else float(plain)
