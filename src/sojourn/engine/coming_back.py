"""Whether somebody who is granted may be back before the same station on the same tick."""

from __future__ import annotations

from collections.abc import Iterator

from sojourn.network import ByDoor, Network, Route
from sojourn.network.stage import plain_shares


def may_come_back(network: Network, station: str) -> bool:
    """Whether a grant of the station leads, through clocks alone, to a stage that waits for it.

    It is asked of the shape only: clocks that never ring at once count too.
    """
    stages = {stage.name: stage for stage in network.stages}
    ahead: list[str] = []
    for stage in network.stages:
        granted = stage.granted if stage.waits_for == station else None
        if isinstance(granted, ByDoor):
            ahead += [target for route in granted.routes.values() for target in _targets(route)]
        elif granted is not None:
            ahead += _targets(granted)
    seen: set[str] = set()
    while ahead:
        name = ahead.pop()
        if name in seen or name not in stages:
            continue
        seen.add(name)
        if stages[name].waits_for == station:
            return True
        ahead += [target for clock in stages[name].clocks for target in _targets(clock.to)]
    return False


def _targets(route: Route) -> Iterator[str]:
    for shares in plain_shares(route):
        yield from shares
