"""From a network to a program: names become numbers, laws become tables."""

from __future__ import annotations

from sojourn.engine.columns import Columns, Maps
from sojourn.engine.counting import Tally
from sojourn.engine.opening import opening_columns, plain_opening
from sojourn.engine.pace_tables import PaceTables
from sojourn.engine.program import WORD_BACK, Edges, Paces, Program
from sojourn.engine.route_tables import RouteTables
from sojourn.engine.routes import Edge
from sojourn.engine.source_tables import SourceTables
from sojourn.engine.stage_tables import StageTables
from sojourn.engine.station_tables import StationTables
from sojourn.engine.tables import DurationTables
from sojourn.network import NO_MARK, Network, NetworkError, Opening
from sojourn.network.check_time import check_time

MAX_TICKS = 49_000
MAX_LANES = 32
"""Networks of more edges keep one list a tick: theirs would be many, and mostly empty."""


def compile_network(
    network: Network, ticks: int, seed: int, opening: Opening | None, tally: Tally
) -> tuple[Program, tuple[Edge, ...]]:
    """Turn a network into a program for ``ticks`` ticks and one seed, and the names of its edges.

    Raises:
        NetworkError: the network cannot be run: what is wrong, and where.
    """
    opening = None if opening is None else plain_opening(opening)
    check_time(network, ticks, opening)
    maps, columns = Maps(network.kinds.size), Columns()
    paces = PaceTables(network.paces, ticks)
    durations = DurationTables(paces.longest + _elapsed(opening) + 1)
    routes = RouteTables(network, ticks, maps, columns)
    sources = SourceTables(seed, routes, columns)
    stages = StageTables(routes, durations, paces, columns)
    stations = StationTables(routes, columns)
    counting = tally.laid_out(network.kinds, ticks)
    _check_spills(network, tally)
    cell_map, group_map = maps.add(counting.cell), maps.add(counting.group)
    program = Program(
        ticks=ticks,
        kinds=network.kinds.size,
        stages=len(network.stages),
        edges=len(routes.edges),
        cells=counting.cells,
        groups=counting.groups,
        sources=len(network.sources),
        doors=columns.length("door_number"),
        pools=len(network.pools),
        areas=columns.length("area_group") - 1,
        queues=columns.length("queue_stage"),
        spills=int(any(columns.lists.get("pool_stride", []))),
        lanes=len(routes.edges) if len(routes.edges) <= MAX_LANES else 1,
        laps=int(any(word >> WORD_BACK for word in columns.lists["edge_word"])),
        closes=int(any(columns.lists.get("area_closes", []))),
        logs=int(counting.counts.watch.any()),
        width=maps.width,
        cell_map=cell_map,
        group_map=group_map,
        maps=maps.flat(),
        edge=Edges(columns.u32("edge_word"), columns.i32("edge_from")),
        stage=stages.stages(stations),
        clock=stages.clocks(),
        pace=Paces(paces.time, paces.guide, paces.shift),
        route=routes.table(),
        source=sources.table(),
        opening=opening_columns(network, opening),
        door=stations.doors(),
        pool=stations.pools(),
        queue=stations.queues(),
        tally=counting.counts,
    )
    return program, tuple(routes.edges)


def _check_spills(network: Network, tally: Tally) -> None:
    """Nothing may be counted by what changes while somebody is inside: they would leave where they never came.

    Raises:
        NetworkError: a cell or group is by the areas of a pool that spills.
    """
    for pool in network.pools:
        if pool.spills and pool.areas in (*tally.cells, *tally.groups):
            raise NetworkError(
                f"a tally cannot count by {pool.areas!r}, which people change when pool {pool.name!r} spills"
            )


def _elapsed(opening: Opening | None) -> int:
    """Ticks before the start at which a clock of the opening population may have been started."""
    if opening is None:
        return 0
    times = [opening.entered, *([] if opening.mark is None else [opening.mark])]
    return max(0, -min(int(time[time > NO_MARK].min(initial=0)) for time in times))
