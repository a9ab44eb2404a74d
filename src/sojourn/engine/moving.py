"""Who moves next, sorted by the edge they take, inside compiled code.

The kernel moves people in two ways. A *batch* lies in the first slots of the records: arrivals, or those whom a gate
or pool has just granted. A *wave* is everybody in the present tick's bucket at once. In both, people who take the same
edge are moved one after another, in the order in which they lay: what an edge does is then looked up once, and the
processor guesses right what comes next.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sojourn.engine.draws import BY_16, LOW10, LOW20, U
from sojourn.engine.jit import inline
from sojourn.engine.program import Counts
from sojourn.engine.state import CHUNK, FREE, FREE_CHUNKS, LOGGED, STAY_BINS, Lists, Tallies


@inline
def sort_batch(lists: Lists, size: Any, first_edge: Any, end_edge: Any) -> None:
    """Put the slots of a batch in ``order`` by edge; ``start`` then says where each edge's people end."""
    record, order, start = lists.record, lists.order, lists.start
    if end_edge - first_edge == 1:
        for slot in range(size):
            order[U(slot)] = slot
        start[U(first_edge)] = size
    else:
        for slot in range(size):
            start[record[U(2 * slot + 1)] & LOW10] += 1
        sum_up(start, first_edge, end_edge)
        for slot in range(size):
            edge = record[U(2 * slot + 1)] & LOW10
            order[U(start[edge])] = slot
            start[edge] += 1


@inline
def wave_size(lists: Lists, first: Any, last: Any) -> Any:
    """How many records lie between the slot ``first``, at which a chunk begins, and before the slot ``last``."""
    size = last - first
    chunk = first >> 5
    if chunk != (last - 1) >> 5:
        size = 0
        while chunk != (last - 1) >> 5:
            chunk = lists.after[U(chunk)]
            size += CHUNK
        size += last - chunk * CHUNK
    return size


@inline
def take_sorted(lists: Lists, edges: Any, t: Any) -> Any:
    """Put everybody in the present tick's one list in ``order`` by edge, and empty the list.

    Returns its first chunk and its last.
    """
    record, order, start, after = lists.record, lists.order, lists.start, lists.after
    chain, last = np.int64(lists.head[U(t)]) >> 5, np.int64(lists.tail[U(t)])
    end = (last - 1) >> 5
    for turn in range(2):
        if turn == 1:
            sum_up(start, 0, edges)
        chunk = chain
        while True:
            stop = last if chunk == end else chunk * CHUNK + CHUNK
            if turn == 0:
                for slot in range(chunk * CHUNK, stop):
                    start[record[U(2 * slot + 1)] & LOW10] += 1
            else:
                for slot in range(chunk * CHUNK, stop):
                    edge = record[U(2 * slot + 1)] & LOW10
                    order[U(start[edge])] = slot
                    start[edge] += 1
            if chunk == end:
                break
            chunk = np.int64(after[U(chunk)])
    lists.head[U(t)] = lists.tail[U(t)] = 0
    return chain, end


@inline
def lanes_size(lists: Lists, lanes: Any, ticks: Any, t: Any) -> Any:
    """How many are in the present tick's bucket, over all its lanes."""
    size = np.int64(0)
    for lane in range(lanes):
        which = U(lane * (ticks + 1) + t)
        if lists.head[which] > 0:
            size += wave_size(lists, np.int64(lists.head[which]), np.int64(lists.tail[which]))
    return size


@inline
def take_lanes(lists: Lists, lanes: Any, ticks: Any, t: Any) -> Any:
    """Put everybody in the lanes of the present tick in ``order``, lane by lane, and empty the lanes.

    Returns the first of their chunks, all chained, and the last.
    """
    order, start, after = lists.order, lists.start, lists.after
    place = 0
    chain = end = np.int64(0)
    for lane in range(lanes):
        which = U(lane * (ticks + 1) + t)
        if lists.head[which] > 0:
            chunk, last = np.int64(lists.head[which]) >> 5, np.int64(lists.tail[which])
            if chain > 0:
                after[U(end)] = chunk
            else:
                chain = chunk
            end = (last - 1) >> 5
            while chunk != end:
                for slot in range(chunk * CHUNK, chunk * CHUNK + CHUNK):
                    order[U(place)] = slot
                    place += 1
                chunk = np.int64(after[U(chunk)])
            for slot in range(chunk * CHUNK, last):
                order[U(place)] = slot
                place += 1
            lists.head[which] = lists.tail[which] = 0
        start[U(lane)] = place
    return chain, end


@inline
def give_back_chain(lists: Lists, chain: Any, end: Any) -> None:
    """Return chained chunks, from the first to the last."""
    chunk, number = chain, 1
    while chunk != end:
        chunk = np.int64(lists.after[U(chunk)])
        number += 1
    lists.after[U(end)] = lists.register[FREE]
    lists.register[FREE] = chain
    lists.register[FREE_CHUNKS] += number


@inline
def sum_up(start: Any, first_edge: Any, end_edge: Any) -> None:
    """From how many take each edge to where each edge's people begin."""
    place = 0
    for edge in range(first_edge, end_edge):
        size = start[U(edge)]
        start[U(edge)] = place
        place += size


@inline
def count_stay(tallies: Tallies, stays: Any, cell: Any, stay: Any) -> None:
    """Count a stay in a pool that ends; ``stays`` is where the period and the edge begin."""
    tallies.stay_time[U(stays + cell)] += stay
    tallies.stays[U(cell * STAY_BINS + min(stay, STAY_BINS - 1))] += 1


@inline
def log_moves(counts: Counts, lists: Lists, tallies: Tallies, t: Any, edge: Any, begin: Any, end: Any) -> None:
    """Write down the moves along an edge of those who are watched, from ``begin`` up to ``end`` of the order."""
    for place in range(begin, end):
        w0 = lists.record[U(2 * lists.order[U(place)])]
        if counts.watch[w0 & LOW20]:
            entry = U(2 * lists.register[LOGGED])
            tallies.log[entry] = w0
            tallies.log[entry + U(1)] = (U(t) << BY_16) | U(edge)
            lists.register[LOGGED] += 1
