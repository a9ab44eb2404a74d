"""The reference network changed a little: more beds, something that few people meet, less that is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import perf_counter
from typing import Any

import reference_sojourn
from reference import DAYS, NATIONS, Reference
from reference_sojourn import finished, prepared

from sojourn.engine import Simulation, Tally
from sojourn.network import By, Clock, Gamma, Network, Stage


def effects_of_beds(people: float, runs: int, times: float) -> list[list[float]]:
    """The effect of so many times the beds on removals and on the mean in bed, run by run.

    Each row: the effect on either with the luck of the run without the beds, then on either with luck of its own.
    The arrivals are the same throughout.
    """

    def outcome(reference: Reference, luck: int) -> tuple[float, float]:
        summary = reference_sojourn.run(reference, luck)
        return summary.exits["removed"], summary.mean_in_bed

    fewer, more = Reference(people), Reference(people, room=times)
    rows = []
    for luck in range(runs):
        base, common, other = outcome(fewer, luck), outcome(more, luck), outcome(more, luck + runs)
        rows.append([common[0] - base[0], common[1] - base[1], other[0] - base[0], other[1] - base[1]])
    return rows


def with_clinic(network: Network) -> Network:
    """A stage more: one in 500 is ill after court, and stays in a clinic before the document is asked for."""

    def via(shares: Any) -> Any:
        ill = min(0.002, shares["document"])
        return {**shares, "document": shares["document"] - ill, "clinic": ill}

    court = _stage(network, "court")
    (end,) = court.clocks
    orders = end.to
    assert isinstance(orders, By)
    routes: Mapping[Any, Any] = {key: via(shares) for key, shares in orders.values.items()}
    clinic = Stage("clinic", (Clock("well", Gamma(2, 10.0), "document"),), holds="beds")
    there = replace(court, clocks=(replace(end, to=replace(orders, values=routes)),))
    stages = (*(there if stage is court else stage for stage in network.stages), clinic)
    return replace(network, stages=stages)


def with_clock(network: Network) -> Network:
    """A clock more: those who wait for a third country, one in twenty, may get relief all the same."""
    third = _stage(network, "third")
    more = replace(third, clocks=(*third.clocks, Clock("relented", Gamma(1, 2000.0), "relief")))
    return replace(network, stages=tuple(more if stage is third else stage for stage in network.stages))


def _stage(network: Network, name: str) -> Stage:
    return next(stage for stage in network.stages if stage.name == name)


VARIANTS: dict[str, Callable[[Reference], Network]] = {
    "a stage that 1 in 500 enters": lambda reference: with_clinic(reference.network()),
    "a clock where 1 in 20 waits": lambda reference: with_clock(reference.network()),
    "a nationality, the rarest": lambda reference: replace(reference, nations=NATIONS + 1).network(),
}


def rarely_met(variant: str, people: float, pairs: int) -> dict[str, Any]:
    """Seconds of the network as it is and with the variant, in turns."""
    change = VARIANTS[variant]
    tally = Tally(cells=("class",), groups=("nation",), outcomes=True)

    def changed(size: float, luck: int) -> Simulation:
        return Simulation(change(Reference(size)), ticks=DAYS, seed=luck, tally=tally, specialised=True)

    finished(prepared(Reference(1000)))
    finished(changed(1000, 1))
    out = []
    for luck in range(1, pairs + 1):
        without, having = prepared(Reference(people), luck), changed(people, luck)
        out.append({"without": _seconds(without), "with": _seconds(having)})
    return {"pairs": out}


def switched_off(people: float, pairs: int) -> list[dict[str, float]]:
    """Seconds of Sojourn as measured, without counts by class and nationality, and on the general kernel, in turns."""
    reference = Reference(people)
    by = Tally(cells=("class",), groups=("nation",), outcomes=True)

    def run(tally: Tally, specialised: bool, size: Reference = reference) -> Simulation:
        return Simulation(size.network(), ticks=DAYS, seed=1, tally=tally, specialised=specialised)

    forms = {"all": (by, True), "uncounted": (Tally(), True), "general": (by, False)}
    for tally, specialised in forms.values():
        finished(run(tally, specialised, Reference(1000)))
    return [
        {name: _seconds(run(tally, specialised)) for name, (tally, specialised) in forms.items()} for _ in range(pairs)
    ]


def _seconds(run: Simulation) -> float:
    started = perf_counter()
    finished(run)
    return perf_counter() - started
