"""From a study to its runs: the scenario of each point of the design, checked, and the points that are made of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sojourn.network import NetworkError
from sojourn.results.lines import lines
from sojourn.run import CannotRun, calendar_of, seed_of
from sojourn.scenario.errors import Place, Problem, ScenarioError, problem_at
from sojourn.scenario.us import UsScenario
from sojourn.scenario.written import Written
from sojourn.study.custody.joint import joint_for
from sojourn.study.drawn import CannotDraw, check_names
from sojourn.study.draws import luck
from sojourn.study.points.drawing import LUCK, Drawing
from sojourn.study.points.plain_point import PlainPoint, make_plain
from sojourn.study.points.point import Point, Values, as_json, make
from sojourn.study.sweep.asked import Study
from sojourn.study.sweep.witnesses import witnesses
from sojourn.study.uncertain import doubts
from sojourn.systems.registry import system
from sojourn.warm_up import past

MANY = 100
"""Runs from which a kernel of their own is worth its making."""
FEW_DAYS = 8
"""Days of the run that tells the lines of the answer, and makes what is compiled once for all."""
TOLD_EVERY = 50
"""Points after which it is told how far the look at them has come."""

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
class Plan:
    """A study whose points have been checked."""

    study: Study

    def model(self, number: int) -> Any:
        """The scenario of a point."""
        return self.study.base.with_changes({**self.study.fixed, **self.study.points[number]})[0]

    def runs(self) -> Iterator[Planned]:
        """All runs, in the order of the table: point by point, those at the central values first.

        Raises:
            ScenarioError: the draws of a point cannot be had.
        """
        for number in range(len(self.study.points)):
            try:
                yield from self.runs_of(number, self.model(number))
            except CannotDraw as trouble:
                raise ScenarioError([cannot(self.study, number, trouble)]) from trouble

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
        point = dataclasses.replace(point, until=until, specialised=own)
        run = point.run() if days is None else point.brief()
        return {line.key: Told(line.label, line.unit) for line in lines(run)}


class CannotMake(Exception):
    """A point whose run cannot be made, by its hash, and why."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(key, why)
        self.key, self.why = key, why


def made(point: AnyPoint) -> Values:
    """Make a run and give its lines; what a process of a pool is asked to do.

    Raises:
        CannotMake: the point describes no system that can be run.
    """
    try:
        return make_plain(point) if isinstance(point, PlainPoint) else make(point)
    except NetworkError as trouble:
        raise CannotMake(point.hash, str(trouble)) from trouble


def plan(study: Study, *, progress: Progress | None = None) -> Plan:
    """See that the points of a study can be run: of all of them the values, of a large design some of the networks.

    What only one of the others shows is told when it is run (:func:`cannot`).

    Args:
        study: what was asked for.
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
    models: dict[int, Any] = {}
    looked_at = set(witnesses(study.points, study.paths))
    for number, point in enumerate(study.points):
        model, _, wrong = study.base.with_changes({**study.fixed, **point})
        problems += wrong
        if progress is not None and number % TOLD_EVERY == 0:
            progress(number, len(study.points))
        if model is None:
            continue
        if number in looked_at:
            models[number] = model
        try:
            calendar_of(model, study.until)
            seed_of(model, study.seed)
        except CannotRun as trouble:
            at = study.places.get("until") or _first(study, number)
            problems.append(problem_at(at.head if at else None, str(trouble), "until"))
    for number, model in {} if problems else models.items():
        try:
            system(model.system).network_of(model, calendar_of(model, study.until))
        except NetworkError as trouble:
            problems.append(cannot(study, number, trouble))
    if problems:
        raise ScenarioError(_once(problems))
    return Plan(study)


def cannot(study: Study, number: int, why: Exception | str) -> Problem:
    """That a point cannot be run, and why, at the place in the study that it comes from."""
    at = _first(study, number) or study.places.get("scenario")
    return problem_at(at.head if at else None, f"point {number} cannot be run: {why}")


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
