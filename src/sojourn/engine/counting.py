"""What is counted during a run, and by which parts of the kind."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sojourn.engine.program import Counts
from sojourn.network import Kinds, NetworkError
from sojourn.network.errors import shown
from sojourn.network.numbers import as_array


class Counting(NamedTuple):
    """A tally laid out for a horizon."""

    cells: int
    groups: int
    cell: npt.NDArray[np.int32]
    """(kinds)"""
    group: npt.NDArray[np.int32]
    """(kinds)"""
    counts: Counts


@dataclass(frozen=True)
class Tally:
    """By what to count. Moves are counted every tick by cell, and every period by group."""

    cells: tuple[str, ...] = ()
    """Parts of the kind whose combinations are the cells of the daily counts."""

    groups: tuple[str, ...] = ()
    """Parts of the kind whose combinations are the groups of the counts by period."""

    period: npt.NDArray[np.int64] | None = None
    """(ticks,): period of each tick, whole numbers from 0 and none above the number of ticks; None: one period."""

    watch: npt.NDArray[np.bool_] | None = None
    """(kinds,): kinds whose every move is kept in a log; None: nobody's."""

    outcomes: bool = False
    """Count by group only those who leave the system, not every move."""

    def laid_out(self, kinds: Kinds, ticks: int) -> Counting:
        """Rows of each kind, and the period of each tick.

        Raises:
            NetworkError: a part does not exist or stands twice, there is no period for each tick, or nothing said of a
                kind whether it is watched, or of outcomes whether they alone are counted.
        """
        for parts in (self.cells, self.groups):
            if isinstance(parts, str) or not isinstance(parts, Sequence) or not _once(parts):
                raise NetworkError(f"a tally needs the names of parts of the kind, each once, not {shown(parts)}")
        period = np.zeros(ticks + 1, dtype=np.int32)
        if self.period is not None:
            given = as_array(self.period)
            if given.ndim != 1 or len(given) < ticks or (len(given) and given.dtype.kind not in "iu"):
                raise NetworkError(f"a tally needs a period, a whole number, for each of {ticks} ticks")
            if np.any(given[:ticks] < 0) or np.any(given[:ticks] > ticks):
                raise NetworkError(f"the periods of a tally must be between 0 and the number of ticks, {ticks}")
            period[:ticks] = given[:ticks]
            period[ticks] = period[:ticks].max(initial=0)
        watch = np.zeros(0, np.uint8)
        if self.watch is not None:
            given = as_array(self.watch)
            if given.shape != (kinds.size,) or given.dtype != np.bool_:
                raise NetworkError(f"whom a tally watches needs true or false for each of {kinds.size:,} kinds")
            watch = given.astype(np.uint8)
        if not isinstance(self.outcomes, bool | np.bool_):
            raise NetworkError(f"a tally counts outcomes alone or not: True or False, not {shown(self.outcomes)}")
        cells, groups = (math.prod(len(kinds.levels(p)) for p in parts) for parts in (self.cells, self.groups))
        cell, group = kinds.rows(self.cells), kinds.rows(self.groups)
        return Counting(cells, groups, cell, group, Counts(period.astype(np.uint32), int(self.outcomes), watch))


def _once(parts: Sequence[object]) -> bool:
    """Whether each stands once; what cannot be told from others is no name."""
    try:
        return len(set(parts)) == len(parts)
    except TypeError:
        return False
