"""Names and forms: everything is of the kind it should be, has a name of its own, and names what exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from sojourn.network.by import By
from sojourn.network.errors import NetworkError, check_name, shown, suggest
from sojourn.network.gate import Door, Gate, lane_of
from sojourn.network.kinds import Kinds
from sojourn.network.pool import Pool
from sojourn.network.source import Source
from sojourn.network.stage import ByDoor, Clock, Stage

if TYPE_CHECKING:
    from sojourn.network.network import Network

OPENING = "opening"
"""Names the luck of the people who are inside on the first day, so no source may have it."""


def check_names(network: Network) -> None:
    """Check names and forms.

    Raises:
        NetworkError: with the names of the stages involved.
    """
    _check_forms(network)
    sources = [source.name for source in network.sources]
    if len(set(sources)) != len(sources):
        raise NetworkError("two sources have the same name; each needs a name of its own")
    if OPENING in sources:
        raise NetworkError(f"a source has the name {OPENING!r}, which is kept for the people inside on the first day")
    stations = [*(g.name for g in network.gates), *(p.name for p in network.pools)]
    names = [*network.places, *stations]
    if name := _twice(names):
        raise NetworkError(f"the name {name!r} is used twice; stages, exits, gates and pools need names of their own")
    _check_stages(network, stations)
    _check_gates(network)
    _check_pools(network)
    if owner := _twice([owner for owner, _ in network.routes()]):
        raise NetworkError(f"two routes have the name {owner!r} and would share their luck; rename a stage or clock")


def _twice(names: Sequence[str]) -> str | None:
    """The first of the names that stands more than once."""
    return next((name for name, times in Counter(names).items() if times > 1), None)


def _check_forms(network: Network) -> None:
    if not isinstance(network.kinds, Kinds):
        raise NetworkError(f"the kinds of a network must be Kinds, not {shown(network.kinds)}")
    if not isinstance(network.paces, Mapping):
        raise NetworkError(f"the paces of a network need a schedule by name, not {shown(network.paces)}")
    for pace in network.paces:
        check_name(pace, "a pace")
    _check_members(network.sources, Source, "a source")
    _check_members(network.stages, Stage, "a stage")
    _check_members(network.gates, Gate, "a gate")
    _check_members(network.pools, Pool, "a pool")
    for name in _several(network.exits, "the exits"):
        check_name(name, "an exit")
    if not network.sources:
        raise NetworkError("nobody comes: a network needs at least one source")
    for stage in network.stages:
        _check_members(stage.clocks, Clock, f"a clock of stage {stage.name!r}")
    for gate in network.gates:
        _check_members(gate.doors, Door, f"a door of gate {gate.name!r}")


def _several(values: object, what: str) -> Collection[object]:
    if not isinstance(values, tuple | list):
        raise NetworkError(f"{what} must be several, as a tuple or a list, not {shown(values)}")
    return values


def _check_members(values: object, form: type, what: str) -> None:
    for value in _several(values, f"what stands for {what}"):
        if not isinstance(value, form):
            raise NetworkError(f"{what} must be a {form.__name__}, not {shown(value)}")
        check_name(getattr(value, "name", None), what)


def _check_known(name: object, allowed: Collection[str], sentence: str) -> None:
    if name is not None and (not isinstance(name, str) or name not in allowed):
        raise NetworkError(f"{sentence} {shown(name)}{suggest(name, allowed) or ', which does not exist'}")


def _check_stages(network: Network, stations: list[str]) -> None:
    pools = [pool.name for pool in network.pools]
    marks = [stage.sets for stage in network.stages if stage.sets is not None]
    for mark in marks:
        check_name(mark, "a mark")
    if len(set(marks)) > 1:
        raise NetworkError(f"a network keeps one mark, not {len(set(marks))}: {', '.join(sorted(set(marks)))}")
    for stage in network.stages:
        _check_known(stage.waits_for, stations, f"stage {stage.name!r} waits for")
        _check_known(stage.holds, pools, f"stage {stage.name!r} holds")
        if (stage.waits_for is None) != (stage.granted is None):
            raise NetworkError(f"stage {stage.name!r} needs both `waits_for` and `granted`, or neither")
        if stage.put_out is not None and stage.holds is None:
            raise NetworkError(f"stage {stage.name!r} has a route `put_out`, but holds no pool to be put out of")
        if stage.waits_for is None and not stage.clocks:
            raise NetworkError(f"nobody can leave stage {stage.name!r}: it has no clock and waits for nothing")
        clocks = [clock.name for clock in stage.clocks]
        if len(set(clocks)) != len(clocks):
            raise NetworkError(f"stage {stage.name!r} names a clock twice")
        for clock in stage.clocks:
            owner = f"clock {stage.name}.{clock.name}"
            if clock.since is not None and (not isinstance(clock.since, str) or clock.since not in marks):
                raise NetworkError(f"{owner} runs since {shown(clock.since)}, which no stage sets")
            for pace in _paces(clock.pace):
                _check_known(pace, list(network.paces), f"{owner} has the pace")
        if isinstance(stage.granted, ByDoor):
            _check_by_door(network, stage, stage.granted)


def _paces(pace: str | By[str] | None) -> Iterator[object]:
    if isinstance(pace, By):
        yield from (*pace.values.values(), pace.default)
    else:
        yield pace


def _check_by_door(network: Network, stage: Stage, granted: ByDoor) -> None:
    if stage.waits_for in {pool.name for pool in network.pools}:
        raise NetworkError(f"stage {stage.name!r} routes by door, but the pool {stage.waits_for!r} has none")
    if not isinstance(granted.routes, Mapping):
        raise NetworkError(f"stage {stage.name!r} needs a route by door, not {shown(granted.routes)}")
    doors = [door.name for gate in network.gates if gate.name == stage.waits_for for door in gate.doors]
    for door in granted.routes:
        if not isinstance(door, str) or door not in doors:
            raise NetworkError(f"stage {stage.name!r} routes by the door {shown(door)}{suggest(door, doors)}")
    for door in doors:
        if door not in granted.routes:
            raise NetworkError(f"stage {stage.name!r} has no route for the door {door!r}")


def _check_gates(network: Network) -> None:
    for gate in network.gates:
        names = [door.name for door in gate.doors]
        if len(set(names)) != len(names):
            raise NetworkError(f"gate {gate.name!r} names a door twice")
        parts = gate.lanes if isinstance(gate.lanes, tuple | list) else (gate.lanes,)
        for part in parts:
            _check_known(part, list(network.kinds.parts), f"gate {gate.name!r} has lanes by")
        if gate.lanes is not None and (None in parts or not parts or len(set(parts)) != len(parts)):
            raise NetworkError(f"gate {gate.name!r} has lanes by {shown(gate.lanes)}; name each part of the kinds once")
        for door in gate.doors:
            if door.accepts is None:
                continue
            owner = f"door {door.name!r} of gate {gate.name!r}"
            if gate.lanes is None:
                raise NetworkError(f"{owner} accepts some, but the gate has no lanes")
            lanes = gate.lane_levels(network.kinds)
            for one in _several(door.accepts, f"what {owner} accepts"):
                if not isinstance(one, str | tuple) or lane_of(one) not in lanes:
                    known = [" / ".join(lane) for lane in lanes]
                    raise NetworkError(f"{owner} accepts {shown(one)}{suggest(one, known)}")


def _check_pools(network: Network) -> None:
    """Areas exist; and since a spill changes the area of the kind, nobody who spills holds something by that area."""
    for pool in network.pools:
        _check_known(pool.areas, list(network.kinds.parts), f"pool {pool.name!r} has areas by")
        if not isinstance(pool.spills, bool | np.bool_):
            raise NetworkError(f"pool {pool.name!r} either spills or not: True or False, not {shown(pool.spills)}")
    areas = {pool.name: pool.areas for pool in network.pools}
    for pool in network.pools:
        if not pool.spills:
            continue
        if pool.areas is None:
            raise NetworkError(f"pool {pool.name!r} spills but has no areas")
        for stage in network.stages:
            if stage.waits_for == pool.name and stage.holds is not None and areas[stage.holds] == pool.areas:
                raise NetworkError(
                    f"stage {stage.name!r} waits for {pool.name!r}, which moves people between areas, while it holds "
                    f"{stage.holds!r} in the same areas"
                )
