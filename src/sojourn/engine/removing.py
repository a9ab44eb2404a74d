"""Compiled code that takes people out of the lists where they wait and puts them into the present tick's bucket."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.engine.chunks import bucket_of, give_back, put_in_bucket
from sojourn.engine.draws import LOW10, U
from sojourn.engine.jit import entry
from sojourn.engine.program import Program
from sojourn.engine.state import CHUNK, GONE, NOW, TICK, State


@entry
def remove(
    p: Program,
    s: State,
    leaving: npt.NDArray[np.uint8],
    first: npt.NDArray[np.uint64],
    second: npt.NDArray[np.uint64],
) -> None:
    """Take people out of their lists; those who stay keep their order.

    Args:
        p: the program.
        s: the state; there must be room for those who leave.
        leaving: (slots) 1 for those who leave.
        first: first words of their records, in the order in which they leave.
        second: second words, with the edge they take.
    """
    lists = s.lists
    t = lists.register[TICK]
    for which in range(p.lanes * (p.ticks + 1)):
        if lists.tail[U(which)] == 0 or which % (p.ticks + 1) < t:
            continue
        chunk, tail = np.int64(lists.head[U(which)]) >> 5, np.int64(lists.tail[U(which)])
        final, into, free = (tail - 1) >> 5, chunk, chunk * CHUNK
        empty = True
        while True:
            stop = tail if chunk == final else chunk * CHUNK + CHUNK
            for slot in range(chunk * CHUNK, stop):
                if leaving[U(slot)]:
                    continue
                if free == into * CHUNK + CHUNK:
                    into = np.int64(lists.after[U(into)])
                    free = into * CHUNK
                lists.record[U(2 * free)] = lists.record[U(2 * slot)]
                lists.record[U(2 * free + 1)] = lists.record[U(2 * slot + 1)]
                free += 1
                empty = False
            if chunk == final:
                break
            chunk = np.int64(lists.after[U(chunk)])
        lists.tail[U(which)] = 0 if empty else free
        if into != final:
            spare = np.int64(lists.after[U(into)])
            while True:
                following = np.int64(lists.after[U(spare)])
                give_back(lists, spare)
                if spare == final:
                    break
                spare = following
        if empty:
            give_back(lists, into)
            lists.head[U(which)] = 0
    for queue in range(p.queues):
        which = p.lanes * (p.ticks + 1) + queue
        if lists.tail[U(which)] == 0:
            continue
        chunk, tail = np.int64(lists.head[U(which)]) >> 5, np.int64(lists.tail[U(which)])
        begin = np.int64(lists.head[U(which)])
        while True:
            is_last = chunk == (tail - 1) >> 5
            for place in range(begin, tail if is_last else chunk * CHUNK + CHUNK):
                if leaving[U(place)]:
                    lists.due[U(place)] = GONE
                    lists.size[U(queue)] -= 1
            if is_last:
                break
            chunk = np.int64(lists.after[U(chunk)])
            begin = np.int64(chunk * CHUNK)
    for i in range(len(first)):
        put_in_bucket(lists, bucket_of(p.lanes, p.ticks, np.int64(second[i] & LOW10), t), first[i], second[i])
    lists.register[NOW] = 1
