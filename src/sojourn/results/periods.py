"""The spans a run is reported over: each fiscal year in it, and the whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from sojourn.systems.calendar import Calendar

WHOLE = "all"
"""Key of the span that is the whole run."""


@dataclass(frozen=True)
class Span:
    """Some days of a run, one after another."""

    key: str
    """`FY2026`, or `all`."""
    ticks: slice
    """First tick, and the one after the last."""
    first: date
    last: date
    full_year: bool
    """Whether it is a fiscal year of which every day is in the run."""

    @property
    def days(self) -> int:
        """Days in it."""
        return int(self.ticks.stop - self.ticks.start)


def fiscal_years(calendar: Calendar) -> tuple[Span, ...]:
    """The fiscal years of a run, the first and the last perhaps in part."""
    years = calendar.fiscal_year
    return tuple(_span(calendar, f"FY{year}", np.flatnonzero(years == year)) for year in np.unique(years))


def spans(calendar: Calendar) -> tuple[Span, ...]:
    """The fiscal years of a run, then the whole."""
    return (*fiscal_years(calendar), _span(calendar, WHOLE, np.arange(calendar.ticks)))


def _span(calendar: Calendar, key: str, ticks: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Span:
    begin, end = int(ticks[0]), int(ticks[-1]) + 1
    first, last = calendar.day(begin), calendar.day(end - 1)
    full = key != WHOLE and (first.month, first.day, last.month, last.day) == (10, 1, 9, 30)
    return Span(key, slice(begin, end), first, last, full)
