"""A case: what theory expects, and how one independent replication measures it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np

Measured = Mapping[str, float]
Replication = Callable[[int], Measured]
"""From a seed of its own to one measured number for each expected one."""


@dataclass(frozen=True)
class Case:
    """One system with known answers."""

    name: str
    """Short name, as `--only` takes it."""

    title: str
    """The system in a few words, with its parameters."""

    expected: Measured
    """What each quantity should be: from a formula, never from a run."""

    replicate: Replication
    """One replication; its mean over all seeds is what is expected, but for a bias far below the error."""


def seeds_of(name: str, seed: int, count: int) -> list[int]:
    """Seeds of independent replications of a case, from the seed of the check and the name of the case."""
    words = np.random.SeedSequence([seed, crc32(name.encode())]).generate_state(count, np.uint64)
    return [int(word >> np.uint64(1)) for word in words]


def two_ticks(measure: Callable[[int, float], Measured], fine: float, ratio: int = 4) -> Replication:
    """Continuous time from two ticks, by Richardson extrapolation (L. F. Richardson, 1911).

    A measurement at tick h is ``x + b h`` but for terms in ``h^2``. From independent runs at ``fine`` and at
    ``ratio * fine``, ``(ratio X(fine) - X(ratio fine)) / (ratio - 1)`` is x, but for ``ratio`` times the square term
    at the fine tick.
    """

    def replicate(seed: int) -> Measured:
        one, other = seeds_of("two ticks", seed, 2)
        near, far = measure(one, fine), measure(other, ratio * fine)
        return {name: (ratio * near[name] - far[name]) / (ratio - 1) for name in near}

    return replicate
