"""What is counted during a run, and by which parts of the kind."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sojourn.engine.program import Counts
from sojourn.network import Kinds, NetworkError


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
    """Period of each tick, from 0; None: one period."""

    watch: npt.NDArray[np.bool_] | None = None
    """Kinds whose every move is kept in a log; None: nobody's."""

    outcomes: bool = False
    """Count by group only those who leave the system, not every move."""

    def laid_out(self, kinds: Kinds, ticks: int) -> Counting:
        """Rows of each kind, and the period of each tick.

        Raises:
            NetworkError: a part does not exist, or there is no period for each tick.
        """
        period = np.zeros(ticks + 1, dtype=np.int32)
        if self.period is not None:
            if len(self.period) < ticks or np.any(np.asarray(self.period[:ticks]) < 0):
                raise NetworkError(f"a tally needs a period of zero or more for each of {ticks} ticks")
            period[:ticks] = self.period[:ticks]
            period[ticks] = period[:ticks].max(initial=0)
        watch = np.zeros(0, np.uint8) if self.watch is None else np.asarray(self.watch).astype(np.uint8)
        cells, groups = (math.prod(len(kinds.levels(p)) for p in parts) for parts in (self.cells, self.groups))
        cell, group = kinds.rows(self.cells), kinds.rows(self.groups)
        return Counting(cells, groups, cell, group, Counts(period.astype(np.uint32), int(self.outcomes), watch))
