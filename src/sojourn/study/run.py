"""The verb `run`: a scenario once, or with draws of what is not known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, overload

from sojourn.run import run as once
from sojourn.scenario import Document
from sojourn.scenario.shipped import DEFAULT
from sojourn.scenario.us import UsScenario

if TYPE_CHECKING:
    from sojourn.results.run import Run
    from sojourn.study.draws import Draws
    from sojourn.study.ensemble import Ensemble

Scenario = Document[UsScenario] | UsScenario | str | Path
Progress = Callable[[int, int], None]


@overload
def run(
    scenario: Scenario = DEFAULT,
    *,
    seed: int | None = None,
    until: date | None = None,
    progress: Progress | None = None,
    draws: None = None,
) -> Run: ...


@overload
def run(
    scenario: Scenario = DEFAULT,
    *,
    seed: int | None = None,
    until: date | None = None,
    progress: Progress | None = None,
    draws: int,
    workers: int | None = None,
    joint: Draws | None = None,
    under: Path | None = None,
) -> Ensemble: ...


def run(
    scenario: Scenario = DEFAULT,
    *,
    seed: int | None = None,
    until: date | None = None,
    progress: Progress | None = None,
    draws: int | None = None,
    workers: int | None = None,
    joint: Draws | None = None,
    under: Path | None = None,
) -> Run | Ensemble:
    """Simulate a scenario, day by day and person by person.

    Args:
        scenario: what `load` gave, or a name or path to load.
        seed: names the luck; the scenario's own where not given.
        until: first day that is not simulated; at most that of the scenario, which is also the default.
        progress: called about once a simulated month with the days that are done and all; with draws, after each run.
        draws: how many draws of what is not known; one run at the central values where not given. The `summary` of
            many runs has a band in the place of every number.
        workers: processes that make the draws; as many as there are cores where not given.
        joint: joint draws, such as a fit gives, in place of the independent laws of the same numbers.
        under: folder in which the runs of a study are kept as they are done, so that it can be gone on with.

    Raises:
        CannotRun: the seed, the day or the number of draws is out of range.
        ScenarioError: the scenario cannot be read.
        NetworkError: the scenario describes no system that can be run.
    """
    if draws is None:
        return once(scenario, seed=seed, until=until, progress=progress)
    from sojourn.study.ensemble import ensemble

    return ensemble(
        scenario, draws=draws, seed=seed, until=until, progress=progress, workers=workers, joint=joint, under=under
    )
