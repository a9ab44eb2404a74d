"""The kernel: walks everybody inside through the ticks, one move at a time.

It follows `docs/engine-rules.md` to the letter. The phases of a tick hand out people in batches; a single loop moves
them. This module runs any network. Between the two pairs of marks stands what `kernel_source` replaces by what it
knows of one network: the structure's numbers become literals, and the race is written out.
"""

from __future__ import annotations

import numpy as np

from sojourn.engine.chunks import give_back, put
from sojourn.engine.draws import (
    BY_10,
    BY_16,
    BY_32,
    BY_48,
    LOW6,
    LOW10,
    LOW16,
    LOW20,
    U,
    first_name_of,
    name_of,
)
from sojourn.engine.jit import entry
from sojourn.engine.luck import TICK_BIAS
from sojourn.engine.phases import (
    NO_GROUP,
    arrivals,
    granted,
    next_at_gates,
    next_at_pools,
    next_in_spill,
    rung_in_queues,
)
from sojourn.engine.program import WORD_BACK, WORD_GIVES, WORD_TAKES, Program
from sojourn.engine.race import area_of, queue_of, raced
from sojourn.engine.state import (
    BATCH,
    CHUNK,
    CHUNK_READ,
    DOOR,
    FAULT,
    FREE_CHUNKS,
    GROUP,
    LOGGED,
    MAX_HOPS,
    NO_EDGE,
    NOT_DUE,
    PHASE,
    POOL,
    QUOTA,
    REGISTERS,
    SOURCE,
    STAY_BINS,
    TICK,
    State,
)

BEGIN, ARRIVALS, BUCKET, QUEUES, GATES, POOLS, SPILL, END = range(8)
WITHOUT_ENTRY, WITHOUT_SINCE, WITHOUT_MARK = ~(LOW16 << BY_48 | LOW10), ~(LOW16 << BY_32), ~(LOW16 << BY_16)
LAST_LAP, ONE_LAP = LOW6 << BY_10, U(1) << BY_10


@entry
def run(p: Program, s: State, until: int) -> None:
    """Run ticks until the tick ``until``, a lack of room, or a fault; the register says how far it came."""
    lists, units, tallies = s.lists, s.units, s.tallies
    record, register, held, maps = lists.record, lists.register, units.held, p.maps
    # <structure>
    ticks, kinds, stages, edges, cells, groups = p.ticks, p.kinds, p.stages, p.edges, p.cells, p.groups
    pools, areas, queues, doors, spills, logs = p.pools, p.areas, p.queues, p.doors, p.spills, p.logs
    laps = p.laps
    # </structure>
    first_queue = ticks + 1
    t = register[TICK]
    while t < until:
        if register[FREE_CHUNKS] < BATCH:
            break
        if logs and len(tallies.log) < 2 * (register[LOGGED] + BATCH * (MAX_HOPS + 1)):
            break
        # --- a batch of people who are about to move: slots `low` up to `high` ---------------------------------------
        phase = register[PHASE]
        low = high = most = group = np.int64(0)
        if phase == BEGIN:
            for door in range(doors):
                if p.door.supply[U(t * doors + door)] >= 0:
                    units.stock[U(door)] = min(p.door.supply[U(t * doors + door)], units.left[U(door)])
            register[SOURCE:REGISTERS] = 0
            register[CHUNK_READ] = lists.head[U(t)] >> U(5)
        elif phase == ARRIVALS:
            high = arrivals(p.source, p.route, maps, lists, ticks, kinds, t)
        elif phase == BUCKET:
            low = register[CHUNK_READ] * CHUNK
            if low > 0:
                high = low + CHUNK
                if (lists.tail[U(t)] - U(1)) >> U(5) == U(register[CHUNK_READ]):
                    high = np.int64(lists.tail[U(t)])
            else:
                lists.head[U(t)] = lists.tail[U(t)] = 0
        elif phase == QUEUES:
            high = rung_in_queues(lists, first_queue, queues, t)
        elif phase == GATES:
            group, most = next_at_gates(p.door, p.queue, lists, units, doors, t)
        elif phase == POOLS:
            group, most = next_at_pools(p.pool, p.queue, lists, units, areas, t)
        elif phase == SPILL:
            if spills:
                group, most = next_in_spill(p.pool, p.queue, lists, units, areas, t)
        else:
            for area in range(areas):
                tallies.held_at[U(t * areas + area)] = held[U(area)]
            t += 1
            register[TICK] = t
        if most > 0:
            route_door = np.int64(0)
            if phase == GATES:
                route_door = np.int64(p.door.number[U(register[DOOR])])
            high = granted(
                p.stage,
                p.queue,
                p.pool,
                p.route,
                maps,
                p.source.key,
                lists,
                first_queue,
                t,
                group,
                most,
                route_door,
                phase == SPILL,
            )
            if phase == GATES:
                units.stock[U(register[DOOR])] -= high
                units.left[U(register[DOOR])] -= high
            else:
                register[QUOTA] -= high
        if low == high:
            register[PHASE] = phase + 1 if phase < END else BEGIN
            register[POOL] = 0
            register[GROUP] = NO_GROUP
            continue
        # --- the moves -----------------------------------------------------------------------------------------------
        biased = t + TICK_BIAS
        entry_now, since_now, mark_now = U(biased) << BY_48, U(biased) << BY_32, U(biased) << BY_16
        period = np.int64(p.tally.period[U(t)])
        flow_now = t * edges * cells
        moves_now = period * edges * groups
        stay_now = period * edges * cells
        for slot in range(low, high):
            w0, w1 = record[U(2 * slot)], record[U(2 * slot + 1)]
            kind = np.int64(w0 & LOW20)
            cell = np.int64(p.tally.cell[U(kind)])
            group_of = np.int64(p.tally.group[U(kind)])
            edge = np.int64(w1 & LOW10)
            hops = 0
            while True:
                word = np.int64(p.edge.word[U(edge)])
                tallies.flow[U(flow_now + edge * cells + cell)] += 1
                place = U(2 * (moves_now + edge * groups + group_of))
                tallies.moves[place] += 1
                tallies.moves[place + U(1)] += biased - np.int64(w1 >> BY_48)
                if logs and p.tally.watch[U(kind)]:
                    entry = U(2 * register[LOGGED])
                    tallies.log[entry] = w0
                    tallies.log[entry + U(1)] = (U(t) << BY_16) | U(edge)
                    register[LOGGED] += 1
                if pools > 0:
                    pool = (word >> WORD_GIVES) & 255
                    if pool > 0:
                        stay = biased - np.int64((w1 >> BY_32) & LOW16)
                        held[area_of(p.pool, maps, areas, pool, kind)] -= 1
                        tallies.stay_time[U(stay_now + edge * cells + cell)] += stay
                        tallies.stays[U(cell * STAY_BINS + min(stay, STAY_BINS - 1))] += 1
                    pool = (word >> WORD_TAKES) & 255
                    if pool > 0:
                        held[area_of(p.pool, maps, areas, pool, kind)] += 1
                        w1 = (w1 & WITHOUT_SINCE) | since_now
                stage = word & 2047
                if stage >= stages:
                    break
                if laps and word >> WORD_BACK and w1 & LAST_LAP != LAST_LAP:
                    w1 += ONE_LAP
                w1 = (w1 & WITHOUT_ENTRY) | entry_now
                name = name_of(p.source.key, w0, w1) if laps else first_name_of(p.source.key, w0)
                # <race>
                if p.stage.sets[U(stage)]:
                    w1 = (w1 & WITHOUT_MARK) | mark_now
                mark = np.int64((w1 >> BY_16) & LOW16) - TICK_BIAS
                ring, edge = raced(p, stage, t, kind, t, mark, name, False)
                queue = queue_of(p, stage, kind)
                # </race>
                if ring == t:
                    hops += 1
                    if hops > MAX_HOPS:
                        register[FAULT] = stage + 1
                        return
                    continue
                which = ring if queue < 0 else first_queue + queue
                if edge == NO_EDGE:
                    ring = np.int64(NOT_DUE)
                put(lists, which, queue, w0, w1 | U(edge), ring)
                break
        if phase == BUCKET:
            chunk = register[CHUNK_READ]
            register[CHUNK_READ] = 0
            if high == low + CHUNK and U(high) != U(lists.tail[U(t)]):
                register[CHUNK_READ] = lists.after[U(chunk)]
            give_back(lists, chunk)
