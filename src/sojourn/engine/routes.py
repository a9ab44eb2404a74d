"""Routes turned into rows of thresholds, and into edges: a route and one of its targets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.engine.tables import FULL, threshold
from sojourn.network import Dated, Network, Route
from sojourn.network.by import by_kind
from sojourn.network.stage import plain_shares


@dataclass(frozen=True)
class Edge:
    """A route and one of its targets: what is counted each time somebody takes it."""

    owner: str
    """``source NAME``, ``clock STAGE.CLOCK``, ``grant STAGE``, ``grant STAGE by DOOR`` or ``put out STAGE``."""
    stage: str | None
    """Stage that is left; None for arrivals."""
    target: str
    """Stage or exit that is reached."""


@dataclass(frozen=True)
class RouteRows:
    """One route as rows: which row each kind has, and the thresholds of each (version, row, target)."""

    targets: tuple[str, ...]
    row: npt.NDArray[np.int32]
    thresholds: npt.NDArray[np.int64]
    """(versions, rows, targets)"""
    version: npt.NDArray[np.int64] | None
    """Version in force at each tick; None where the route has no dates."""


def route_rows(route: Route, network: Network, ticks: int) -> RouteRows:
    """Lay a route out by kind and date."""
    named = {target for shares in plain_shares(route) for target in shares}
    targets = tuple(place for place in network.places if place in named)
    steps = route.steps if isinstance(route, Dated) else [(0, route)]
    per_version = [by_kind(step, network.kinds) for _, step in steps]
    if len(steps) == 1:  # by far the most, and `unique` is slow over many kinds
        row = per_version[0][0]
        combined = np.arange(len(per_version[0][1]))[None, :]
    else:
        stacked = np.stack([rows for rows, _ in per_version])
        combined, place = np.unique(stacked, axis=1, return_inverse=True)
        row = place.reshape(-1).astype(np.int32)
    thresholds = np.zeros((len(steps), combined.shape[1], len(targets)), dtype=np.int64)
    for v, (_, values) in enumerate(per_version):
        for r in range(combined.shape[1]):
            shares = values[combined[v, r]]
            plain = {shares: 1.0} if isinstance(shares, str) else {name: float(share) for name, share in shares.items()}
            running = np.cumsum([plain.get(target, 0.0) for target in targets])
            line = threshold(running)
            last = max(i for i, target in enumerate(targets) if plain.get(target, 0.0) > 0)
            line[last:] = FULL
            thresholds[v, r] = line
    version = None
    if isinstance(route, Dated):
        starts = [tick for tick, _ in route.steps]
        version = (np.searchsorted(starts, np.arange(ticks + 1), side="right") - 1).astype(np.int64)
    return RouteRows(targets, row, thresholds, version)
