"""The monthly table: by nationality, how many moved, and how long they had waited in the stage they left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import polars as pl

from sojourn.results.series import SOURCES
from sojourn.systems.us import GROUPS

if TYPE_CHECKING:
    from sojourn.results.run import Run


def monthly(run: Run) -> pl.DataFrame:
    """Columns `month`, `nationality`, `arrived_*`, `booked_in`, `exit_*`, `left_*` (people) and `mean_days_*`.

    `mean_days_STAGE` is the mean time spent in a stage by those who left it in the month; empty where nobody did.
    """
    edges, flow, time = run.panel.edges, run.panel.period_flow, run.panel.period_time
    months = np.unique(run.calendar.days.astype("datetime64[M]"))
    (nations,) = (run.kinds.levels(part) for part in GROUPS)

    def moved(chosen: list[int]) -> npt.NDArray[np.int64]:
        return np.asarray(flow[: len(months), chosen].sum(axis=1)).ravel()

    columns: dict[str, npt.NDArray[np.generic] | pl.Series] = {
        "month": np.repeat(months.astype("datetime64[D]"), len(nations)),
        "nationality": pl.Series(np.tile(np.array(nations), len(months)), dtype=pl.Categorical),
    }
    for name in SOURCES:
        columns[f"arrived_{name}"] = moved([i for i, e in enumerate(edges) if e.owner == f"source {name}"])
    book_in = [i for i, e in enumerate(edges) if (e.stage, e.target) == ("intake", "proceedings")]
    columns["booked_in"] = moved(book_in)
    for name in run.exits:
        columns[f"exit_{name}"] = moved([i for i, e in enumerate(edges) if e.target == name])
    for stage in run.stages:
        leaving = [i for i, e in enumerate(edges) if e.stage == stage]
        people = moved(leaving)
        days = np.asarray(time[: len(months), leaving].sum(axis=1)).ravel()
        columns[f"left_{stage}"] = people
        mean = np.divide(days, people, out=np.full(len(people), np.nan), where=people > 0)
        columns[f"mean_days_{stage}"] = pl.Series(mean).fill_nan(None)
    return pl.DataFrame(columns)
