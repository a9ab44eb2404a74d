"""All routes of a network as tables, with the edges they are made of."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.engine.columns import Columns, Maps, narrow
from sojourn.engine.program import NONE, Routes, move_word
from sojourn.engine.routes import Edge, route_rows
from sojourn.network import Network, NetworkError, Route

MAX_EDGES = 1022
MAX_PLACES = 2047
MAX_POOLS = 254


class RouteTables:
    """Routes and edges, numbered as they are added."""

    def __init__(self, network: Network, ticks: int, maps: Maps, columns: Columns) -> None:
        """Start with none.

        Raises:
            NetworkError: there are more places or pools than fit in an edge's word.
        """
        if len(network.places) > MAX_PLACES or len(network.pools) > MAX_POOLS:
            raise NetworkError(
                f"the network has {len(network.places):,} stages and exits and {len(network.pools)} pools; "
                f"{MAX_PLACES:,} and {MAX_POOLS} are the most"
            )
        self.network, self.ticks, self.maps, self.columns = network, ticks, maps, columns
        self.edges: list[Edge] = []
        self._place = {name: i for i, name in enumerate(network.places)}
        pools = {pool.name: i for i, pool in enumerate(network.pools)}
        self.holds = {s.name: NONE if s.holds is None else pools[s.holds] for s in network.stages}
        """Pool held in each stage; NONE where none is."""
        self._versions: list[npt.NDArray[np.int64]] = []
        self._thresholds: list[np.ndarray[tuple[int], np.dtype[np.int64]]] = []
        self._filled = 0
        self.count = 0

    def add(self, owner: str, stage: str | None, route: Route) -> int:
        """Number of a new route out of ``stage`` (None: from outside); its edges are added.

        Raises:
            NetworkError: the network has too many edges.
        """
        rows = route_rows(route, self.network, self.ticks)
        _, count, size = rows.thresholds.shape
        dated = NONE
        if rows.version is not None:
            dated = len(self._versions) * (self.ticks + 1)
            self._versions.append(rows.version)
        self.columns.add(
            route_map=self.maps.add(rows.row),
            route_first=self._filled,
            route_rows=count,
            route_size=size,
            route_edge=len(self.edges),
            route_version=dated,
        )
        self._thresholds.append(rows.thresholds.reshape(-1))
        self._filled += rows.thresholds.size
        origin = NONE if stage is None else self._place[stage]
        here = NONE if stage is None else self.holds[stage]
        for target in rows.targets:
            place, there = self._place[target], self.holds.get(target, NONE)
            gives, takes = (NONE, NONE) if here == there else (here, there)
            back = place <= origin
            self.columns.add(edge_from=origin, edge_word=move_word(place, gives, takes, back))
            self.edges.append(Edge(owner, stage, target))
        if len(self.edges) > MAX_EDGES:
            raise NetworkError(f"the network has more than {MAX_EDGES:,} edges, which is the most")
        self.count += 1
        return self.count - 1

    def table(self) -> Routes:
        """The routes' part of the program."""
        u32 = self.columns.u32
        return Routes(
            map=u32("route_map"),
            first=u32("route_first"),
            rows=u32("route_rows"),
            size=u32("route_size"),
            edge=u32("route_edge"),
            dated=self.columns.i32("route_version"),
            version=narrow(np.concatenate(self._versions) if self._versions else np.zeros(1, np.int64)),
            threshold=np.concatenate(self._thresholds).astype(np.uint64),
        )
