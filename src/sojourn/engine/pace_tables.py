"""Operational time: how far the clocks of each pace have run by each tick, and a guide from there back to ticks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from sojourn.network import Schedule, number_at

TICK = 1 << 20
"""One tick of operational time."""


class PaceTables:
    """The paces of a network, end to end."""

    def __init__(self, paces: Mapping[str, Schedule], ticks: int) -> None:
        """Lay out all paces for a horizon.

        Raises:
            NetworkError: a pace is negative, not finite or too short.
        """
        self.place = {name: i for i, name in enumerate(paces)}
        self.longest = ticks
        """Ticks of its own that any clock which is started in the run can run, rounded up."""
        times, guides, shifts = [], [], []
        for name, pace in paces.items():
            rate = number_at(pace, ticks, f"the pace {name!r}")
            steps = np.floor(rate * float(TICK) + 0.5).astype(np.int64)
            time = np.concatenate([np.zeros(1, np.int64), np.cumsum(steps)])
            self.longest = max(self.longest, -(-int(time[-1]) // TICK))
            shift = max(0, int(time[-1]).bit_length() - (2 * ticks + 1).bit_length() + 1)
            marks = np.arange(2 * ticks + 4, dtype=np.int64) << shift
            times.append(time)
            guides.append(np.minimum(np.searchsorted(time, marks, side="left"), ticks).astype(np.uint32))
            shifts.append(shift)
        self.time: npt.NDArray[np.int64] = np.concatenate(times) if times else np.zeros(1, np.int64)
        """(paces, ticks + 1)"""
        self.guide: npt.NDArray[np.uint32] = np.concatenate(guides) if guides else np.zeros(1, np.uint32)
        """(paces, 2 ticks + 4): the first tick at or after each multiple of ``2^shift``."""
        self.shift: npt.NDArray[np.int64] = np.array(shifts, dtype=np.int64)
