"""Stages: places in the pathway, each a race of clocks and, perhaps, something to wait for.

On entering a stage every clock draws when it would ring. The first to ring decides where the person goes. A stage
may also *wait for* a gate or a pool; then the grant is one more runner in the race: whoever is granted before a
clock rings leaves by the stage's ``granted`` route.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sojourn.network.by import By, Dated
from sojourn.network.durations import Duration

Target = str
"""Name of a stage or of an exit."""

Shares = Mapping[Target, float]
"""Probabilities of going to each target; they add to one."""

Route = Target | Shares | By[Target | Shares] | Dated[Target | Shares | By[Target | Shares]]
"""Where to go next: one target, shares, shares by kind, any of these by date."""


def plain_shares(route: Route) -> Iterator[Mapping[str, float]]:
    """Every set of shares in a route, whatever it differs by."""
    if isinstance(route, str):
        yield {route: 1.0}
    elif isinstance(route, Dated):
        for _, step in route.steps:
            yield from plain_shares(step)
    elif isinstance(route, By):
        for value in [*route.values.values(), *([] if route.default is None else [route.default])]:
            yield from plain_shares(value)
    else:
        yield route


@dataclass(frozen=True)
class Clock:
    """Something that may ring while a person is in a stage, and where they go if it rings first."""

    name: str
    """Name of the clock; with the stage's name it names its draws, so it should not change lightly."""

    rings_after: Duration | By[Duration]
    """How long it runs, in ticks of its own pace."""

    to: Route
    """Where the person goes; a dated route is read at the tick on which the clock rings."""

    pace: str | By[str] | None = None
    """Name of the pace of the network that speeds or slows the clock; None runs one tick a tick."""

    since: str | None = None
    """Start at the tick of this mark instead of on entry; on entry for a person who has no such mark."""


def laws(clock: Clock) -> Iterator[Duration]:
    """Every law of a clock, whatever it differs by."""
    if isinstance(clock.rings_after, By):
        yield from (law for law in (*clock.rings_after.values.values(), clock.rings_after.default) if law is not None)
    else:
        yield clock.rings_after


@dataclass(frozen=True)
class ByDoor:
    """Routes that differ by the door through which a gate granted."""

    routes: Mapping[str, Route] = field(default_factory=dict)


@dataclass(frozen=True)
class Stage:
    """A place in the pathway."""

    name: str
    clocks: tuple[Clock, ...] = ()
    """In order of precedence: when two ring on the same tick the earlier one counts."""

    waits_for: str | None = None
    """Gate or pool whose grant is awaited here."""

    granted: Route | ByDoor | None = None
    """Where a grant leads; for a gate it may differ by door."""

    holds: str | None = None
    """Pool whose unit is held by whoever is in this stage. It is given back on leaving for a place that does not
    hold it."""

    sets: str | None = None
    """Mark set to the tick of entry."""

    put_out: Route | None = None
    """Where somebody who is in this stage goes when the capacity of the pool it holds falls below what is held. None:
    nobody is ever put out of this stage."""

    def ways_out(self) -> Iterator[Route]:
        """Every route by which people leave by themselves or by a grant; the putting out is left aside."""
        yield from (clock.to for clock in self.clocks)
        if isinstance(self.granted, ByDoor):
            yield from self.granted.routes.values()
        elif self.granted is not None:
            yield self.granted
