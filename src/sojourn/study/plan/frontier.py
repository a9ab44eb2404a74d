"""A frontier: how much of one thing each level of another takes, point by point.

The programme is solved for the best that the first can be, for what it is where the second is at its best, and for
levels between, each with the best of the second that there can be. The best of removals is the most, and of all else
the least. Every point is then run at the central values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sojourn.results.bands import Band, band
from sojourn.run import CannotRun, calendar_of, check, load, name_of_scenario, seed_of, us_only
from sojourn.scenario import Document
from sojourn.scenario.us import UsScenario
from sojourn.study.plan.found import Found
from sojourn.study.plan.levers import USUAL, bed_type_of, given, levers_of, names_of, with_limits
from sojourn.study.plan.may_agree import KEY
from sojourn.study.plan.plan import MOST_DRAWS, in_range, may_of, nights_of, with_agreements_among
from sojourn.study.plan.rounds import first_of
from sojourn.study.plan.setting import Setting
from sojourn.study.plan.targets import Goal, Target, When, goal_of, result_of, target_of
from sojourn.study.plan.verify import MUCH_ROOM, ROOM, Simulator, Trial, number_of, outside
from sojourn.systems.calendar import Calendar

if TYPE_CHECKING:
    import polars as pl

POINTS = 7
MORE = ("removed_all", "removed_third_country")
"""Results of which a frontier asks for at least so many; of all others it asks for no more."""
ALIKE = 1e-3
"""Ends that are no farther apart than this share of them are one point."""
FRONTIER_DRAWS = 0
"""Draws of each point where none are asked for."""


@dataclass(frozen=True, eq=False)
class OnFrontier:
    """A point of a frontier."""

    asked: float
    """Of the first result, in the programme."""
    fluid: tuple[float, float]
    """Both results in the programme."""
    simulated: tuple[float, float]
    """Both at the central values."""
    bands: tuple[Band | None, Band | None]
    """Both under draws."""
    levels: dict[str, float]
    """Control to its level on average of the days."""


@dataclass(frozen=True, eq=False)
class Frontier:
    """Points, by rising levels of the first result; both are over the whole run."""

    name: str
    calendar: Calendar
    seed: int
    first: Goal
    second: Goal
    own: tuple[float, float]
    """Both of the scenario as it is."""
    points: tuple[OnFrontier, ...]
    runs: int
    scenario: UsScenario = field(repr=False)

    @property
    def agreed(self) -> tuple[str, ...]:
        """Agreements that are in force at some point, each of which is for another government to decide."""
        names = (key.removeprefix(KEY) for point in self.points for key in point.levels if key.startswith(KEY))
        used = {key.removeprefix(KEY) for point in self.points for key, level in point.levels.items() if level > 0}
        return tuple(dict.fromkeys(name for name in names if name in used))

    def frame(self) -> pl.DataFrame:
        """One row a point: both results in the programme, simulated and under draws, and the levels."""
        import polars as pl

        return pl.DataFrame([_row(self, point) for point in self.points])

    def summary(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "scenario": self.name,
            "from": self.calendar.start.isoformat(),
            "until": self.calendar.until.isoformat(),
            "seed": self.seed,
            "first": {"result": self.first.name, "unit": unit_of(self.first)},
            "second": {"result": self.second.name, "unit": unit_of(self.second)},
            "scenario_as_it_is": list(self.own),
            "points": [_row(self, point) for point in self.points],
            "runs": self.runs,
        }


def frontier(
    scenario: Document[UsScenario] | UsScenario | str | Path,
    first: str,
    second: str,
    *,
    targets: Sequence[str] = (),
    levers: str | None = None,
    leads: Sequence[str] = (),
    rises: Sequence[str] = (),
    fix: Sequence[str] = (),
    prices: Sequence[str] = (),
    bed_type: str | None = None,
    may_agree: Sequence[str] = (),
    until: date | None = None,
    points: int = POINTS,
    draws: int = FRONTIER_DRAWS,
    seed: int | None = None,
    workers: int | None = None,
    specialised: bool | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Frontier:
    """Walk the frontier of two results over the whole run.

    Args:
        scenario: what `load` gave, or a name or path to load.
        first: result whose levels are asked for, one after another.
        second: result that is to be least at each of them; most, where it is removals.
        targets: what has to hold at every point as well.
        levers: as for `plan`, like the others.
        leads: lead times.
        rises: limits of rise.
        fix: levels that are not sought.
        prices: what one more costs beside the ledger.
        bed_type: kind of the beds that are added.
        may_agree: agreements that may be chosen.
        until: first day that is not simulated.
        points: how many.
        draws: draws in which each point is run, too.
        seed: names the luck.
        workers: processes for draws.
        specialised: as in `Simulation`.
        progress: told as runs are done.

    Raises:
        CannotRun: a result is not known, both are the same, or nothing can be changed.
    """
    one, other = (goal_of(text, most=False, option="--frontier") for text in (first, second))
    results = {goal.key: result_of(goal.key) for goal in (one, other)}
    first_result = results[one.key]
    if first_result is None or results[other.key] is None:
        raise CannotRun("--frontier: beds cannot be laid on a frontier; peak population and all that is counted can")
    if one.key == other.key:
        raise CannotRun(f"--frontier: give two results that are not the same; both are {one.name}")
    asked = tuple(target_of(text) for text in targets)
    in_range("--draws", draws, 0, MOST_DRAWS)
    document = load(scenario) if isinstance(scenario, str | Path) else scenario
    us_only(document)
    model: UsScenario = document.model if isinstance(document, Document) else document
    seed, calendar = seed_of(model, seed), calendar_of(model, until)
    check(model)
    limits = given(leads, "--lead"), given(rises, "--rise"), given(fix, "--fix"), given(prices, "--price")
    names = with_agreements_among(USUAL if levers is None else names_of(levers), may_agree)
    kind = None if bed_type is None else bed_type_of(bed_type, names)
    usable = with_limits(levers_of(model, calendar, names, kind), *limits)
    nights = nights_of(asked, one, other)
    may = may_of(usable, limits[0], may_agree, model, calendar)
    everything = 1 + points * (1 + draws)

    def tell(done: int) -> None:
        if progress is not None:
            progress(done, max(everything, done))

    tell(0)
    setting = Setting(model, calendar, seed, usable, specialised, may, nights)
    setting.also = (one.key, other.key)
    least = one.key in MORE
    second_goal = replace(other, most=other.key in MORE)
    ends = _end(setting, asked, one, second_goal), _end(setting, asked, one, replace(one, most=least))
    low, high = min(ends), max(ends)
    if high - low <= ALIKE * max(abs(high), 1.0):
        raise CannotRun(
            f"--frontier: nothing of {other.name} has to be given for {one.name} with these levers: both are best "
            "together, and there is no frontier between them"
        )
    simulator = Simulator(
        model,
        (),
        seed=seed,
        until=calendar.until,
        workers=workers,
        told=lambda n: tell(1 + n),
        specialised=specialised,
        nights=nights,
    )
    level = Target(first_result, least, 0.0, When("all"))
    found = []
    for value in np.linspace(low, high, points).tolist():
        target = replace(level, number=value * (1 - 1e-6) if least else value * (1 + 1e-6))
        search, proposed, turned = first_of(setting, (*asked, target), second_goal)
        proposed = search.find({}, None if turned else ROOM * proposed.held)
        central = simulator.run(proposed, 0)
        drawn = simulator.run(search.find({}, None if turned else MUCH_ROOM * proposed.held), draws) if draws else None
        found.append(_point(value, one, other, proposed, central, drawn))
    return Frontier(
        name=name_of_scenario(document),
        calendar=calendar,
        seed=seed,
        first=one,
        second=other,
        own=(number_of(setting.before, one.key, "all"), number_of(setting.before, other.key, "all")),
        points=tuple(found),
        runs=simulator.made + 1,
        scenario=model,
    )


def unit_of(goal: Goal) -> str:
    """The unit of a result."""
    result = result_of(goal.key)
    return "people" if result is None else result.unit


def _end(setting: Setting, targets: Sequence[Target], one: Goal, goal: Goal) -> float:
    """What the first result is where a goal is at its best."""
    _, found, _ = first_of(setting, targets, goal)
    if found.stop is not None:
        raise CannotRun("--frontier: the targets that are to hold at every point cannot be reached together")
    return found.results[one.key]


def _point(asked: float, one: Goal, other: Goal, found: Found, central: Trial, drawn: Trial | None) -> OnFrontier:
    def simulated(goal: Goal, trial: Trial, at: int) -> float:
        beside = outside(found, slice(0, found.proposal.calendar.ticks)) if goal.key == "cost" else 0.0
        return number_of(trial.lines[at], goal.key, "all") + beside

    def under(goal: Goal) -> Band | None:
        return None if drawn is None else band([simulated(goal, drawn, at) for at in range(drawn.runs)])

    proposal = found.proposal
    days = np.diff([*(proposal.calendar.tick(day) for day in proposal.begins), proposal.calendar.ticks])
    return OnFrontier(
        asked=asked,
        fluid=(found.results[one.key], found.results[other.key]),
        simulated=(simulated(one, central, 0), simulated(other, central, 0)),
        bands=(under(one), under(other)),
        levels={key: float((level * days).sum() / days.sum()) for key, level in proposal.levels.items()},
    )


def _row(line: Frontier, point: OnFrontier) -> dict[str, Any]:
    out: dict[str, Any] = {"asked": point.asked}
    for at, goal in enumerate((line.first, line.second)):
        out[f"{goal.key}_programme"] = point.fluid[at]
        out[goal.key] = point.simulated[at]
        found = point.bands[at]
        if found is not None:
            out |= {f"{goal.key}_low": found.low, f"{goal.key}_median": found.median, f"{goal.key}_high": found.high}
    return out | {f"level: {key}": value for key, value in point.levels.items()}
