"""The kernel: walks everybody inside through the ticks.

It follows `docs/engine-rules.md` to the letter. The phases of a tick hand out people in batches or waves, sorted by the
edge they take (`moving`); all who take one edge then go through the same few loops: count them, give back what they
held, draw what comes next, put them where they wait. So what an edge does is looked up once for all of them, and the
processor seldom guesses wrong. This module runs any network. Between the pairs of marks stands what `kernel_source`
replaces by what it knows of one network: the structure's numbers become literals, and each stage's race is written out.
"""

from __future__ import annotations

import numpy as np

from sojourn.engine.chunks import bucket_of, put_in_bucket, put_in_queue
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
from sojourn.engine.moving import (
    count_stay,
    give_back_chain,
    lanes_size,
    log_moves,
    sort_batch,
    take_lanes,
    take_sorted,
)
from sojourn.engine.phases import (
    NO_GROUP,
    arrivals,
    granted,
    next_at_gates,
    next_at_pools,
    next_in_spill,
    ring_in_queues,
    too_full,
)
from sojourn.engine.program import WORD_BACK, WORD_GIVES, WORD_TAKES, Program
from sojourn.engine.race import area_of, queue_of, raced
from sojourn.engine.state import (
    BATCH,
    CLOSED,
    CLOSING,
    DOOR,
    FAULT,
    FREE_CHUNKS,
    GROUP,
    LACKS,
    LOG,
    LOGGED,
    MAX_HOPS,
    NOW,
    PHASE,
    POOL,
    QUOTA,
    REGISTERS,
    ROOM,
    SOURCE,
    TICK,
    WAVES,
    State,
)

BEGIN, ARRIVALS, RUNG, DUE, GATES, CLOSE, POOLS, SPILL, END = range(9)
WITHOUT_ENTRY, WITHOUT_SINCE, WITHOUT_MARK = ~(LOW16 << BY_48 | LOW10), ~(LOW16 << BY_32), ~(LOW16 << BY_16)
LAST_LAP, ONE_LAP = LOW6 << BY_10, U(1) << BY_10


@entry
def run(p: Program, s: State, until: int) -> None:
    """Run ticks until the tick ``until``, a lack of room, or a fault; the register says how far it came."""
    lists, units, tallies = s.lists, s.units, s.tallies
    record, order, start, register = lists.record, lists.order, lists.start, lists.register
    held, maps = units.held, p.maps
    # <structure>
    ticks, kinds, stages, edges, cells, groups = p.ticks, p.kinds, p.stages, p.edges, p.cells, p.groups
    pools, areas, queues, doors, spills, logs = p.pools, p.areas, p.queues, p.doors, p.spills, p.logs
    laps, closes, width, cell_map, group_map = p.laps, p.closes, p.width, p.cell_map, p.group_map
    lanes, outcomes = p.lanes, p.tally.outcomes
    # </structure>
    first_queue = lanes * (ticks + 1)
    register[LACKS] = 0
    t = register[TICK]
    while t < until:
        if register[FREE_CHUNKS] < BATCH:
            register[LACKS] = ROOM
            break
        if logs and len(tallies.log) < 2 * (register[LOGGED] + BATCH):
            register[LACKS] = LOG
            break
        # --- who moves: a batch in slots 0 up to `size`, or the wave of this tick's bucket ---------------------------
        phase = register[PHASE]
        size = most = group = np.int64(0)
        first_edge, end_edge = np.int64(0), np.int64(edges)
        chain = read = np.int64(0)
        again = False
        if register[WAVES] > 0 and register[NOW] > 0:
            again = True
        elif phase == BEGIN:
            for door in range(doors):
                if p.door.supply[U(t * doors + door)] >= 0:
                    units.stock[U(door)] = min(p.door.supply[U(t * doors + door)], units.left[U(door)])
            register[SOURCE:REGISTERS] = 0
            register[NOW] = 1
        elif phase == ARRIVALS:
            size = arrivals(p.source, p.route, maps, width, lists, ticks, kinds, t)
            first_edge, end_edge = np.int64(0), np.int64(p.source.edges)
        elif phase == RUNG:
            again = ring_in_queues(lists, lanes, ticks, first_queue, queues, t)
        elif phase == GATES:
            group, most = next_at_gates(p.door, p.queue, lists, units, doors, t)
        elif phase == CLOSE:
            if closes and register[CLOSED] == 0 and too_full(p.pool, units, areas, t):
                register[LACKS] = CLOSING
                break
        elif phase == POOLS:
            group, most = next_at_pools(p.pool, p.queue, lists, units, areas, t)
        elif phase == SPILL:
            if spills:
                group, most = next_in_spill(p.pool, p.queue, lists, units, areas, t)
        elif phase == END:
            for area in range(areas):
                tallies.held_at[U(t * areas + area)] = held[U(area)]
            t += 1
            register[TICK] = t
        if most > 0:
            door_number = np.int64(0)
            if phase == GATES:
                door_number = np.int64(p.door.number[U(register[DOOR])])
            size, first_edge, end_edge, chain, read = granted(
                p.stage,
                p.queue,
                p.pool,
                p.route,
                maps,
                width,
                p.source.key,
                lists,
                first_queue,
                t,
                group,
                most,
                door_number,
                phase == SPILL,
            )
            if phase == GATES:
                units.stock[U(register[DOOR])] -= size
                units.left[U(register[DOOR])] -= size
            else:
                register[QUOTA] -= size
        is_wave = False
        if size > 0:
            register[WAVES] = 0
            if most == 0 or end_edge - first_edge > 1 or phase == SPILL:
                sort_batch(lists, size, first_edge, end_edge)
            else:
                start[U(first_edge)] = size
        elif phase >= DUE and phase < END and register[NOW] > 0:
            is_wave = True
            size = lanes_size(lists, lanes, ticks, t)
            if register[FREE_CHUNKS] <= (size >> 5) + min(size, first_queue + queues):
                register[LACKS] = ROOM
                break
            if logs and len(tallies.log) < 2 * (register[LOGGED] + size):
                register[LACKS] = LOG
                break
        if size == 0:
            register[NOW] *= 1 - is_wave
            if not again and not is_wave:
                register[PHASE] = phase + 1 if phase < END else BEGIN
                register[POOL] = register[WAVES] = 0
                register[GROUP] = NO_GROUP
            continue
        if is_wave:
            register[NOW] = 0
            register[WAVES] += 1
            if lanes == 1:
                chain, read = take_sorted(lists, edges, t)
            else:
                chain, read = take_lanes(lists, lanes, ticks, t)
            if register[WAVES] > MAX_HOPS:
                register[FAULT] = p.edge.left[record[U(2 * order[0] + 1)] & LOW10] + 1
                return
        # --- the moves, edge by edge ---------------------------------------------------------------------------------
        biased = t + TICK_BIAS
        entry_now, since_now, mark_now = U(biased) << BY_48, U(biased) << BY_32, U(biased) << BY_16
        period = np.int64(p.tally.period[U(t)])
        begin = np.int64(0)
        for edge in range(first_edge, end_edge):
            end = start[U(edge)]
            if end == begin:
                start[U(edge)] = 0
                continue
            start[U(edge)] = 0
            word = np.int64(p.edge.word[U(edge)])
            stage = word & 2047
            flow = t * edges * cells + edge * cells
            moves = period * edges * groups + edge * groups
            if cells == 1:
                tallies.flow[U(flow)] += end - begin
            if logs:
                log_moves(p.tally, lists, tallies, t, edge, begin, end)
            keep, fresh = WITHOUT_ENTRY, entry_now
            gives = (word >> WORD_GIVES) & 255 if pools > 0 else np.int64(0)
            stays = period * edges * cells + edge * cells
            if stage >= stages:
                for place in range(begin, end):
                    slot = order[U(place)]
                    w1 = record[U(2 * slot + 1)]
                    kind = np.int64(record[U(2 * slot)] & LOW20)
                    cell = np.int64(maps[U(kind * width + cell_map)])
                    counted = U(2 * (moves + np.int64(maps[U(kind * width + group_map)])))
                    if cells > 1:
                        tallies.flow[U(flow + cell)] += 1
                    tallies.moves[counted] += 1
                    tallies.moves[counted + U(1)] += biased - np.int64(w1 >> BY_48)
                    if gives > 0:
                        count_stay(tallies, stays, cell, biased - np.int64((w1 >> BY_32) & LOW16))
                        if areas > 1:
                            held[area_of(p.pool, maps, width, areas, gives, kind)] -= 1
            elif gives > 0:
                for place in range(begin, end):
                    slot = order[U(place)]
                    kind = np.int64(record[U(2 * slot)] & LOW20)
                    cell = np.int64(maps[U(kind * width + cell_map)])
                    count_stay(tallies, stays, cell, biased - np.int64((record[U(2 * slot + 1)] >> BY_32) & LOW16))
                    if areas > 1:
                        held[area_of(p.pool, maps, width, areas, gives, kind)] -= 1
            if gives > 0 and areas == 1:
                held[0] -= end - begin
            if pools > 0:
                pool = (word >> WORD_TAKES) & 255
                if pool > 0:
                    keep &= WITHOUT_SINCE
                    fresh |= since_now
                    if areas == 1:
                        held[0] += end - begin
                    else:
                        for place in range(begin, end):
                            kind = np.int64(record[U(2 * order[U(place)])] & LOW20)
                            held[area_of(p.pool, maps, width, areas, pool, kind)] += 1
            if stage < stages:
                if p.stage.sets[U(stage)]:
                    keep &= WITHOUT_MARK
                    fresh |= mark_now
                back = laps and word >> WORD_BACK > 0
                # <stages>
                for place in range(begin, end):
                    # <person>
                    slot = order[U(place)]
                    w0, was = record[U(2 * slot)], record[U(2 * slot + 1)]
                    w1 = (was & keep) | fresh
                    kind = np.int64(w0 & LOW20)
                    cell = np.int64(maps[U(kind * width + cell_map)])
                    if cells > 1:
                        tallies.flow[U(flow + cell)] += 1
                    if outcomes == 0:
                        counted = U(2 * (moves + np.int64(maps[U(kind * width + group_map)])))
                        tallies.moves[counted] += 1
                        tallies.moves[counted + U(1)] += biased - np.int64(was >> BY_48)
                    if back and w1 & LAST_LAP != LAST_LAP:
                        w1 += ONE_LAP
                    name = name_of(p.source.key, w0, w1) if laps else first_name_of(p.source.key, w0)
                    # </person>
                    mark = np.int64((w1 >> BY_16) & LOW16) - TICK_BIAS
                    ring, taken = raced(p, stage, t, kind, t, mark, name, False)
                    queue = queue_of(p, stage, kind)
                    if ring == t:
                        register[NOW] = 1
                    if queue < 0 or ring == t:
                        put_in_bucket(lists, bucket_of(lanes, ticks, taken, ring), w0, w1 | U(taken))
                    else:
                        put_in_queue(lists, first_queue, queue, w0, w1 | U(taken), ring)
                # </stages>
            begin = end
        if read > 0:
            give_back_chain(lists, chain, read)
