"""A compiled network: nothing but integers and flat arrays of integers, ready for the kernel.

Every array is flat (one index), so that the kernel computes one place instead of following shapes; what its places
mean is said at each. A column named ``..._map`` holds which of a kind's ``maps`` is meant.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

U8 = npt.NDArray[np.uint8]
U32 = npt.NDArray[np.uint32]
U64 = npt.NDArray[np.uint64]
I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
Rows = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]

NONE = -1


class Edges(NamedTuple):
    """A move along an edge."""

    word: U32
    """Place reached, and what a move does to pools and laps, packed (`move_word`)."""
    left: I32
    """Stage left; NONE for arrivals."""


class Stages(NamedTuple):
    """A stage: its clocks, its queues, its grant."""

    clock: U32
    """(stages + 1): first clock of each stage."""
    holds: I32
    """Pool held."""
    queue: I32
    """First queue of the stage."""
    queue_map: U32
    """Map from kind to queue within the stage."""
    sets: U8
    """1 where the mark is set on entry."""
    grant: I32
    """First route of the grant; doors follow."""
    by_door: U8
    """1 where each door has a route of its own."""
    salt: U64
    """Of the grant's draw."""
    put_out: I32
    """Route of those put out; NONE where nobody is."""
    put_out_salt: U64


class Clocks(NamedTuple):
    """A clock: its duration and its pace by kind, and its route."""

    map: U32
    row: U32
    """Where the clock's rows begin in the three columns that follow."""
    law: U32
    """(rows): number of the duration."""
    fixed: I32
    """(rows): the duration where there is only one, else NONE."""
    paced: U8
    """1 where some kind has a pace."""
    pace_map: U32
    pace_row: U32
    """Where the clock's rows begin in ``pace``."""
    pace: I32
    """(pace rows)"""
    since: U8
    """1 where the clock starts at the mark."""
    route: U32
    salt: U64
    guides: U32
    """(laws, 256): what is known of a duration from a draw's upper 8 bits (`tables.guide`)."""
    durations: U32
    """Tables end to end: thresholds less one, then a sentinel."""
    law_start: U32
    """(laws + 1): where each law's table begins."""


class Paces(NamedTuple):
    """Operational time, and back."""

    time: I64
    """(paces, ticks + 1): operational time in 2^-20 tick."""
    guide: U32
    """(paces, 2 ticks + 4): the first tick at each multiple of ``2^shift`` of operational time."""
    shift: I64


class Routes(NamedTuple):
    """A route: thresholds by date and kind."""

    map: U32
    first: U32
    """Where the thresholds start."""
    rows: U32
    """Rows in one dated version."""
    size: U32
    """Number of targets."""
    edge: U32
    """Edge of the first target."""
    dated: I32
    """Where in ``version`` a dated route begins."""
    version: Rows
    """(dated routes, ticks + 1): which version is in force."""
    threshold: U64


class Sources(NamedTuple):
    """A source: how many come, of which kinds."""

    key: U64
    """What seed and source add to a draw (`luck.shifted_key`); the last is the opening population's."""
    route: U32
    arrivals: I64
    """(sources, ticks)"""
    mix: U32
    """(sources, ticks): row of the kind tables."""
    below: U32
    """Thresholds less one of every row of kinds, end to end."""
    start: U32
    guide: U32
    guide_start: U32
    guide_bits: U32
    kind_salt: np.uint64
    arrival_salt: np.uint64
    edges: int
    """Edges of arrivals; they come before all others."""


class OpeningColumns(NamedTuple):
    """The opening population, in the order in which it takes its places."""

    person: I64
    kind: I32
    stage: I32
    entered: I32
    since: I32
    mark: I32


class Doors(NamedTuple):
    """A door of a gate."""

    supply: I64
    """(ticks, doors): the stock is set to this; NONE leaves it."""
    open: U8
    """(ticks, doors)"""
    group: U32
    """(doors + 1): first group of each door. A group is one level's queues."""
    number: U32
    """Place of the door within its gate."""
    batch: U32
    """How many may be granted before the first of them is moved on."""
    limit: I64
    """Units in all; NONE where there is no limit."""


class Pools(NamedTuple):
    """A pool and its areas."""

    map: U32
    """Map from kind to area."""
    level_map: U32
    """Map from kind to level."""
    area: U32
    """(pools + 1): first area of each pool."""
    stride: I64
    """What one area more adds to a kind; 0 where the pool does not spill."""
    batch: U32
    """How many may be granted before the first of them is moved on."""
    capacity: I64
    """(ticks, areas)"""
    closes: U8
    """(areas): 1 where some of those who hold it may be put out."""
    group: U32
    """(areas + 1): first group of each area."""
    order: U32
    """Groups of each pool by level and then area, for the spill, at the places of the pool's groups."""


class Queues(NamedTuple):
    """Queues, and the groups that are served together."""

    group: U32
    """(groups + 1): first entry of ``queues`` of each group."""
    queues: U32
    stage: U32
    """(queues): stage in which its people are."""


class Counts(NamedTuple):
    """By what is counted."""

    period: U32
    """(ticks + 1)"""
    outcomes: int
    """1 where only those who leave the system are counted by group."""
    watch: U8
    """(kinds): whose every move is logged; empty where nobody's is."""


class Program(NamedTuple):
    """A network for one horizon, one seed and one way of counting. ``NONE`` stands where there is nothing."""

    ticks: int
    kinds: int
    stages: int
    """Places below this number are stages, the others exits."""
    edges: int
    cells: int
    groups: int
    sources: int
    doors: int
    pools: int
    areas: int
    queues: int
    spills: int
    """1 where some pool spills."""
    lanes: int
    """Lists that a tick's bucket has: one for each edge where there are few, else one."""
    laps: int
    """1 where somebody may go back."""
    closes: int
    """1 where people may be put out when a capacity falls."""
    logs: int
    """1 where somebody's every move is logged."""
    width: int
    """How many maps there are."""
    cell_map: int
    """Map from kind to cell."""
    group_map: int
    """Map from kind to group."""
    maps: Rows
    """(kinds, width): rows of tables by kind; the first of each kind is zero."""
    edge: Edges
    stage: Stages
    clock: Clocks
    pace: Paces
    route: Routes
    source: Sources
    opening: OpeningColumns
    door: Doors
    pool: Pools
    queue: Queues
    tally: Counts


WORD_PLACE, WORD_GIVES, WORD_TAKES, WORD_BACK = 0, 11, 19, 27
"""First bits of what is packed in an edge's word: the place reached, the pool given back + 1, the pool taken + 1, and
whether the lap grows."""


def move_word(place: int, gives: int, takes: int, back: bool) -> int:
    """An edge's word; pools are NONE where nothing is given or taken."""
    return place << WORD_PLACE | gives + 1 << WORD_GIVES | takes + 1 << WORD_TAKES | back << WORD_BACK
