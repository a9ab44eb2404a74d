"""Draws inside compiled code: the hash, and the tables that turn its two halves into durations and routes.

`U(...)` around an index says that it is not negative; without it each access would first ask.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sojourn.engine.jit import inline, small
from sojourn.engine.luck import LAP as LAP_STEP
from sojourn.engine.luck import PERSON as PERSON_STEP
from sojourn.engine.program import Paces, Routes, Rows
from sojourn.engine.tables import FULL, GUIDE_BITS, KNOWN_BITS

U = np.uint64
PERSON, LAP = U(PERSON_STEP), U(LAP_STEP)
FIRST, SECOND = U(0xBF58476D1CE4E5B9), U(0x94D049BB133111EB)
LOW32, LOW20, LOW16, LOW10, LOW6 = (U((1 << bits) - 1) for bits in (32, 20, 16, 10, 6))
BY_10, BY_16, BY_20, BY_24, BY_27, BY_30, BY_31, BY_32, BY_40, BY_48, BY_60 = (
    U(bits) for bits in (10, 16, 20, 24, 27, 30, 31, 32, 40, 48, 60)
)
TO_GUIDE, BY_GUIDE = U(32 - GUIDE_BITS), U(GUIDE_BITS)
KNOWN, BY_KNOWN = U((1 << KNOWN_BITS) - 1), U(KNOWN_BITS)
CERTAIN = U(FULL)
FAR = 16
"""Thresholds that are looked at one by one before what is left is halved."""


@small
def mixed(x: Any) -> Any:
    """Scramble 64 bits (`luck.mix`)."""
    x = (x ^ (x >> BY_30)) * FIRST
    x = (x ^ (x >> BY_27)) * SECOND
    return x ^ (x >> BY_31)


@inline
def name_of(keys: Any, w0: Any, w1: Any) -> Any:
    """What a person's draws in a stage have in common; add a salt and mix."""
    lap = (w1 >> BY_10) & LOW6
    if lap == LOW6:
        lap = U(64) + (w1 >> BY_48)
    return (w0 >> BY_20) * PERSON + keys[w0 >> BY_60] + lap * LAP


@inline
def first_name_of(keys: Any, w0: Any) -> Any:
    """The same for somebody on their first lap."""
    return (w0 >> BY_20) * PERSON + keys[w0 >> BY_60]


@small
def duration(guides: Any, durations: Any, law_start: Any, law: Any, u: Any) -> Any:
    """The duration of a law at ``u``."""
    guide = U(guides[(U(law) << BY_GUIDE) + (u >> TO_GUIDE)])
    length = np.int64((guide >> BY_KNOWN) & LOW20)
    known, more = guide & KNOWN, (u >> (TO_GUIDE - BY_KNOWN)) & KNOWN
    if guide >> BY_31 or known == more:
        first = np.int64(law_start[U(law)])
        far = length + FAR
        while durations[U(first + length)] < u:
            length += 1
            if length == far:  # a law of millions of ticks: halve what is left
                end = np.int64(law_start[U(law) + U(1)]) - first - 1
                while length < end:
                    middle = (length + end) >> 1
                    if durations[U(first + middle)] < u:
                        length = middle + 1
                    else:
                        end = middle
                return length
        return length
    return length + np.int64(known < more)


@small
def longer(guides: Any, durations: Any, law_start: Any, law: Any, elapsed: Any, u: Any) -> Any:
    """A duration of a law on condition that it is above ``elapsed``; ``elapsed`` itself where it cannot be."""
    first, following = np.int64(law_start[U(law)]), np.int64(law_start[U(law + 1)])
    known = min(elapsed, following - first - 2)
    sure = U(0)
    if known >= np.int64((U(guides[U(law) << BY_GUIDE]) >> BY_KNOWN) & LOW20):
        sure = U(durations[U(first + known)]) + U(1)
    if sure == CERTAIN:
        return np.int64(elapsed)
    return duration(guides, durations, law_start, law, sure + ((u * (CERTAIN - sure)) >> BY_32))


@small
def paced(paces: Paces, ticks: Any, pace: Any, begin: Any, length: Any, drawn: Any, t: Any) -> Any:
    """The tick, ``t`` or later, by which a clock of a pace has run ``length`` since ``begin``.

    The horizon ``ticks`` where none has it. ``drawn`` is the draw of the length, 0 where it is certain: it says where
    within its last tick the length ends.
    """
    first = pace * (ticks + 1)
    started = begin << 20
    if begin > 0:
        started = paces.time[U(first + begin)]
    target = started + (length << 20)
    if length > 0:
        target -= np.int64((drawn >> BY_32) & LOW20)
    if target <= paces.time[U(first + t)]:
        return t
    if ticks == 0 or target > paces.time[U(first + ticks - 1)]:
        return np.int64(ticks)
    place = pace * (2 * ticks + 4) + (target >> paces.shift[U(pace)])
    low = max(t, np.int64(paces.guide[U(place)]))
    high = np.int64(paces.guide[U(place + 1)])
    while low < high:
        middle = (low + high) >> 1
        if paces.time[U(first + middle)] >= target:
            high = middle
        else:
            low = middle + 1
    return low


@inline
def chosen(routes: Routes, maps: Rows, width: Any, route: Any, t: Any, kind: Any, v: Any) -> Any:
    """The edge of a route at ``v``."""
    size = np.int64(routes.size[U(route)])
    edge = np.int64(routes.edge[U(route)])
    if size > 1:
        row = np.int64(maps[U(kind * width + routes.map[U(route)])])
        if routes.dated[U(route)] >= 0:
            row += np.int64(routes.version[U(routes.dated[U(route)] + t)]) * routes.rows[U(route)]
        place = np.int64(routes.first[U(route)]) + row * size
        while routes.threshold[U(place)] <= v:
            place += 1
            edge += 1
    return edge
