"""A forecast: seven quantiles of each series for each month, to and from JSON and CSV.

As JSON it is a list of records, as CSV a table with the same columns:

    {"month": "2024-07", "series": "population.total", "p5": 35210.0, "p10": 35500.0, "p25": 36120.0, "p50": 36800.0,
     "p75": 37490.0, "p90": 38100.0, "p95": 38460.0}
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.scenario.errors import quoted
from sojourn.study.forecasts import cells
from sojourn.study.forecasts.reading import read_sheet, sheet_of
from sojourn.study.forecasts.series import series as series_named
from sojourn.study.forecasts.sheet import Cell, Line, Sheet

Floats = npt.NDArray[np.float64]

LEVELS = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
"""Shares of the chance that lie below each quantile."""
QUANTILES = ("p5", "p10", "p25", "p50", "p75", "p90", "p95")
"""Names of the quantiles in records."""
BANDS = {50: (2, 4), 80: (1, 5), 90: (0, 6)}
"""Band in per cent to the places of its two ends among the quantiles."""


@dataclass(frozen=True, eq=False)
class Forecast:
    """Quantiles by series and month."""

    months: tuple[str, ...]
    series: Mapping[str, Floats]
    """Name to (months, 7 quantiles); a month that a series has no forecast for is a row of NaN."""
    assumed: tuple[str, ...] = ()
    """What was taken for granted on reading, in plain sentences."""

    def median(self, name: str) -> Floats:
        """The median of a series, by month."""
        return np.asarray(self.series[name][:, QUANTILES.index("p50")])

    def records(self) -> list[dict[str, Any]]:
        """One plain record a month and series, in order of months."""
        return [
            {"month": month, "series": name, **dict(zip(QUANTILES, table[at].tolist(), strict=True))}
            for at, month in enumerate(self.months)
            for name, table in self.series.items()
            if not np.isnan(table[at]).any()
        ]

    def to_json(self) -> str:
        """The records as one JSON list."""
        return json.dumps(self.records(), indent=1, allow_nan=False) + "\n"

    def to_csv(self) -> str:
        """The records as CSV with a header."""
        out = io.StringIO()
        writer = csv.DictWriter(out, ["month", "series", *QUANTILES], lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.records())
        return out.getvalue()


def from_ensemble(months: Sequence[str], members: Mapping[str, npt.ArrayLike]) -> Forecast:
    """The quantiles of an ensemble, interpolated linearly between its members in order.

    Args:
        months: the months.
        members: series to (members, months).

    Raises:
        ValueError: an array of another shape, or without members.
    """
    return Forecast(tuple(months), {name: _quantiles(name, array, len(months)) for name, array in members.items()})


def from_points(months: Sequence[str], points: Mapping[str, npt.ArrayLike]) -> Forecast:
    """A forecast that is sure of itself: all quantiles equal.

    Args:
        months: the months.
        points: series to (months,); NaN where there is no forecast.

    Raises:
        ValueError: an array of another length.
    """
    return from_ensemble(months, {name: np.asarray(one, dtype=np.float64)[None] for name, one in points.items()})


def _quantiles(name: str, members: npt.ArrayLike, months: int) -> Floats:
    array = np.asarray(members, dtype=np.float64)
    if array.ndim != 2 or array.shape[1] != months or not len(array):
        raise ValueError(f"{name}: (members, {months} months) expected, got {array.shape}")
    return np.asarray(np.quantile(array, LEVELS, axis=0).T)


def read_forecast(path: Path) -> Forecast:
    """A forecast from a file, JSON or CSV.

    Raises:
        BadFile: the file, a record or a cell cannot be read; the message has file, line and column.
    """
    return _understood(read_sheet(path, "forecasts"))


def forecast_of(raw: bytes, shown: str) -> Forecast:
    """As `read_forecast`, from bytes at hand; `shown` is the name in messages."""
    return _understood(sheet_of(raw, shown, "forecasts"))


def _understood(sheet: Sheet) -> Forecast:
    at, named = sheet.need("month", ("date", "period")), sheet.need("series", ("variable", "measure"))
    places = [sheet.need(name, (f"p{name[1:]:0>2}", f"q{name[1:]}", f"q{name[1:]:0>2}")) for name in QUANTILES]
    found: dict[tuple[str, str], Floats] = {}
    for line in sheet.rows:
        first = sheet.cell(line, named)
        name, month = series_cell(sheet, first), cells.month(sheet, sheet.cell(line, at))
        if (name, month) in found:
            raise sheet.bad(first, f"{name} has a second forecast for {month}")
        found[name, month] = _row(sheet, line, places)
    if not found:
        raise sheet.bad(sheet.columns[0], "there are no forecasts under the header")
    months = tuple(sorted({month for _, month in found}))
    empty = np.full(len(QUANTILES), np.nan)
    names = dict.fromkeys(name for name, _ in found)
    tables = {name: np.array([found.get((name, month), empty) for month in months]) for name in names}
    return Forecast(months, tables, sheet.notes.sentences())


def _row(sheet: Sheet, line: Line, places: Sequence[int]) -> Floats:
    there = [sheet.cell(line, place) for place in places]
    values = [cells.number(sheet, cell, name) for cell, name in zip(there, QUANTILES, strict=True)]
    for number in range(1, len(values)):
        if values[number] < values[number - 1]:
            one, before = QUANTILES[number], QUANTILES[number - 1]
            raise sheet.bad(there[number], f"{one} lies below {before}; quantiles go up from p5 to p95")
    return np.array(values)


def series_cell(sheet: Sheet, cell: Cell) -> str:
    """The series that a cell names.

    Raises:
        BadFile: it cannot be the name of one.
    """
    name = series_named(cell.text)
    if name is None:
        raise sheet.bad(cell, "this is not the name of a series", "names are such as population.total")
    if name != cell.text.strip():
        sheet.notes.add(f"the series {quoted(cell.text.strip())} was read as {name}")
    return name
