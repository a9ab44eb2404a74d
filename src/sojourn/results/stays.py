"""The table of stays: how many nights people had been held, by fiscal year, agency and criminality."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sojourn.results.lengths import BINS
from sojourn.results.periods import fiscal_years
from sojourn.systems.us import CELLS

if TYPE_CHECKING:
    from sojourn.results.run import Run


def stays(run: Run) -> pl.DataFrame:
    """Columns `fiscal_year`, those of the cell, `nights`, `ended` and `going_on`; rows without anybody are left out.

    `ended` counts people whose stay ended in the year after so many nights, `going_on` those held on its last day.
    The last `nights`, 1,023, stands for all that are longer.
    """
    levels = [run.kinds.levels(part) for part in CELLS]
    ended, going_on = run.lengths.ended, run.lengths.going_on
    years = [span.key for span in fiscal_years(run.calendar)]
    year, cell, nights = np.nonzero(ended + going_on)
    parts = np.unravel_index(cell, [len(names) for names in levels])
    labels = {
        part: pl.Series(np.array(names)[at], dtype=pl.Categorical)
        for part, names, at in zip(CELLS, levels, parts, strict=True)
    }
    return pl.DataFrame(
        {
            "fiscal_year": pl.Series(np.array(years)[year], dtype=pl.Categorical),
            **labels,
            "nights": np.minimum(nights, BINS - 1).astype(np.int32),
            "ended": ended[year, cell, nights],
            "going_on": going_on[year, cell, nights],
        }
    )
