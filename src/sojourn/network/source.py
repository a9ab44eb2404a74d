"""Sources: where people come from, and who is inside on the first day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.network.schedule import Schedule
from sojourn.network.stage import Route


@dataclass(frozen=True)
class Source:
    """A stream of arrivals."""

    name: str
    to: Route
    kinds: npt.NDArray[np.float64] | None = None
    """Share of each kind, shape (kinds,), or (mixes, kinds) with ``mix``; None where there is one kind."""

    rate: Schedule | None = None
    """Expected arrivals at each tick; the number is Poisson."""

    counts: npt.NDArray[np.int64] | None = None
    """Arrivals at each tick where they are known, instead of a ``rate``."""

    mix: npt.NDArray[np.int64] | None = None
    """Row of ``kinds`` at each tick; None: the first."""


@dataclass(frozen=True)
class Opening:
    """People inside before the first tick, one entry each. Ticks are negative: -10 is ten ticks before the start.

    All arrays have one entry a person and the same length.
    """

    kind: npt.NDArray[np.int64]
    stage: npt.NDArray[np.int64]
    """Index of the stage in the network's order."""

    entered: npt.NDArray[np.int64]
    """Tick of entry into that stage; below zero."""

    held_since: npt.NDArray[np.int64] | None = None
    """Tick at which they got the unit of the pool they hold; their entry into the stage where not given."""

    mark: npt.NDArray[np.int64] | None = None
    """Tick of the mark; none where not given. ``NO_MARK`` for a person without one."""


NO_MARK = -(1 << 14)
"""What stands for a mark that is not set."""
