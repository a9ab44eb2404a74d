"""A small history with numbers that can be worked out by hand."""

from __future__ import annotations

from datetime import date

import numpy as np

from sojourn.study.forecasts.history import Count, History
from sojourn.study.forecasts.months import days_in, span
from sojourn.study.forecasts.series import REASONS

SHARES = np.array([0.5, 0.2, 0.3])
"""Of the classes, in every agency."""
HELD = {"ICE": 3_000.0, "CBP": 2_000.0}
PER_DAY = {"ICE": 60.0, "CBP": 100.0}
"""So the mean stay is 50 days with ICE and 20 with CBP."""


def steady(first: str = "2022-01", last: str = "2022-12") -> History:
    """The same population every month, with the same book-ins and book-outs a day; four in five of them removed."""
    months = span(first, last)
    days = np.array([days_in(month) for month in months])
    held = np.array(list(HELD.values()))
    ins = days[:, None] * np.array(list(PER_DAY.values()))
    outs = {reason: np.zeros((len(months), 3)) for reason in REASONS}
    outs["removed"] = 0.8 * ins.sum(axis=1)[:, None] * SHARES
    outs["bonded"] = 0.1 * ins.sum(axis=1)[:, None] * SHARES
    return History(
        months=months,
        days=days,
        population=np.tile(held[:, None] * SHARES, (len(months), 1, 1)),
        stay=np.full((len(months), 2, 3), 31.0),
        stay_total=np.full(len(months), 31.25),
        book_ins=ins,
        book_outs=outs,
        removals=1.2 * ins.sum(axis=1),
        departures=1.2 * ins.sum(axis=1),
        counts=(Count(date(2022, 12, 24), np.array([[1_600, 600, 1_000], [1_000, 400, 600]])),),
    )
