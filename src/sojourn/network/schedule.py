"""Numbers over time: a constant, steps, straight lines between points, or one number a tick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.network.errors import NetworkError

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Steps:
    """A number that stays as it is until the tick of the next step; the first step also serves every tick before it."""

    points: Sequence[tuple[int, float]]

    def at(self, ticks: int) -> Floats:
        """The number at each of the first ``ticks`` ticks."""
        times, values = _columns(self.points)
        return values[np.maximum(np.searchsorted(times, np.arange(ticks), side="right") - 1, 0)]


@dataclass(frozen=True)
class Line:
    """A number that runs in straight lines through points; flat before the first and after the last."""

    points: Sequence[tuple[int, float]]

    def at(self, ticks: int) -> Floats:
        """The number at each of the first ``ticks`` ticks."""
        times, values = _columns(self.points)
        return np.interp(np.arange(ticks), times, values).astype(np.float64)


Schedule = float | Steps | Line | npt.NDArray[np.float64] | npt.NDArray[np.int64]
"""What may stand wherever a number over time is wanted."""


def number_at(schedule: Schedule, ticks: int, name: str) -> Floats:
    """One number a tick from any schedule.

    Raises:
        NetworkError: an array is too short, or a number is negative or not finite.
    """
    if isinstance(schedule, Steps | Line):
        out = schedule.at(ticks)
    elif isinstance(schedule, np.ndarray):
        if len(schedule) < ticks:
            raise NetworkError(f"{name} has {len(schedule)} ticks; {ticks} are run")
        out = np.asarray(schedule[:ticks], dtype=np.float64)
    else:
        out = np.full(ticks, float(schedule))
    if not np.all(np.isfinite(out)) or np.any(out < 0):
        raise NetworkError(f"{name} must be zero or more, and finite, on every tick")
    return out


def whole(amounts: Floats) -> npt.NDArray[np.int64]:
    """Whole units a tick from fractional ones, carrying the remainder: 2.5 a tick becomes 2, 3, 2, 3, ..."""
    total = np.floor(np.cumsum(amounts) + 1e-9)
    return np.diff(total, prepend=0.0).astype(np.int64)


def _columns(points: Sequence[tuple[int, float]]) -> tuple[Floats, Floats]:
    times = np.array([tick for tick, _ in points], dtype=np.float64)
    if len(times) == 0 or np.any(np.diff(times) <= 0):
        raise NetworkError("a schedule needs at least one point, and points with rising ticks")
    return times, np.array([value for _, value in points], dtype=np.float64)
