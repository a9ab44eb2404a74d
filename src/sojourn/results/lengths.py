"""How long people have been held: stays that ended in each fiscal year, and those that went on at its end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.engine import Simulation

BINS = 1024
"""Lengths in nights, 0 to 1,022; the last bin holds all that are longer."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Lengths:
    """Counts of people by length of stay, in nights."""

    ended: Ints
    """(fiscal years, cells, 1024): stays that ended in the year."""
    going_on: Ints
    """(fiscal years, cells, 1024): people held on the last day of the year, by nights so far."""

    def over(self, nights: int, year: slice) -> int:
        """People held for more than some nights: stays that ended in these years, and those going on at their end."""
        ended = self.ended[year, :, nights + 1 :].sum()
        return int(ended + self.going_on[year][-1, :, nights + 1 :].sum())


def going_on(simulation: Simulation, cell_of_kind: npt.NDArray[np.int32]) -> Ints:
    """(cells, 1024): people who hold a bed at the end of the last tick, by nights so far."""
    inside = simulation.inside()
    holds = np.array([stage.holds is not None for stage in simulation.network.stages])
    here = holds[inside.stage]
    since = inside.entered if inside.held_since is None else inside.held_since
    nights = np.clip(simulation.tick - since[here], 0, BINS - 1)
    out = np.zeros((int(cell_of_kind.max()) + 1, BINS), dtype=np.int64)
    np.add.at(out, (cell_of_kind[inside.kind[here]], nights), 1)
    return out
