"""Beds and money that is short: orders that cannot be paid for are not placed, and a base carries so many people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from sojourn.results.bed_items import BED_DAY, EMPTY
from sojourn.results.drawdown import Purse
from sojourn.scenario.bed_blocks import BedType, names
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar
from sojourn.systems.us_beds import guaranteed, there

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class NotOrdered:
    """A block that was not ordered, as there was no money for it on its day."""

    type: BedType
    beds: int
    on: date


def too_dear(scenario: UsScenario, calendar: Calendar, purse: Purse, owed: Sequence[int], first: int) -> int | None:
    """The number of a block that cannot be paid for on the day of its order: the last of the first such day.

    Args:
        scenario: the scenario.
        calendar: the days of a run.
        purse: what the account for standing up beds has; it is left as it is.
        owed: cents that it owes on the days from ``first`` on.
        first: tick of the first of these days.
    """
    trial = purse.copy()
    for tick, cents in enumerate(owed, first):
        short = cents > sum(trial.pay(tick, cents))
        mine = [
            number
            for number, block in enumerate(scenario.beds.blocks)
            if block.beds.value and calendar.tick(block.ordered) == tick
        ]
        if short and mine:
            return mine[-1]
    return None


def without(scenario: UsScenario, number: int) -> tuple[UsScenario, NotOrdered]:
    """A scenario in which a block has no beds, and what was not ordered."""
    block = scenario.beds.blocks[number]
    none = block.model_copy(update={"beds": block.beds.model_copy(update={"value": 0})})
    blocks = (*scenario.beds.blocks[:number], none, *scenario.beds.blocks[number + 1 :])
    beds = scenario.beds.model_copy(update={"blocks": blocks})
    return scenario.model_copy(update={"beds": beds}), NotOrdered(block.type, block.beds.value, block.ordered)


def as_ordered(scenario: UsScenario, refused: Iterable[tuple[str, str]]) -> UsScenario:
    """A scenario without the beds of blocks that were not ordered, each given by its type and the day of its order."""
    for type_, on in refused:
        for number, block in reversed(list(enumerate(scenario.beds.blocks))):  # the last of a day is left out first
            if block.beds.value and (block.type, block.ordered.isoformat()) == (type_, on):
                scenario, _ = without(scenario, number)
                break
    return scenario


def carried(
    scenario: UsScenario, calendar: Calendar, days: slice, free: Floats, base_rate: float, rates: dict[str, float]
) -> Floats:
    """(days,): how many people money for custody can keep in beds, those of blocks among them.

    Guaranteed minimums are owed first, whoever is held; a person on a guaranteed bed then costs what the bed in use
    costs more than the empty one.

    Args:
        scenario: the scenario.
        calendar: the days of a run.
        days: which of them.
        free: (days,) cents that there are on each.
        base_rate: cents for a bed and day of `beds.capacity`.
        rates: cents by name of the item of the ledger.
    """
    supply = scenario.beds
    parts = [(np.floor(calendar.values(supply.capacity)[days] + 1e-6), base_rate)]
    left = free.copy()
    for name, block in zip(names(supply.blocks), supply.blocks, strict=True):
        beds = there(block, calendar)[days]
        sure = guaranteed(block, beds)
        used, empty = rates[BED_DAY + name], rates[EMPTY + name]
        left -= sure * empty
        parts += [(sure.astype(np.float64), max(used - empty, 0.0)), ((beds - sure).astype(np.float64), used)]
    found, going = np.zeros(len(free)), left >= 0
    left = np.maximum(left, 0.0)
    for size, rate in parts:
        kept = np.where(going, np.minimum(size, np.floor(left / rate)) if rate > 0 else size, 0.0)
        found, left, going = found + kept, left - kept * rate, going & (kept >= size)
    return found
