"""What only the horizon of a run can tell: whether schedules last, and whether a gate ever grants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sojourn.network.by import by_kind
from sojourn.network.check_routes import can_ring, who_goes
from sojourn.network.check_values import highest
from sojourn.network.errors import NetworkError
from sojourn.network.gate import Door, Gate
from sojourn.network.schedule import Line, Schedule, Steps, number_at
from sojourn.network.source import Opening
from sojourn.network.stage import Stage

if TYPE_CHECKING:
    from sojourn.network.network import Network

Kinds = npt.NDArray[np.bool_]
"""One entry a kind."""
LONGEST = 1 << 16
"""Ticks beyond every run."""
MAX_OPERATIONAL = 50_000_000
"""Ticks of its own that a clock may run: tables of laws are as long."""


def check_time(network: Network, ticks: int, opening: Opening | None = None) -> None:
    """Check a network for a run of ``ticks`` ticks.

    A gate at which nobody is ever granted is no mistake while people have a clock to leave by, nor is a door that
    opens after this run. What is refused is a stage in which somebody, of those who come or are inside on the first
    day, could only stay.

    Raises:
        NetworkError: a schedule is too short, a pace too fast, or a gate never grants; with the names involved.
    """
    _check_lengths(network, ticks)
    if ticks > 0:
        for gate in network.gates:
            _check_gate(network, gate, ticks, opening)


def _check_lengths(network: Network, ticks: int) -> None:
    for name, pace in network.paces.items():
        if number_at(pace, ticks, f"the pace {name!r}").sum() > MAX_OPERATIONAL:
            raise NetworkError(f"the pace {name!r} is too fast: its clocks would run over {MAX_OPERATIONAL:,} ticks")
    for gate in network.gates:
        for door in gate.doors:
            name = f"the door {door.name!r} of gate {gate.name!r}"
            number_at(door.supply, ticks, f"the supply of {name}")
            number_at(door.open, ticks, f"the opening of {name}")
            _check_length(door.refills, ticks, f"the refills of {name}")
    for source in network.sources:
        _check_length(source.mix, ticks, f"the mixes of source {source.name!r}")


def _check_length(column: npt.NDArray[np.generic] | None, ticks: int, name: str) -> None:
    if column is not None and len(column) < ticks:
        raise NetworkError(f"{name} have {len(column):,} ticks; {ticks:,} are run")


def _check_gate(network: Network, gate: Gate, ticks: int, opening: Opening | None) -> None:
    doors = [door for door in gate.doors if _ever_grants(door, ticks)]
    lanes = gate.lane_levels(network.kinds)
    served = np.any([[False] * len(lanes), *(door.serves(lanes) for door in doors)], axis=0)
    if served.all():
        return
    unserved = ~served[network.kinds.rows(gate.lane_parts)]
    for stage in network.stages:
        if stage.waits_for != gate.name or stage.put_out is not None:
            continue
        stay = unserved & ~_may_ring(network, stage)
        stay = stay & _who_comes(network, opening)[stage.name] if stay.any() else stay
        if stay.any():
            described = ", ".join(network.kinds.describe(int(np.argmax(stay))).values())
            raise NetworkError(
                f"people{f' who are {described}' if described else ''} could never leave stage {stage.name!r}: gate "
                f"{gate.name!r} has no door for them with any supply while open within {ticks:,} ticks, and the stage "
                "has no clock that rings for them"
            )


def _may_ring(network: Network, stage: Stage) -> Kinds:
    """For whom the stage has a clock that may ring."""
    out = np.zeros(network.kinds.size, dtype=bool)
    for clock in stage.clocks:
        rows, laws = by_kind(clock.rings_after, network.kinds)
        out |= np.array([can_ring(law) for law in laws])[rows]
    return out


def _ever_grants(door: Door, ticks: int) -> bool:
    """Whether a door has stock while open, within the run or on any later tick of which its schedules speak."""
    if door.limit == 0:
        return False
    refills = None if door.refills is None else np.asarray(door.refills, dtype=bool)
    known = max(ticks, _known(door.supply), _known(door.open), 0 if refills is None else len(refills))
    span = min(known, LONGEST)
    supply, is_open = _at(door.supply, span), _at(door.open, span)
    on = np.ones(span, dtype=bool) if refills is None else np.pad(refills[:span], (0, max(0, span - len(refills))))
    last = np.maximum.accumulate(np.where(on, np.arange(span), -1))
    return bool(np.any((last >= 0) & (supply[last] > 0) & (is_open > 0)))


def _known(schedule: Schedule) -> int:
    """Ticks of which a schedule speaks."""
    if isinstance(schedule, Steps | Line):
        return int(schedule.points[-1][0]) + 1
    return len(schedule) if isinstance(schedule, np.ndarray) else 0


def _at(schedule: Schedule, span: int) -> npt.NDArray[np.float64]:
    """A number on each tick; zero beyond the end of an array."""
    if isinstance(schedule, np.ndarray):
        schedule = np.pad(schedule.astype(np.float64), (0, max(0, span - len(schedule))))
    return number_at(schedule, span, "a door")


def _who_comes(network: Network, opening: Opening | None) -> dict[str, Kinds]:
    """For each place, of which kinds somebody may come there: from a source or from where they are at the start.

    A transfer to another area is left aside: it may bring more kinds.
    """
    here = {name: np.zeros(network.kinds.size, dtype=bool) for name in network.places}
    for source in network.sources:
        if not highest(source.rate if source.counts is None else source.counts):
            continue
        shares = np.ones((1, 1)) if source.kinds is None else np.atleast_2d(source.kinds)
        for target, kinds in who_goes(source.to, network.kinds):
            here[target] |= kinds & np.any(shares > 0, axis=0)
    if opening is not None:
        for place, stage in enumerate(network.stages):
            inside = np.asarray(opening.kind)[np.asarray(opening.stage) == place]
            here[stage.name][inside[(inside >= 0) & (inside < network.kinds.size)]] = True
    while True:
        before = sum(int(kinds.sum()) for kinds in here.values())
        for stage in network.stages:
            for route in (*stage.ways_out(), *([] if stage.put_out is None else [stage.put_out])):
                for target, kinds in who_goes(route, network.kinds):
                    here[target] |= kinds & here[stage.name]
        if before == sum(int(kinds.sum()) for kinds in here.values()):
            return here
