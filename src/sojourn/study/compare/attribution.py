"""What each change between two scenarios brought about, line by line: shares, errors, and what is left over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from sojourn.results.bands import Band, band
from sojourn.results.line import Line
from sojourn.study.compare.changes import Change
from sojourn.study.compare.sides import Side
from sojourn.study.compare.told import Told

if TYPE_CHECKING:
    import polars as pl

Floats = npt.NDArray[np.float64]
Column = tuple[str, str]
"""A line and a period."""


@dataclass(frozen=True)
class World:
    """The shares of the difference in one world: the central values, or one draw of what is not known."""

    shares: Floats = field(repr=False)
    """(changes, columns): what each change brought about; they add up to ``end - start``."""
    start: Floats = field(repr=False)
    """(columns,): the base."""
    end: Floats = field(repr=False)
    """(columns,): the other scenario."""


@dataclass(frozen=True)
class Bar:
    """One change of a waterfall."""

    told: Told
    value: float
    """What it brought about at the central values."""
    alone: float
    """What it does alone, on the base."""
    error: float | None
    """Standard error of drawn orders; None where the value is exact."""
    band: Band | None
    """Over the draws; None where there are none."""


@dataclass(frozen=True)
class Attribution:
    """The difference between two scenarios, shared out over the changes between them."""

    base: Side
    other: Side
    changes: tuple[Change, ...] = field(repr=False)
    told: tuple[Told, ...]
    """The changes in words."""
    columns: tuple[Column, ...] = field(repr=False)
    lines: Mapping[str, Line] = field(repr=False)
    first: tuple[Column, ...]
    """The lines and periods that were asked for."""
    central: World
    error: Floats | None = field(repr=False)
    """(changes, columns): standard error of drawn orders at the central values; None where they are exact."""
    alone: Floats = field(repr=False)
    """(changes, columns): what each change does alone, on the base, at the central values."""
    together: Mapping[tuple[int, int], Floats] = field(repr=False)
    """Of two changes (columns,): what both do on the base beyond what each does alone."""
    drawn: tuple[World, ...] = field(repr=False)
    """The same of some draws, each with its own luck."""
    exact: bool
    """Whether every set of changes was run at the central values."""
    draws_exact: bool
    """Whether it was in each draw; if not, each draw has one pair of orders."""
    pairs: int
    """Pairs of orders that were drawn at the central values."""
    runs: int
    """Runs that it stands on."""

    def bars(self, key: str, period: str) -> tuple[Bar, ...]:
        """The changes, the one that brought about most of a line first."""
        at = self.columns.index((key, period))
        out = []
        for number, told in enumerate(self.told):
            over = [float(one.shares[number, at]) for one in self.drawn if np.isfinite(one.shares[number, at])]
            out.append(
                Bar(
                    told=told,
                    value=float(self.central.shares[number, at]),
                    alone=float(self.alone[number, at]),
                    error=None if self.error is None else float(self.error[number, at]),
                    band=band(over) if over else None,
                )
            )
        return tuple(sorted(out, key=lambda one: (-abs(one.value), one.told.label)))

    def ends(self, key: str, period: str) -> tuple[float, float]:
        """The line in the base and in the other scenario, at the central values."""
        at = self.columns.index((key, period))
        return float(self.central.start[at]), float(self.central.end[at])

    def left_over(self, key: str, period: str) -> float:
        """What the whole is beyond the sum of what each change does alone."""
        at = self.columns.index((key, period))
        return float(self.central.end[at] - self.central.start[at] - self.alone[:, at].sum())

    def pairs_of(self, key: str, period: str) -> tuple[tuple[Told, Told, float], ...]:
        """What each two changes do together beyond what each does alone, the most first; those that do nothing not."""
        at = self.columns.index((key, period))
        found = [(a, b, float(values[at])) for (a, b), values in self.together.items()]
        some = [(self.told[a], self.told[b], value) for a, b, value in found if value and not np.isnan(value)]
        return tuple(sorted(some, key=lambda one: -abs(one[2])))

    @cached_property
    def table(self) -> pl.DataFrame:
        """One row a line, period and change: value, low and high over the draws, error, alone, old, new and place."""
        import polars as pl

        rows = [
            {
                "line": key,
                "period": period,
                "unit": self.lines[key].unit,
                "change": bar.told.label,
                "value": bar.value,
                "low": None if bar.band is None else bar.band.low,
                "high": None if bar.band is None else bar.band.high,
                "error": bar.error,
                "alone": bar.alone,
                "old": bar.told.old,
                "new": bar.told.new,
                "place": bar.told.place,
            }
            for key, period in self.columns
            if not np.isnan(self.ends(key, period)).any()
            for bar in self.bars(key, period)
        ]
        schema = {
            **dict.fromkeys(("line", "period", "unit", "change"), pl.String),
            **dict.fromkeys(("value", "low", "high", "error", "alone"), pl.Float64),
            **dict.fromkeys(("old", "new", "place"), pl.String),
        }
        return pl.DataFrame(rows, schema=schema)

    def waterfall(self, key: str, period: str | None = None) -> dict[str, Any]:
        """What a picture of a waterfall needs: both ends, and a row a change in the order in which it is drawn."""
        period = self.first[0][1] if period is None else period
        start, end = self.ends(key, period)
        rows, at = [], start
        for bar in self.bars(key, period):
            rows.append(
                {
                    "change": bar.told.label,
                    "old": bar.told.old,
                    "new": bar.told.new,
                    "place": bar.told.place,
                    "value": bar.value,
                    "low": None if bar.band is None else bar.band.low,
                    "high": None if bar.band is None else bar.band.high,
                    "error": bar.error,
                    "alone": bar.alone,
                    "from": at,
                    "to": at + bar.value,
                }
            )
            at += bar.value
        return {
            "line": key,
            "label": self.lines[key].label,
            "unit": self.lines[key].unit,
            "period": period,
            "start": {"label": self.base.label, "value": start},
            "end": {"label": self.other.label, "value": end},
            "rows": rows,
        }

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The answer as plain data that JSON can hold."""
        from sojourn.study.compare.explained import summary

        return summary(self)

    def __repr__(self) -> str:
        how = "exact" if self.exact else f"{self.pairs} pairs of orders"
        return f"Attribution({self.base.label} to {self.other.label}; {len(self.changes)} changes, {how})"
