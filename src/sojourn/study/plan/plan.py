"""A plan: capacities over time that meet targets at the least of something, or with the most of something.

A linear programme on the fluid model proposes (:mod:`sojourn.study.plan.search`), the simulator runs the proposal, and
what it gives beyond the fluid corrects the programme, first at the central values and then under draws, until the
targets are met as surely as is asked (:mod:`sojourn.study.plan.verify`). Any direction can be asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypedDict

import numpy as np
import numpy.typing as npt

from sojourn import warm_up
from sojourn.results.periods import WHOLE
from sojourn.results.run import Run
from sojourn.run import CannotRun, calendar_of, check, data_of, load, name_of_scenario, seed_of, us_only
from sojourn.scenario import Document
from sojourn.scenario.us import UsScenario
from sojourn.study.plan.agreements import TOLD, AgreementWorth, assumed_of, with_agreements
from sojourn.study.plan.answer import Plan
from sojourn.study.plan.building import Builder
from sojourn.study.plan.fluid import TURNED, Pace
from sojourn.study.plan.levers import USUAL, Lever, Name, bed_type_of, given, levers_of, names_of, with_limits
from sojourn.study.plan.paces import paces_of
from sojourn.study.plan.response import Responses, responses
from sojourn.study.plan.search import Found, Key, Search, Stop
from sojourn.study.plan.targets import Goal, Target, goal_of, target_of
from sojourn.study.plan.verify import (
    CENTRAL_ROUNDS,
    CLOSE,
    DRAW_ROUNDS,
    MUCH_ROOM,
    ROOM,
    THIN,
    Simulator,
    Trial,
    corrected,
    number_of,
    room,
)
from sojourn.study.plan.worth import worths
from sojourn.study.points.drawing import drawing
from sojourn.study.points.point import Values, measured
from sojourn.systems.calendar import Calendar

Floats = npt.NDArray[np.float64]
DRAWS, MOST_DRAWS = 19, 1000
SURE = 0.8
WORTH_DRAWS = 3
"""Draws in which a little more of each lever is tried."""
FIRST_DRAWS = 8
"""Draws of the first proposal under draws, at most: it only shows how far the targets have to be passed."""
SHORT_RUN = 12
"""Months below which a plan has a step for each month, not for each quarter."""
TOLD_OF = ("removed_all", "person_days", "held_peak", "exit_released_no_bed", "cost")

Progress = Callable[[int, int], None]
"""Told the runs that are done, and about how many are needed."""


class Options(TypedDict):
    """What plans and frontiers are asked with, alike; see :func:`plan`."""

    levers: str | None
    leads: Sequence[str]
    rises: Sequence[str]
    fix: Sequence[str]
    prices: Sequence[str]
    bed_type: str | None
    until: date | None
    seed: int | None
    workers: int | None
    progress: Progress | None


class Setting:
    """A scenario with its responses: what every search of it has in common."""

    def __init__(
        self,
        model: UsScenario,
        calendar: Calendar,
        seed: int,
        levers: Mapping[Name, Lever],
        specialised: bool | None = None,
    ) -> None:
        """Run the scenario as it is once, and probe it."""
        self.model, self.calendar, self.seed, self.levers = model, calendar, seed, dict(levers)
        point = drawing(model, seed=seed, until=calendar.until, specialised=specialised).central()
        self.run: Run = point.run()
        self.before = measured(point, self.run)
        inside = warm_up.opening(model, seed, specialised=False)
        self.responses: Responses = responses(model, calendar, inside, seed=seed)
        self.paces: list[Pace] = paces_of(model, calendar, levers, inside, seed)
        moved = {pace.lever.name for pace in self.paces}
        for name in ("judges", "documents", "releases"):
            if name in self.levers and name not in moved:
                del self.levers[name]
        self.step = 3 if int(calendar.month[-1]) + 1 > SHORT_RUN else 1

    def search(
        self,
        targets: Sequence[Target],
        goal: Goal,
        *,
        turned: Sequence[str],
        lets_in: Floats | None = None,
        paced: bool = True,
    ) -> Search:
        """The programme with targets and a goal.

        Args:
            targets: what has to hold.
            goal: what is to be least or most.
            turned: criminalities of those who may be turned away for want of a bed.
            lets_in: (classes, months) people let in a day, about: what a change of pace acts on.
            paced: whether paces may change.
        """
        builder = Builder(
            self.model, self.calendar, self.responses, self.run, self.levers,
            paces=self.paces if paced else (), lets_in=lets_in, turned=turned, step=self.step,
        )  # fmt: skip
        builder.build()
        return Search(builder, targets, goal)


def plan(
    scenario: Document[UsScenario] | UsScenario | str | Path = "plan-2025",
    *,
    targets: Sequence[str] = (),
    minimise: str | None = None,
    maximise: str | None = None,
    levers: str | None = None,
    leads: Sequence[str] = (),
    rises: Sequence[str] = (),
    fix: Sequence[str] = (),
    prices: Sequence[str] = (),
    bed_type: str | None = None,
    agreements: Sequence[str] = (),
    until: date | None = None,
    draws: int = DRAWS,
    sure: float = SURE,
    worth: bool = True,
    seed: int | None = None,
    workers: int | None = None,
    lp: Path | None = None,
    specialised: bool | None = None,
    progress: Progress | None = None,
) -> Plan:
    """Find capacities over time that meet targets.

    Args:
        scenario: what `load` gave, or a name or path to load.
        targets: such as `removals >= 400,000 per fiscal year` (:mod:`sojourn.study.plan.targets`).
        minimise: what is to be least; the cost where neither is given.
        maximise: what is to be most.
        levers: what may be changed, such as `beds, seats`; :data:`sojourn.study.plan.levers.USUAL` where not given.
        leads: `LEVER=DURATION`: lead times other than the usual.
        rises: `LEVER=NUMBER per month`: by how much a lever can rise.
        fix: `LEVER=LEVEL`: a level that is not sought.
        prices: `LEVER=MONEY`: what one more costs beside the ledger.
        bed_type: kind of the beds that are added, which are then ordered in blocks; capacity where not given.
        agreements: `COUNTRY=DATE`: agreements of the scenario that are taken to be in force from a day on; what each
            is worth is told.
        until: first day that is not simulated.
        draws: draws of what is not known in which the plan is run; 0 for the central values alone.
        sure: the share of draws in which all targets are to be met.
        worth: whether to try a little more of each lever.
        seed: names the luck; the scenario's own where not given.
        workers: processes for the draws; as many as there are cores where not given.
        lp: file to which the last programme is written.
        specialised: as in `Simulation`.
        progress: told as runs are done.

    Raises:
        CannotRun: what is asked for cannot be read, or is not in these days.
        ScenarioError, NetworkError: as `run`.
    """
    asked, goal = asked_of(targets, minimise, maximise)
    names = USUAL if levers is None else names_of(levers)
    limits = given(leads, "--lead"), given(rises, "--rise"), given(fix, "--fix"), given(prices, "--price")
    in_range("--draws", draws, 0, MOST_DRAWS)
    if not 0 < sure < 1:
        raise CannotRun(f"--sure: {sure} is no probability that can be asked for; give one above 0 and below 1")
    document = load(scenario) if isinstance(scenario, str | Path) else scenario
    us_only(document)
    model: UsScenario = document.model if isinstance(document, Document) else document
    seed, calendar = seed_of(model, seed), calendar_of(model, until)
    for target in asked:
        target.spans(calendar)
    check(model)
    taken = assumed_of(agreements, model, calendar)
    original, model = model, with_agreements(model, taken)
    kind = None if bed_type is None else bed_type_of(bed_type)
    usable = with_limits(levers_of(model, calendar, names, kind), *limits)
    about = (
        1 + CENTRAL_ROUNDS + min(draws, FIRST_DRAWS) + 2 * draws + (WORTH_DRAWS * len(usable) if worth and draws else 0)
    )

    def tell(done: int) -> None:
        if progress is not None:
            progress(done, max(about, done + 1))

    def told(made: int) -> None:
        tell(1 + made)

    tell(0)
    setting = Setting(model, calendar, seed, usable, specialised)
    simulator = Simulator(
        model,
        asked,
        seed=seed,
        until=calendar.until,
        workers=workers,
        told=told,
        specialised=specialised,
    )
    search, found, turned = first_of(setting, asked, goal)
    central, search, found, corrections, off = central_rounds(
        setting, simulator, search, found, turned, alone=not draws
    )
    trial = central
    stop = found.stop
    if draws and stop is None:
        trial, stop = draw_rounds(simulator, search, central, corrections, sure, draws, turned)
    elif draws:
        trial = simulator.run(found, draws)
    if trial.stage == "draws":
        central = simulator.run(trial.found, 0)
    lines = tuple(dict.fromkeys([*TOLD_OF, *(one.result.key for one in asked)]))
    more = worths(simulator, trial, setting.levers, lines, WORTH_DRAWS) if worth else ()
    deals = []
    for one in taken:
        other = with_agreements(original, [deal for deal in taken if deal is not one])
        without = Simulator(
            other, asked, seed=seed, until=calendar.until, workers=workers, told=told, specialised=specialised
        )
        (before,), (after,) = without.run(trial.found, 0).lines, central.lines
        changes = {key: _of(after, key) - _of(before, key) for key in TOLD}
        deals.append(AgreementWorth(one, changes))
    if lp is not None:
        search.fluid.program.write(lp)
    return Plan(
        name=name_of_scenario(document),
        scenario=model,
        data=data_of(model if taken else document),
        calendar=calendar,
        seed=seed,
        targets=asked,
        goal=goal,
        sure=sure,
        levers=setting.levers,
        before=setting.before,
        central=central,
        trial=trial,
        stop=stop,
        off=off,
        turned=bool(turned),
        worth=more,
        agreements=tuple(deals),
        runs=simulator.made + 1 + len(deals),
    )


def _of(lines: Values, key: str) -> float:
    """A line over the whole run; 0 of an account that the run does not have."""
    return number_of(lines, key, WHOLE) if key in lines else 0.0


def asked_of(targets: Sequence[str], minimise: str | None, maximise: str | None) -> tuple[tuple[Target, ...], Goal]:
    """Targets and the goal, from text.

    Raises:
        CannotRun: one cannot be read, or nothing is asked for.
    """
    if minimise is not None and maximise is not None:
        raise CannotRun("one thing can be least or most: give --minimise or --maximise, and the other as a --target")
    if not targets and minimise is None and maximise is None:
        raise CannotRun("nothing is asked for: give a --target, such as 'removals >= 400,000 per fiscal year'")
    goal = goal_of(maximise, most=True) if maximise is not None else goal_of(minimise or "cost", most=False)
    return tuple(target_of(text) for text in targets), goal


def first_of(setting: Setting, targets: Sequence[Target], goal: Goal) -> tuple[Search, Found, tuple[str, ...]]:
    """The first proposal: with a bed for everybody where that can be, else with as few turned away as it takes.

    Returns:
        The programme, what it proposes, and who may be turned away in it.
    """
    last = setting.model.beds.order[-1]
    tried = []
    for turned in ((), (last,), TURNED):
        lets_in = None
        if setting.paces:
            lets_in = setting.search(targets, goal, turned=turned, paced=False).find({}).lets_in
        search = setting.search(targets, goal, turned=turned, lets_in=lets_in)
        found = search.find({})
        if found.stop is None:
            return search, found, turned
        tried.append((search, found, turned))
    # Nothing reaches it: the nearest with a bed for everybody, if anything can be so.
    return next((one for one in tried if one[1].stop is not None and one[1].stop.possible), tried[-1])


def central_rounds(
    setting: Setting, simulator: Simulator, search: Search, found: Found, turned: Sequence[str], *, alone: bool
) -> tuple[Trial, Search, Found, dict[Key, float], float]:
    """Run proposals at the central values, and correct the programme by each, until it foresees what comes out.

    ``alone`` says that no draws follow: then the targets are to be met in the run itself.

    Returns:
        The last run, its programme and proposal, the corrections, and by how much the fluid was off at first.
    """
    corrections: dict[Key, float] = {}
    off, trial = 0.0, None
    for number in range(CENTRAL_ROUNDS + 2 * alone):
        if number and setting.paces:
            search = setting.search(search.targets, search.goal, turned=turned, lets_in=found.lets_in)
        if number or not turned:
            found = search.find(corrections, None if turned else ROOM * found.held)
        trial = simulator.run(found, 0)
        new = corrected(trial, search, 0.5)
        size = {key: max(abs(search.targets[key[0]].number), 1.0) for key in new}
        if number == 0:
            off = max((abs(new[key]) / max(abs(trial.values[0][key]), 1.0) for key in new), default=0.0)
        settled = all(abs(new[key] - corrections.get(key, 0.0)) < CLOSE * size[key] for key in new)
        corrections = new
        if settled and (trial.met or found.stop is not None or not alone):
            break
        if alone and settled:  # the luck of a run moves a little with its levels: ask for a little more
            for key, moved in new.items():
                corrections[key] = moved - (1.0 if search.targets[key[0]].least else -1.0) * CLOSE / 4 * size[key]
    if trial is None:
        raise RuntimeError("at least one round is made")
    return trial, search, found, corrections, off


def draw_rounds(
    simulator: Simulator,
    search: Search,
    central: Trial,
    corrections: Mapping[Key, float],
    sure: float,
    draws: int,
    turned: Sequence[str],
) -> tuple[Trial, Stop | None]:
    """Run proposals under draws until enough draws meet all targets; the best of them, and what stops it.

    The first has many beds more than are needed, and shows how many the draws take. It and the second follow one
    person for several; what is told of a plan is of all people.
    """
    found = search.find(corrections, None if turned else MUCH_ROOM * central.found.held)
    trial = simulator.run(found, min(draws, FIRST_DRAWS), THIN)
    level, best = sure, None
    beds = None if turned else room(trial, search, sure)
    if (found := search.find(corrected(trial, search, level), beds)).stop is None:
        trial = simulator.run(found, draws, THIN)
    for _ in range(DRAW_ROUNDS):
        found = search.find(corrected(trial, search, level), beds)
        if found.stop is not None:
            return best or simulator.run(found, draws), found.stop
        trial = simulator.run(found, draws)
        if best is None or _better(trial, best, sure, search):
            best = trial
        if trial.share >= sure:
            break
        level = min((1.0 + level) / 2, 1.0 - 0.5 / (draws + 1))
    return best or trial, None


def _better(one: Trial, other: Trial, sure: float, search: Search) -> bool:
    enough = one.share >= sure, other.share >= sure
    if enough == (True, True):
        return one.found.goal > other.found.goal if search.goal.most else one.found.goal < other.found.goal
    return one.share > other.share


def in_range(what: str, number: int, least: int, most: int) -> None:
    """See that a whole number can be had.

    Raises:
        CannotRun: it cannot.
    """
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise CannotRun(f"{what}: {number} cannot be had; whole numbers from {least} to {most:,} can")
