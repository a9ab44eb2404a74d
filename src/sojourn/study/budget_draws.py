"""The same capacities under draws of what is not known: how sure a budget is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sojourn.results.bands import band
from sojourn.run import calendar_of
from sojourn.scenario.bed_blocks import BedType
from sojourn.scenario.us import UsScenario
from sojourn.study.budget_answer import DrawnBands, until_empty
from sojourn.study.budget_levels import Leads, Levels, with_template, without_limits
from sojourn.study.budget_runs import Runs
from sojourn.study.custody.joint import joint_for
from sojourn.study.draw_pool import made
from sojourn.study.drawn import drawn
from sojourn.study.draws import luck, uniforms
from sojourn.study.points.drawing import DRAW
from sojourn.study.points.point import as_json
from sojourn.study.uncertain import doubts
from sojourn.systems.us_custody import Custody
from sojourn.warm_up import past


@dataclass(frozen=True)
class Draw:
    """The runs of one draw: the base, the plan where there is an amount, and the capacities of the path."""

    number: int
    seed: int
    until: date
    scenario: str = field(repr=False)
    """The scenario as JSON."""
    past: str = field(repr=False)
    """The system before the start as JSON."""
    custody: Custody | None = field(repr=False)
    levels: Levels
    leads: Leads
    bed_type: BedType
    cents: int | None
    """The amount."""

    @property
    def label(self) -> str:
        """A name that no other has."""
        return str(self.number)


class Drawn(NamedTuple):
    """What came of one draw."""

    cost: int
    more: int
    """Removals beyond the base of the capacities of the path."""
    asked: int | None
    empty: str | None
    removed: int | None


def make(draw: Draw) -> Drawn:
    """Make the runs of one draw; its unit costs are drawn too, and priced as they are."""
    scenario, before = (UsScenario.model_validate_json(text) for text in (draw.scenario, draw.past))
    calendar = calendar_of(scenario, draw.until)
    runs = Runs(
        scenario,
        calendar,
        draw.seed,
        draw.leads,
        bed_type=draw.bed_type,
        past=before,
        custody=draw.custody,
        specialised=None,
    )
    bought = runs.at(draw.levels)
    cost, more = bought.beyond(runs.base), int(bought.removals.sum() - runs.base.removals.sum())
    if draw.cents is None:
        return Drawn(cost, more, None, None, None)
    found = until_empty(runs.own, runs.base, calendar, draw.cents, "value")
    return Drawn(cost, more, found.asked, None if found.on is None else found.on.isoformat(), found.removed)


def bands(
    scenario: UsScenario,
    until: date,
    seed: int,
    draws: int,
    workers: int,
    levels: Levels,
    leads: Leads,
    bed_type: BedType,
    cents: int | None,
    told: Callable[[int], None],
) -> DrawnBands:
    """Make all draws and say what they say together.

    Args:
        scenario: the scenario.
        until: first day that is not simulated.
        seed: names the draws and their luck.
        draws: how many.
        workers: processes, at most.
        levels: the capacities of the path.
        leads: when they are there.
        bed_type: type of the beds that are bought.
        cents: the amount; None where none is asked about.
        told: called with the number of draws that are done.
    """
    scenario = with_template(without_limits(scenario), bed_type)
    before = past(scenario)
    found = doubts(scenario, before)
    keys, joint = tuple(one.key for one in found), joint_for(scenario, found)
    jobs = []
    for number in range(draws):
        row = None if joint is None else joint.row(number)
        one = drawn(scenario, before, found, uniforms(seed, keys, number), row, prospect=(seed, number))
        texts = as_json(one.scenario), as_json(one.past)
        jobs.append(Draw(number, luck(seed, DRAW, number), until, *texts, one.custody, levels, leads, bed_type, cents))
    done: dict[int, Drawn] = {}

    def keep(job: Draw, outcome: Drawn) -> None:
        done[job.number] = outcome
        told(len(done))

    made(jobs, workers, keep, make)
    every = [done[number] for number in range(draws)]
    return DrawnBands(
        draws=draws,
        lasting=sum(one.empty is None for one in every),
        empty=band([one.empty for one in every]),
        removed=band([one.removed for one in every]),
        asked=band([one.asked for one in every]),
        cost=band([one.cost for one in every]),
        each=band([one.cost / one.more if one.more > 0 else None for one in every]),
    )
