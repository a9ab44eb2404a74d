"""Gates: what must be granted before a person moves on.

A gate has *lanes* (who queues with whom), *levels* (whose turn comes first within a lane) and *doors* (what is
handed out). A queue of judges' hours has one door with a throughput a day; flights have a door for every
destination with seats on the days of departure; an agreement with another country is a door that is open or shut
and has a quota.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.network.by import By
from sojourn.network.kinds import Kinds
from sojourn.network.schedule import Schedule


@dataclass(frozen=True)
class Door:
    """Something handed out, tick by tick."""

    name: str
    supply: Schedule
    """Units at each tick. Fractions carry over: 2.5 a tick is 2, 3, 2, 3, ... Units not used on their tick are lost,
    unless ``refills`` names the ticks on which the stock is set anew and lasts until the next."""

    refills: npt.NDArray[np.bool_] | None = None
    """True on ticks when the stock is set to ``supply``; on other ticks what is left stays. None: every tick."""

    open: Schedule = 1.0
    """Nothing is granted on ticks where this is zero."""

    accepts: Sequence[str | tuple[str, ...]] | None = None
    """Lanes that may use this door: a level of the gate's lane part, or one of each of its parts; None: all."""

    limit: int | None = None
    """Units in all over the run; None: no limit."""

    def serves(self, lanes: Sequence[tuple[str, ...]]) -> list[bool]:
        """Whether people in each of some lanes may use this door."""
        if self.accepts is None:
            return [True] * len(lanes)
        accepted = {lane_of(one) for one in self.accepts}
        return [lane in accepted for lane in lanes]


@dataclass(frozen=True)
class Gate:
    """A queue, or several, before one or more doors."""

    name: str
    doors: tuple[Door, ...]
    lanes: str | tuple[str, ...] | None = None
    """Part of the kind by which people queue, or several: a queue for each combination of levels. None: one queue."""

    level: int | By[int] = 0
    """Priority: lower numbers go first, then first come, first served."""

    @property
    def lane_parts(self) -> tuple[str, ...]:
        """The parts of the kind by which people queue."""
        return () if self.lanes is None else lane_of(self.lanes)

    def lane_levels(self, kinds: Kinds) -> tuple[tuple[str, ...], ...]:
        """The levels of every lane, the last part varying fastest."""
        return tuple(itertools.product(*(kinds.levels(part) for part in self.lane_parts)))


def lane_of(names: str | tuple[str, ...]) -> tuple[str, ...]:
    """One name, or several, as several."""
    return (names,) if isinstance(names, str) else tuple(names)
