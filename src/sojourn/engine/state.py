"""The state of a run: everybody inside, and everything counted so far. It can be copied, saved and taken up again.

People are 16-byte records in chunks of 32. Each tick to come has a list of chunks (its *bucket*; where there are few
edges a list for each, its *lanes*), and so has each queue; records are appended at the tail and read at the head, so
memory is touched in order, and a chunk that has been read is used again. Memory therefore follows the people inside,
not those who ever came.

A record is two words. From the highest bit down: source 4, tick of arrival 16, index 24, kind 20; and tick of entry
16, held since 16, mark 16, lap 6, edge that is taken when the clock rings 10. Ticks are stored with 16,384 added.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sojourn.engine.program import Program

CHUNK = 32
"""Records in a chunk."""
BATCH = 256
"""Records on the move at once; they are kept in the first slots."""
MAX_HOPS = 64
"""Waves that may follow each other, and so stages through which one person may pass at once."""
STAY_BINS = 1024
"""Stays of this many ticks or more are counted together in the last bin."""
NOT_DUE = 1 << 30
"""Due tick of a chunk or queue of which nobody is due."""
NO_EDGE = 1023
"""Edge of whoever waits with no clock that rings."""
GONE = -1
"""Due tick of a record that has left its queue before its turn."""

FREE, FREE_CHUNKS, LOGGED, TICK, FAULT, OPENED = range(6)
"""Places in the register: first free chunk, how many are free, moves logged, next tick, stage with an endless loop + 1,
how many of the opening population have taken their places."""
LACKS, WAVES, NOW = 6, 7, 8
"""More places: what the kernel stopped for, how many waves have followed each other, whether somebody may be in the
present tick's bucket."""
ROOM, LOG, CLOSING = 1, 2, 3
"""What the kernel may stop for: too few free chunks, too short a log, beds that close."""
PHASE, SOURCE, INDEX, CHUNK_READ, CHUNK_BEFORE, QUEUE, DOOR, GROUP, POOL, AREA, QUOTA, CLOSED = range(9, 21)
"""More places: how far the present tick has come, should it be interrupted."""
REGISTERS = 21


class Lists(NamedTuple):
    """Everybody inside."""

    record: npt.NDArray[np.uint64]
    """(chunks * 32, 2)"""
    due: npt.NDArray[np.int32]
    """(chunks * 32): for records in queues, the tick on which a clock rings."""
    after: npt.NDArray[np.uint32]
    """(chunks): the chunk that follows, or the next free one."""
    chunk_due: npt.NDArray[np.int32]
    """(chunks): no record of the chunk is due before this tick."""
    head: npt.NDArray[np.uint32]
    """(lanes * (ticks + 1) + queues): slot of the first record of each list. The bucket at ``ticks`` is for never."""
    tail: npt.NDArray[np.uint32]
    """(lanes * (ticks + 1) + queues): slot after the last record."""
    size: npt.NDArray[np.int64]
    """(queues): people who wait."""
    queue_due: npt.NDArray[np.int32]
    """(queues): nobody is due before this tick."""
    register: npt.NDArray[np.int64]
    order: npt.NDArray[np.uint32]
    """(chunks * 32): slots of those who move now, by edge; of no meaning between two steps."""
    start: npt.NDArray[np.int64]
    """(1024): where in ``order`` each edge's people begin, later end; zero between two steps."""


class Units(NamedTuple):
    """What is held and what may be granted."""

    held: npt.NDArray[np.int64]
    """(areas): units held now."""
    stock: npt.NDArray[np.int64]
    """(doors)"""
    left: npt.NDArray[np.int64]
    """(doors): units left of the limit."""


class Tallies(NamedTuple):
    """What has been counted."""

    flow: npt.NDArray[np.int32]
    """(ticks, edges, cells)"""
    moves: npt.NDArray[np.int64]
    """(periods, edges, groups, 2): moves, and ticks spent in the stage left."""
    stay_time: npt.NDArray[np.int64]
    """(periods, edges, cells)"""
    stays: npt.NDArray[np.int64]
    """(cells, 1024)"""
    held_at: npt.NDArray[np.int32]
    """(ticks, areas): units held at the end of each tick."""
    log: npt.NDArray[np.uint64]
    """(moves, 2): person, then tick << 16 | edge, of those who are watched."""


class State(NamedTuple):
    """Arrays that the kernel changes, all of them flat."""

    lists: Lists
    units: Units
    tallies: Tallies


def new_state(program: Program, chunks: int = 1024) -> State:
    """Nobody inside, nothing counted."""
    p = program
    periods = int(p.tally.period.max(initial=0)) + 1
    first = BATCH // CHUNK
    register = np.zeros(REGISTERS, dtype=np.int64)
    register[FREE], register[FREE_CHUNKS] = first, chunks - first
    no_limit = np.where(p.door.limit < 0, np.int64(1) << 60, p.door.limit)
    i32, i64 = np.int32, np.int64
    lists = Lists(
        record=np.zeros(chunks * CHUNK * 2, dtype=np.uint64),
        due=np.zeros(chunks * CHUNK, dtype=i32),
        after=np.arange(1, chunks + 1, dtype=np.uint32),
        chunk_due=np.full(chunks, NOT_DUE, dtype=i32),
        head=np.zeros(p.lanes * (p.ticks + 1) + p.queues, dtype=np.uint32),
        tail=np.zeros(p.lanes * (p.ticks + 1) + p.queues, dtype=np.uint32),
        size=np.zeros(p.queues, dtype=i64),
        queue_due=np.full(p.queues, NOT_DUE, dtype=i32),
        register=register,
        order=np.zeros(chunks * CHUNK, dtype=np.uint32),
        start=np.zeros(1024, dtype=i64),
    )
    units = Units(np.zeros(p.areas, dtype=i64), np.zeros(p.doors, dtype=i64), no_limit.astype(i64))
    tallies = Tallies(
        flow=np.zeros(p.ticks * p.edges * p.cells, dtype=i32),
        moves=np.zeros(periods * p.edges * p.groups * 2, dtype=i64),
        stay_time=np.zeros(periods * p.edges * p.cells, dtype=i64),
        stays=np.zeros(p.cells * STAY_BINS, dtype=i64),
        held_at=np.zeros(p.ticks * p.areas, dtype=i32),
        log=np.zeros(4 * BATCH * MAX_HOPS if p.logs else 0, dtype=np.uint64),
    )
    return State(lists, units, tallies)


def with_room(state: State) -> State:
    """The same state with twice the chunks."""
    old = state.lists
    chunks = len(old.after)
    after = np.concatenate([old.after, np.arange(chunks + 1, 2 * chunks + 1, dtype=np.uint32)])
    after[-1] = old.register[FREE]
    register = old.register.copy()
    register[FREE] = chunks
    register[FREE_CHUNKS] += chunks
    lists = old._replace(
        record=np.concatenate([old.record, np.zeros_like(old.record)]),
        due=np.concatenate([old.due, np.zeros_like(old.due)]),
        after=after,
        chunk_due=np.concatenate([old.chunk_due, np.full(chunks, NOT_DUE, np.int32)]),
        register=register,
        order=np.concatenate([old.order, np.zeros_like(old.order)]),
    )
    return state._replace(lists=lists)


def with_log(state: State) -> State:
    """The same state with room for twice the logged moves."""
    log = state.tallies.log
    return state._replace(tallies=state.tallies._replace(log=np.concatenate([log, np.zeros_like(log)])))
