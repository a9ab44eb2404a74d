"""The phases of a tick, inside compiled code: each finds people who are about to move.

The people of a batch lie in the first slots of the records, each record with the edge its person takes. How far a
phase has come is kept in the register, so a tick may be interrupted between two batches. Most grants of a station can
be handed out together; where a person granted may come back to the same station on the same tick, the batch size of
its door or pool is 1.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sojourn.engine.chunks import bucket_of, give_back, oldest, past, put_in_bucket, step_on
from sojourn.engine.draws import (
    BY_20,
    BY_24,
    BY_31,
    BY_32,
    BY_40,
    BY_48,
    BY_KNOWN,
    KNOWN,
    LOW10,
    LOW20,
    LOW32,
    PERSON,
    U,
    chosen,
    mixed,
    name_of,
)
from sojourn.engine.jit import inline
from sojourn.engine.luck import TICK_BIAS
from sojourn.engine.program import NONE, Doors, Pools, Queues, Routes, Rows, Sources, Stages
from sojourn.engine.state import (
    AREA,
    BATCH,
    CHUNK,
    CHUNK_BEFORE,
    CHUNK_READ,
    DOOR,
    GONE,
    GROUP,
    INDEX,
    NOT_DUE,
    NOW,
    POOL,
    QUEUE,
    QUOTA,
    SOURCE,
    Lists,
    Units,
)

NO_CHUNK = 0
NO_GROUP = -1
ANY_ENTRY = U(1 << 16)
EDGE = ~LOW10


@inline
def arrivals(
    sources: Sources, routes: Routes, maps: Rows, width: Any, lists: Lists, ticks: Any, kinds: Any, t: Any
) -> Any:
    """Those who come now, source by source; returns how many are in the batch."""
    register, record, order = lists.register, lists.record, lists.order
    source, index, size = register[SOURCE], register[INDEX], 0
    while source < len(sources.route) and size < BATCH:
        count = sources.arrivals[U(source * ticks + t)] - index
        number = min(count, BATCH - size)
        row = sources.mix[U(source * ticks + t)]
        shift = U(32) - U(sources.guide_bits[row])
        part = shift - BY_KNOWN
        guides = U(sources.guide_start[row])
        first = U(sources.start[row])
        route = sources.route[U(source)]
        drawn = routes.size[U(route)] > 1
        only = U(routes.edge[U(route)])
        key = sources.key[U(source)]
        whose = U(source) << BY_40
        entry = U(t + TICK_BIAS) << BY_48
        for place in range(size, size + number):
            person = whose | (U(t + TICK_BIAS) << BY_24) | U(index + place - size)
            u = mixed(person * PERSON + key + sources.kind_salt) >> BY_32
            record[U(2 * place)], order[U(place)] = person, u
            record[U(2 * place + 1)] = sources.guide[guides + (u >> shift)]
        for place in range(size, size + number):  # a loop of its own: whoever looks up above waits for nobody's branch
            person, u, guide = record[U(2 * place)], U(order[U(place)]), record[U(2 * place + 1)]
            kind = U(0)
            if kinds > 1:
                kind = (guide >> BY_KNOWN) & LOW20
                known, more = guide & KNOWN, (u >> part) & KNOWN
                if guide >> BY_31 or known == more:
                    while sources.below[first + kind] < u:
                        kind += U(1)
                else:
                    kind += U(known < more)
            edge = only
            if drawn:
                v = mixed(person * PERSON + key + sources.arrival_salt) & LOW32
                edge = U(chosen(routes, maps, width, route, t, np.int64(kind), v))
            record[U(2 * place)] = (person << BY_20) | kind
            record[U(2 * place + 1)] = entry | edge
        size += number
        index += number
        if number == count:
            source += 1
            index = 0
    register[SOURCE], register[INDEX] = source, index
    return size


@inline
def ring_in_queues(lists: Lists, lanes: Any, ticks: Any, first_queue: Any, queues: Any, t: Any) -> Any:
    """Put those whose clock rings now while they wait into this tick's bucket, a chunk of a queue at a time.

    Returns whether there may be more.
    """
    register, record = lists.register, lists.record
    queue, chunk, before = register[QUEUE], register[CHUNK_READ], register[CHUNK_BEFORE]
    if chunk == NO_CHUNK:
        while queue < queues and lists.queue_due[U(queue)] > t:
            queue += 1
        if queue < queues:
            lists.queue_due[U(queue)] = NOT_DUE
            chunk = np.int64(lists.head[U(first_queue + queue)]) >> 5
            before = np.int64(NO_CHUNK)
            if chunk == NO_CHUNK:
                queue += 1
    if chunk != NO_CHUNK:
        which = first_queue + queue
        tail = np.int64(lists.tail[U(which)])
        is_last = chunk == (tail - 1) >> 5
        alive = lists.chunk_due[U(chunk)] > t
        if not alive:
            soonest = np.int64(NOT_DUE)
            start = np.int64(lists.head[U(which)]) if before == NO_CHUNK else chunk * CHUNK
            stop = tail if is_last else chunk * CHUNK + CHUNK
            for slot in range(start, stop):
                ring = np.int64(lists.due[U(slot)])
                if ring > t:
                    alive = True
                    soonest = min(soonest, ring)
                elif ring != GONE:
                    w1 = record[U(2 * slot + 1)]
                    put_in_bucket(lists, bucket_of(lanes, ticks, np.int64(w1 & LOW10), t), record[U(2 * slot)], w1)
                    lists.due[U(slot)] = GONE
                    lists.size[U(queue)] -= 1
            lists.chunk_due[U(chunk)] = soonest
        lists.queue_due[U(queue)] = min(lists.queue_due[U(queue)], lists.chunk_due[U(chunk)])
        following = np.int64(NO_CHUNK) if is_last else np.int64(lists.after[U(chunk)])
        if alive or is_last:
            before = chunk
        else:
            if before == NO_CHUNK:
                lists.head[U(which)] = following * CHUNK
            else:
                lists.after[U(before)] = following
            give_back(lists, chunk)
        chunk = following
        if chunk == NO_CHUNK:
            queue += 1
    register[QUEUE], register[CHUNK_READ], register[CHUNK_BEFORE] = queue, chunk, before
    return queue < queues


@inline
def too_full(pools: Pools, units: Units, areas: Any, t: Any) -> Any:
    """Whether more is held somewhere than there is, in a pool from which people may be put out."""
    full = False
    for area in range(areas):
        if pools.closes[U(area)] and units.held[U(area)] > pools.capacity[U(t * areas + area)]:
            full = True
    return full


@inline
def waiting(queues: Queues, lists: Lists, first: Any, last: Any) -> Any:
    """How many people wait in the groups from ``first`` up to ``last``."""
    number = np.int64(0)
    for place in range(queues.group[U(first)], queues.group[U(last)]):
        number += lists.size[U(queues.queues[U(place)])]
    return number


@inline
def next_at_gates(doors: Doors, queues: Queues, lists: Lists, units: Units, number: Any, t: Any) -> Any:
    """The next group to which a door grants, and how many it may; none when all doors are done."""
    register = lists.register
    door, group, most = register[DOOR], register[GROUP], np.int64(0)
    while door < number and most == 0:
        if group == NO_GROUP:
            group = np.int64(doors.group[U(door)])
        end = np.int64(doors.group[U(door + 1)])
        if units.stock[U(door)] > 0 and doors.open[U(t * number + door)] > 0:
            while group < end and most == 0:
                most = min(
                    waiting(queues, lists, group, group + 1), units.stock[U(door)], np.int64(doors.batch[U(door)])
                )
                if most == 0:
                    group += 1
        if most == 0 and register[NOW] > 0:
            group = np.int64(doors.group[U(door)])
            break
        if most == 0:
            door += 1
            group = np.int64(NO_GROUP)
    register[DOOR], register[GROUP] = door, group
    return group, most


@inline
def next_at_pools(pools: Pools, queues: Queues, lists: Lists, units: Units, areas: Any, t: Any) -> Any:
    """The next group to which an area grants, and how many it may; none when all areas are done."""
    register = lists.register
    pool, area, group, quota = register[POOL], register[AREA], register[GROUP], register[QUOTA]
    most = np.int64(0)
    while area < areas and most == 0:
        if area == np.int64(pools.area[U(pool + 1)]):
            pool += 1
            continue
        free = pools.capacity[U(t * areas + area)] - units.held[U(area)]
        end = np.int64(pools.group[U(area + 1)])
        if group == NO_GROUP:
            group = np.int64(pools.group[U(area)])
            quota = waiting(queues, lists, group, end) if free > 0 else np.int64(0)
        room = min(free, quota, np.int64(pools.batch[U(pool)]))
        while room > 0 and group < end and most == 0:
            most = min(waiting(queues, lists, group, group + 1), room)
            if most == 0:
                group += 1
        if most == 0 and register[NOW] > 0:
            group = np.int64(pools.group[U(area)])
            break
        if most == 0:
            area += 1
            group = np.int64(NO_GROUP)
    register[POOL], register[AREA], register[GROUP], register[QUOTA] = pool, area, group, quota
    return group, most


@inline
def next_in_spill(pools: Pools, queues: Queues, lists: Lists, units: Units, areas: Any, t: Any) -> Any:
    """The next group from which one person takes a unit elsewhere; none when all pools are done.

    The register then says of which pool, and in which of its areas.
    """
    register = lists.register
    pool, group, quota, roomiest = register[POOL], register[GROUP], register[QUOTA], np.int64(NONE)
    most = np.int64(0)
    in_turn = np.int64(0)
    while pool < len(pools.map) and most == 0:
        first, last = np.int64(pools.area[U(pool)]), np.int64(pools.area[U(pool + 1)])
        end = np.int64(pools.group[U(last)])
        if group == NO_GROUP:
            group = np.int64(pools.group[U(first)])
            quota = waiting(queues, lists, group, end) if pools.stride[U(pool)] > 0 else np.int64(0)
        roomiest, room = np.int64(NONE), np.int64(0)
        if quota > 0:
            for area in range(first, last):
                free = pools.capacity[U(t * areas + area)] - units.held[U(area)]
                if free > room:
                    room = free
                    roomiest = area - first
        while roomiest >= 0 and group < end and most == 0:
            in_turn = np.int64(pools.order[U(group)])
            most = min(waiting(queues, lists, in_turn, in_turn + 1), np.int64(1))
            if most == 0:
                group += 1
        if most == 0 and register[NOW] > 0:
            group = np.int64(pools.group[U(first)])
            break
        if most == 0:
            pool += 1
            group = np.int64(NO_GROUP)
    register[POOL], register[AREA], register[GROUP], register[QUOTA] = pool, roomiest, group, quota
    return in_turn, most


@inline
def granted(
    stages: Stages,
    queues: Queues,
    pools: Pools,
    routes: Routes,
    maps: Rows,
    width: Any,
    keys: Any,
    lists: Lists,
    first_queue: Any,
    t: Any,
    group: Any,
    most: Any,
    door: Any,
    spilling: Any,
) -> Any:
    """Take up to ``most`` people of a group, all from the queue whose turn it is; returns how many are in the batch.

    They stay in their slots, which are put in ``order``, where all take the same edge; the chunks that they alone were
    in are then returned, the first and the last (none: 0), to be given back once they have moved. Where each may take
    an edge of their own, or in the spill, where their kind changes to the area found, their records are put into the
    first slots of all. It also returns the first of the edges they may take, and the one after the last: those of the
    route of the door of that number.
    """
    record = lists.record
    best = np.int64(NONE)
    best_entry, until = ANY_ENTRY, ANY_ENTRY
    for place in range(queues.group[U(group)], queues.group[U(group + 1)]):
        queue = np.int64(queues.queues[U(place)])
        if lists.size[U(queue)] > 0:
            entry = record[U(2 * oldest(lists, first_queue + queue) + 1)] >> BY_48
            if best < 0 or entry < best_entry:
                until = best_entry
                best_entry = entry
                best = queue
            elif entry < until:
                until = entry + U(1)
    stage = np.int64(queues.stage[U(best)])
    route = np.int64(stages.grant[U(stage)]) + door * np.int64(stages.by_door[U(stage)])
    drawn = routes.size[U(route)] > 1
    edge = U(routes.edge[U(route)])
    which = first_queue + best
    size = np.int64(0)
    most = min(most, lists.size[U(best)])
    slot = np.int64(lists.head[U(which)])
    chain, read = slot >> 5, np.int64(NO_CHUNK)
    if drawn or spilling:
        while size < most:
            if lists.due[U(slot)] != GONE:
                w0, w1 = record[U(2 * slot)], record[U(2 * slot + 1)]
                if w1 >> BY_48 >= until:
                    break
                if spilling:
                    pool = lists.register[POOL]
                    here = np.int64(maps[U(np.int64(w0 & LOW20) * width + pools.map[U(pool)])])
                    w0 = U(np.int64(w0) + (lists.register[AREA] - here) * pools.stride[U(pool)])
                if drawn:
                    v = mixed(name_of(keys, w0, w1) + stages.salt[U(stage)]) & LOW32
                    edge = U(chosen(routes, maps, width, route, t, np.int64(w0 & LOW20), v))
                record[U(2 * size)] = w0
                record[U(2 * size + 1)] = (w1 & EDGE) | edge
                size += 1
            slot = step_on(lists, which, slot)
    else:
        due, order = lists.due, lists.order
        in_turn = until == ANY_ENTRY
        while size < most:
            if due[U(slot)] != GONE:
                if not in_turn and record[U(2 * slot + 1)] >> BY_48 >= until:
                    break
                order[U(size)] = slot
                size += 1
            slot += 1
            if slot & (CHUNK - 1) == 0:
                read = (slot - 1) >> 5
                slot = past(lists, which, slot)
    lists.head[U(which)] = slot
    lists.size[U(best)] -= size
    first_edge = np.int64(routes.edge[U(route)])
    return size, first_edge, first_edge + np.int64(routes.size[U(route)]), chain, read
