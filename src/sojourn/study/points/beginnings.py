"""Who is inside on the first day: found once for all runs that begin alike.

The days before the start are a sixth of the work of a four-year run, and many runs of a study have the same ones: two
scenarios that differ from their start on, under one draw and one luck; the points of a grid over beds or flights.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sojourn import warm_up
from sojourn.network import Opening
from sojourn.scenario.us import UsScenario
from sojourn.systems.us_custody import Custody, custody_of

KEPT = 64
"""Openings that a process remembers: about half a megabyte each."""


@dataclass(frozen=True)
class Beginning:
    """All that decides who is inside on the first day. Two are equal where it is the same."""

    key: str
    """SHA-256 of it."""
    past: UsScenario = field(repr=False, compare=False)
    """The system before the start."""
    custody: Custody | None = field(repr=False, compare=False)
    seed: int = field(compare=False)
    weight: int = field(compare=False)
    specialised: bool | None = field(compare=False)
    """As in `Simulation`; it decides nothing."""

    def opening(self) -> Opening:
        """Who is inside, remembered from the last time it was asked.

        Raises:
            NetworkError: the system before the start cannot be run.
        """
        kind, stage, entered, since, mark = (column.astype(np.int64) for column in _found(self))
        return Opening(kind, stage, entered, since, mark)


def key_of(past: str, custody: Custody | None, seed: int, weight: int) -> str:
    """SHA-256 of what decides who is inside on the first day.

    Args:
        past: the system before the start as JSON; sections that have no say in it are left out.
        custody: the numbers of custody, where draws move them.
        seed: names the luck.
        weight: how many people each simulated person stands for.
    """
    plain = json.loads(past)
    told = {name: value for name, value in plain.items() if name not in warm_up.NOT_BEFORE}
    told["beds"] = {name: value for name, value in plain["beds"].items() if name not in warm_up.NOT_BEDS}
    text = json.dumps([told, repr(custody), seed, weight], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=KEPT)
def _found(one: Beginning) -> tuple[npt.NDArray[np.int32] | npt.NDArray[np.int16], ...]:
    custody = custody_of(one.past) if one.custody is None else one.custody
    found = warm_up.opening(one.past, one.seed, custody, specialised=one.specialised, weight=one.weight)
    if found.held_since is None or found.mark is None:
        raise TypeError("people found by a run carry their marks")
    small = np.int16  # no tick before the start is further away than 2**14
    times = (column.astype(small) for column in (found.entered, found.held_since, found.mark))
    return (found.kind.astype(np.int32), found.stage.astype(small), *times)
