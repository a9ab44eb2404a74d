"""Runs of one draw for the cost of the next removal: the scenario, and the same with a little more of each capacity.

All runs of a draw have the same people inside on the first day and the same luck, so what they differ by is what the
little more does. Appropriations limit nothing: the next removal is paid for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeVar, get_args

import numpy as np

from sojourn import warm_up
from sojourn.engine import Simulation, Tally
from sojourn.results.counted import RELEASES, Days
from sojourn.results.counting import REMOVALS
from sojourn.results.ledger import UnitCost
from sojourn.results.spending import ledger_of
from sojourn.run import calendar_of
from sojourn.scenario.bed_blocks import BedBlock
from sojourn.scenario.sourced import Dated
from sojourn.scenario.us import UsScenario
from sojourn.study.budget_levels import without_limits
from sojourn.study.points.point import Point
from sojourn.systems import us_beds
from sojourn.systems.us import CELLS, GROUPS, us_network
from sojourn.systems.us_custody import custody_of

N = TypeVar("N", int, float)
Enlarged = Literal["arrests", "beds", "seats", "all"]
ENLARGED: tuple[Enlarged, ...] = get_args(Enlarged)
"""What is enlarged: one capacity alone, or all of them by the same share."""


class Counted(NamedTuple):
    """What a run counted over all its days."""

    items: Mapping[str, int]
    """Item of the ledger to how many of it were counted."""
    removals: int
    bed_days: int
    releases: int


class Drawn(NamedTuple):
    """What the runs of one draw counted."""

    plain: Counted
    more: Mapping[Enlarged, Counted]
    """By what was enlarged."""
    costs: Mapping[str, UnitCost]
    """Item of the ledger to its unit cost, as drawn."""
    accounts: Mapping[str, str]
    """Item of the ledger to its account."""


@dataclass(frozen=True)
class Job:
    """The runs of one draw."""

    point: Point = field(repr=False)
    share: float
    """By how much a capacity is enlarged."""

    @property
    def hash(self) -> str:
        """SHA-256 of what decides the numbers."""
        return hashlib.sha256(json.dumps([self.point.hash, self.share]).encode()).hexdigest()

    @property
    def label(self) -> str:
        """A name that no other has."""
        return self.hash


def make(job: Job) -> Drawn:
    """Make the runs of a draw; a process of a pool is asked to do this."""
    point = job.point
    scenario, past = (UsScenario.model_validate_json(text) for text in (point.scenario, point.past))
    scenario, calendar = without_limits(scenario), calendar_of(scenario, point.until)
    custody = point.custody
    inside = warm_up.opening(past, point.seed, custody or custody_of(past), specialised=False)

    def counted(of: UsScenario) -> tuple[Counted, dict[str, UnitCost], dict[str, str]]:
        network = us_network(of, calendar, custody=custody)
        tally = Tally(CELLS, GROUPS, period=calendar.month)
        run = Simulation(
            network, ticks=calendar.ticks, seed=point.seed, opening=inside, tally=tally, specialised=False
        ).advance()
        beds = np.floor(us_beds.in_all(of.beds, calendar) + 1e-6).astype(np.int64)
        days = Days(run.panel, beds, slice(None), calendar)
        book = ledger_of(of, days)
        found = Counted(
            {item.key: int(item.counts.sum()) for item in book.items},
            int(days.exits(*REMOVALS).sum()),
            int(days.held.sum()),
            int(days.exits(*RELEASES).sum()),
        )
        return found, {item.key: item.cost for item in book.items}, {item.key: item.account for item in book.items}

    plain, costs, accounts = counted(scenario)
    more = {what: counted(enlarged(scenario, what, job.share))[0] for what in ENLARGED}
    return Drawn(plain, more, costs, accounts)


def enlarged(scenario: UsScenario, what: Enlarged, share: float) -> UsScenario:
    """A scenario with a share more, on every day, of added arrests, of beds, of seats out of the country, or of all."""
    out, factor = scenario, 1.0 + share
    if what in ("arrests", "all"):
        arrivals = out.arrivals.model_copy(update={"interior_added": _times(out.arrivals.interior_added, factor)})
        out = out.model_copy(update={"arrivals": arrivals})
    if what in ("beds", "all"):
        blocks = tuple(_block(block, factor) for block in out.beds.blocks)
        beds = out.beds.model_copy(update={"capacity": _times(out.beds.capacity, factor), "blocks": blocks})
        out = out.model_copy(update={"beds": beds})
    if what in ("seats", "all"):
        d = out.departures
        charter = tuple(one.model_copy(update={"flights": _times(one.flights, factor)}) for one in d.charter)
        seats = {"charter": charter, "land": _times(d.land, factor), "commercial": _times(d.commercial, factor)}
        out = out.model_copy(update={"departures": d.model_copy(update=seats)})
    return out


def _times(dated: Dated[N], factor: float) -> Dated[N]:
    """A dated number, so many times as large; what is counted is whole."""
    steps = tuple(step.model_copy(update={"value": _like(step.value, factor)}) for step in dated.steps)
    return dated.model_copy(update={"steps": steps})


def _block(block: BedBlock, factor: float) -> BedBlock:
    return block.model_copy(update={"beds": block.beds.model_copy(update={"value": round(block.beds.value * factor)})})


def _like(value: N, factor: float) -> N:
    more = value * factor
    return round(more) if isinstance(value, int) else more
