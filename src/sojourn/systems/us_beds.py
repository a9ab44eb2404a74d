"""How many beds of each block are there on each day, and who is in which: beds by type.

Nobody is followed into a type of bed: whoever is held is laid on the beds there are, in an order. The beds of
`beds.capacity` are taken first, then the blocks as they are written. So the beds that a plan adds stand empty before
those that it had, and the order is the author's to choose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from sojourn.scenario.bed_blocks import BedBlock
from sojourn.scenario.us import BedSupply
from sojourn.systems.calendar import Calendar, Floats

Ints = npt.NDArray[np.int64]


def there(block: BedBlock, calendar: Calendar) -> Ints:
    """(days,): beds of a block that are there on each day; whole ones, and none before the lead time is over."""
    lead, build = round(block.lead.value), round(block.build_up.value)
    tick = np.arange(calendar.ticks)
    since = tick - calendar.tick(block.ordered + timedelta(days=lead))
    risen = since / build if build else (since >= 0).astype(np.float64)
    found = np.floor(block.beds.value * np.clip(risen, 0.0, 1.0) + 1e-6).astype(np.int64)
    if block.until is not None:
        found[tick >= calendar.tick(block.until)] = 0
    return found


def in_all(supply: BedSupply, calendar: Calendar) -> Floats:
    """(days,): beds of `beds.capacity` and of all blocks; a straight line of the first is not in whole beds."""
    blocks = sum((there(block, calendar) for block in supply.blocks), np.zeros(calendar.ticks, np.int64))
    return calendar.values(supply.capacity) + blocks


@dataclass(frozen=True, eq=False)
class Use:
    """One block over some days: arrays of a number for each day."""

    there: Ints
    used: Ints
    """Beds in which somebody is."""
    paid_empty: Ints
    """Guaranteed beds in which nobody is."""


def uses(supply: BedSupply, calendar: Calendar, held: Ints, days: slice = slice(None)) -> tuple[Ints, tuple[Use, ...]]:
    """Lay people on beds: those of `beds.capacity`, and then the blocks in order.

    Args:
        supply: the beds of a scenario.
        calendar: the days of a run.
        held: (days,) people held at midnight on some of them.
        days: which.

    Returns:
        (days,) people on beds of `beds.capacity`, with all for whom there is no bed anywhere; and each block's use.
    """
    base = np.floor(calendar.values(supply.capacity)[days] + 1e-6).astype(np.int64)
    left = np.maximum(held - base, 0)
    found = []
    for block in supply.blocks:
        beds = there(block, calendar)[days]
        used = np.minimum(left, beds)
        left = left - used
        found.append(Use(beds, used, np.maximum(guaranteed(block, beds) - used, 0)))
    return np.minimum(held, base) + left, tuple(found)


def guaranteed(block: BedBlock, beds: Ints) -> Ints:
    """(days,): beds that are paid for, used or not; whole ones, rounded down."""
    found: Ints = np.floor(beds * block.guaranteed.value + 1e-6).astype(np.int64)
    return found
