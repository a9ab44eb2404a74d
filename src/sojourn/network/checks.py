"""What is checked when a network is put together: every name leads somewhere, and everybody can leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sojourn.network.by import By, Dated
from sojourn.network.durations import Never
from sojourn.network.errors import NetworkError, suggest
from sojourn.network.stage import ByDoor, Stage, plain_shares

if TYPE_CHECKING:
    from sojourn.network.network import Network


def check(network: Network) -> None:
    """Check a network.

    Raises:
        NetworkError: with the names of the stages involved.
    """
    _check_names(network)
    for owner, route in network.routes():
        for shares in plain_shares(route):
            _check_shares(network, owner, shares)
    _check_doors(network)
    _check_spills(network)
    _check_kinds(network)
    _check_marks_and_paces(network)
    _check_everybody_can_leave(network)


def _check_names(network: Network) -> None:
    sources = [source.name for source in network.sources]
    if len(set(sources)) != len(sources):
        raise NetworkError("two sources have the same name; each needs a name of its own")
    names = [*network.places, *(g.name for g in network.gates), *(p.name for p in network.pools)]
    for name in names:
        if names.count(name) > 1:
            raise NetworkError(
                f"the name {name!r} is used twice; stages, exits, gates and pools need names of their own"
            )
    waited = [*(g.name for g in network.gates), *(p.name for p in network.pools)]
    pools = [p.name for p in network.pools]
    for stage in network.stages:
        if stage.waits_for is not None and stage.waits_for not in waited:
            raise NetworkError(f"stage {stage.name!r} waits for {stage.waits_for!r}{suggest(stage.waits_for, waited)}")
        if stage.holds is not None and stage.holds not in pools:
            raise NetworkError(f"stage {stage.name!r} holds {stage.holds!r}{suggest(stage.holds, pools)}")
        if (stage.waits_for is None) != (stage.granted is None):
            raise NetworkError(f"stage {stage.name!r} needs both `waits_for` and `granted`, or neither")
        if stage.waits_for is None and not stage.clocks:
            raise NetworkError(f"nobody can leave stage {stage.name!r}: it has no clock and waits for nothing")
        clocks = [clock.name for clock in stage.clocks]
        if len(set(clocks)) != len(clocks):
            raise NetworkError(f"stage {stage.name!r} names a clock twice")
    for stage in network.stages:
        _check_grant(network, stage)


def _check_grant(network: Network, stage: Stage) -> None:
    if stage.waits_for in {pool.name for pool in network.pools} and not isinstance(stage.granted, ByDoor):
        for shares in plain_shares(stage.granted) if stage.granted is not None else ():
            for target in shares:
                if target not in network.exits and network.stage(target).holds == stage.waits_for:
                    continue
                raise NetworkError(
                    f"stage {stage.name!r} is granted {stage.waits_for!r} but leads to {target!r}, "
                    "which does not hold it"
                )
    if not isinstance(stage.granted, ByDoor):
        return
    if stage.waits_for in {pool.name for pool in network.pools}:
        raise NetworkError(f"stage {stage.name!r} routes by door, but the pool {stage.waits_for!r} has none")
    doors = [door.name for gate in network.gates if gate.name == stage.waits_for for door in gate.doors]
    for door in stage.granted.routes:
        if door not in doors:
            raise NetworkError(f"stage {stage.name!r} routes by the door {door!r}{suggest(door, doors)}")
    for door in doors:
        if door not in stage.granted.routes:
            raise NetworkError(f"stage {stage.name!r} has no route for the door {door!r}")


def _check_shares(network: Network, owner: str, shares: Mapping[str, float]) -> None:
    for target in shares:
        if target not in network.places:
            raise NetworkError(f"{owner} leads to {target!r}{suggest(target, network.places)}")
    if min(shares.values(), default=-1.0) < 0 or abs(sum(shares.values()) - 1.0) > 1e-6:
        raise NetworkError(
            f"{owner} has shares that add to {sum(shares.values()):.6g}; they must be zero or more and add to 1"
        )


def _check_marks_and_paces(network: Network) -> None:
    marks = sorted({stage.sets for stage in network.stages if stage.sets is not None})
    if len(marks) > 1:
        raise NetworkError(f"a network keeps one mark, not {len(marks)}: {', '.join(marks)}")
    for stage in network.stages:
        for clock in stage.clocks:
            if clock.since is not None and clock.since not in marks:
                raise NetworkError(f"clock {stage.name}.{clock.name} runs since {clock.since!r}, which no stage sets")
            paces = clock.pace.values.values() if isinstance(clock.pace, By) else [clock.pace]
            for pace in paces:
                if pace is not None and pace not in network.paces:
                    raise NetworkError(
                        f"clock {stage.name}.{clock.name} has the pace {pace!r}{suggest(pace, network.paces)}"
                    )


def _check_everybody_can_leave(network: Network) -> None:
    leads: dict[str, set[str]] = {stage.name: set() for stage in network.stages}
    names: dict[str, set[str]] = {stage.name: set() for stage in network.stages}
    """Where a stage leads with some probability, and where it could: a share of zero still names its target."""
    for stage in network.stages:
        for owner, route in network.routes():
            if owner.startswith((f"clock {stage.name}.", f"grant {stage.name} by ")) or owner == f"grant {stage.name}":
                for shares in plain_shares(route):
                    names[stage.name].update(shares)
                    leads[stage.name].update(target for target, share in shares.items() if share > 0)
        if stage.waits_for is None and all(isinstance(clock.rings_after, Never) for clock in stage.clocks):
            raise NetworkError(f"nobody can leave stage {stage.name!r}: none of its clocks ever rings")
    reached = set(network.exits)
    while True:
        more = {name for name, targets in leads.items() if name not in reached and targets & reached}
        if not more:
            break
        reached |= more
    stuck = [name for name in leads if name not in reached]
    if stuck:
        raise NetworkError(f"no exit can be reached from {', '.join(repr(s) for s in stuck)}")
    entered = {
        t for owner, route in network.routes() if owner.startswith("source ") for s in plain_shares(route) for t in s
    }
    while more := {t for name in entered for t in names.get(name, ())} - entered:
        entered |= more
    idle = [stage.name for stage in network.stages if stage.name not in entered]
    if idle:
        raise NetworkError(f"nobody can enter {', '.join(repr(s) for s in idle)}: no source or stage leads there")


def _check_doors(network: Network) -> None:
    for gate in network.gates:
        names = [door.name for door in gate.doors]
        if len(set(names)) != len(names):
            raise NetworkError(f"gate {gate.name!r} names a door twice")
        for door in gate.doors:
            if door.accepts is None:
                continue
            if gate.lanes is None:
                raise NetworkError(f"door {door.name!r} of gate {gate.name!r} accepts some, but the gate has no lanes")
            levels = network.kinds.levels(gate.lanes)
            for level in door.accepts:
                if level not in levels:
                    raise NetworkError(
                        f"door {door.name!r} of gate {gate.name!r} accepts {level!r}{suggest(level, levels)}"
                    )


def _check_kinds(network: Network) -> None:
    """Everything that differs by kind has a value for every kind, and for no level that does not exist."""
    differing: list[object] = [*(pool.level for pool in network.pools), *(gate.level for gate in network.gates)]
    for stage in network.stages:
        for clock in stage.clocks:
            differing += [clock.rings_after, clock.pace]
    for _, route in network.routes():
        differing += [step for _, step in route.steps] if isinstance(route, Dated) else [route]
    for value in differing:
        if isinstance(value, By):
            value.rows(network.kinds)


def _check_spills(network: Network) -> None:
    """A spill changes the area of the kind, so nobody who spills may hold something by that area."""
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
