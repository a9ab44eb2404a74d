"""What a run has counted, with the names of what was counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.engine.routes import Edge
from sojourn.network import NetworkError
from sojourn.network.errors import shown, suggest
from sojourn.network.numbers import whole_number


@dataclass(frozen=True)
class Panel:
    """Counts of moves by edge: stocks, exits and waits all follow from them."""

    edges: tuple[Edge, ...]
    flow: npt.NDArray[np.int32]
    """(ticks, edges, cells): people who took each edge on each tick."""
    period_flow: npt.NDArray[np.int64]
    """(periods, edges, groups): the same by period."""
    period_time: npt.NDArray[np.int64]
    """(periods, edges, groups): ticks they had spent in the stage they left, summed."""
    stay_time: npt.NDArray[np.int64]
    """(periods, edges, cells): ticks for which the unit given back had been held, summed."""
    stays: npt.NDArray[np.int64]
    """(cells, 1024): completed holdings by length in ticks; the last bin is open."""
    held: npt.NDArray[np.int32]
    """(ticks, areas): units held at the end of each tick; the areas of all pools end to end."""
    opening: npt.NDArray[np.int64]
    """(stages, cells): people inside before the first tick."""
    stages: tuple[str, ...]
    exits: tuple[str, ...] = ()

    def times(self, weight: int) -> Panel:
        """The counts where each person stands for several; with 1, this panel itself and not a copy.

        Raises:
            NetworkError: the weight is no whole number of 1 or more.
        """
        if whole_number(weight, "how many people each person stands for", 1) == 1:
            return self
        counted = ("flow", "period_flow", "period_time", "stay_time", "stays", "held", "opening")
        many: dict[str, Any] = {name: _weighted(getattr(self, name), int(weight)) for name in counted}
        return replace(self, **many)

    def taken(
        self,
        *,
        stage: str | None = None,
        target: str | None = None,
        owner: str | None = None,
        ticks: slice = slice(None),
    ) -> npt.NDArray[np.int64]:
        """(ticks, cells): moves that left ``stage``, reached ``target`` and belong to ``owner``, where given.

        An ``owner`` that has no edge moved nobody: which clocks a stage has may depend on the scenario.

        Raises:
            NetworkError: there is no such stage or target, the owner is no text, or the ticks are no slice.
        """
        if not isinstance(ticks, slice):
            raise NetworkError(f"ticks are taken by a slice, for example slice(0, 365), not {shown(ticks)}")
        if not isinstance(owner, str | None):
            raise NetworkError(f"the owner of a move is named by some text, not {shown(owner)}")
        places = (*self.stages, *self.exits)
        for name in (stage, target):
            if name is not None and (not isinstance(name, str) or name not in places):
                raise NetworkError(f"there is no stage or exit {shown(name)}{suggest(name, places)}")
        chosen = [
            i
            for i, edge in enumerate(self.edges)
            if (stage is None or edge.stage == stage)
            and (target is None or edge.target == target)
            and (owner is None or edge.owner == owner)
        ]
        total: npt.NDArray[np.int64] = self.flow[ticks][:, chosen].sum(axis=1, dtype=np.int64)
        return total

    def inside(self, stage: str) -> npt.NDArray[np.int64]:
        """(ticks, cells): people in a stage at the end of each tick.

        Raises:
            NetworkError: there is no such stage.
        """
        if not isinstance(stage, str) or stage not in self.stages:
            raise NetworkError(f"there is no stage {shown(stage)}{suggest(stage, self.stages)}")
        change = self.taken(target=stage) - self.taken(stage=stage)
        at_start: npt.NDArray[np.int64] = self.opening[self.stages.index(stage)]
        return np.cumsum(change, axis=0) + at_start


def _weighted(counts: npt.NDArray[Any], weight: int) -> npt.NDArray[Any]:
    """Counts times a weight: as wide as they are, or in 64 bits where 32 would wrap."""
    if max(int(counts.max(initial=0)), 1) * weight > np.iinfo(counts.dtype).max:
        counts = counts.astype(np.int64)
    return counts * weight
