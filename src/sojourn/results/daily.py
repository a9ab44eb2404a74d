"""The daily table: one row a day, agency and criminality, one column a series."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sojourn.systems.us import CELLS

if TYPE_CHECKING:
    from sojourn.results.run import Run


def daily(run: Run) -> pl.DataFrame:
    """Columns `date`, those of the cell, and the series of `sojourn.results.series`, in people."""
    levels = [run.kinds.levels(part) for part in CELLS]
    shape = [len(names) for names in levels]
    cells = int(np.prod(shape))
    at = np.unravel_index(np.tile(np.arange(cells), run.calendar.ticks), shape)
    labels = {
        part: pl.Series(np.array(names)[rows], dtype=pl.Categorical)
        for part, names, rows in zip(CELLS, levels, at, strict=True)
    }
    counts = {name: values.ravel().astype(np.int32) for name, values in run.series.items()}
    return pl.DataFrame({"date": np.repeat(run.calendar.days, cells), **labels, **counts})


def tidy(run: Run) -> pl.DataFrame:
    """The same with one row a value: `date`, `agency`, `criminality`, `series`, `value`."""
    return run.daily.unpivot(index=["date", *CELLS], variable_name="series", value_name="value")
