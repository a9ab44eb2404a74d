"""The table of beds: by day and area, beds and people held."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from sojourn.results.run import Run


def beds(run: Run) -> pl.DataFrame:
    """Columns `date`, `area`, `capacity` (beds) and `held` (people at midnight)."""
    areas = run.kinds.levels("area")
    days = run.calendar.days
    return pl.DataFrame(
        {
            "date": np.repeat(days, len(areas)),
            "area": pl.Series(np.tile(np.array(areas), len(days)), dtype=pl.Categorical),
            "capacity": run.capacity.ravel().astype(np.int32),
            "held": run.panel.held[: len(days)].ravel().astype(np.int32),
        }
    )
