"""`sensitivity`: which of what is not known decides a result, and which of it to measure next."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sojourn.results.bands import Band, band
from sojourn.results.line import Line, Value
from sojourn.results.lines import lines
from sojourn.results.periods import WHOLE
from sojourn.results.run import versions
from sojourn.run import CannotRun, data_of, load, name_of_scenario, us_only, worth_a_kernel
from sojourn.scenario import Document
from sojourn.scenario.shipped import DEFAULT as DEFAULT_SCENARIO
from sojourn.scenario.us import UsScenario
from sojourn.study.draw_pool import Stopped, cores
from sojourn.study.points.drawing import drawing
from sojourn.study.points.point import Point, Values, measured
from sojourn.study.points.runs import Store, run_points
from sojourn.study.sensitivity import ranges
from sojourn.study.sensitivity.asked import DEFAULT, Threshold, checked, threshold
from sojourn.study.sensitivity.division import RUNS, Division, divided
from sojourn.study.sensitivity.factors import Factor, Factors, factors
from sojourn.study.sensitivity.knowing import Knowing, knowing
from sojourn.study.sensitivity.ranges import End
from sojourn.study.sensitivity.ranks import Ranked, Rows, ranked, rows
from sojourn.study.sensitivity.screening import Screened, Walk, chosen, screened, walk
from sojourn.systems.calendar import Calendar

Floats = npt.NDArray[np.float64]
Progress = Callable[[int, int], None]
"""Told the runs that are done and all there will be."""


@dataclass(frozen=True)
class Planned:
    """What is told before the many runs are made."""

    division: Division
    seconds: float
    """That one run took here."""
    workers: int

    @property
    def minutes(self) -> float:
        """What all will take, if nothing else keeps the machine busy."""
        return self.division.runs * self.seconds / self.workers / 60


@dataclass(frozen=True)
class Result:
    """What is found of one line over one period."""

    line: Line
    central: float
    """At the central values; a day as its number."""
    band: Band | None
    """Over the runs of the indices."""
    screening: tuple[Screened, ...]
    floor: float
    """What luck alone moves it by, as a factor's range does."""
    ranking: tuple[Ranked, ...]
    ends: tuple[End, ...]

    @property
    def told(self) -> frozenset[str]:
        """The factors that move it by more than luck does."""
        return frozenset(one.factor.key for one in self.screening if one.told)

    @property
    def stands_out(self) -> tuple[Ranked, ...]:
        """The factors of which the share of the variance is sure to be more than nothing, the largest first."""
        return tuple(one for one in self.ranking if one.factor.key in self.told and one.sure)

    @property
    def next(self) -> Factor | None:
        """What to measure next, to know the result better; None where nothing stands out."""
        return next((one.factor for one in self.stands_out if one.factor.measurable), None)


@dataclass(frozen=True)
class Sensitivity:
    """Which of what is not known decides some results."""

    name: str
    scenario: UsScenario
    data: dict[str, Any] = field(repr=False)
    calendar: Calendar = field(repr=False)
    seed: int
    period: str
    factors: Factors = field(repr=False)
    held: int
    """Things in doubt that were kept at their central values, as they were not asked after."""
    division: Division
    """How the runs were divided."""
    runs: int
    """Runs that the answer stands on."""
    results: tuple[Result, ...]
    knowing: tuple[Knowing, ...]
    """One for each threshold."""
    walk: Walk = field(repr=False)
    rows: Rows = field(repr=False)
    numbers: Mapping[str, tuple[Floats, Floats]] = field(repr=False)
    """Of each result its values over the runs of the screening and of the indices."""

    @cached_property
    def versions(self) -> dict[str, str]:
        """Versions of what counted."""
        return versions()


def sensitivity(
    scenario: Document[UsScenario] | UsScenario | str | Path = DEFAULT_SCENARIO,
    *,
    of: Sequence[str] = (),
    period: str = WHOLE,
    thresholds: Sequence[str | Threshold] = (),
    runs: int = RUNS,
    among: Sequence[str] = (),
    seed: int | None = None,
    until: date | None = None,
    workers: int | None = None,
    store: Store | None = None,
    specialised: bool | None = None,
    planned: Callable[[Planned], None] | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Rank what is not known of a scenario by what it does to results.

    Args:
        scenario: what `load` gave, or a name or path to load.
        of: keys of results, such as `removed_all`; all from the same runs.
        period: `all`, or a fiscal year such as `FY2027`.
        thresholds: such as `removed_all >= 1,000,000`; their results are ranked too.
        runs: at most so many.
        among: patterns of what is in doubt; all else stays at its central value.
        seed: names the design and the luck; the scenario's own where not given.
        until: first day that is not simulated.
        workers: processes; as many as there are cores where not given. The numbers are the same for any.
        store: where runs are kept, so that the same again, or with other results, goes on from there.
        specialised: as in `Simulation`.
        planned: told how the runs are divided before most of them are made.
        progress: called after each run.

    Raises:
        CannotRun: what is asked for is not there, nothing is in doubt, or the runs are too few.
        Stopped: it was interrupted; a KeyboardInterrupt with a sentence.
        WorkerLost, NotKept, ScenarioError, NetworkError: as `run_points` and `run`.
    """
    if isinstance(scenario, str | Path):
        scenario = load(scenario)
    us_only(scenario)
    model = scenario.model if isinstance(scenario, Document) else scenario
    wanted = [threshold(one) if isinstance(one, str) else one for one in thresholds]
    if workers is not None and not 1 <= workers <= 1024:
        raise CannotRun(f"{workers} is no number of processes that can be had; whole numbers from 1 to 1,024 are")
    own = specialised if specialised is not None else True if worth_a_kernel(scenario) else None
    found = drawing(model, seed=seed, until=until, specialised=own)
    known = factors(found, among)
    many, groups = len(known.known), sum(not one.ordered for one in known.known)
    division = divided(runs, many, groups=groups)
    first = _first(found.central(), name_of_scenario(scenario), store)
    by_key = {line.key: line for line in first.lines}
    names = tuple(dict.fromkeys([*of, *(one.result for one in wanted)])) or DEFAULT
    limits = checked(names, period, wanted, by_key, first.values)
    if planned is not None:
        begun = time.perf_counter()
        found.central(1).run()  # the first one was slow: whatever a run needs was read for it
        planned(Planned(division, time.perf_counter() - begun, workers or cores()))
    making = _Making(store, workers, progress or (lambda done, everything: None), division.runs)

    path = walk(known, division.trajectories, found.seed)
    screening = _numbers(making.make([known.point(one) for one in path.places()]), names, period)
    screens = {name: screened(known, path, screening[name]) for name in names}
    best = chosen({name: one for name, (one, _) in screens.items()})
    division = divided(runs, many, len(best), groups)
    named = best[: division.named]
    making.most = division.runs

    design = rows(known, named, division.rows, found.seed)
    tried = ranges.places([known[key] for key in named])
    points = [known.point(one, design.together) for one in design.wheres()]
    values = making.make([*points, *(known.point(one) for each in tried.values() for one in each)])
    indices = _numbers(values[: len(points)], names, period)
    at_ends = _numbers(values[len(points) :], names, period)

    results = []
    for name in names:
        screens_of, floor = screens[name]
        numbers = iter(at_ends[name].tolist())
        swings = {key: [next(numbers) for _ in each] for key, each in tried.items()}
        results.append(
            Result(
                line=by_key[name],
                central=float(_numbers([first.values], [name], period)[name][0]),
                band=band(indices[name].tolist()),
                screening=screens_of,
                floor=floor,
                ranking=ranked(known, design, indices[name], found.seed),
                ends=ranges.ends([known[key] for key in named], swings),
            )
        )
    of_name = {one.line.key: one for one in results}
    learned = tuple(
        knowing(one, design, indices[one.result], of_name[one.result].ranking, of_name[one.result].told, found.seed)
        for one in limits
    )
    return Sensitivity(
        name=name_of_scenario(scenario),
        scenario=model,
        data={**data_of(scenario), "seed": found.seed},
        calendar=first.calendar,
        seed=found.seed,
        period=period,
        factors=known,
        held=len(factors(found).known) - len(known.known),
        division=division,
        runs=making.made + 1,
        results=tuple(results),
        knowing=learned,
        walk=path,
        rows=design,
        numbers={name: (screening[name], indices[name]) for name in names},
    )


@dataclass(frozen=True)
class _First:
    """The scenario's own run."""

    lines: tuple[Line, ...]
    values: Values
    calendar: Calendar


def _first(point: Point, name: str, store: Store | None) -> _First:
    """Make it here, so that its lines are known before any other run is made."""
    run = point.run(name)
    values = measured(point, run)
    if store is not None:
        store.write(point.hash, values)
    return _First(lines(run), values, run.calendar)


@dataclass
class _Making:
    """Runs of several stages, told as one."""

    store: Store | None
    workers: int | None
    progress: Progress
    most: int
    """Runs there will be in all, as far as it is known."""
    made: int = 0

    def make(self, points: Sequence[Point]) -> tuple[Values, ...]:
        """Make some runs."""
        before = self.made + 1

        def tell(done: int, everything: int) -> None:
            self.made = before - 1 + done
            self.progress(before + done, max(self.most, before + everything))

        try:
            return run_points(points, store=self.store, workers=self.workers, progress=tell)
        except KeyboardInterrupt as trouble:
            if str(trouble):
                raise
            kept = (
                "nothing is kept" if self.store is None else "what is done is kept, and the same command goes on there"
            )
            raise Stopped(f"stopped after {self.made + 1:,} of about {self.most:,} runs; {kept}") from None


def _numbers(values: Sequence[Values], names: Sequence[str], period: str) -> dict[str, Floats]:
    """Of each result its numbers, run by run; a day as its number.

    Raises:
        CannotRun: a run has none.
    """
    out = {}
    for name in names:
        found = [one.get(name, {}).get(period) for one in values]
        missing = sum(one is None for one in found)
        if missing:
            raise CannotRun(
                f"{name} has no number in {missing:,} of {len(found):,} runs, so that its spread is not defined; "
                "name another result or period"
            )
        out[name] = np.array([_number(one) for one in found])
    return out


def _number(value: Value) -> float:
    return float(date.fromisoformat(value).toordinal()) if isinstance(value, str) else float(value or 0)
