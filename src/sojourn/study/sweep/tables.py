"""The tables of a sweep: the results, one row a run, line and period; and the design, one row a point.

Columns of the results: `point` (from 0), `draw` (empty at the central values), `replication` (empty for draws), `seed`
(of the luck), one column for each path that varies, `line`, `period` (`FY2025` ..., `all`), `unit`, `value`. A path
whose values are numbers of one unit is a column of numbers. Days are counted from 1 January of the year 1, and their
unit is `date`. A line that a run has no number for has no row.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from sojourn.results.line import Value
from sojourn.scenario.paths import Parts, join
from sojourn.scenario.written import Written
from sojourn.study.sweep.asked import Study
from sojourn.study.sweep.ranges import DAY, amount, unit_of

if TYPE_CHECKING:
    import polars as pl

    from sojourn.study.sweep.answer import Sweep

TEXT = "text"
"""Unit of a column of words."""


def results(sweep: Sweep) -> pl.DataFrame:
    """The tidy table of all runs."""
    import polars as pl

    keep = None if sweep.study.results is None else set(sweep.study.results)
    cells: dict[tuple[str, str], int] = {}
    runs, which, values = [], [], []
    for at, row in enumerate(sweep.rows):
        for line, by_period in sweep.values(row).items():
            if keep is not None and line not in keep:
                continue
            for period, value in by_period.items():
                if (found := number(value)) is not None:
                    runs.append(at)
                    which.append(cells.setdefault((line, period), len(cells)))
                    values.append(found)
    units = {key: told.unit for key, told in sweep.lines.items()}
    chosen = np.array(runs, dtype=np.int64)
    cell = np.array(which, dtype=np.int64)
    schema = {"point": pl.Int32, "draw": pl.Int32, "replication": pl.Int32, "seed": pl.Int64}
    each = pl.DataFrame(
        [(one.number, one.draw, one.replication, one.seed) for one in sweep.rows], schema=schema, orient="row"
    )
    lines = pl.DataFrame(
        [(line, period, units.get(line, "")) for line, period in cells],
        schema={"line": pl.String, "period": pl.String, "unit": pl.String},
        orient="row",
    )
    mine = each[chosen]
    paths = sweep.design.drop("point")[mine["point"].to_numpy()]
    told = pl.DataFrame({"value": np.array(values, dtype=np.float64)})
    return pl.concat([mine, paths, lines[cell], told], how="horizontal")


def design(study: Study) -> pl.DataFrame:
    """The points: one row each, numbered from 0, with a column for each path that varies."""
    import polars as pl

    numbers = np.arange(len(study.points), dtype=np.int32)
    columns = {join(path): column(study, path)[0] for path in study.paths}
    kinds = {name: pl.Float64 if _all_numbers(values) else pl.String for name, values in columns.items()}
    return pl.DataFrame({"point": numbers, **columns}, schema_overrides=kinds)


def column(study: Study, path: Parts) -> tuple[list[Any], str]:
    """The values of a path, point by point, and their unit: numbers if all are of one unit, else words."""
    given = [point.get(path) for point in study.points]
    amounts = [None if one is None else amount(one) for one in given]
    found = [one for one in amounts if one is not None]
    unit = unit_of(found)
    there = [one for one in given if one is not None]
    if unit is not None and len(found) == len(there) and unit != DAY:
        return [None if one is None else one.number for one in amounts], unit
    return [None if one is None else words(one) for one in given], DAY if unit == DAY else TEXT


def words(value: Written) -> str:
    """A value as text."""
    import json

    if value.scalar:
        return value.text
    return json.dumps(value.plain(), ensure_ascii=False)


def number(value: Value) -> float | None:
    """A number of a run; a day as its number."""
    if value is None:
        return None
    return float(date.fromisoformat(value).toordinal() if isinstance(value, str) else value)


def _all_numbers(values: Sequence[Any]) -> bool:
    return any(isinstance(one, float) for one in values)
