"""Beds that are ordered on a day, by type: what they cost before they exist, when they come, and what is paid for them.

    beds:
      blocks:
        - {type: soft_sided, beds: 5000 beds, ordered: 2025-03-01}
        - {type: county_jail, beds: 2000 beds, ordered: 2025-04-01, lead: 30 days, until: 2027-01-01}

They come on top of `beds.capacity`: none before the lead time has passed since the order, then more each day in a
straight line. What a block does not say is as the evidence has it for its type (rows `new_bed.TYPE.*`).
:mod:`sojourn.systems.us_beds` says how many are there on a day, and :mod:`sojourn.results.bed_items` what they cost.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Any, Literal, get_args

import pydantic

from sojourn.evidence.registry import figure
from sojourn.scenario.accounts import CURRENCY, Priced, check_rate
from sojourn.scenario.errors import AtPath
from sojourn.scenario.quantities import Date, Days, MoneyRate, Share, count, money_per
from sojourn.scenario.sourced import Section, Sourced

BedType = Literal["contract_facility", "county_jail", "soft_sided", "military_base", "guantanamo"]
TYPES: tuple[BedType, ...] = get_args(BedType)
"""The types, in the order in which they are told."""
MOST_BEDS = 1_000_000

USUAL = {
    "lead": "lead_time",
    "build_up": "build_up",
    "stand_up": "stand_up",
    "bed_day": "bed_day",
    "empty_day": "empty_day",
    "guaranteed": "guaranteed",
}
"""What a block need not say, and the last part of the row of the evidence that says it then."""


def usual(type_: BedType, what: str) -> dict[str, str]:
    """What the evidence says of a type, as it would be written in a block."""
    row = figure(f"new_bed.{type_}.{USUAL[what]}")
    currency, _, per = row.unit.partition("/")
    if per:
        text = f"{row.number:.12g} {currency} per {per}"
    else:
        text = f"{row.number:.12g} days" if row.unit == "days" else f"{100 * row.number:.12g}%"
    return {"value": text, "source": row.key}


class BedBlock(Section):
    """Beds of one type that are ordered together."""

    type: BedType
    """Kind of place."""
    beds: Sourced[Annotated[int, count("beds")]]
    """How many, when all are there."""
    ordered: Date
    """Day of the order; what it takes to stand them up is owed on it."""
    lead: Sourced[Days]
    """Days from the order until the first beds begin to come."""
    build_up: Sourced[Days]
    """Days from then until all are there, in a straight line."""
    until: Date | None = None
    """First day without them; they stay where not given."""
    stand_up: Priced[Annotated[MoneyRate, money_per("bed")]]
    """What a bed costs before it is there, once."""
    bed_day: Priced[Annotated[MoneyRate, money_per("bed-day")]]
    """What a bed costs on a day on which somebody is in it."""
    empty_day: Priced[Annotated[MoneyRate, money_per("empty bed-day")]]
    """What is paid on a day for a guaranteed bed in which nobody is."""
    guaranteed: Sourced[Share]
    """Share of the beds there are that is paid for whether or not somebody is in them."""

    @pydantic.model_validator(mode="before")
    @classmethod
    def _as_usual(cls, data: Any) -> Any:
        """What is not said is as the evidence has it; of an unknown type nothing more is asked than what it is."""
        if not isinstance(data, dict):
            return data
        said = data.get("type")
        type_ = next((one for one in TYPES if one == said), TYPES[0])
        return {**data, **{what: usual(type_, what) for what in USUAL if data.get(what) is None}}

    @pydantic.model_validator(mode="after")
    def _possible(self) -> BedBlock:
        if self.beds.value > MOST_BEDS:
            raise AtPath("beds.value", f"at most {MOST_BEDS:,} beds can be ordered together")
        if self.until is not None and self.until <= self.ordered:
            message = f"the beds close on {self.until}, which is not after {self.ordered}, when they are ordered"
            raise AtPath("until", message, beside="ordered")
        opens = self.ordered + timedelta(days=round(self.lead.value))
        if self.until is not None and self.until <= opens:
            message = f"the beds close on {self.until}, before the first is there: they are due on {opens}"
            raise AtPath("until", message, beside="lead")
        for name in ("stand_up", "bed_day", "empty_day"):
            rate: MoneyRate = getattr(self, name).value
            if rate.money.currency != CURRENCY:
                raise AtPath(f"{name}.value", f"{rate} is in {rate.money.currency}; the accounts are in {CURRENCY}")
            check_rate(rate, f"{name}.value")
        return self


def check_blocks(blocks: Iterable[BedBlock], first: date, last: date) -> None:
    """Refuse an order after the period, beds that are gone before it, and a block that is written twice.

    Args:
        blocks: the blocks of a scenario.
        first: first day of the period.
        last: first day after it.

    Raises:
        AtPath: the first of these, from the root of a scenario.
    """
    seen: list[BedBlock] = []
    for number, block in enumerate(blocks):
        path = f"beds.blocks.{number}"
        if block.ordered >= last:
            raise AtPath(f"{path}.ordered", f"{block.ordered} is outside the period, which ends on {last}")
        if block.until is not None and block.until <= first:
            raise AtPath(f"{path}.until", f"the beds are gone on {block.until}, before the period starts on {first}")
        if block.beds.value and block in seen:
            raise AtPath(path, f"the block stands twice, first as number {seen.index(block)}; write all beds in one")
        seen.append(block)


def names(blocks: Iterable[BedBlock]) -> tuple[str, ...]:
    """A name for each block: its type, numbered where a type has several."""
    types = [block.type for block in blocks]
    return tuple(
        type_ if types.count(type_) == 1 else f"{type_}.{types[: at + 1].count(type_)}"
        for at, type_ in enumerate(types)
    )
