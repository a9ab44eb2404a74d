"""Loops without a clock: people who would be certain to go round for ever within one tick.

A stage takes everybody on at once where one of its clocks is certain to ring after 0 ticks. Where all that such stages
lead to is each other, whoever enters never comes to rest. That is asked kind by kind, and for every step of a dated
route. Loops that are left by chance are no mistake; should somebody go round 64 times all the same, the run stops.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sojourn.network.by import Dated, by_kind
from sojourn.network.check_routes import who_goes
from sojourn.network.durations import Duration
from sojourn.network.errors import NetworkError
from sojourn.network.stage import Clock, Route, Stage, laws, plain_shares

if TYPE_CHECKING:
    from sojourn.network.network import Network

Kinds = npt.NDArray[np.bool_]
"""One entry a kind."""
CERTAIN = 1.0 - 2.0**-33
"""Chances from here on are certain in the 32 bits of a draw."""


def check_loops(network: Network) -> None:
    """Check that nobody is certain to go in circles within one tick.

    Raises:
        NetworkError: with the names of the stages, and of a kind to which it happens.
    """
    stages = _could_circle(network)
    if not stages:
        return
    runners = {stage.name: _runners(network, stage) for stage in stages}
    for tick in _dates(stages):
        circles = {name: certain for name, (certain, _) in runners.items()}
        while True:
            smaller = {name: circles[name] & ~_leaves(network, runners[name][1], circles, tick) for name in circles}
            if all(np.array_equal(smaller[name], circles[name]) for name in circles):
                break
            circles = smaller
        caught = np.any([*circles.values()], axis=0)
        if caught.any():
            kind = int(np.argmax(caught))
            _refuse(network, [name for name in circles if circles[name][kind]], kind)


def _refuse(network: Network, names: list[str], kind: int) -> None:
    described = ", ".join(network.kinds.describe(kind).values())
    raise NetworkError(
        f"people{f' who are {described}' if described else ''} would go in circles through "
        f"{', '.join(repr(name) for name in names)} within one tick for ever; some clock must run there"
    )


def _at_once(law: Duration) -> float:
    """Chance that a clock of this law rings after 0 ticks."""
    return float(law.cdf(np.zeros(1, dtype=np.int64))[0])


def _could_circle(network: Network) -> Sequence[Stage]:
    """Stages that may take somebody on at once and lead, through such stages, back to such a stage."""
    turning = _turning(network.stages)  # first by their routes alone, which is quick
    return _turning([s for s in turning if any(_certain(law) for clock in s.clocks for law in laws(clock))])


def _turning(stages: Sequence[Stage]) -> Sequence[Stage]:
    """Those of the stages whose clocks lead from one to the next without end."""
    names = {stage.name for stage in stages}
    onward = {stage.name: {t for clock in stage.clocks for t in _names(clock.to)} & names for stage in stages}
    behind: dict[str, list[str]] = {name: [] for name in names}
    for name, targets in onward.items():
        for target in targets:
            behind[target].append(name)
    ends = [name for name, targets in onward.items() if not targets]
    while ends:
        end = ends.pop()
        names.discard(end)
        for name in behind[end]:
            onward[name].discard(end)
            if not onward[name]:
                ends.append(name)
    return [stage for stage in stages if stage.name in names]


def _certain(law: Duration) -> bool:
    return _at_once(law) >= CERTAIN


def _names(route: Route) -> Iterator[str]:
    for shares in plain_shares(route):
        yield from shares


def _runners(network: Network, stage: Stage) -> tuple[Kinds, list[tuple[Clock, Kinds]]]:
    """For whom some clock is certain to ring at once, and each clock with those whom it may take before that."""
    settled = np.zeros(network.kinds.size, dtype=bool)
    out = []
    for clock in stage.clocks:
        rows, laws = by_kind(clock.rings_after, network.kinds)
        may = np.array([clock.since is not None or _at_once(law) > 0 for law in laws])[rows]
        out.append((clock, may & ~settled))
        settled |= np.array([_certain(law) for law in laws])[rows]
    return settled, out


def _dates(stages: Sequence[Stage]) -> list[int]:
    """Ticks from which another step of some route is in force."""
    routes = [clock.to for stage in stages for clock in stage.clocks]
    return sorted({0, *(tick for to in routes if isinstance(to, Dated) for tick, _ in to.steps if tick > 0)})


def _leaves(network: Network, runners: list[tuple[Clock, Kinds]], circles: Mapping[str, Kinds], tick: int) -> Kinds:
    """Kinds that may be taken out of the circles."""
    out = np.zeros(network.kinds.size, dtype=bool)
    for clock, may in runners:
        route = clock.to
        if isinstance(route, Dated):
            route = [step for at, step in route.steps if at <= tick][-1]
        for target, kinds in who_goes(route, network.kinds):
            out |= may & kinds & ~circles.get(target, np.zeros_like(out))
    return out
