"""One run of a scenario of any system whose network a registry names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from sojourn.engine import Simulation, Tally
from sojourn.results.plain import PlainRun
from sojourn.scenario.plain import PlainScenario
from sojourn.systems.calendar import Calendar
from sojourn.systems.registry import system


def simulate_plain(
    model: PlainScenario,
    calendar: Calendar,
    seed: int,
    *,
    name: str = "scenario",
    data: Mapping[str, Any] | None = None,
    specialised: bool | None = False,
    progress: Callable[[int, int], None] | None = None,
) -> PlainRun:
    """Simulate a scenario whose days and seed are known to be right.

    Args:
        model: the scenario.
        calendar: its days.
        seed: names the luck.
        name: what the run is called.
        data: the scenario as plain values; the model's own where not given.
        specialised: as in :class:`Simulation`.
        progress: called about once a simulated month.

    Raises:
        NetworkError: the scenario describes no system that can be run.
    """
    tell = progress or (lambda done, everything: None)
    tell(0, calendar.ticks)
    one = system(model.system)
    network = one.network_of(model, calendar)
    simulation = Simulation(
        network,
        ticks=calendar.ticks,
        seed=seed,
        opening=one.opening_of(model, calendar, seed),
        tally=Tally(cells=one.cells, period=calendar.month),
        specialised=specialised,
    )
    for stop in (*(np.flatnonzero(np.diff(calendar.month)) + 1).tolist(), calendar.ticks):
        simulation.advance(stop)
        tell(stop, calendar.ticks)
    found = np.bincount(simulation.inside().stage, minlength=len(network.stages))
    holders = {
        pool.name: tuple(stage.name for stage in network.stages if stage.holds == pool.name) for pool in network.pools
    }
    plain = model.model_dump(mode="json", by_alias=True) if data is None else data
    return PlainRun(
        name=name,
        scenario=model,
        data={**plain, "seed": seed},
        calendar=calendar,
        seed=seed,
        panel=simulation.panel,
        kinds=network.kinds,
        sources=tuple(source.name for source in network.sources),
        stages=tuple(stage.name for stage in network.stages),
        exits=tuple(network.exits),
        holds=holders,
        at_end=dict(zip((stage.name for stage in network.stages), found.tolist(), strict=True)),
        cells=one.cells,
    )
