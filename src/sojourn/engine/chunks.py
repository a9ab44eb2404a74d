"""Lists of records in chunks of 32, inside compiled code: put at the tail, take from the head, give back what was read.

A list is two slots: that of its first record and the one after its last. Both are 0 where the list is empty and owns
no chunk; chunks 0 to 7 are never in a list, since a batch of records on the move is kept there.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sojourn.engine.draws import U
from sojourn.engine.jit import inline
from sojourn.engine.state import CHUNK, FREE, FREE_CHUNKS, GONE, NOT_DUE, Lists


@inline
def slot_for_one_more(lists: Lists, which: Any) -> Any:
    """The slot at the end of a list where a record may be written; there must be a free chunk."""
    slot = np.int64(lists.tail[U(which)])
    if slot & (CHUNK - 1) == 0:
        fresh = lists.register[FREE]
        lists.register[FREE] = lists.after[U(fresh)]
        lists.register[FREE_CHUNKS] -= 1
        lists.chunk_due[U(fresh)] = NOT_DUE
        if slot == 0:
            lists.head[U(which)] = fresh * CHUNK
        else:
            lists.after[U((slot - 1) >> 5)] = fresh
        slot = fresh * CHUNK
    lists.tail[U(which)] = slot + 1
    return slot


@inline
def give_back(lists: Lists, chunk: Any) -> None:
    """Return a chunk that has been read."""
    lists.after[U(chunk)] = lists.register[FREE]
    lists.register[FREE] = chunk
    lists.register[FREE_CHUNKS] += 1


@inline
def past(lists: Lists, which: Any, slot: Any) -> Any:
    """The slot at which a list goes on after a chunk read to its end, which lies before ``slot``; 0 where it ends."""
    if slot == np.int64(lists.tail[U(which)]):
        lists.tail[U(which)] = 0
        return np.int64(0)
    return np.int64(lists.after[U((slot - 1) >> 5)]) * CHUNK


@inline
def step_on(lists: Lists, which: Any, slot: Any) -> Any:
    """Give back what lies before the next record of a list; returns that record's slot, which is to be the head."""
    slot += 1
    if slot & (CHUNK - 1) == 0:
        chunk = (slot - 1) >> 5
        slot = past(lists, which, slot)
        give_back(lists, chunk)
    return slot


@inline
def oldest(lists: Lists, which: Any) -> Any:
    """Slot of the first record of a queue that has somebody in it, past those who are gone."""
    slot = np.int64(lists.head[U(which)])
    while lists.due[U(slot)] == GONE:
        slot = step_on(lists, which, slot)
    lists.head[U(which)] = slot
    return slot


@inline
def bucket_of(lanes: Any, ticks: Any, edge: Any, tick: Any) -> Any:
    """The list of those who take an edge on a tick: a lane of the tick's bucket, or the bucket where it has but one."""
    return tick if lanes == 1 else edge * (ticks + 1) + tick


@inline
def put_in_bucket(lists: Lists, which: Any, w0: Any, w1: Any) -> None:
    """Append a record to a list that is no queue."""
    slot = slot_for_one_more(lists, which)
    lists.record[U(2 * slot)] = w0
    lists.record[U(2 * slot + 1)] = w1


@inline
def put_in_queue(lists: Lists, first_queue: Any, queue: Any, w0: Any, w1: Any, ring: Any) -> None:
    """Append a record to a queue, with the tick of its ring."""
    slot = slot_for_one_more(lists, first_queue + queue)
    lists.record[U(2 * slot)] = w0
    lists.record[U(2 * slot + 1)] = w1
    chunk = U(slot >> 5)
    lists.due[U(slot)] = ring
    if ring < lists.chunk_due[chunk]:
        lists.chunk_due[chunk] = ring
        lists.queue_due[U(queue)] = min(lists.queue_due[U(queue)], ring)
    lists.size[U(queue)] += 1
