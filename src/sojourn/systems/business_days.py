"""Working days: Monday to Friday but for the federal holidays of 5 USC 6103.

A holiday on a Saturday is observed on the Friday before, one on a Sunday on the Monday after. Closings by executive
order and the inauguration day of one region are left aside.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
"""Month and day: New Year, Juneteenth (from 2021), Independence, Veterans, Christmas."""
WEEKDAYS = ((1, 0, 3), (2, 0, 3), (5, 0, -1), (9, 0, 1), (10, 0, 2), (11, 3, 4))
"""Month, weekday and which: King, Washington, Memorial, Labor, Columbus, Thanksgiving."""


def holidays(year: int) -> tuple[date, ...]:
    """The days on which the holidays of a year are observed, in order; New Year's may be on 31 December before."""
    fixed = [_observed(date(year, month, day)) for month, day in FIXED if (month, day) != (6, 19) or year >= 2021]
    return tuple(sorted([*fixed, *(_nth(year, *which) for which in WEEKDAYS)]))


def is_business_day(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.bool_]:
    """Whether each day is a working day."""
    if len(days) == 0:
        return np.zeros(0, dtype=np.bool_)
    years = range(int(str(days.min())[:4]), int(str(days.max())[:4]) + 2)
    closed = np.array([day for year in years for day in holidays(year)], dtype="datetime64[D]")
    out: npt.NDArray[np.bool_] = np.is_busday(days.astype("datetime64[D]"), holidays=closed)
    return out


def _observed(day: date) -> date:
    return day - timedelta(days=1) if day.weekday() == 5 else day + timedelta(days=1) if day.weekday() == 6 else day


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    """The nth such weekday of a month; -1 is the last."""
    if which > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)
