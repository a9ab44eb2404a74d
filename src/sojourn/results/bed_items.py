"""What beds by type cost: standing them up, people in them, and guaranteed beds in which nobody is.

Standing up is owed in full on the day of the order, before a bed is there: an obligation is recorded when the agreement
that binds is made (31 USC 1501), and no official may make one without money for it (31 USC 1341). An order before the
run was paid before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sojourn.results.ledger import Item, UnitCost
from sojourn.scenario.bed_blocks import TYPES, BedBlock, names
from sojourn.systems.us_beds import Use, uses

if TYPE_CHECKING:
    from collections.abc import Callable

    from sojourn.results.counted import Days
    from sojourn.scenario.accounts import Priced
    from sojourn.scenario.money import MoneyRate
    from sojourn.scenario.us import UsScenario

Ints = npt.NDArray[np.int64]

ACCOUNT = "stand_up"
"""The account that pays for standing beds up."""
BED_DAY, EMPTY, STAND_UP = "bed_day.", "guaranteed.", "stand_up."
"""What the names of the items begin with; that of the block follows."""
WORDS = {
    "contract_facility": "contract facility",
    "county_jail": "county jail",
    "soft_sided": "soft-sided",
    "military_base": "military base",
    "guantanamo": "Guantanamo",
}
"""Type to its name."""


def bed_items(
    scenario: UsScenario, days: Days, price: Callable[[Priced[MoneyRate]], UnitCost]
) -> tuple[Ints, list[Item], list[Item]]:
    """Person-days in beds that are of no block, what the blocks cost on a day, and what it takes to stand them up.

    Args:
        scenario: the scenario.
        days: some days of a run.
        price: the unit cost that a rate of the scenario is.
    """
    if not scenario.beds.blocks:
        return days.held, [], []
    base, found = uses(scenario.beds, days.calendar, days.held, days.ticks)
    daily: list[Item] = []
    once: list[Item] = []
    for name, block, use in zip(names(scenario.beds.blocks), scenario.beds.blocks, found, strict=True):
        what = WORDS[block.type]
        stand_up, bed_day, empty = price(block.stand_up), price(block.bed_day), price(block.empty_day)
        once.append(Item(STAND_UP + name, ACCOUNT, f"bed stood up, {what}", stand_up, ordered(block, days)))
        daily.append(Item(BED_DAY + name, "custody", f"bed-day, {what}", bed_day, use.used))
        daily.append(Item(EMPTY + name, "custody", f"empty bed-day, {what}", empty, use.paid_empty))
    return base, daily, once


def ordered(block: BedBlock, days: Days) -> Ints:
    """(days,): beds of a block that are ordered on each day."""
    out = np.zeros(days.calendar.ticks, np.int64)
    at = days.calendar.tick(block.ordered)
    if 0 <= at < len(out):
        out[at] = block.beds.value
    return out[days.ticks]


def empty_base(scenario: UsScenario, days: Days) -> Ints:
    """(days,): beds in which nobody is, but for those of blocks, which have a rule of their own."""
    base, found = uses(scenario.beds, days.calendar, days.held, days.ticks)
    others = sum((use.there for use in found), np.zeros_like(base))
    found_empty: Ints = np.maximum(days.capacity[days.ticks] - others - base, 0)
    return found_empty


def by_type(scenario: UsScenario, days: Days) -> dict[str, Use]:
    """Type to its use over some days, of the types that have blocks."""
    _, found = uses(scenario.beds, days.calendar, days.held, days.ticks)
    out: dict[str, Use] = {}
    for type_ in TYPES:
        mine = [use for block, use in zip(scenario.beds.blocks, found, strict=True) if block.type == type_]
        if mine:
            out[type_] = Use(
                _sum([use.there for use in mine]),
                _sum([use.used for use in mine]),
                _sum([use.paid_empty for use in mine]),
            )
    return out


def _sum(parts: list[Ints]) -> Ints:
    return sum(parts[1:], parts[0])
