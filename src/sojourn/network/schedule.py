"""Numbers over time: a constant, steps, straight lines between points, or one number a tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.network.errors import NetworkError, shown
from sojourn.network.numbers import FAR, MOST, as_array, number, whole_number

Floats = npt.NDArray[np.float64]
MOST_TICKS = 1 << 24
"""Ticks for which a schedule is written out; no run is as long."""


@dataclass(frozen=True)
class Steps:
    """A number that stays as it is until the tick of the next step; the first step also serves every tick before it."""

    points: Sequence[tuple[int, float]]

    def __post_init__(self) -> None:
        """Keep the points, should they be such as can be gone through only once."""
        _kept(self, self.points)

    def at(self, ticks: int) -> Floats:
        """The number at each of the first ``ticks`` ticks."""
        times, values = _columns(self.points)
        return values[np.maximum(np.searchsorted(times, np.arange(ticks), side="right") - 1, 0)]


@dataclass(frozen=True)
class Line:
    """A number that runs in straight lines through points; flat before the first and after the last."""

    points: Sequence[tuple[int, float]]

    def __post_init__(self) -> None:
        """Keep the points, should they be such as can be gone through only once."""
        _kept(self, self.points)

    def at(self, ticks: int) -> Floats:
        """The number at each of the first ``ticks`` ticks."""
        times, values = _columns(self.points)
        return np.interp(np.arange(ticks), times, values).astype(np.float64)


Schedule = float | Steps | Line | npt.NDArray[np.float64] | npt.NDArray[np.int64]
"""What may stand wherever a number over time is wanted."""


def number_at(schedule: Schedule, ticks: int, name: str) -> Floats:
    """One number a tick from any schedule.

    Raises:
        NetworkError: an array is too short, a number is negative or not finite, or ``ticks`` is no whole number.
    """
    ticks = whole_number(ticks, f"how many ticks are wanted of {name}", 0, MOST_TICKS)
    check_schedule(schedule, name)
    if isinstance(schedule, Steps | Line):
        return schedule.at(ticks)
    if isinstance(schedule, np.ndarray):
        if len(schedule) < ticks:
            raise NetworkError(f"{name} has {len(schedule):,} ticks; {ticks:,} are run")
        return np.asarray(schedule[:ticks], dtype=np.float64)
    return np.full(ticks, float(schedule))


def check_schedule(schedule: object, name: str) -> None:
    """Check what a schedule says, whatever the horizon.

    Raises:
        NetworkError: it is none, its points are out of order, or a number is negative, not finite or above 10^12.
    """
    if isinstance(schedule, Steps | Line):
        try:
            _, values = _columns(schedule.points)
        except NetworkError as wrong:
            raise NetworkError(f"{name}: {wrong}") from None
    elif isinstance(schedule, np.ndarray):
        if schedule.ndim != 1 or schedule.dtype.kind not in "biuf":
            raise NetworkError(f"{name} must be one number a tick, not an array of {schedule.dtype} {schedule.shape}")
        if np.ma.is_masked(schedule):
            raise NetworkError(f"{name} must be one number a tick, not {shown(schedule)}, of which some are masked")
        values = schedule.astype(np.float64)
    elif hasattr(schedule, "__float__"):
        values = np.array([number(schedule, name)])
    else:
        raise NetworkError(
            f"{name} must be a number, Steps, a Line or an array of one number a tick, not {shown(schedule)}"
        )
    if not np.all(np.isfinite(values) & (values >= 0) & (values <= MOST)):
        raise NetworkError(f"{name} must be zero or more, finite and at most {MOST:,.0f} on every tick")


def whole(amounts: Floats) -> npt.NDArray[np.int64]:
    """Whole units a tick from fractional ones, carrying the remainder: 2.5 a tick becomes 2, 3, 2, 3, ...

    Raises:
        NetworkError: the amounts are not one number a tick, or one is negative, not finite or above 10^12.
    """
    given = as_array(amounts)
    if given.ndim != 1 or given.dtype.kind not in "biuf":
        raise NetworkError(f"what is made whole must be one number a tick, not {shown(amounts)}")
    check_schedule(given, "what is made whole")
    total = np.floor(np.cumsum(given, dtype=np.float64) + 1e-9)
    return np.diff(total, prepend=0.0).astype(np.int64)


def _kept(schedule: Steps | Line, points: object) -> None:
    if isinstance(points, Iterable) and not isinstance(points, Sequence | np.ndarray):
        object.__setattr__(schedule, "points", tuple(points))


def _columns(points: Sequence[tuple[int, float]]) -> tuple[Floats, Floats]:
    try:
        pairs = [(tick, value) for tick, value in points]
    except (TypeError, ValueError):
        raise NetworkError(
            f"the points of a schedule must be pairs of a tick and a number, not {shown(points)}"
        ) from None
    times = np.array([whole_number(tick, "the tick of a point", -FAR) for tick, _ in pairs], dtype=np.float64)
    if len(times) == 0 or np.any(np.diff(times) <= 0):
        raise NetworkError("a schedule needs at least one point, and points with rising ticks")
    return times, np.array([number(value, "the number at a point") for _, value in pairs], dtype=np.float64)
