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

from sojourn.results.periods import WHOLE
from sojourn.run import CannotRun, calendar_of, check, data_of, load, name_of_scenario, seed_of, us_only
from sojourn.scenario import Document
from sojourn.scenario.us import UsScenario
from sojourn.study.plan.agreements import TOLD, AgreementWorth, Assumed, assumed_of, with_agreements
from sojourn.study.plan.answer import Plan
from sojourn.study.plan.counted_on import counted_on
from sojourn.study.plan.levers import USUAL, Lever, Name, bed_type_of, given, levers_of, names_of, with_limits
from sojourn.study.plan.may_agree import May, may_agree_of
from sojourn.study.plan.money import ends
from sojourn.study.plan.rounds import FIRST_DRAWS, central_rounds, draw_rounds, first_of
from sojourn.study.plan.setting import Setting
from sojourn.study.plan.targets import NIGHTS, Goal, Target, goal_of, result_of, target_of
from sojourn.study.plan.verify import (
    CENTRAL_ROUNDS,
    Simulator,
    number_of,
)
from sojourn.study.plan.worth import worths
from sojourn.study.points.point import Values
from sojourn.systems.calendar import Calendar

Floats = npt.NDArray[np.float64]
DRAWS, MOST_DRAWS = 19, 1000
SURE = 0.8
WORTH_DRAWS = 3
"""Draws in which a little more of each lever is tried."""
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
    may_agree: Sequence[str]
    until: date | None
    seed: int | None
    workers: int | None
    progress: Progress | None


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
    may_agree: Sequence[str] = (),
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
        may_agree: `COUNTRY[=TERMS][@DATE]`: agreements that the plan may choose; with the lever `agreements` alone,
            those of the scenario that are not in force and that nobody has ruled out.
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
    names = with_agreements_among(USUAL if levers is None else names_of(levers), may_agree)
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
    kind = None if bed_type is None else bed_type_of(bed_type, names)
    usable = with_limits(levers_of(model, calendar, names, kind), *limits)
    nights = nights_of(asked, goal)
    may = may_of(usable, limits[0], may_agree, model, calendar, taken)
    about = (
        1 + CENTRAL_ROUNDS + min(draws, FIRST_DRAWS) + 2 * draws + (WORTH_DRAWS * len(usable) if worth and draws else 0)
    )

    def tell(done: int) -> None:
        if progress is not None:
            progress(done, max(about, done + 1))

    def told(made: int) -> None:
        tell(1 + made)

    tell(0)
    setting = Setting(model, calendar, seed, usable, specialised, may, nights)
    simulator = Simulator(
        model,
        asked,
        seed=seed,
        until=calendar.until,
        workers=workers,
        told=told,
        specialised=specialised,
        nights=nights,
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
    if trial.share >= sure:  # what the programme cannot, a run may: nothing stops what is met as surely as asked
        stop = None
    if trial.stage == "draws":
        central = simulator.run(trial.found, 0)
    lines = tuple(dict.fromkeys([*TOLD_OF, *(one.result.key for one in asked)]))
    counted = counted_on(simulator, search, trial, lines, sure=sure, draws=draws, few=WORTH_DRAWS) if may else None
    more = worths(simulator, trial, setting.levers, lines, WORTH_DRAWS, goal) if worth else ()
    deals = []
    for one in taken:
        other = with_agreements(original, [deal for deal in taken if deal is not one])
        without = Simulator(
            other, asked, seed=seed, until=calendar.until, workers=workers, told=told, specialised=specialised,
            nights=nights,
        )  # fmt: skip
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
        counted=counted,
        emptied=ends(simulator, central.found),
        runs=simulator.made + 1 + len(deals),
    )


def nights_of(targets: Sequence[Target], *goals: Goal) -> tuple[int, ...]:
    """Lengths of stay that are asked about, beside those that every run counts people beyond."""
    results = [*(target.result for target in targets), *(result_of(goal.key) for goal in goals)]
    found = {one.nights for one in results if one is not None and one.nights is not None}
    return tuple(sorted(found - set(NIGHTS)))


def with_agreements_among(names: Sequence[Name], may_agree: Sequence[str]) -> tuple[Name, ...]:
    """The levers, with agreements among them where one may be chosen."""
    return (*names, "agreements") if may_agree and "agreements" not in names else tuple(names)


def may_of(
    levers: Mapping[Name, Lever],
    leads: Mapping[Name, str],
    texts: Sequence[str],
    scenario: UsScenario,
    calendar: Calendar,
    taken: Sequence[Assumed] = (),
) -> tuple[May, ...]:
    """The agreements that may be chosen, where they are among the levers.

    Raises:
        CannotRun: one cannot be.
    """
    lever = levers.get("agreements")
    if lever is None:
        return ()
    lead = lever.lead if "agreements" in leads else None
    return may_agree_of(texts, scenario, calendar, lead=lead, taken=taken)


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


def in_range(what: str, number: int, least: int, most: int) -> None:
    """See that a whole number can be had.

    Raises:
        CannotRun: it cannot.
    """
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise CannotRun(f"{what}: {number} cannot be had; whole numbers from {least} to {most:,} can")
