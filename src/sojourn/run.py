"""Three verbs: `load` reads a scenario, `check` sees that it can be run, `run` simulates it once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload

import numpy as np
import numpy.typing as npt

from sojourn import warm_up
from sojourn.engine import Simulation, Tally
from sojourn.engine.simulation import MAX_SEED
from sojourn.means import Means
from sojourn.network import By, Network, Opening, number_at, thinned
from sojourn.results.lengths import Lengths, going_on
from sojourn.results.periods import fiscal_years
from sojourn.results.run import Run
from sojourn.results.store import name_of
from sojourn.scenario import Document, read
from sojourn.scenario.plain import PlainScenario
from sojourn.scenario.shipped import DEFAULT, shipped
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar
from sojourn.systems.registry import choice, system
from sojourn.systems.us import CELLS, GROUPS, us_network
from sojourn.systems.us_custody import Custody, custody_of
from sojourn.systems.us_third_country import active

if TYPE_CHECKING:
    from sojourn.results.plain import PlainRun

P = TypeVar("P", bound=PlainScenario)
Progress = Callable[[int, int], None]
"""Told the ticks that are done and all there are; first with none done, before it is known who is inside."""
Seen = Callable[[Simulation], None]
"""Shown the simulation as far as it has come."""


class CannotRun(ValueError):
    """A run cannot be made as asked; the message is one sentence."""


def load(source: str | Path = DEFAULT, set: Sequence[str] = ()) -> Document[Any]:  # noqa: A002 - the word of the command line
    """Read a scenario of any system and check it.

    Args:
        source: name of a shipped scenario, or path of a file.
        set: texts `PATH=VALUE` laid over it, such as `beds.capacity=60,000 beds`.

    Returns:
        The scenario; its model is that of the system it names under `system`.

    Raises:
        ScenarioError: with everything that is wrong, each at its place.
    """
    return read(source, choice(), overrides=set, shipped=shipped())


def load_us(source: str | Path = DEFAULT, set: Sequence[str] = ()) -> Document[UsScenario]:  # noqa: A002 - as in `load`
    """Read a scenario of the US system, for what is asked of that system alone.

    Raises:
        ScenarioError: with everything that is wrong, each at its place.
        CannotRun: it is a scenario of another system.
    """
    document = load(source, set)
    us_only(document)
    return document


def us_only(scenario: Document[Any] | UsScenario | PlainScenario) -> None:
    """See that a scenario is one of the US system.

    Raises:
        CannotRun: it is one of another system.
    """
    model = scenario.model if isinstance(scenario, Document) else scenario
    if not isinstance(model, UsScenario):
        raise CannotRun(
            f"{name_of_scenario(scenario)} is a scenario of the system {model.system!r}; this is asked of scenarios "
            "of 'us' only, and a single `sojourn run` runs any"
        )


def check(scenario: Document[Any] | UsScenario | PlainScenario) -> None:
    """See that a scenario that reads well also describes a system that can be run.

    Raises:
        NetworkError: it does not; the message says why.
    """
    model = scenario.model if isinstance(scenario, Document) else scenario
    system(model.system).network_of(model, calendar_of(model, None))


@overload
def run(
    scenario: Document[UsScenario] | UsScenario | str | Path = DEFAULT,
    *,
    seed: int | None = None,
    until: date | None = None,
    progress: Progress | None = None,
) -> Run: ...


@overload
def run(
    scenario: Document[P] | PlainScenario,
    *,
    seed: int | None = None,
    until: date | None = None,
    progress: Progress | None = None,
) -> PlainRun: ...


def run(
    scenario: Document[Any] | UsScenario | PlainScenario | str | Path = DEFAULT,
    *,
    seed: int | None = None,
    until: date | None = None,
    progress: Progress | None = None,
) -> Run | PlainRun:
    """Simulate a scenario of any system, day by day and person by person.

    Args:
        scenario: what `load` gave, or a name or path to load.
        seed: names the luck; the scenario's own where not given.
        until: first day that is not simulated; at most that of the scenario, which is also the default.
        progress: called about once a simulated month.

    Raises:
        CannotRun: the seed or the day is out of range.
        ScenarioError: the scenario cannot be read.
        NetworkError: the scenario describes no system that can be run.
    """
    if isinstance(scenario, str | Path):
        scenario = load(scenario)
    model = scenario.model if isinstance(scenario, Document) else scenario
    seed = seed_of(model, seed)
    if isinstance(model, PlainScenario):
        from sojourn.run_plain import simulate_plain

        days, name = calendar_of(model, until), name_of_scenario(scenario)
        return simulate_plain(model, days, seed, name=name, data=data_of(scenario), progress=progress)
    return simulate(
        model,
        calendar_of(model, until),
        seed,
        name=name_of_scenario(scenario),
        data=data_of(scenario),
        specialised=True if worth_a_kernel(scenario) else None,
        progress=progress,
    )


def simulate(
    model: UsScenario,
    calendar: Calendar,
    seed: int,
    *,
    name: str = "scenario",
    data: Mapping[str, Any] | None = None,
    past: UsScenario | None = None,
    custody: Custody | None = None,
    specialised: bool | None = None,
    weight: int = 1,
    opening: Opening | None = None,
    seen: Seen | None = None,
    progress: Progress | None = None,
) -> Run:
    """Simulate a scenario whose days and seed are known to be right; many runs of a study each do this.

    Args:
        model: the scenario.
        calendar: its days.
        seed: names the luck.
        name: what the run is called.
        data: the scenario as plain values; the model's own where not given.
        past: the system before the start; 2024 as it was where not given.
        custody: the numbers of custody, in place of the scenario's tables.
        specialised: as in :class:`Simulation`.
        weight: how many people each simulated person stands for (:func:`sojourn.network.thinned`); what is counted
            is counted in people.
        opening: who is inside on the first day, where it was found before (:func:`sojourn.warm_up.opening_key`).
        seen: called as `progress` is, with the simulation as far as it has come; it is only to be looked at.
        progress: called about once a simulated month.
    """
    tell = progress or (lambda done, everything: None)
    tell(0, calendar.ticks)
    network = us_network(model, calendar, custody=custody)
    if opening is not None:
        inside = opening
    elif past is None and custody is None:
        inside = warm_up.opening(model, seed, specialised=specialised, weight=weight)
    else:
        past = warm_up.past(model) if past is None else past
        inside = warm_up.opening(past, seed, custody or custody_of(past), specialised=specialised, weight=weight)
    tally = Tally(CELLS, GROUPS, period=calendar.month)
    simulation = Simulation(
        thinned(network, weight, calendar.ticks),
        ticks=calendar.ticks,
        seed=seed,
        opening=inside,
        tally=tally,
        specialised=specialised,
    )
    means = Means(model, calendar, network, _capacity(network, calendar).sum(axis=1), weight)
    simulation, lengths = _advance(simulation, means, calendar, tell, seen)
    plain = model.model_dump(mode="json", by_alias=True) if data is None else data
    return Run(
        name=name,
        scenario=means.scenario,
        data={**plain, "seed": seed},
        calendar=calendar,
        seed=seed,
        panel=simulation.panel.times(weight),
        kinds=network.kinds,
        stages=tuple(stage.name for stage in network.stages),
        custody=tuple(stage.name for stage in network.stages if stage.holds is not None),
        exits=tuple(network.exits),
        capacity=_capacity(means.in_force, calendar),
        emptied=tuple(means.emptied),
        not_ordered=tuple(means.not_ordered),
        lengths=Lengths(lengths.ended * weight, lengths.going_on * weight),
        at_end=_at_end(simulation) * weight,
        weight=weight,
    )


def seed_of(scenario: UsScenario | PlainScenario, seed: int | None) -> int:
    """The seed asked for, or else the scenario's own.

    Raises:
        CannotRun: it is out of range.
    """
    seed = scenario.seed if seed is None else seed
    if not 0 <= seed <= MAX_SEED:
        raise CannotRun(f"a seed of {seed} is out of range; whole numbers from 0 to {MAX_SEED} are allowed")
    return seed


def worth_a_kernel(scenario: Document[Any] | UsScenario | PlainScenario) -> bool:
    """Whether a kernel of a scenario's own would be used again: it is run as it ships, with no agreement in force.

    Variations of such a scenario have the same structure; each agreement in force makes another.
    """
    if not isinstance(scenario, Document) or scenario.files[0] not in shipped():
        return False
    if not all(change.new_place.file in shipped() for change in scenario.replaced):
        return False
    return not (isinstance(scenario.model, UsScenario) and active(scenario.model))


def calendar_of(scenario: UsScenario | PlainScenario, until: date | None) -> Calendar:
    """The days of a scenario, up to and not including ``until``.

    Raises:
        CannotRun: the day is not inside the period.
    """
    start, end = scenario.period.start.value, scenario.period.until
    if until is not None and not start < until <= end:
        raise CannotRun(f"a run until {until} is not inside the period of the scenario, which is {start} to {end}")
    return Calendar(start, until or end)


def _advance(
    simulation: Simulation, means: Means, calendar: Calendar, tell: Progress, seen: Seen | None = None
) -> tuple[Simulation, Lengths]:
    """Run month by month, within its means; at the end of each fiscal year, see how long people have been held."""
    ends = [span.ticks.stop for span in fiscal_years(calendar)]
    months = np.flatnonzero(np.diff(calendar.month)) + 1
    cell_of_kind = simulation.network.kinds.rows(CELLS)
    ended, open_ended = [], []
    for stop in sorted({*months.tolist(), *ends}):
        simulation = means.advance(simulation, stop)
        if seen is not None:
            seen(simulation)
        tell(stop, calendar.ticks)
        if stop in ends:
            ended.append(simulation.panel.stays.copy())
            open_ended.append(going_on(simulation, cell_of_kind))
    return simulation, Lengths(_changes(np.stack(ended)), np.stack(open_ended))


def _changes(running: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """What each running total adds to the one before."""
    return np.concatenate([running[:1], running[1:] - running[:-1]])


def _capacity(network: Network, calendar: Calendar) -> npt.NDArray[np.int64]:
    (pool,) = network.pools
    if not isinstance(pool.capacity, By):
        raise TypeError("the beds of the US system are counted by area")
    _, schedules = pool.capacity.rows(network.kinds)
    each = [number_at(schedule, calendar.ticks, pool.name) for schedule in schedules]
    return np.stack(each, axis=1).astype(np.int64)


def _at_end(simulation: Simulation) -> npt.NDArray[np.int64]:
    inside, network = simulation.inside(), simulation.network
    out = np.zeros((len(network.stages), len(network.kinds.levels("nationality"))), dtype=np.int64)
    np.add.at(out, (inside.stage, network.kinds.rows(GROUPS)[inside.kind]), 1)
    return out


def data_of(scenario: Document[Any] | UsScenario | PlainScenario) -> dict[str, Any]:
    """A scenario as plain values, resolved."""
    return scenario.data if isinstance(scenario, Document) else scenario.model_dump(mode="json", by_alias=True)


def name_of_scenario(scenario: Document[Any] | UsScenario | PlainScenario) -> str:
    """What a scenario is called: its shipped name, or that of its file."""
    return name_of(Path(scenario.files[0])) if isinstance(scenario, Document) else "scenario"
