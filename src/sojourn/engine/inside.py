"""Reading out of the state who is inside, in the order in which the lists have them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sojourn.engine.luck import TICK_BIAS
from sojourn.engine.program import Program
from sojourn.engine.state import CHUNK, GONE, Lists
from sojourn.network import NO_MARK, Opening

U64 = npt.NDArray[np.uint64]
Integers = npt.NDArray[np.int64]
EDGE_BITS = np.uint64(1023)


class Inside(NamedTuple):
    """Everybody inside: the two words of their records, their stages, whether they wait in a queue, and their slots."""

    first: U64
    second: U64
    stage: Integers
    queued: npt.NDArray[np.bool_]
    slot: Integers


def people_inside(p: Program, lists: Lists, tick: int) -> Inside:
    """Everybody inside before ``tick``: bucket by bucket, then queue by queue, each from its head on."""
    slots, queues = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for which in np.flatnonzero(lists.tail).tolist():
        queue = which - p.lanes * (p.ticks + 1)
        if queue < 0 and which % (p.ticks + 1) < tick:
            continue
        found = _slots(lists, which)
        if queue >= 0:
            found = found[lists.due[found] != GONE]
        slots.append(found)
        queues.append(np.full(len(found), queue))
    slot, queue_of = np.concatenate(slots), np.concatenate(queues)
    first, second = lists.record[2 * slot], lists.record[2 * slot + 1]
    from_edge = np.append(p.edge.left, np.zeros(1024 - len(p.edge.left), np.int32))
    queued = queue_of >= 0
    stage = from_edge[(second & EDGE_BITS).astype(np.int64)].astype(np.int64)
    stage[queued] = p.queue.stage[queue_of[queued]]
    return Inside(first, second, stage, queued, slot)


def _slots(lists: Lists, which: int) -> Integers:
    """Slots of a list's records, in order."""
    slot, tail = int(lists.head[which]), int(lists.tail[which])
    runs = []
    while (slot - slot % CHUNK) != (tail - 1) - (tail - 1) % CHUNK:
        end = slot - slot % CHUNK + CHUNK
        runs.append(np.arange(slot, end))
        slot = int(lists.after[slot // CHUNK]) * CHUNK
    return np.concatenate([*runs, np.arange(slot, tail)])


def as_opening(inside: Inside) -> Opening:
    """The people as an opening population would be given, in ticks of their own run."""
    kind = (inside.first & np.uint64((1 << 20) - 1)).astype(np.int64)
    entered, since, mark = (_ticks(inside.second, shift) for shift in (48, 32, 16))
    return Opening(kind, inside.stage, entered, since, np.where(mark == -TICK_BIAS, NO_MARK, mark))


def _ticks(words: U64, shift: int) -> Integers:
    return ((words >> np.uint64(shift)) & np.uint64(0xFFFF)).astype(np.int64) - TICK_BIAS


def opening_records(p: Program) -> tuple[U64, U64]:
    """Records of the opening population in the order of their places; the stage stands where the edge will be."""
    first = np.uint64(p.sources) << np.uint64(60) | p.opening.person.astype(np.uint64) << np.uint64(20)
    second = p.opening.stage.astype(np.uint64)
    for shift, column in ((48, p.opening.entered), (32, p.opening.since), (16, p.opening.mark)):
        second = second | (column.astype(np.int64) + TICK_BIAS).astype(np.uint64) << np.uint64(shift)
    return first | p.opening.kind.astype(np.uint64), second
