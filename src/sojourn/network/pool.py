"""Pools: something held from one stage until another. A bed, in an area."""

from __future__ import annotations

from dataclasses import dataclass

from sojourn.network.by import By
from sojourn.network.schedule import Schedule


@dataclass(frozen=True)
class Pool:
    """Units that people hold while they are in stages that hold the pool."""

    name: str
    capacity: Schedule | By[Schedule]
    """Units at each tick, in all or by the levels of ``areas``. Where it falls below what is held, people in
    stages with a route ``put_out`` are put out, the highest level and the latest taker first, until it is enough;
    without such stages nobody is put out, and nobody is let in until enough have left."""

    areas: str | None = None
    """Part of the kind that says where a person is; each level has its own units and queue. None: one area."""

    spills: bool = False
    """Whether a person whose area is full takes a free unit elsewhere. Their kind then changes to that area: a
    transfer."""

    level: int | By[int] = 0
    """Order of admission: lower numbers go first, then first come, first served."""
