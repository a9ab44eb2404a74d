"""Who moves next, sorted by the edge they take, inside compiled code.

The kernel moves people in two ways. A *batch* lies in the first slots of the records: arrivals, or those whom a gate
or pool has just granted. A *wave* is everybody in the present tick's bucket at once. In both, people who take the same
edge are moved one after another, in the order in which they lay: what an edge does is then looked up once, and the
processor guesses right what comes next.
"""

from __future__ import annotations

from typing import Any

from sojourn.engine.draws import BY_16, LOW10, LOW20, U
from sojourn.engine.jit import inline
from sojourn.engine.program import Counts
from sojourn.engine.state import CHUNK, FREE, FREE_CHUNKS, LOGGED, Lists, Tallies


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
def sort_wave(lists: Lists, first: Any, last: Any, edges: Any) -> None:
    """The same for a wave, whose records begin at the slot ``first`` and end before the slot ``last``."""
    record, order, start, after = lists.record, lists.order, lists.start, lists.after
    final = (last - 1) >> 5
    for turn in range(2):
        if turn == 1:
            sum_up(start, 0, edges)
        chunk = first >> 5
        while True:
            stop = last if chunk == final else chunk * CHUNK + CHUNK
            if turn == 0:
                for slot in range(chunk * CHUNK, stop):
                    start[record[U(2 * slot + 1)] & LOW10] += 1
            else:
                for slot in range(chunk * CHUNK, stop):
                    edge = record[U(2 * slot + 1)] & LOW10
                    order[U(start[edge])] = slot
                    start[edge] += 1
            if chunk == final:
                break
            chunk = after[U(chunk)]


@inline
def sum_up(start: Any, first_edge: Any, end_edge: Any) -> None:
    """From how many take each edge to where each edge's people begin."""
    place = 0
    for edge in range(first_edge, end_edge):
        size = start[U(edge)]
        start[U(edge)] = place
        place += size


@inline
def give_back_wave(lists: Lists, first: Any, last: Any, size: Any) -> None:
    """Return the chunks of a wave that has been moved."""
    chunks = (size + CHUNK - 1) >> 5
    lists.after[U((last - 1) >> 5)] = lists.register[FREE]
    lists.register[FREE] = first >> 5
    lists.register[FREE_CHUNKS] += chunks


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
