"""What is left of a system's capacities when money for them has gone: a network laid under ceilings.

Only schedules change, so that a run in progress can go on under the network that comes out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from sojourn.network import By, Door, Gate, Network, Pool, Source, number_at
from sojourn.network.schedule import Schedule

Floats = npt.NDArray[np.float64]

BEDS, ADDED, SEATS, PROCEEDINGS = "beds", "interior_added", "departures", "proceedings"
"""Names in the US system of the pool, the source, the gate of seats and the pace that ceilings act on."""
JUDGED, DOCUMENTS = "proceedings.judge.", "documents"
"""What the paces of cases before a judge begin with, and the pace at which travel documents come."""
NOTICES, PLACES = "agreements", "places: "
"""The gate of notices under agreements, and how the gates are called that hand out places under each. Where there is no
money for a departure nobody is told of one: they wait on with the reviews of those for whom there is no agreement."""


Capacity = Literal["beds", "added", "seats", "proceedings", "agreements", "judges", "documents"]
COUNTS = ("beds", "added")
"""Ceilings that are numbers: beds in all, and arrests a day that a plan adds. The others are shares."""


@dataclass(frozen=True, eq=False)
class Ceilings:
    """The most that can be had on each day."""

    days: int
    """Days of the run."""
    most: Mapping[Capacity, Floats] = field(default_factory=dict)
    """(days,) each: beds, and arrests a day that a plan adds; and the shares that are left of seats, of the pace of
    proceedings, of places under agreements, and of the paces that judges and document officers move. What is not named
    has no ceiling."""

    def lowered(self, name: Capacity, days: slice, most: Floats) -> Ceilings:
        """With one of them lower over some days."""
        now = self.most.get(name)
        out = np.full(self.days, np.inf if name in COUNTS else 1.0) if now is None else now.copy()
        out[days] = np.minimum(out[days], most)
        return Ceilings(self.days, {**self.most, name: out})


def under(network: Network, ceilings: Ceilings) -> Network:
    """A network with no more than the ceilings allow.

    Raises:
        NetworkError: a schedule is too short.
    """
    ticks, most = ceilings.days, ceilings.most
    return replace(
        network,
        pools=tuple(_pool(pool, most.get("beds"), ticks) if pool.name == BEDS else pool for pool in network.pools),
        sources=tuple(_source(s, most.get("added"), ticks) if s.name == ADDED else s for s in network.sources),
        gates=tuple(_gate(gate, ceilings, ticks) for gate in network.gates),
        paces={name: _pace(name, pace, most, ticks) for name, pace in network.paces.items()},
    )


def _pace(name: str, pace: Schedule, most: Mapping[Capacity, Floats], ticks: int) -> Schedule:
    acting: dict[Capacity, bool] = {
        "proceedings": name.partition(".")[0] == PROCEEDINGS,
        "judges": name.startswith(JUDGED),
        "documents": name == DOCUMENTS,
    }
    for capacity, acts in acting.items():
        if acts and capacity in most:
            pace = number_at(pace, ticks, name) * most[capacity]
    return pace


def _pool(pool: Pool, most: Floats | None, ticks: int) -> Pool:
    """Whole beds in each area, in proportion, that add up to the most there can be."""
    if most is None or not isinstance(pool.capacity, By):
        return pool
    names = list(pool.capacity.values)
    each = np.stack([number_at(pool.capacity.values[name], ticks, pool.name) for name in names], axis=1)
    upto = np.cumsum(each, axis=1)
    total = np.maximum(upto[:, -1:], 1e-9)
    lower = np.minimum(most[:, None], total)
    upto = np.where(most[:, None] < total, np.floor(upto * (lower / total) + 1e-6), upto)
    fewer = np.diff(upto, axis=1, prepend=0.0)
    return replace(pool, capacity=By(pool.capacity.parts, {name: fewer[:, at] for at, name in enumerate(names)}))


def _source(source: Source, most: Floats | None, ticks: int) -> Source:
    if most is None or source.rate is None:
        return source
    return replace(source, rate=np.minimum(number_at(source.rate, ticks, source.name), most))


def _gate(gate: Gate, ceilings: Ceilings, ticks: int) -> Gate:
    seats, places = ceilings.most.get("seats"), ceilings.most.get("agreements")
    if gate.name == SEATS and seats is not None:
        return replace(gate, doors=tuple(_fewer(door, seats, ticks) for door in gate.doors))
    if (gate.name == NOTICES or gate.name.startswith(PLACES)) and places is not None:
        return replace(gate, doors=tuple(_shut(door, places, ticks) for door in gate.doors))
    return gate


def _fewer(door: Door, share: Floats, ticks: int) -> Door:
    return replace(door, supply=number_at(door.supply, ticks, door.name) * share)


def _shut(door: Door, opens: Floats, ticks: int) -> Door:
    return replace(door, open=number_at(door.open, ticks, door.name) * opens)
