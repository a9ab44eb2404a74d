"""Numbers, laws and what differs by kind: every kind has a value, and every value is one that can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sojourn.network.by import By
from sojourn.network.durations import Cut, Sometimes, check_law
from sojourn.network.errors import NetworkError, shown
from sojourn.network.gate import Door, Gate, lane_of
from sojourn.network.numbers import as_array, whole_number
from sojourn.network.pool import Pool
from sojourn.network.schedule import Line, Steps, check_schedule
from sojourn.network.source import Source

if TYPE_CHECKING:
    from sojourn.network.network import Network

MAX_RATE = float((1 << 24) - 2)
"""Arrivals of one source on one tick: their number has to fit in 24 bits of a person's."""
MAX_LEVEL = 1 << 30
TRIED = np.unique(np.concatenate([np.arange(1 << 11), np.geomspace(1 << 11, 1 << 17, 500)]).astype(np.int64))
"""Ticks at which a law of somebody's own is asked for its chances: each of the first, then fewer and fewer."""


def check_values(network: Network) -> None:
    """Check every number and law.

    Raises:
        NetworkError: with the name of what it belongs to.
    """
    for name, pace in network.paces.items():
        check_schedule(pace, f"the pace {name!r}")
    for source in network.sources:
        _check_source(network, source)
    for stage in network.stages:
        for clock in stage.clocks:
            owner = f"clock {stage.name}.{clock.name}"
            for law in {id(law): law for law in values_of(network, clock.rings_after, owner)}.values():
                _check_law(law, owner)
            values_of(network, clock.pace, owner)
    for gate in network.gates:
        _check_level(network, gate, f"gate {gate.name!r}")
        for door in gate.doors:
            _check_door(door, f"the door {door.name!r} of gate {gate.name!r}")
    for pool in network.pools:
        _check_level(network, pool, f"pool {pool.name!r}")
        _check_capacity(network, pool)


def values_of(network: Network, value: object, owner: str) -> list[object]:
    """A value, or all those that differ by kind, a default that serves nobody included.

    Raises:
        NetworkError: a kind has no value, or a level does not exist; the sentence begins with ``owner``.
    """
    if not isinstance(value, By):
        return [value]
    try:
        default = [] if value.default is None else [value.default]
        return [*value.rows(network.kinds)[1], *default]
    except NetworkError as wrong:
        raise NetworkError(f"{owner}: {wrong}") from None


def _check_law(law: object, owner: str) -> None:
    check_law(law, owner)
    try:
        hash(law)
    except TypeError:
        raise NetworkError(
            f"{owner} has the law {shown(law)}, which cannot be told from others: make it frozen"
        ) from None
    while isinstance(law, Cut | Sometimes):
        law = law.law
    if type(law).__module__ == check_law.__module__:
        return
    chances = law.cdf(TRIED)  # type: ignore[attr-defined]
    good = isinstance(chances, np.ndarray) and chances.shape == TRIED.shape and chances.dtype.kind in "biuf"
    if not good or not (np.all(chances[1:] >= chances[:-1]) and chances[0] >= 0 and chances[-1] <= 1):
        raise NetworkError(f"{owner} has the law {shown(law)}, whose chances must rise from 0 or more to 1 at most")


def _check_source(network: Network, source: Source) -> None:
    name = f"source {source.name!r}"
    if source.rate is None and source.counts is None:
        raise NetworkError(f"{name} needs a rate or counts")
    if source.rate is not None and source.counts is not None:
        raise NetworkError(f"{name} has both a rate and counts; give the one that holds")
    if source.rate is not None:
        check_schedule(source.rate, f"the rate of {name}")
        if highest(source.rate) > MAX_RATE:
            raise NetworkError(f"the rate of {name} is above {MAX_RATE:,.0f} arrivals a tick")
    if source.counts is not None:
        if not isinstance(source.counts, np.ndarray):
            raise NetworkError(
                f"the arrivals of {name} must be an array of one whole number a tick, not {shown(source.counts)}; "
                "a `rate` may be any schedule"
            )
        check_schedule(source.counts, f"the arrivals of {name}")
        if np.any(source.counts % 1 != 0):
            raise NetworkError(f"the arrivals of {name} must be whole numbers; a `rate` may have fractions")
    mixes = _check_shares(network, source, name)
    if source.mix is not None:
        mix = as_array(source.mix)
        if mix.ndim != 1 or mix.dtype.kind not in "iu" or np.any((mix < 0) | (mix >= mixes)):
            raise NetworkError(
                f"{name} needs a row of its {mixes} mixes of kinds for each tick, not {shown(source.mix)}"
            )


def highest(schedule: object) -> float:
    """The highest number of a schedule that has been checked."""
    if isinstance(schedule, Steps | Line):
        return max(float(value) for _, value in schedule.points)
    return float(np.max(np.asarray(schedule, dtype=np.float64), initial=0.0))


def _check_shares(network: Network, source: Source, name: str) -> int:
    """Check the shares of kinds; returns how many mixes there are."""
    shares = np.ones(1) if source.kinds is None else as_array(source.kinds)
    if shares.ndim not in (1, 2) or shares.dtype.kind not in "biuf" or shares.size == 0:
        raise NetworkError(f"{name} needs a share of each kind, not {shown(source.kinds)}")
    rows = np.atleast_2d(shares.astype(np.float64))
    if rows.shape[1] != network.kinds.size:
        raise NetworkError(f"{name} has shares for {rows.shape[1]:,} kinds; the network has {network.kinds.size:,}")
    for row in rows:
        if row.min() < 0:
            raise NetworkError(
                f"{name} has a share of {row.min():.6g} of a kind; shares must be zero or more and add to 1"
            )
        if not abs(row.sum() - 1.0) <= 1e-6:
            raise NetworkError(
                f"{name} has shares of kinds that add to {row.sum():.9g}; they must be zero or more and add to 1"
            )
    return len(rows)


def _check_door(door: Door, name: str) -> None:
    check_schedule(door.supply, f"the supply of {name}")
    check_schedule(door.open, f"the opening of {name}")
    if door.limit is not None:
        whole_number(door.limit, f"the limit of {name}")
    refills = as_array(door.refills)
    if door.refills is not None and (refills.ndim != 1 or refills.dtype.kind not in "biu"):
        raise NetworkError(f"the refills of {name} must be true or false on each tick, not {shown(door.refills)}")


def _check_level(network: Network, station: Gate | Pool, name: str) -> None:
    for level in values_of(network, station.level, f"the level of {name}"):
        whole_number(level, f"the level of {name}", -MAX_LEVEL, MAX_LEVEL)


def _check_capacity(network: Network, pool: Pool) -> None:
    name = f"the capacity of {pool.name!r}"
    if isinstance(pool.capacity, By) and lane_of(pool.capacity.parts) != (pool.areas,):
        by = "it has none" if pool.areas is None else f"they are by {pool.areas!r}"
        raise NetworkError(
            f"{name} differs by {shown(pool.capacity.parts)}; it may differ by the pool's areas only, and {by}"
        )
    for capacity in values_of(network, pool.capacity, name):
        check_schedule(capacity, name)
