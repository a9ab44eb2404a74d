"""From a study to its runs: the scenario of each point of the design, checked, and the points that are made of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from sojourn.network import NetworkError
from sojourn.results.lines import lines
from sojourn.run import CannotRun, calendar_of, seed_of
from sojourn.scenario.errors import Place, Problem, ScenarioError, problem_at
from sojourn.scenario.us import UsScenario
from sojourn.scenario.written import Written
from sojourn.study.custody.joint import joint_for
from sojourn.study.drawn import check_names
from sojourn.study.draws import luck
from sojourn.study.points.drawing import LUCK, Drawing
from sojourn.study.points.plain_point import PlainPoint, make_plain
from sojourn.study.points.point import Point, Values, as_json, make
from sojourn.study.points.runs import hand
from sojourn.study.sweep.asked import Study
from sojourn.study.uncertain import doubts
from sojourn.systems.registry import system
from sojourn.warm_up import past

MANY = 100
"""Runs from which a kernel of their own is worth its making."""
FEW_DAYS = 8
"""Days of the run that tells the lines of the answer, and makes what is compiled once for all."""

Progress = Callable[[int, int], None]
AnyPoint = Point | PlainPoint


@dataclass(frozen=True)
class Told:
    """What a line of the answer is called, and its unit."""

    label: str
    unit: str


@dataclass(frozen=True)
class Planned:
    """One run of a study."""

    number: int
    """Of its point in the design, from 0."""
    draw: int | None
    """Number of the draw of what is not known; None at the central values."""
    replication: int | None
    """Number of the run at the central values, which differ by luck alone; 0 is the scenario's own (`sojourn run`)."""
    point: AnyPoint


@dataclass(frozen=True)
class Seen:
    """A scenario whose network is to be looked at, in another process too."""

    number: int
    system: str
    scenario: str = dataclasses.field(repr=False)
    until: date

    @property
    def label(self) -> str:
        """A name that no other has."""
        return str(self.number)

    @property
    def hash(self) -> str:
        """The same."""
        return self.label


@dataclass(frozen=True)
class Plan:
    """A study whose points have been checked."""

    study: Study

    @cached_property
    def plain(self) -> bool:
        """Whether it is of another system than that of the United States."""
        return not issubclass(self.study.base.form, UsScenario)

    def model(self, number: int) -> Any:
        """The scenario of a point."""
        return self.study.base.with_changes({**self.study.fixed, **self.study.points[number]})[0]

    def make(self) -> Callable[[Any], Values]:
        """What makes a run."""
        return make_plain if self.plain else make

    def runs(self) -> Iterator[Planned]:
        """All runs, in the order of the table: point by point, those at the central values first."""
        for number in range(len(self.study.points)):
            yield from self.runs_of(number, self.model(number))

    def runs_of(self, number: int, model: Any) -> Iterator[Planned]:
        """The runs of a point."""
        study = self.study
        seed, until = seed_of(model, study.seed), calendar_of(model, study.until).until
        if not isinstance(model, UsScenario):
            for again in range(study.replications):
                own = seed if again == 0 else luck(seed, LUCK, again)
                yield Planned(number, None, again, PlainPoint(model.system, own, until, as_json(model)))
            return
        before = past(model)
        found = doubts(model, before) if study.draws else ()
        joint = joint_for(model, found) if study.draws else None
        if joint is not None:
            check_names(model, found, joint)
        drawing = Drawing(model, before, until, seed, found, joint)
        for again in range(study.replications):
            yield Planned(number, None, again, drawing.central(again))
        for draw in range(study.draws):
            yield Planned(number, draw, None, drawing.draw(draw))

    def lines(self, number: int = 0, days: int | None = FEW_DAYS) -> dict[str, Told]:
        """The lines of the answer of a point, from a run of so many days, or of all.

        It also makes what is compiled once for all, before any process wants it.
        """
        point = next(self.runs_of(number, self.model(number))).point
        until = point.until if days is None else min(point.until, _start(point) + timedelta(days=days))
        if isinstance(point, PlainPoint):
            made = dataclasses.replace(point, until=until).run()
            return {key: Told(line["label"], line["unit"]) for key, line in made.summary["lines"].items()}
        own = True if self.study.runs >= MANY else point.specialised
        run = dataclasses.replace(point, until=until, specialised=own).run()
        return {line.key: Told(line.label, line.unit) for line in lines(run)}


def plan(study: Study, *, workers: int | None = None, progress: Progress | None = None) -> Plan:
    """See that every point of a study can be run.

    Args:
        study: what was asked for.
        workers: processes that may be used.
        progress: told the points that have been checked and all there are.

    Raises:
        ScenarioError: with everything that is wrong with any point, each at the place in the study that it comes from.
    """
    problems: list[Problem] = []
    draws = study.places.get("draws")
    if study.draws and not issubclass(study.base.form, UsScenario) and draws is not None:
        hint = "ask for `replications`, which differ by luck alone"
        problems.append(
            problem_at(draws.head, "draws are of what is not known about the system `us` only", "draws", hint)
        )
    seen: list[Seen] = []
    for number, point in enumerate(study.points):
        model, _, wrong = study.base.with_changes({**study.fixed, **point})
        problems += wrong
        if model is None:
            continue
        try:
            until = calendar_of(model, study.until).until
            seed_of(model, study.seed)
            seen.append(Seen(number, model.system, as_json(model), until))
        except CannotRun as trouble:
            at = study.places.get("until") or _first(study, number)
            problems.append(problem_at(at.head if at else None, str(trouble), "until"))
    if not problems:
        problems = _networks(study, seen, workers, progress)
    if problems:
        raise ScenarioError(_once(problems))
    return Plan(study)


def no_network(seen: Seen) -> str | None:
    """Why a scenario describes no system that can be run; None where it does."""
    one = system(seen.system)
    model = one.model().model_validate_json(seen.scenario)
    try:
        one.network_of(model, calendar_of(model, seen.until))  # type: ignore[arg-type]  # a scenario has a period
    except NetworkError as trouble:
        return str(trouble)
    return None


def _networks(study: Study, seen: list[Seen], workers: int | None, progress: Progress | None) -> list[Problem]:
    found: list[tuple[int, str]] = []
    done = 0

    def keep(one: Seen, why: str | None) -> None:
        nonlocal done
        done += 1
        if why is not None:
            found.append((one.number, why))
        if progress is not None:
            progress(done, len(seen))

    hand(seen, len(seen), keep, no_network, workers if len(seen) >= MANY else 1)
    out = []
    for number, why in sorted(found):
        at = _first(study, number) or study.places.get("scenario")
        out.append(problem_at(at.head if at else None, f"point {number} cannot be run: {why}"))
    return out


def _first(study: Study, number: int) -> Written | None:
    """The first value of a point, or else the first that is set for all."""
    return next(iter({**study.points[number], **study.fixed}.values()), None)


def _once(problems: list[Problem]) -> list[Problem]:
    """The problems by place, and of several at one place the first: a range gives many points the same."""
    kept: dict[object, Problem] = {}
    for one in problems:
        kept.setdefault((one.place, one.path) if one.place is not None else one.message, one)
    return sorted(kept.values(), key=lambda one: (one.place is not None, one.place or Place("", 0, 0)))


def _start(point: AnyPoint) -> date:
    form: Any = UsScenario if isinstance(point, Point) else system(point.system).model()
    start: date = form.model_validate_json(point.scenario).period.start.value
    return start
