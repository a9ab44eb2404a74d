"""The race of a stage's clocks, read from the program's arrays. It serves any network.

`kernel_source` writes the same race out for one network, with everything that is known beforehand filled in.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sojourn.engine.draws import BY_32, LOW32, U, chosen, duration, longer, mixed, paced
from sojourn.engine.jit import inline
from sojourn.engine.luck import TICK_BIAS
from sojourn.engine.program import NONE, Pools, Program, Rows
from sojourn.engine.state import NO_EDGE


@inline
def raced(p: Program, stage: Any, t: Any, kind: Any, entered: Any, mark: Any, name: Any, opening: Any) -> Any:
    """When the first clock rings (the horizon where none does), and the edge it leads to.

    Args:
        p: the program.
        stage: the stage that was entered.
        t: no ring is before this tick.
        kind: kind of the person.
        entered: tick of entry into the stage.
        mark: tick of the mark; before any tick where there is none.
        name: what the person's draws in this stage have in common.
        opening: whether no clock that started before tick 0 has rung before tick 0.
    """
    clocks, maps = p.clock, p.maps
    ring = np.int64(p.ticks)
    winner = NONE
    draw = U(0)
    for clock in range(p.stage.clock[U(stage)], p.stage.clock[U(stage + 1)]):
        row = np.int64(clocks.row[U(clock)]) + np.int64(maps[U(kind * p.width + clocks.map[U(clock)])])
        law = np.int64(clocks.law[U(row)])
        begin = entered
        if clocks.since[U(clock)] and mark > -TICK_BIAS:
            begin = mark
        drawn = U(0)
        length = np.int64(clocks.fixed[U(row)])
        if opening and begin < 0:
            drawn = mixed(name + clocks.salt[U(clock)])
            length = longer(clocks.guides, clocks.durations, clocks.law_start, law, -1 - begin, drawn >> BY_32)
        elif length < 0:
            drawn = mixed(name + clocks.salt[U(clock)])
            length = duration(clocks.guides, clocks.durations, clocks.law_start, law, drawn >> BY_32)
        pace = np.int64(NONE)
        if clocks.paced[U(clock)]:
            pace_row = np.int64(clocks.pace_row[U(clock)])
            pace_row += np.int64(maps[U(kind * p.width + clocks.pace_map[U(clock)])])
            pace = np.int64(clocks.pace[U(pace_row)])
        at = max(begin + length, t)
        if pace >= 0:
            certain = clocks.fixed[U(row)] >= 0
            at = paced(p.pace, p.ticks, pace, begin, length, U(0) if certain else drawn, t)
        if at < ring:
            ring = at
            winner = clock
            draw = drawn
    edge = np.int64(NO_EDGE)
    if winner >= 0:
        if draw == U(0):
            draw = mixed(name + clocks.salt[U(winner)])
        edge = chosen(p.route, maps, p.width, clocks.route[U(winner)], ring, kind, draw & LOW32)
    elif p.stage.queue[U(stage)] < 0:  # never taken: it names the stage
        edge = np.int64(p.route.edge[U(clocks.route[U(p.stage.clock[U(stage)])])])
    return ring, edge


@inline
def area_of(pools: Pools, maps: Rows, width: Any, areas: Any, pool: Any, kind: Any) -> Any:
    """The area of a pool (numbered from 1) in which a person is; there may be only one."""
    if areas == 1:
        return U(0)
    return U(pools.area[U(pool - 1)]) + U(maps[U(kind * width + pools.map[U(pool - 1)])])


@inline
def queue_of(p: Program, stage: Any, kind: Any) -> Any:
    """The queue in which a person waits; NONE in a stage that waits for nothing."""
    queue = np.int64(p.stage.queue[U(stage)])
    if queue >= 0:
        queue += np.int64(p.maps[U(kind * p.width + p.stage.queue_map[U(stage)])])
    return queue
