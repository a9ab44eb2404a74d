"""Days and ticks: where dates become whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.network import Steps, number_at
from sojourn.scenario.sourced import Dated

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Calendar:
    """The days of a run: tick 0 is ``start``, and ``until`` is not simulated."""

    start: date
    until: date

    @property
    def ticks(self) -> int:
        """Days in the run."""
        return (self.until - self.start).days

    @property
    def days(self) -> npt.NDArray[np.datetime64]:
        """The day of each tick."""
        return np.arange(np.datetime64(self.start), np.datetime64(self.until))

    def tick(self, day: date) -> int:
        """Tick of a day; below zero before the start."""
        return (day - self.start).days

    def day(self, tick: int) -> date:
        """Day of a tick."""
        return self.start + timedelta(days=tick)

    @property
    def month(self) -> npt.NDArray[np.int64]:
        """Calendar month of each tick, counted from that of the first day."""
        months = self.days.astype("datetime64[M]").astype(np.int64)
        return months - (months[0] if len(months) else 0)

    @property
    def fiscal_year(self) -> npt.NDArray[np.int64]:
        """Fiscal year of each tick: October to September, named for the year in which it ends."""
        months = self.days.astype("datetime64[M]").astype(np.int64) + 3
        return months // 12 + 1970

    @property
    def weekday(self) -> npt.NDArray[np.int64]:
        """Weekday of each tick, Monday 0."""
        return (self.days.astype(np.int64) + 3) % 7

    def values(self, dated: Dated[Any]) -> Floats:
        """A dated value at each tick: steps, and straight lines where a day is given on which it is reached."""
        ticks = self.ticks
        out = np.full(ticks, float(dated.steps[0].value))
        for number, step in enumerate(dated.steps):
            before = dated.steps[max(number - 1, 0)]
            first = 0 if step.since is None else self.tick(step.since)
            if step.reached is None or number == 0:
                out[max(first, 0) :] = float(step.value)
                continue
            last = self.tick(step.reached)
            line = np.interp(np.arange(ticks), (first, last), (float(before.value), float(step.value)))
            out[max(first, 0) :] = line[max(first, 0) :]
        return out


def pace(calendar: Calendar, dated: Dated[float] | None) -> Floats:
    """A dated factor at each tick; 1 where none is given."""
    return number_at(Steps([(0, 1.0)]), calendar.ticks, "a pace") if dated is None else calendar.values(dated)
