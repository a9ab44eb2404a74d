"""The runs behind a budget: one scenario at levels of capacity, for the same people with the same luck."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sojourn import warm_up
from sojourn.engine import Simulation, Tally
from sojourn.network import By, Network, Opening, number_at, thinned
from sojourn.results.counted import ARRESTS, Days
from sojourn.results.counting import REMOVALS
from sojourn.results.ledger import End, Ledger
from sojourn.results.periods import fiscal_years
from sojourn.results.spending import ledger_of
from sojourn.scenario.bed_blocks import BedType
from sojourn.scenario.us import UsScenario
from sojourn.study.budget_levels import (
    BED_TYPE,
    GATE,
    Leads,
    Levels,
    at_levels,
    base_levels,
    scenario_at,
    with_template,
    without_limits,
)
from sojourn.systems.calendar import Calendar
from sojourn.systems.us import CELLS, GROUPS, us_network
from sojourn.systems.us_custody import Custody, custody_of

Ints = npt.NDArray[np.int64]
LATELY = 365
"""Days at the end of a run that say what binds."""
WAITING = ("seat", "border_seat")
"""Stages that wait for a seat."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """What came of one run."""

    levels: Levels | None
    """What there was; None for the scenario with its own."""
    ledger: Ledger = field(repr=False)
    removals: Ints = field(repr=False)
    """(days,): people removed, by every way out that counts."""
    held: Ints = field(repr=False)
    """(days,): people in a bed at midnight."""
    arrests: Ints = field(repr=False)
    """(days,): people arrested inside the country."""
    waiting: float
    """People waiting for a seat in the last year, over those held."""
    queues: dict[str, int]
    """Departure to the people who wait for it on the last day."""
    no_bed: float
    """People released for want of a bed in the last year, over those who asked for one."""

    @cached_property
    def spent(self) -> dict[End, Ints]:
        """(days,) cents, at the unit costs and at their ends."""
        ends: tuple[End, ...] = ("low", "value", "high")
        return {end: self.ledger.at(end).sum(axis=0) for end in ends}

    def drawn(self, base: Outcome, end: End = "value") -> Ints:
        """(days,): cents that were drawn up to each day from money beside the base.

        The base pays each day what the base run cost on it, and keeps what is not spent: so what is drawn so far is
        the largest excess, of any day so far, of what was spent over what the base brought.
        """
        excess = np.cumsum(self.spent[end] - base.spent[end])
        drawn: Ints = np.maximum.accumulate(np.maximum(excess, 0))
        return drawn

    def of(self, *begins: str) -> int:
        """Cents of the items of the ledger whose names begin so."""
        rows = [at for at, item in enumerate(self.ledger.items) if item.key.startswith(begins)]
        return int(self.ledger.entries[rows].sum())

    def beyond(self, base: Outcome, end: End = "value") -> int:
        """Cents that the whole run cost beyond the base; below zero where it cost less."""
        return int((self.spent[end] - base.spent[end]).sum())


class Runs:
    """Runs of one scenario, one draw and one luck, which begin with the same people inside.

    All have the same structure, and so one kernel.
    """

    def __init__(
        self,
        scenario: UsScenario,
        calendar: Calendar,
        seed: int,
        leads: Leads,
        *,
        bed_type: BedType = BED_TYPE,
        past: UsScenario | None = None,
        custody: Custody | None = None,
        weight: int = 1,
        specialised: bool | None = False,
    ) -> None:
        """Begin with nothing run.

        Args:
            scenario: the scenario; its appropriations limit nothing here.
            calendar: its days.
            seed: names the luck.
            leads: when what is bought is there.
            bed_type: type of the beds that are bought.
            past: the system before the start; 2024 as it was where not given.
            custody: the numbers of custody, where joint draws move them.
            weight: how many people each person of a run stands for (:mod:`sojourn.network.thinned`).
            specialised: as in :class:`Simulation`.
        """
        self.scenario = with_template(without_limits(scenario), bed_type)
        self.calendar, self.seed, self.leads = calendar, seed, leads
        self.custody, self.weight, self.specialised, self.made = custody, weight, specialised, 0
        self._before = scenario if past is None else past
        self._own = None if past is None else custody or custody_of(past)

    def thinner(self, weight: int) -> Runs:
        """Runs of the same in which each person stands for several; none is made yet."""
        other = copy(self)
        for kept in ("inside", "base", "own"):
            other.__dict__.pop(kept, None)
        other.weight, other.made = weight, 0
        return other

    @cached_property
    def inside(self) -> Opening:
        """Who is inside on the first day."""
        return warm_up.opening(self._before, self.seed, self._own, specialised=self.specialised, weight=self.weight)

    @cached_property
    def base(self) -> Outcome:
        """The scenario without its additions."""
        return self.at(base_levels(self.scenario))

    @cached_property
    def own(self) -> Outcome:
        """The scenario with its own capacities."""
        return self._run(self.scenario, us_network(self.scenario, self.calendar, custody=self.custody), None)

    def at(self, levels: Levels) -> Outcome:
        """The scenario at some levels."""
        changed = scenario_at(self.scenario, levels, self.leads)
        return self._run(changed, at_levels(changed, levels, self.leads, self.calendar, self.custody), levels)

    def _run(self, scenario: UsScenario, network: Network, levels: Levels | None) -> Outcome:
        calendar = self.calendar
        tally = Tally(CELLS, GROUPS, period=calendar.month)
        run = Simulation(
            thinned(network, self.weight, calendar.ticks),
            ticks=calendar.ticks,
            seed=self.seed,
            opening=self.inside,
            tally=tally,
            specialised=self.specialised,
        ).advance()
        self.made += 1
        days = Days(run.panel.times(self.weight), _beds(network, calendar), slice(None), calendar)
        waiting = sum(days.inside(stage)[-LATELY:].mean() for stage in WAITING)
        asked = days.moves("intake", "proceedings", "released_no_bed")[-LATELY:].sum()
        return Outcome(
            levels=levels,
            ledger=ledger_of(scenario, days),
            removals=days.exits(*REMOVALS),
            held=days.held,
            arrests=days.arrivals(*ARRESTS),
            waiting=float(waiting / max(days.held[-LATELY:].mean(), 1.0)),
            queues={name: number * self.weight for name, number in _queues(run, network).items()},
            no_bed=float(days.exits("released_no_bed")[-LATELY:].sum() / max(asked, 1)),
        )


def by_year(calendar: Calendar, counts: Ints) -> dict[str, int]:
    """Sums over the fiscal years of a run."""
    return {span.key: int(counts[span.ticks].sum()) for span in fiscal_years(calendar)}


def _beds(network: Network, calendar: Calendar) -> Ints:
    (pool,) = network.pools
    if not isinstance(pool.capacity, By):
        raise TypeError("the beds of the US system are counted by area")
    found: Ints = sum(
        (number_at(one, calendar.ticks, pool.name).astype(np.int64) for one in pool.capacity.values.values()),
        np.zeros(calendar.ticks, np.int64),
    )
    return found


def _queues(run: Simulation, network: Network) -> dict[str, int]:
    """Departure to the people who wait for it after the last day."""
    gate = next(one for one in network.gates if one.name == GATE)
    stages = [at for at, stage in enumerate(network.stages) if stage.name in WAITING]
    inside, kinds = run.inside(), network.kinds
    lane = kinds.rows(gate.lane_parts)[inside.kind[np.isin(inside.stage, stages)]]
    lanes = gate.lane_levels(kinds)
    waiting = np.bincount(lane, minlength=len(lanes))
    return {door.name: int(waiting[np.array(door.serves(lanes), dtype=bool)].sum()) for door in gate.doors}
