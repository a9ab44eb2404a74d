"""Putting people out where a pool's capacity has fallen below what is held: who leaves, in what order, by which edge.

Beds close seldom, so this is done outside the kernel, on columns of everybody inside. The kernel stops where more is
held than there is; whoever is chosen here is then the last in the present tick's bucket, and the kernel goes on.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.engine.inside import Inside, people_inside
from sojourn.engine.kernels import remover
from sojourn.engine.luck import LAP, PERSON, mix_each
from sojourn.engine.program import NONE, Program
from sojourn.engine.state import CHUNK, CLOSED, FREE_CHUNKS, TICK, State, with_room

U64 = npt.NDArray[np.uint64]
Integers = npt.NDArray[np.int64]
KIND, EDGE, LAPS = (np.uint64((1 << bits) - 1) for bits in (20, 10, 6))
BY_10, BY_20, BY_32, BY_48, BY_60 = (np.uint64(n) for n in (10, 20, 32, 48, 60))


def put_out(p: Program, state: State) -> State:
    """The state with those who are put out on this tick taken from their lists and put into the tick's bucket."""
    inside = people_inside(p, state.lists, int(state.lists.register[TICK]))
    chosen = _chosen(p, state, inside)
    while state.lists.register[FREE_CHUNKS] <= len(chosen) // CHUNK + 1:
        state = with_room(state)
    leaving = np.zeros(len(state.lists.due), dtype=np.uint8)
    leaving[inside.slot[chosen]] = 1
    first = inside.first[chosen]
    second = inside.second[chosen] & ~EDGE | _edges(p, state, inside, chosen)
    remover()(p, state, leaving, first, second)
    state.lists.register[CLOSED] = 1
    return state


def _chosen(p: Program, state: State, inside: Inside) -> Integers:
    """Places of those who leave, in the order in which they do."""
    t = int(state.lists.register[TICK])
    pool = p.stage.holds[inside.stage]
    kind = (inside.first & KIND).astype(np.int64)
    may = (pool >= 0) & (p.stage.put_out[inside.stage] != NONE)
    since = (inside.second >> BY_32) & np.uint64(0xFFFF)
    out = [np.zeros(0, np.int64)]
    for number in range(p.pools):
        level = p.maps[kind * p.width + p.pool.level_map[number]]
        for area in range(int(p.pool.area[number]), int(p.pool.area[number + 1])):
            over = int(state.units.held[area] - p.pool.capacity[t * p.areas + area])
            if over <= 0:
                continue
            here = p.pool.area[number] + p.maps[kind * p.width + p.pool.map[number]] == area
            those = np.flatnonzero(may & (pool == number) & here)
            order = np.lexsort((inside.first[those] >> BY_20, since[those], level[those]))[::-1]
            out.append(those[order[:over]])
    return np.concatenate(out)


def _edges(p: Program, state: State, inside: Inside, chosen: Integers) -> U64:
    """The edge that each takes, by the `put_out` route of their stage."""
    t = int(state.lists.register[TICK])
    first, second, stage = inside.first[chosen], inside.second[chosen], inside.stage[chosen]
    kind = (first & KIND).astype(np.int64)
    lap = (second >> BY_10) & LAPS
    lap = np.where(lap == LAPS, np.uint64(64) + (second >> BY_48), lap)
    with np.errstate(over="ignore"):
        name = (first >> BY_20) * np.uint64(PERSON) + p.source.key[first >> BY_60] + lap * np.uint64(LAP)
        v = mix_each(name + p.stage.put_out_salt[stage]) & np.uint64(0xFFFFFFFF)
    out = np.zeros(len(chosen), dtype=np.uint64)
    for number in np.unique(p.stage.put_out[stage]).tolist():
        those = np.flatnonzero(p.stage.put_out[stage] == number)
        size = int(p.route.size[number])
        row = p.maps[kind[those] * p.width + p.route.map[number]].astype(np.int64)
        if p.route.dated[number] != NONE:
            row += int(p.route.version[p.route.dated[number] + t]) * int(p.route.rows[number])
        places = int(p.route.first[number]) + row[:, None] * size + np.arange(size)
        passed = (p.route.threshold[places] <= v[those, None]).sum(axis=1)
        out[those] = p.route.edge[number] + passed
    return out
