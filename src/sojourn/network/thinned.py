"""A network in which each person stands for several: as many times fewer people, beds, seats and places.

It answers the same questions in a fraction of the time, to look at while a full run is made. Means stay as they are but
for rounding; what is chance varies as much more as fewer people are followed (`weight` times the variance). Times,
shares and paces stay; so does the structure, and with it the kernel.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from sojourn.network.by import By
from sojourn.network.errors import NetworkError, shown
from sojourn.network.gate import Door, lane_of
from sojourn.network.kinds import Kinds
from sojourn.network.network import Network
from sojourn.network.numbers import whole_number
from sojourn.network.pool import Pool
from sojourn.network.schedule import MOST_TICKS, Schedule, number_at
from sojourn.network.source import Source

Floats = npt.NDArray[np.float64]


def thinned(network: Network, weight: int, ticks: int) -> Network:
    """The network with one person, bed and seat in the place of ``weight``.

    Args:
        network: the whole network.
        weight: how many people each person stands for; 1 gives the network itself.
        ticks: how long it is run: every number over time becomes one number a tick.

    Raises:
        NetworkError: the weight or the ticks are no whole number, what is given is no network, or a schedule is
            shorter than the run.
    """
    if not isinstance(network, Network):
        raise NetworkError(f"what is thinned is a Network, not {shown(network)}")
    whole_number(ticks, "the ticks of a run", 0, MOST_TICKS)
    if whole_number(weight, "how many people each person stands for", 1) == 1:
        return network
    return replace(
        network,
        sources=tuple(_source(one, weight, ticks) for one in network.sources),
        gates=tuple(
            replace(gate, doors=tuple(_door(one, weight, ticks) for one in gate.doors)) for gate in network.gates
        ),
        pools=tuple(_pool(one, network.kinds, weight, ticks) for one in network.pools),
    )


def shares(counts: npt.NDArray[np.int64], weight: int, axis: int = -1) -> npt.NDArray[np.int64]:
    """Whole numbers over a weight, which add up along an axis to their sum over it, to within one half."""
    upto = np.floor(np.cumsum(counts, axis=axis) / weight + 0.5)
    return np.diff(upto, axis=axis, prepend=0).astype(np.int64)


def _source(source: Source, weight: int, ticks: int) -> Source:
    if source.counts is not None:
        return replace(source, counts=shares(np.asarray(source.counts), weight))
    rate = 0.0 if source.rate is None else source.rate
    return replace(source, rate=number_at(rate, ticks, source.name) / weight)


def _door(door: Door, weight: int, ticks: int) -> Door:
    limit = None if door.limit is None else -(-door.limit // weight)
    return replace(door, supply=number_at(door.supply, ticks, door.name) / weight, limit=limit)


def _pool(pool: Pool, kinds: Kinds, weight: int, ticks: int) -> Pool:
    if not isinstance(pool.capacity, By) and pool.areas is not None:  # each area has as much
        pool = replace(pool, capacity=By(pool.areas, dict.fromkeys(kinds.levels(pool.areas), pool.capacity)))
    if not isinstance(pool.capacity, By):
        return replace(pool, capacity=np.floor(number_at(pool.capacity, ticks, pool.name) / weight + 0.5))
    given = dict(pool.capacity.values)
    if pool.areas is not None and pool.capacity.default is not None:
        named = {lane_of(name) for name in given}
        given |= {name: pool.capacity.default for name in kinds.levels(pool.areas) if (name,) not in named}
    names = list(given)
    each = np.stack([number_at(one, ticks, pool.name) for one in given.values()]).astype(np.int64)
    fewer = shares(each, weight, axis=0).astype(np.float64)
    values: dict[str | tuple[str, ...], Schedule] = dict(zip(names, fewer, strict=True))
    return replace(pool, capacity=By(pool.capacity.parts, values))
