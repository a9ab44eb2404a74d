"""The log of a run: every move of the people who were watched, as columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.engine.luck import TICK_BIAS

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Move:
    """One move of a person who was watched."""

    person: tuple[int, int, int]
    """Source (the opening population is the last), biased tick of arrival and index: the name of their luck."""
    kind: int
    tick: int
    edge: int


@dataclass(frozen=True)
class Log:
    """Moves tick by tick; within a tick those of one person are in the order in which they happened."""

    source: Integers
    """(moves,): number of the source; the opening population is the last."""
    arrived: Integers
    """(moves,): tick of arrival; -16,384 for the opening population."""
    index: Integers
    """(moves,): place among that tick's arrivals from the source."""
    kind: Integers
    """(moves,): the kind as the move was made; of a grant that spills, the one it changed to."""
    tick: Integers
    edge: Integers

    def __len__(self) -> int:
        """How many moves."""
        return len(self.tick)

    def __iter__(self) -> Iterator[Move]:
        """Move by move; for a few. Columns are for many."""
        columns = (self.source, self.arrived + TICK_BIAS, self.index, self.kind, self.tick, self.edge)
        for source, arrived, index, kind, tick, edge in zip(*(c.tolist() for c in columns), strict=True):
            yield Move((source, arrived, index), kind, tick, edge)


def log_of(words: npt.NDArray[np.uint64]) -> Log:
    """The log that the kernel wrote: (moves, 2) words, as in `state.Tallies`."""
    who, what = words[:, 0], words[:, 1]

    def bits(word: npt.NDArray[np.uint64], first: int, number: int) -> Integers:
        return ((word >> np.uint64(first)) & np.uint64((1 << number) - 1)).astype(np.int64)

    return Log(
        source=bits(who, 60, 4),
        arrived=bits(who, 44, 16) - TICK_BIAS,
        index=bits(who, 20, 24),
        kind=bits(who, 0, 20),
        tick=bits(what, 16, 48),
        edge=bits(what, 0, 16),
    )
