"""The lines of the answer about beds by type; a scenario without blocks has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sojourn.results.bed_items import EMPTY, STAND_UP, WORDS, by_type
from sojourn.results.counted import Days
from sojourn.results.line import Line, Measure
from sojourn.results.periods import WHOLE, Span
from sojourn.results.rounding import rounded
from sojourn.scenario.accounts import CURRENCY
from sojourn.scenario.bed_blocks import TYPES, BedBlock
from sojourn.systems.us_beds import there

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sojourn.results.run import Run

GROUP = "beds"
STOOD_UP = tuple(STAND_UP + type_ for type_ in TYPES)
"""What the names of the items for standing beds up begin with."""
FILLED = "People are laid on the other beds first, and then on the blocks as they are written."


def bed_lines(run: Run) -> tuple[Line, ...]:
    """For each type: beds there, person-days in them, days empty, and how many of these are paid for."""
    out: list[Line] = []
    for type_ in TYPES:
        if not any(block.type == type_ for block in run.scenario.beds.blocks):
            continue
        what = WORDS[type_][:1].upper() + WORDS[type_][1:]
        out += [
            Line(f"beds_{type_}_most", GROUP, f"{what}: beds there, at most", "beds", _most(type_)),
            Line(f"beds_{type_}_used", GROUP, f"{what}: person-days", "person-days", _used(type_), True, note=FILLED),
            Line(f"beds_{type_}_empty", GROUP, f"{what}: bed-days empty", "bed-days", _empty(type_), True),
            Line(f"beds_{type_}_paid_empty", GROUP, f"{what}: of these, paid for", "bed-days", _paid(type_), True),
        ]
    if out:
        year = f"Dollars of {run.scenario.money.dollars}."
        out += [
            Line("beds_stand_up", GROUP, "Standing beds up", CURRENCY, costs(*STOOD_UP), True,
                 note=f"{year} Owed on the day of the order."),
            Line("beds_paid_empty", GROUP, "Paid for empty beds", CURRENCY, costs(EMPTY), True, note=year),
        ]  # fmt: skip
    return tuple(out)


def custody(run: Run, span: Span, end: str) -> float | None:
    """Dollars for people in beds and for guaranteed empty ones; None where no rate has such an end."""
    items = [item for item in run.ledger.items if item.key.startswith(("bed_day", EMPTY))]
    if all((item.cost.low if end == "low" else item.cost.high if end == "high" else 0) is None for item in items):
        return None
    return costs("bed_day", EMPTY, end=end)(run, span)


def costs(*begins: str, end: str = "value") -> Callable[[Run, Span], float]:
    """What the items of the ledger cost whose names begin so."""

    def measure(run: Run, span: Span) -> float:
        rows = [at for at, item in enumerate(run.ledger.items) if item.key.startswith(begins)]
        cents = {"low": run.ledger.at("low"), "high": run.ledger.at("high")}.get(end, run.ledger.entries)
        return int(cents[rows][:, span.ticks].sum()) / 100

    return measure


def told_beds(run: Run) -> list[str]:
    """What is said of beds by type: when they come, what was paid before and for nobody, and what was not ordered."""
    blocks = [block for block in run.scenario.beds.blocks if block.beds.value]
    out = [sentence for block in blocks if (sentence := _late(run, block))]
    if blocks:
        everything = Span(WHOLE, slice(None), run.calendar.start, run.calendar.day(run.calendar.ticks - 1), False)
        before, empty = (rounded(costs(*one)(run, everything), CURRENCY) for one in (STOOD_UP, (EMPTY,)))
        out.append(
            f"Standing up beds that were ordered costs {before} before they are there; {empty} is paid for guaranteed "
            "beds in which nobody is."
        )
    return [*out, *not_ordered(run)]


def _late(run: Run, block: BedBlock) -> str:
    """A sentence where not all beds of a block come in the run."""
    most = int(there(block, run.calendar).max())
    if most == block.beds.value:
        return ""
    few = "none comes" if most == 0 else f"no more than {most:,} come"
    closes = "" if block.until is None else f", and they close on {_day(block.until)}"
    return (
        f"Of the {block.beds.value:,} beds ({WORDS[block.type]}) ordered on {_day(block.ordered)} {few} in this run: "
        f"the first are due {block.lead.value:,.0f} days after the order, all {block.build_up.value:,.0f} days later"
        f"{closes}."
    )


def not_ordered(run: Run) -> list[str]:
    """A sentence for each block of beds that could not be paid for."""
    return [
        f"The account 'Standing up beds' cannot pay on {_day(one.on)}: {one.beds:,} beds ({WORDS[one.type]}) are not "
        "ordered."
        for one in run.not_ordered
    ]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _most(type_: str) -> Measure:
    return lambda run, span: int(_use(run, span, type_, "there").max())


def _used(type_: str) -> Measure:
    return lambda run, span: int(_use(run, span, type_, "used").sum())


def _empty(type_: str) -> Measure:
    return lambda run, span: int((_use(run, span, type_, "there") - _use(run, span, type_, "used")).sum())


def _paid(type_: str) -> Measure:
    return lambda run, span: int(_use(run, span, type_, "paid_empty").sum())


def _use(run: Run, span: Span, type_: str, what: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    days = Days(run.panel, run.capacity.sum(axis=1), span.ticks, run.calendar)
    found: np.ndarray[tuple[int], np.dtype[np.int64]] = getattr(by_type(run.scenario, days)[type_], what)
    return found
