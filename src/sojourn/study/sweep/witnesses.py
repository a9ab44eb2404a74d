"""Which points of a large design stand for all, where looking at each would take longer than anybody waits.

Whether a scenario describes a system that can be run takes a twentieth of a second to see. What can be wrong with it
that its own values do not show lies at an end of what varies, or in a word that others have not: so of a large design
those points are looked at that lie furthest out in each direction, one for each word and each pair of words, and those
furthest out among the points of each word.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from sojourn.scenario.paths import Parts
from sojourn.study.sweep.asked import Point
from sojourn.study.sweep.ranges import amount, unit_of
from sojourn.study.sweep.tables import words

MOST = 64
"""Points that are looked at; all of them, where a design has no more."""
CORNERS = 5
"""Numbers that vary, up to which every direction is looked in; of more, those along each and between each two."""


def witnesses(points: Sequence[Point], paths: Sequence[Parts]) -> list[int]:
    """The numbers of the points to be looked at, in order."""
    if len(points) <= MOST:
        return list(range(len(points)))
    numbers, told = [], []
    for path in paths:
        given = [point.get(path) for point in points]
        amounts = [None if one is None else amount(one) for one in given]
        there = [one for one in amounts if one is not None]
        if len(there) == len(amounts) and unit_of(there) is not None:
            numbers.append([one.number for one in there])
        else:
            told.append(["" if one is None else words(one) for one in given])
    whole = np.array(numbers, dtype=np.float64)
    found = dict.fromkeys([0, *_furthest(whole)])
    for many in (1, 2):
        for some in combinations(told, many):
            found |= dict.fromkeys(
                {pair: at for at, pair in reversed(list(enumerate(zip(*some, strict=True))))}.values()
            )
    for each in told if numbers else ():
        for word in dict.fromkeys(each):
            mine = [at for at, other in enumerate(each) if other == word]
            found |= dict.fromkeys(mine[at] for at in _furthest(whole[:, mine]))
    return sorted(list(found)[:MOST])


def _furthest(numbers: npt.NDArray[np.float64]) -> list[int]:
    """The points that lie furthest out.

    Args:
        numbers: (paths, points), each a number of its path.
    """
    if numbers.size == 0:
        return []
    low, high = numbers.min(axis=1, keepdims=True), numbers.max(axis=1, keepdims=True)
    share = (numbers - low) / np.where(high > low, high - low, 1.0) - 0.5
    return list(dict.fromkeys(int(np.argmax(way @ share)) for way in _ways(len(numbers))))


def _ways(many: int) -> list[npt.NDArray[np.float64]]:
    """Directions in so many dimensions: both along each, all between each two, and every corner where they are few."""
    out = []
    for along in (1, 2):
        for some in combinations(range(many), along):
            for signs in product((1.0, -1.0), repeat=along):
                way = np.zeros(many)
                way[list(some)] = signs
                out.append(way)
    if many <= CORNERS:
        out += [np.array(signs) for signs in product((1.0, -1.0), repeat=many)]
    return out
