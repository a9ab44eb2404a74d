"""What is asked: results by name, a period, and thresholds such as `removed_all >= 1,000,000`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sojourn.results.line import Line
from sojourn.run import CannotRun
from sojourn.scenario.amounts import LONGEST, QuantityError, leading
from sojourn.scenario.errors import nearest, quoted
from sojourn.study.points.point import Values
from sojourn.study.uncertain import is_share

DEFAULT = ("removed_all",)
"""The result that is asked after when none is named."""
DATE = "date"
EXAMPLE = "removed_all >= 1,000,000"
_THRESHOLD = re.compile(r"\s*([A-Za-z][A-Za-z0-9_]*)\s*(>=|<=|≥|≤|==?|>|<)\s*(.*?)\s*\Z", re.DOTALL)
_SIGNS = {">=": ">=", "≥": ">=", "<=": "<=", "≤": "<="}


@dataclass(frozen=True)
class Threshold:
    """What a result is to reach, or not to pass."""

    result: str
    sign: str
    """`>=` or `<=`."""
    number: float
    unit: str
    """What was written after the number; empty where nothing was."""

    @property
    def text(self) -> str:
        """As it was written, more or less."""
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.result} {self.sign} {self.number:,.10g}{unit}"

    def met(self, value: float) -> bool:
        """Whether a value meets it."""
        return value >= self.number if self.sign == ">=" else value <= self.number


def threshold(text: str) -> Threshold:
    """A threshold from text; whether there is such a result, and in this unit, is seen by :func:`checked`.

    Raises:
        CannotRun: it is none.
    """
    found = _THRESHOLD.match(text) if len(text) <= 2 * LONGEST else None
    if found is None:
        raise CannotRun(f"--threshold: {quoted(text)} is none; write a result, >= or <=, and a number: '{EXAMPLE}'")
    name, sign, rest = found[1], found[2], found[3]
    if sign not in _SIGNS:
        raise CannotRun(
            f"--threshold: {quoted(text)} has the sign {sign!r}; >= (at least) and <= (at most) are allowed"
        )
    try:
        number = leading(rest.removeprefix("$"))
    except QuantityError as trouble:
        raise CannotRun(f"--threshold: {trouble}; {trouble.hint or EXAMPLE}") from None
    if number is None:
        after = f"{quoted(rest)} is no number" if rest else "the number is missing"
        raise CannotRun(f"--threshold: after {name} {sign} {after}; write it as '{EXAMPLE}'")
    unit = "USD" if rest.startswith("$") else number[1].strip()
    return Threshold(name, _SIGNS[sign], float(number[0]), unit)


def checked(
    of: Sequence[str], period: str, thresholds: Sequence[Threshold], lines: Mapping[str, Line], central: Values
) -> tuple[Threshold, ...]:
    """See that what is asked for is there, and give the thresholds in the units of their results.

    Args:
        of: results.
        period: `all` or a fiscal year.
        thresholds: as they were written.
        lines: of the scenario's own run.
        central: the numbers of that run.

    Raises:
        CannotRun: a result or the period is not there, or a threshold is not in the unit of its result.
    """
    for name in (*of, *(one.result for one in thresholds)):
        if name not in lines:
            meant = nearest(name, lines)
            hint = f"did you mean {meant!r}?" if meant else f"there are: {', '.join(lines)}"
            raise CannotRun(f"no result is called {quoted(name)}; {hint}")
        if period not in central[name]:
            raise CannotRun(f"the run has no period {quoted(period)}; it has {', '.join(central[name])}")
        if central[name][period] is None:
            others = [key for key, value in central[name].items() if value is not None]
            ask = f"; it has for {', '.join(others)} (--period)" if others else ""
            raise CannotRun(f"{name} has no number for {period}{ask}")
    return tuple(_in_unit(one, lines[one.result]) for one in thresholds)


def _in_unit(one: Threshold, line: Line) -> Threshold:
    """A threshold in the unit of its line."""
    unit, said = line.unit, one.unit.casefold()
    if unit == DATE:
        raise CannotRun(f"--threshold: {one.result} is a day, and a threshold is a number; name another result")
    if is_share(unit):
        number = one.number / 100 if said in ("%", "percent", "per cent") else one.number
        if said not in ("%", "percent", "per cent", "") or not 0 <= number <= 1:
            raise CannotRun(f"--threshold: {one.result} is a share; write it as 50 % or 0.5, not {quoted(one.text)}")
        return Threshold(one.result, one.sign, number, unit)
    if unit.isupper():  # a currency has to be named
        allowed = {unit.casefold()}
    else:
        allowed = {"", unit.casefold(), unit.casefold().removesuffix("s")}
    if said not in allowed:
        got = f"in {quoted(one.unit)}" if said else "a number without a unit"
        raise CannotRun(
            f"--threshold: {one.result} is counted in {unit}, and this is {got}; write {_example(one, unit)}"
        )
    return Threshold(one.result, one.sign, one.number, unit)


def _example(one: Threshold, unit: str) -> str:
    return f"'{one.result} {one.sign} {one.number:,.10g} {unit}'"
