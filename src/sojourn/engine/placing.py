"""Compiled code that puts people into their lists: the opening population, and everybody when a run branches."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.engine.chunks import bucket_of, put_in_bucket, put_in_queue
from sojourn.engine.draws import BY_10, BY_16, BY_48, LOW10, LOW16, LOW20, U, name_of
from sojourn.engine.jit import entry
from sojourn.engine.luck import TICK_BIAS
from sojourn.engine.program import Program
from sojourn.engine.race import queue_of, raced
from sojourn.engine.state import FREE_CHUNKS, OPENED, TICK, State


@entry
def place(p: Program, s: State, first: npt.NDArray[np.uint64], second: npt.NDArray[np.uint64]) -> None:
    """Put people who are inside into lists, in the order given, until there is no room.

    Args:
        p: the program, whose clocks are raced as from each person's entry; no ring is before the present tick.
        s: the state; its register says how many have been placed.
        first: first words of the records.
        second: second words, with the stage where the edge will be.
    """
    lists = s.lists
    t = lists.register[TICK]
    for i in range(lists.register[OPENED], len(first)):
        if lists.register[FREE_CHUNKS] == 0:
            return
        w0 = first[i]
        stage = np.int64(second[i] & LOW10)
        w1 = (second[i] >> BY_10) << BY_10
        kind = np.int64(w0 & LOW20)
        entered = np.int64(w1 >> BY_48) - TICK_BIAS
        mark = np.int64((w1 >> BY_16) & LOW16) - TICK_BIAS
        name = name_of(p.source.key, w0, w1)
        ring, edge = raced(p, stage, t, kind, entered, mark, name, entered < 0)
        queue = queue_of(p, stage, kind)
        if queue < 0:
            put_in_bucket(lists, bucket_of(p.lanes, p.ticks, edge, ring), w0, w1 | U(edge))
        else:
            put_in_queue(lists, p.lanes * (p.ticks + 1), queue, w0, w1 | U(edge), ring)
        lists.register[OPENED] = i + 1
