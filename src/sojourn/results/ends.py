"""Which unit costs have no end beyond their value: a side of a range of costs on which they are counted as they are."""

from __future__ import annotations

from typing import Literal

from sojourn.results.ledger import Item, Ledger, UnitCost

SIDES: tuple[Literal["high", "low"], ...] = ("high", "low")


def without_end(book: Ledger, side: Literal["high", "low"]) -> list[str]:
    """Units of a ledger that something was spent on and whose cost has no end on a side, or one that is the value."""
    return list(
        dict.fromkeys(
            _name(item) for item in book.items if item.cost.value and item.counts.any() and not _beyond(item.cost, side)
        )
    )


def told_ends(book: Ledger) -> str:
    """One sentence on the sides of a range of costs; nothing where every unit cost has both ends."""
    found = [(side, without_end(book, side)) for side in SIDES]
    parts = [f"no {side} end: {', '.join(units)}" for side, units in found if units]
    return f"Costs with {'; '.join(parts)}." if parts else ""


def _name(item: Item) -> str:
    """The unit of an item; of beds by type with the number of the block, and without a comma: they stand in a list."""
    unit, _, type_ = item.unit.partition(", ")
    number = item.key.rpartition(".")[2]
    return f"{unit} ({' '.join([type_, *([number] if number.isdigit() else [])])})" if type_ else unit


def _beyond(cost: UnitCost, side: Literal["high", "low"]) -> bool:
    return cost.at(side) != cost.value
