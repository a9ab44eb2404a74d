"""What claims are judged by: public evidence, and numbers of runs with their bands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sojourn.evidence import figure, table, table_info
from sojourn.evidence.reading import Row
from sojourn.evidence.registry import Figure


@dataclass(frozen=True)
class Spread:
    """A number with its band."""

    low: float
    value: float
    high: float

    def scaled(self, factor: float) -> Spread:
        """The same times a factor above zero."""
        return Spread(self.low * factor, self.value * factor, self.high * factor)

    def less(self, amount: float) -> Spread:
        """The same less an amount."""
        return Spread(self.low - amount, self.value - amount, self.high - amount)


ENOUGH = 19
"""Runs from which the band needs no law: the points below which 5 % and 95 % of one more run lie."""


def spread(values: Sequence[float], most: float | None = None) -> Spread:
    """The band in which one more run lies in nine of ten cases.

    From 19 runs on it is that of :func:`sojourn.results.bands.band`. Of fewer, which cannot promise it, it is as wide
    as it is for a normal law, mean ± t s √(1 + 1/n) (Student), and at least from the lowest to the highest: a quick
    answer is no surer than one of many runs. What is never below zero in any run does not go below it, and nothing goes
    above ``most``.

    Raises:
        ValueError: there are no values.
    """
    from sojourn.results.bands import band

    found = band(values)
    if found is None:
        raise ValueError("a band needs values")
    n = len(values)
    low, high = found.low, found.high
    if 1 < n < ENOUGH and low < high:
        from scipy.stats import t

        mean = sum(values) / n
        spread_of = (sum((one - mean) ** 2 for one in values) / (n - 1)) ** 0.5
        half = float(t.ppf(0.95, n - 1)) * spread_of * (1 + 1 / n) ** 0.5
        least = 0.0 if min(values) >= 0 else mean - half
        low, high = min(low, max(least, mean - half)), max(high, mean + half)
    high = high if most is None else min(high, most)
    return Spread(low, found.median, high)


@dataclass(frozen=True)
class Known:
    """Evidence and numbers. Tests put others in their place, to see findings follow."""

    numbers: Mapping[str, Spread] = field(default_factory=dict)
    """Numbers of runs by name; empty where none was made."""
    figures: Mapping[str, Figure] = field(default_factory=dict)
    """Figures in the place of those that ship."""
    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    """Tables in the place of those that ship."""
    asked: Callable[[str], object] = field(default=len, repr=False)
    """Told each key of the evidence that is used."""

    def figure(self, key: str) -> Figure:
        """A figure.

        Raises:
            UnknownFigure: no figure has this key.
        """
        self.asked(key)
        return self.figures.get(key) or figure(key)

    def amount(self, key: str) -> float:
        """The number of a figure."""
        return self.figure(key).number

    def rows(self, name: str, **cells: str) -> tuple[Row, ...]:
        """Rows of a table that have these cells, in its order.

        Raises:
            UnknownTable: no table has this name.
        """
        self.asked(name)
        found = self.tables[name] if name in self.tables else table(name)
        return tuple(row for row in found if all(row.text(column) == cell for column, cell in cells.items()))

    def grade(self, name: str) -> str:
        """The grade of a table."""
        self.asked(name)
        return table_info(name).grade

    def number(self, name: str) -> Spread | None:
        """A number of a run; None where it was not made."""
        return self.numbers.get(name)


def status_on(rows: Sequence[Row], day: date) -> Row | None:
    """The row of an agreement that holds on a day: the last up to it; None where there is none yet."""
    so_far = sorted((row for row in rows if row.text("on") <= day.isoformat()), key=lambda row: row.text("on"))
    return so_far[-1] if so_far else None
