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
    which = np.flatnonzero(lists.tail)
    queue = which - p.lanes * (p.ticks + 1)
    there = (queue >= 0) | (which % (p.ticks + 1) >= tick)
    which, queue = which[there], queue[there]
    head, last = lists.head[which].astype(np.int64), lists.tail[which].astype(np.int64) - 1
    chunk, of = _chunks(lists, head, last)
    slot = chunk[:, None] * CHUNK + np.arange(CHUNK)
    begins, ends = np.diff(of, prepend=-1) != 0, np.diff(of, append=-1) != 0
    inside = (slot >= head[of, None]) | ~begins[:, None]
    inside &= (slot <= last[of, None]) | ~ends[:, None]
    inside &= (lists.due[slot] != GONE) | (queue[of, None] < 0)
    queue_of = np.broadcast_to(queue[of, None], slot.shape)[inside]
    slot = slot[inside]
    first, second = lists.record[2 * slot], lists.record[2 * slot + 1]
    from_edge = np.append(p.edge.left, np.zeros(1024 - len(p.edge.left), np.int32))
    queued = queue_of >= 0
    stage = from_edge[(second & EDGE_BITS).astype(np.int64)].astype(np.int64)
    stage[queued] = p.queue.stage[queue_of[queued]]
    return Inside(first, second, stage, queued, slot)


def _chunks(lists: Lists, heads: Integers, lasts: Integers) -> tuple[Integers, Integers]:
    """The chunks of lists from their first slots to their last, list by list; and of each, the number of its list."""
    after = lists.after.tolist()
    chunks, number = list[int](), list[int]()
    for head, last in zip(heads.tolist(), lasts.tolist(), strict=True):
        chunk, end, before = head // CHUNK, last // CHUNK, len(chunks)
        chunks.append(chunk)
        while chunk != end:
            chunk = after[chunk]
            chunks.append(chunk)
        number.append(len(chunks) - before)
    return np.array(chunks, np.int64), np.repeat(np.arange(len(number)), number)


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
