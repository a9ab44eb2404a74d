"""Many runs of one scenario: how sure the answer is, and why it is not surer.

Three kinds of not being sure, kept apart. *Not knowing*: each of N runs has its own draw of every number in doubt
(:mod:`sojourn.study.uncertain`), its own member of the fit of custody, and its own luck; their spread is the band.
*Chance*: some runs more at the central values differ by luck alone; their variance is chance's part of the band's.
*Structure*: each other rule that the model could have (:mod:`sojourn.study.alternatives`) is run at the central values
with the same luck, and stands by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from sojourn.results.bands import Band, band, numbers
from sojourn.results.identity import folder_name
from sojourn.results.line import Value
from sojourn.results.run import versions
from sojourn.run import CannotRun, calendar_of, check, data_of, load, name_of_scenario, seed_of, us_only, worth_a_kernel
from sojourn.scenario import Document
from sojourn.scenario.shipped import DEFAULT
from sojourn.scenario.us import UsScenario
from sojourn.study.alternatives import SAME_LUCK, Alternative, alternatives
from sojourn.study.custody.joint import joint_for
from sojourn.study.draw_jobs import Done, Job
from sojourn.study.draw_pool import Stopped, cores, made
from sojourn.study.draw_store import FOLDER, Kept
from sojourn.study.drawn import check_names, drawn
from sojourn.study.draws import Draws, luck, uniforms
from sojourn.study.influence import MAIN, Influence, influences
from sojourn.study.points.drawing import DRAW, LUCK
from sojourn.study.points.point import Values, as_json
from sojourn.study.uncertain import Doubt, doubts
from sojourn.systems.calendar import Calendar
from sojourn.warm_up import past

FEWEST, MOST = 2, 10_000
"""Draws that may be asked for."""
LEAST_LUCK, MOST_LUCK = 8, 40
"""Runs by luck alone: a fifth of the draws, but no fewer and no more."""

Progress = Callable[[int, int], None]
"""Told the runs that are done and all there are."""


@dataclass(frozen=True)
class Ensemble:
    """Many runs of one scenario and what they say together."""

    name: str
    scenario: UsScenario
    data: dict[str, Any] = field(repr=False)
    """The scenario as plain values, resolved."""
    calendar: Calendar = field(repr=False)
    seed: int
    """Names the draws and the luck."""
    doubts: tuple[Doubt, ...] = field(repr=False)
    """The numbers in doubt."""
    joint: Draws | None = field(repr=False)
    """Joint draws that took the place of some of them."""
    drawn: tuple[dict[str, float], ...] = field(repr=False)
    """Of each draw its values by name, in units of the evidence."""
    runs: tuple[Values, ...] = field(repr=False)
    """Of each draw the lines, by period."""
    by_chance: tuple[Values, ...] = field(repr=False)
    """The same of each run at the central values; the first is the scenario's own run (`sojourn run`)."""
    otherwise: tuple[tuple[Alternative, tuple[Values, ...]], ...] = field(repr=False)
    """The alternatives, each with its runs; run k has the luck of run k of ``by_chance``."""
    central: dict[str, Any] = field(repr=False)
    """Summary of the scenario's own run."""
    taken_up: int
    """Runs that had been made before and were taken from the folder."""
    folder: Path | None
    """Folder of the study, where it is kept; see :func:`sojourn.study.draw_files.save`."""
    trouble: OSError | None = field(default=None, repr=False)
    """Why runs could not be kept as they were done, where they could not."""

    @property
    def draws(self) -> int:
        """Runs with a draw each."""
        return len(self.runs)

    @cached_property
    def versions(self) -> dict[str, str]:
        """Versions of what counted."""
        return versions()

    def values(self, runs: Sequence[Values], keys: str | Sequence[str], period: str) -> list[Value]:
        """A line, or the sum of several, over a period, run by run."""
        names = [keys] if isinstance(keys, str) else [key for key in keys if key in self.central["lines"]]
        if len(names) == 1:
            return [one[names[0]][period] for one in runs]
        return [float(numbers([one[name][period] for name in names]).sum()) for one in runs]

    def band(self, keys: str | Sequence[str], period: str) -> Band | None:
        """The band of a line, or of the sum of several, over a period; None where no run has the number."""
        return band(self.values(self.runs, keys, period), self.values(self.by_chance, keys, period))

    def by_rule(self, keys: str | Sequence[str], period: str) -> tuple[float, float] | None:
        """Lowest and highest over the scenario's own rules and all the alternatives, by the same luck."""
        runs = [self.by_chance[:SAME_LUCK], *(found for _, found in self.otherwise)]
        found = np.concatenate([numbers(self.values(one, keys, period)) for one in runs])
        return (float(found.min()), float(found.max())) if len(found) and self.otherwise else None

    def leads_out(self, keys: str | Sequence[str], period: str) -> bool:
        """Whether an alternative leads out of the band with a luck that lies inside it otherwise."""
        found = self.band(keys, period)
        if found is None:
            return False
        usual = numbers(self.values(self.by_chance, keys, period))
        for _, runs in self.otherwise:
            values = numbers(self.values(runs, keys, period))
            if any(found.holds(was) and not found.holds(one) for one, was in zip(values, usual, strict=False)):
                return True
        return False

    @cached_property
    def influences(self) -> tuple[Influence, ...]:
        """The numbers that were drawn, the one that moves a main line most first."""
        names = [name for name in self.drawn[0] if self.joint is None or name not in self.joint.aside]
        columns = {name: np.array([one[name] for one in self.drawn]) for name in names}
        return influences(columns, {line: numbers(self.values(self.runs, line, "all")) for line in MAIN})

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The answer as plain data that JSON can hold: every line of a run's summary, each number a band."""
        from sojourn.study.draw_summary import summary

        return summary(self)

    def __repr__(self) -> str:
        days = f"{self.calendar.start} to {self.calendar.day(self.calendar.ticks - 1)}"
        return f"Ensemble({self.name!r}, {days}, draws={self.draws}, seed={self.seed})"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        from sojourn.results.as_html import bundle

        return bundle(self, self.summary)


def ensemble(
    scenario: Document[UsScenario] | UsScenario | str | Path = DEFAULT,
    *,
    draws: int,
    seed: int | None = None,
    until: date | None = None,
    workers: int | None = None,
    joint: Draws | None = None,
    replications: int | None = None,
    structure: bool = True,
    under: Path | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Run a scenario under many draws of what is not known.

    Args:
        scenario: what `load` gave, or a name or path to load.
        draws: how many; 2 to 10,000. Draw i is the same however many there are.
        seed: names the draws and the luck; the scenario's own where not given.
        until: first day that is not simulated.
        workers: processes; as many as there are cores where not given. The numbers are the same for any.
        joint: joint draws, in place of the independent laws of the same numbers; the members of the fit that ships
            where not given, for a scenario that stands on it.
        replications: runs at the central values, at least 2; a fifth of the draws, from 8 to 40, where not given.
        structure: whether the alternatives are run as well.
        under: folder that gets a folder for the study, in which each run is kept as soon as it is done: the same
            again, or with more draws, goes on from there. Nothing is kept where not given.
        progress: called after each run.

    Raises:
        CannotRun: what is asked for is out of range.
        CannotDraw: the joint draws do not belong to the scenario.
        Stopped: it was interrupted; a KeyboardInterrupt with a sentence.
        WorkerLost: a process ended before its time.
        ScenarioError, NetworkError: as `run`.
    """
    if isinstance(scenario, str | Path):
        scenario = load(scenario)
    us_only(scenario)
    model = scenario.model if isinstance(scenario, Document) else scenario
    seed = seed_of(model, seed)
    _in_range("draws", draws, FEWEST, MOST)
    _in_range("workers", 1 if workers is None else workers, 1, 1024)
    again = min(max(LEAST_LUCK, round(draws / 5)), MOST_LUCK) if replications is None else replications
    _in_range("replications", again, 2, MOST)
    calendar = calendar_of(model, until)
    check(model)
    before = past(model)
    found = doubts(model, before)
    joint = joint_for(model, found) if joint is None else joint
    if joint is not None:
        check_names(model, found, joint)
    others = alternatives(model) if structure else ()
    name, own = name_of_scenario(scenario), True if worth_a_kernel(scenario) else None
    asked = _Asked(name, model, calendar, seed, versions())
    folder = None if under is None else under / f"{folder_name(asked)}-draws"

    jobs = _jobs(asked, before, draws, again, found, joint, others, own)
    kept = Kept(None if folder is None else folder / FOLDER)
    done: dict[str, Done] = {}
    for job in jobs:
        if (made_before := kept.read(job)) is not None:
            done[job.label] = made_before
    taken_up = len(done)
    tell = progress or (lambda finished, everything: None)

    def keep(job: Job, given: Done) -> None:
        kept.write(job, given)
        done[job.label] = given
        tell(len(done), len(jobs))

    try:
        tell(len(done), len(jobs))
        made([job for job in jobs if job.label not in done], workers or cores(), keep)
    except KeyboardInterrupt:
        raise Stopped(_stopped(len(done), len(jobs), folder)) from None
    by_kind: dict[str, list[Done]] = {}
    for job in jobs:
        by_kind.setdefault(job.kind, []).append(done[job.label])
    return Ensemble(
        name=name,
        scenario=model,
        data={**data_of(scenario), "seed": seed},
        calendar=calendar,
        seed=seed,
        doubts=found,
        joint=joint,
        drawn=tuple(dict(job.drawn) for job in jobs if job.kind == DRAW),
        runs=tuple(one.values for one in by_kind[DRAW]),
        by_chance=tuple(one.values for one in by_kind[LUCK]),
        otherwise=tuple((rule, tuple(one.values for one in by_kind[rule.key])) for rule, _ in others),
        central=dict(by_kind[LUCK][0].summary or {}),
        taken_up=taken_up,
        folder=folder,
        trouble=kept.trouble,
    )


@dataclass(frozen=True)
class _Asked:
    """What decides the name of the folder."""

    name: str
    scenario: UsScenario
    calendar: Calendar
    seed: int
    versions: dict[str, str]


def _jobs(
    asked: _Asked,
    before: UsScenario,
    draws: int,
    again: int,
    found: tuple[Doubt, ...],
    joint: Draws | None,
    others: tuple[tuple[Alternative, UsScenario], ...],
    specialised: bool | None,
) -> list[Job]:
    """All runs. Those at the central values come first: the first of all is the scenario's own."""
    central, until, seed = as_json(asked.scenario), asked.calendar.until, asked.seed
    seeds = [seed, *(luck(seed, LUCK, number) for number in range(1, again))]
    first = Job(LUCK, 0, seed, until, central, central, as_json(before), name=asked.name, specialised=specialised)
    jobs = [replace(first, number=number, seed=one) for number, one in enumerate(seeds)]
    for rule, other in others:
        changed = replace(first, kind=rule.key, scenario=as_json(other))
        jobs += [replace(changed, number=number, seed=one) for number, one in enumerate(seeds[:SAME_LUCK])]
    keys = tuple(one.key for one in found)
    for number in range(draws):
        row = None if joint is None else joint.row(number)
        shares = uniforms(seed, keys, number)
        one = drawn(asked.scenario, before, found, shares, row, prospect=(seed, number))
        new = replace(first, kind=DRAW, number=number, seed=luck(seed, DRAW, number), drawn=one.values)
        if asked.scenario.third_country.prospects == "drawn":
            new = replace(new, specialised=False)  # another network in each draw: none is worth a kernel of its own
        jobs.append(replace(new, scenario=as_json(one.scenario), past=as_json(one.past), custody=one.custody))
    return jobs


def _in_range(what: str, number: int, least: int, most: int) -> None:
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise CannotRun(f"{number} is no number of {what} that can be had; whole numbers from {least} to {most:,} are")


def _stopped(done: int, of: int, folder: Path | None) -> str:
    kept = "nothing is kept" if folder is None else "what is done is kept, and the same command goes on from there"
    return f"stopped after {done:,} of {of:,} runs; {kept}"
