"""Probing a scenario: what becomes of many people of each class who are let in where nobody waits for bed or seat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.engine import Panel, Simulation, Tally
from sojourn.network import Dated, Gate, Network, Opening, Schedule, Source, number_at
from sojourn.results.counted import RELEASES
from sojourn.results.lengths import Lengths, going_on
from sojourn.results.periods import fiscal_years
from sojourn.scenario.us import UsScenario
from sojourn.study.plan.response import CELLS, NO_LINES, Arrivals, Inside, Lines, Response, Responses
from sojourn.systems.calendar import Calendar
from sojourn.systems.us import us_network
from sojourn.systems.us_arrivals import history
from sojourn.systems.us_custody import Custody
from sojourn.systems.us_third_country import EXIT

Floats = npt.NDArray[np.float64]
GATE = "departures"
DECISIONS = ("final_order", "relief", "family_order")
EACH = 30_000
"""People of each class in a probe."""
WEEK = 7
"""Days over which they come, so that no weekday is favoured."""
MIDDLE = WEEK // 2
REFUSED = ("third_country", "kept_after_review")
"""Stages of those whom their own country refuses, and who wait for an agreement."""
LONGEST = 900
"""Days that are followed at most; nearly nobody stays longer, as limits run from the final order."""
NOT_FASTER: Mapping[str, float] = MappingProxyType({})
PLENTY = 1000.0
"""Factor on seats in a probe: on the days of departure there is one for everybody."""
MOST_PROBES = 30
"""Months with a probe of their own at most; where paces change on more, several share one."""


def responses(
    scenario: UsScenario,
    calendar: Calendar,
    inside: Opening,
    *,
    seed: int,
    custody: Custody | None = None,
    faster: Mapping[str, float] = NOT_FASTER,
    lines: Lines = NO_LINES,
) -> Responses:
    """Probe a scenario.

    Args:
        scenario: the scenario.
        calendar: the days of its run.
        inside: who is inside on the first day (:func:`sojourn.warm_up.opening`).
        seed: names the luck of the probes.
        custody: the numbers of custody, where joint draws move them.
        faster: factors on paces, by what their names begin with; those who are inside already go as they would.
        lines: in which line somebody waits for an agreement; nobody is counted where not given.
    """
    network = us_network(scenario, calendar, custody=custody)
    doors = tuple(door.name for door in departures_of(network).doors)
    probed: dict[int, Response] = {}
    for first in _starts(network, calendar):
        if first not in probed:
            probed[first] = _probe(scenario, calendar.day(first), calendar.until, seed, custody, faster, lines)
    months = tuple(probed[first] for first in _starts(network, calendar))
    emptied = _emptied(scenario, calendar, inside, seed, custody, lines)
    return Responses(doors, months, emptied, _arrivals(scenario, network, calendar))


def changes(network: Network, calendar: Calendar) -> list[int]:
    """Ticks from which on something in a network runs otherwise than before."""
    found: set[int] = set()
    for pace in network.paces.values():
        at = number_at(pace, calendar.ticks, "a pace")
        found |= set((np.flatnonzero(np.diff(at)) + 1).tolist())
    for stage in network.stages:
        for clock in stage.clocks:
            if isinstance(clock.to, Dated):
                found |= {tick for tick, _ in clock.to.steps if 0 < tick < calendar.ticks}
    for gate in network.gates:
        for door in gate.doors if gate.name != GATE else ():
            if door.open is not None:  # an agreement that comes into force or is stopped
                at = number_at(door.open, calendar.ticks, door.name)
                found |= set((np.flatnonzero(np.diff(at)) + 1).tolist())
    return sorted(found)


def departures_of(network: Network) -> Gate:
    """The gate of seats out of the country."""
    return next(gate for gate in network.gates if gate.name == GATE)


def _starts(network: Network, calendar: Calendar) -> list[int]:
    """For each month the first tick of the month whose probe serves it."""
    firsts = [0, *(np.flatnonzero(np.diff(calendar.month)) + 1).tolist()]
    last = max(changes(network, calendar), default=0)
    every = -(-max(sum(first < last for first in firsts), 1) // MOST_PROBES)
    settled = next((first for first in firsts if first >= last), firsts[-1])
    return [firsts[at - at % every] if first < last else settled for at, first in enumerate(firsts)]


def _probe(
    scenario: UsScenario,
    day: date,
    until: date,
    seed: int,
    custody: Custody | None,
    faster: Mapping[str, float],
    lines: Lines,
) -> Response:
    ticks = min(LONGEST, (until - day).days) + WEEK
    days = Calendar(day, day + timedelta(days=ticks))
    network = _open(us_network(scenario, days, custody=custody, unlimited_beds=True), ticks)
    network = replace(network, paces=_faster(network.paces, faster, ticks))
    by_name = {source.name: source for source in network.sources}
    kinds = (_classes(network, by_name["border"]) + _classes(network, by_name["interior"])).sum(axis=0)
    counts = np.zeros(ticks, np.int64)
    counts[:WEEK] = EACH * len(CELLS) // WEEK
    straight = by_name["border_direct"]
    mixes = np.atleast_2d(np.ones(network.kinds.size) if straight.kinds is None else straight.kinds)
    probes = (
        Source("probe", "intake", kinds=kinds / kinds.sum(), counts=counts),
        Source("direct", "border_custody", kinds=mixes[0] / mixes[0].sum(), counts=counts),
    )
    panel = _run(network, probes, ticks, seed)
    came = np.maximum(_by_class(panel.taken(owner="source probe")).sum(axis=1), 1.0)[:, None]
    held = _sum([_by_class(panel.inside(name)) for name in _holding(network)])
    decided = _sum([_by_class(taken) for taken in _decided(panel)])
    released = _sum([_by_class(panel.taken(target=one)) for one in RELEASES])
    left = _by_door(network, panel.taken(stage="seat", target="removed_home"))
    taken = _by_door(network, panel.taken(stage="border_seat", target="removed_border")).sum(axis=0)
    return Response(
        held=_stock(held / came),
        left=_flow(left / came[:, :, None]),
        decided=_flow(decided / came),
        released=_flow(released / came),
        direct=_flow(taken / counts.sum()),
        third=_flow(_by_class(panel.taken(target=EXIT)) / came),
        waiting=_stock(_by_line(panel, lines) / came[:, :, None]),
        going=_going(panel) if lines else 0.0,
    )


def _faster(paces: Mapping[str, Schedule], faster: Mapping[str, float], ticks: int) -> dict[str, Schedule]:
    """Paces, those whose names begin with something times a factor."""
    out = dict(paces)
    for name, pace in paces.items():
        for begins, factor in faster.items():
            if name.startswith(begins):
                out[name] = number_at(pace, ticks, name) * factor
    return out


def _emptied(
    scenario: UsScenario, calendar: Calendar, inside: Opening, seed: int, custody: Custody | None, lines: Lines
) -> Inside:
    """Let those who are inside go their ways, and nobody in."""
    network = _open(us_network(scenario, calendar, custody=custody, unlimited_beds=True), calendar.ticks)
    size, ticks = network.kinds.size, calendar.ticks
    nobody = tuple(
        Source(name, to, kinds=np.ones(size) / size, counts=np.zeros(ticks, np.int64))
        for name, to in (("probe", "intake"), ("direct", "border_custody"))
    )
    run, lengths = _followed(_simulation(network, nobody, ticks, seed, inside), calendar)
    panel: Panel = run.advance().panel
    return Inside(
        held=_sum([panel.inside(name).sum(axis=1) for name in _holding(network)]),
        left=_by_door(network, panel.taken(stage="seat", target="removed_home")).sum(axis=0),
        direct=_by_door(network, panel.taken(stage="border_seat", target="removed_border")).sum(axis=0),
        decided=_sum([taken.sum(axis=1) for taken in _decided(panel)]),
        released=_sum([panel.taken(target=one).sum(axis=1) for one in RELEASES]),
        third=panel.taken(target=EXIT).sum(axis=1).astype(np.float64),
        waiting=_by_line(panel, lines).sum(axis=0),
        lengths=lengths,
    )


def _arrivals(scenario: UsScenario, network: Network, calendar: Calendar) -> Arrivals:
    by_name, ticks = {source.name: source for source in network.sources}, calendar.ticks
    rows = network.kinds.rows(("agency", "criminality"))

    def mixes(source: Source) -> Floats:
        table = np.atleast_2d(np.ones(len(rows)) if source.kinds is None else source.kinds)
        by_class = np.stack([np.bincount(rows, weights=one, minlength=len(CELLS)) for one in table])
        mix = np.zeros(ticks, np.int64) if source.mix is None else np.asarray(source.mix[:ticks])
        return np.asarray(by_class[mix].T)

    def rate(source: Source) -> Floats:
        if source.counts is not None:
            return np.asarray(source.counts[:ticks], dtype=np.float64)
        return number_at(0.0 if source.rate is None else source.rate, ticks, source.name)

    border, interior, added = by_name["border"], by_name["interior"], by_name["interior_added"]
    return Arrivals(
        border=mixes(border) * rate(border),
        interior=mixes(interior) * _booked(interior),
        added=mixes(added)[:, 0] * _booked(added),
        arrests=rate(interior),
        own_added=rate(added),
        direct=rate(by_name["border_direct"]),
        fixed=history(scenario, calendar, "interior")[1],
        border_mix=mixes(border),
    )


def _booked(source: Source) -> float:
    """Share of those who come by a source that ask for a bed."""
    if isinstance(source.to, str):
        return float(source.to == "intake")
    if isinstance(source.to, Mapping):
        return float(source.to.get("intake", 0.0))
    raise TypeError(f"the source {source.name} has a route of another form")


def _classes(network: Network, source: Source) -> Floats:
    """(classes, kinds): within each class, how those are made up who come by a source on the first day."""
    kinds = np.atleast_2d(np.ones(network.kinds.size) if source.kinds is None else source.kinds)
    first = kinds[0 if source.mix is None else int(source.mix[0])]
    rows = network.kinds.rows(("agency", "criminality"))
    out = np.zeros((len(CELLS), len(rows)))
    for at in range(len(CELLS)):
        mine = np.where(rows == at, first, 0.0)
        out[at] = mine / mine.sum() if mine.sum() > 0 else 0.0
    return out


def _open(network: Network, ticks: int) -> Network:
    """The same with seats for everybody on the days of departure."""

    def plenty(gate: Gate) -> Gate:
        doors = (replace(door, supply=number_at(door.supply, ticks, door.name) * PLENTY) for door in gate.doors)
        return replace(gate, doors=tuple(doors))

    return replace(network, gates=tuple(plenty(one) if one.name == GATE else one for one in network.gates))


def _run(network: Network, sources: tuple[Source, ...], ticks: int, seed: int) -> Panel:
    found: Panel = _simulation(network, sources, ticks, seed).advance().panel
    return found


def _simulation(
    network: Network, sources: tuple[Source, ...], ticks: int, seed: int, inside: Opening | None = None
) -> Simulation:
    tally = Tally(("agency", "criminality", "nationality"))
    return Simulation(
        replace(network, sources=sources), ticks=ticks, seed=seed, opening=inside, tally=tally, specialised=False
    )


def _followed(run: Simulation, calendar: Calendar) -> tuple[Simulation, Lengths]:
    """A simulation advanced to its end, and how long people have been held, fiscal year by fiscal year."""
    cells = run.network.kinds.rows(("agency", "criminality"))
    ended, still = [], []
    before: npt.NDArray[np.int64] | int = 0
    for span in fiscal_years(calendar):
        run = run.advance(span.ticks.stop)
        stays = run.panel.stays.sum(axis=0, keepdims=True)
        ended.append(stays - before)
        still.append(going_on(run, cells).sum(axis=0, keepdims=True))
        before = stays.copy()
    return run, Lengths(np.stack(ended), np.stack(still))


def _holding(network: Network) -> list[str]:
    return [stage.name for stage in network.stages if stage.holds is not None]


def _sum(parts: Sequence[npt.NDArray[Any]]) -> Floats:
    return np.asarray(np.sum(parts, axis=0), dtype=np.float64)


def _by_class(counts: npt.NDArray[np.int64]) -> Floats:
    """(days, cells) to (classes, days)."""
    return np.asarray(counts.reshape(len(counts), len(CELLS), -1).sum(axis=2).T, dtype=np.float64)


def _by_door(network: Network, counts: npt.NDArray[np.int64]) -> Floats:
    """(days, cells) to (classes, departures, days); each nationality leaves by the departure that accepts it."""
    gate = departures_of(network)
    lanes = gate.lane_levels(network.kinds)
    serves = np.array([door.serves(lanes) for door in gate.doors], dtype=np.float64)
    serves /= np.maximum(serves.sum(axis=0), 1.0)
    return np.asarray(np.einsum("tcn,dn->cdt", counts.reshape(len(counts), len(CELLS), -1), serves, optimize=True))


def _by_line(panel: Panel, lines: Lines) -> Floats:
    """(classes, lines, days): people who wait at the end of each day for an agreement."""
    count = max(lines.values(), default=-1) + 1
    every = sum(panel.inside(name) for name in REFUSED if name in panel.stages)
    found = np.asarray(every).reshape(len(panel.flow), len(CELLS), -1)
    out = np.zeros((len(CELLS), count, len(found)))
    for (crime, nation), line in lines.items():
        for c, (_, other) in enumerate(CELLS):
            if other == crime:
                out[c, line] += found[:, c, nation]
    return out


def _decided(panel: Panel) -> list[npt.NDArray[np.int64]]:
    """(ticks, cells) of each decision: who gets it; a family's own exists only where families come."""
    places = (*panel.stages, *panel.exits)
    return [panel.taken(stage="proceedings", target=one) for one in DECISIONS if one in places]


def _going(panel: Panel) -> float:
    """Share of those who wait for an agreement that stops waiting in a day."""
    here = [name for name in REFUSED if name in panel.stages]
    gone = sum(int(panel.taken(stage=name).sum()) for name in here)
    gone -= sum(int(panel.taken(stage=one, target=other).sum()) for one in here for other in here)
    days = sum(int(panel.inside(name).sum()) for name in here)
    return gone / days if days else 0.0


def _stock(share: Floats) -> Floats:
    """Share of those who came in a week, by days from its start, as a share of one who comes in its middle."""
    so_far = np.minimum((np.arange(share.shape[-1]) + 1) / WEEK, 1.0)
    return np.asarray((share / so_far)[..., MIDDLE:])


def _flow(share: Floats) -> Floats:
    """The same of what happens on each day; what happens before the middle counts on the day of arrival."""
    out = share[..., MIDDLE:].copy()
    out[..., 0] += share[..., :MIDDLE].sum(axis=-1)
    return np.asarray(out)
