"""Routes: they lead somewhere, their shares add to one, everybody can come and everybody can leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from math import inf
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sojourn.network.by import Dated, by_kind
from sojourn.network.check_values import values_of
from sojourn.network.durations import Duration
from sojourn.network.errors import NetworkError, shown, suggest
from sojourn.network.kinds import Kinds
from sojourn.network.numbers import number
from sojourn.network.stage import ByDoor, Route, Stage, laws, plain_shares

if TYPE_CHECKING:
    from sojourn.network.network import Network

FAR = 1 << 40
"""Ticks of its own beyond what any clock runs in a run."""


def check_routes(network: Network) -> None:
    """Check every route, alone and together.

    Raises:
        NetworkError: with the names of the stages involved.
    """
    places = dict.fromkeys(network.places)
    for owner, route in network.routes():
        _check_route(network, owner, route, places)
    holds = {stage.name: stage.holds for stage in network.stages}
    for stage in network.stages:
        _check_pool_routes(network, stage, holds)
    _check_everybody_can_leave(network)
    _check_everybody_can_come(network)
    _check_marks(network)


def can_ring(law: Duration) -> bool:
    """Whether a clock of this law ever rings within a run, however long."""
    return bool(law.cdf(np.array([FAR], dtype=np.int64))[0] > 0)


def who_goes(route: Route, kinds: Kinds) -> Iterator[tuple[str, npt.NDArray[np.bool_]]]:
    """Targets of a route with a share above zero, each with the kinds that have it; a target may come several times."""
    for step in [step for _, step in route.steps] if isinstance(route, Dated) else [route]:
        rows: npt.NDArray[np.int32]
        values: list[Route]
        rows, values = by_kind(step, kinds)
        for row, value in enumerate(values):
            here = rows == row
            for shares in plain_shares(value):
                yield from ((target, here) for target, share in shares.items() if share > 0)


def _check_route(network: Network, owner: str, route: object, places: Collection[str]) -> None:
    for step in [step for _, step in route.steps] if isinstance(route, Dated) else [route]:
        for value in values_of(network, step, owner):
            if isinstance(value, str):
                value = {value: 1.0}
            if not isinstance(value, Mapping):
                raise NetworkError(f"{owner} leads to {shown(value)}; a stage, an exit or shares of these are allowed")
            _check_shares(places, owner, value)


def _check_shares(places: Collection[str], owner: str, shares: Mapping[object, object]) -> None:
    for target in shares:
        if not isinstance(target, str) or target not in places:
            raise NetworkError(f"{owner} leads to {shown(target)}{suggest(target, places)}")
    numbers = [number(share, f"the share of {target!r} in {owner}", -inf, inf) for target, share in shares.items()]
    if min(numbers, default=0.0) < 0:
        raise NetworkError(f"{owner} has a share of {min(numbers):.6g}; shares must be zero or more and add to 1")
    if abs(sum(numbers) - 1.0) > 1e-6:
        raise NetworkError(f"{owner} has shares that add to {sum(numbers):.9g}; they must be zero or more and add to 1")


def _targets(routes: Iterable[Route], above_zero: bool = False) -> set[str]:
    """Where routes lead; a share of zero still names its target, unless only shares above zero count."""
    return {
        target
        for route in routes
        for shares in plain_shares(route)
        for target, share in shares.items()
        if share > 0 or not above_zero
    }


def _check_pool_routes(network: Network, stage: Stage, holds: Mapping[str, str | None]) -> None:
    """A pool's grant leads to where it is held, and the putting out to where it is not."""
    if stage.waits_for in {pool.name for pool in network.pools} and stage.granted is not None:
        for target in _targets([] if isinstance(stage.granted, ByDoor) else [stage.granted]):
            if holds.get(target) != stage.waits_for:
                raise NetworkError(
                    f"stage {stage.name!r} is granted {stage.waits_for!r} but leads to {target!r}, "
                    "which does not hold it"
                )
    for target in _targets([] if stage.put_out is None else [stage.put_out]):
        if holds.get(target) == stage.holds:
            raise NetworkError(
                f"whoever is put out of stage {stage.name!r} may go to {target!r}, which holds {stage.holds!r} too: "
                "no unit would be freed"
            )


def _check_everybody_can_leave(network: Network) -> None:
    for stage in network.stages:
        if stage.waits_for is None and not any(can_ring(law) for clock in stage.clocks for law in laws(clock)):
            raise NetworkError(f"nobody can leave stage {stage.name!r}: none of its clocks ever rings")
    behind: dict[str, set[str]] = {}
    for stage in network.stages:
        for target in _targets(stage.ways_out(), above_zero=True):
            behind.setdefault(target, set()).add(stage.name)
    reached = _spread(set(network.exits), behind)
    if stuck := [stage.name for stage in network.stages if stage.name not in reached]:
        raise NetworkError(f"no exit can be reached from {', '.join(repr(s) for s in stuck)}")


def _check_everybody_can_come(network: Network) -> None:
    entered = _reached(network, _targets(source.to for source in network.sources))
    if idle := [stage.name for stage in network.stages if stage.name not in entered]:
        raise NetworkError(f"nobody can enter {', '.join(repr(s) for s in idle)}: no source or stage leads there")


def _check_marks(network: Network) -> None:
    """Whoever comes to a clock that runs since a mark can have come from a stage that sets it."""
    marked = _reached(network, {stage.name for stage in network.stages if stage.sets is not None})
    for stage in network.stages:
        for clock in stage.clocks:
            if clock.since is not None and stage.name not in marked:
                setters = ", ".join(repr(other.name) for other in network.stages if other.sets is not None)
                raise NetworkError(
                    f"clock {stage.name}.{clock.name} runs since {clock.since!r}, but nobody can come to "
                    f"{stage.name!r} from where it is set: {setters}"
                )


def _reached(network: Network, first: set[str]) -> set[str]:
    """Places that can be reached from the given ones, themselves included."""
    leads = {
        stage.name: _targets([*stage.ways_out(), *([] if stage.put_out is None else [stage.put_out])])
        for stage in network.stages
    }
    return _spread(first, leads)


def _spread(first: set[str], leads: Mapping[str, set[str]]) -> set[str]:
    """Places that can be reached from the given ones by what leads from each to others."""
    reached, fresh = set(first), list(first)
    while fresh:
        more = leads.get(fresh.pop(), set()) - reached
        reached |= more
        fresh += more
    return reached
