"""What a plan costs, month by month, as sums over the columns of its programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sojourn.evidence.registry import figure
from sojourn.scenario.bed_blocks import BedType
from sojourn.study.plan.program import Linear, Program

if TYPE_CHECKING:
    from sojourn.study.plan.building import Builder

MICRO = 1_000_000
COUNTED_AS = {
    "bed-day": "person_days",
    "arrest": "arrested_interior",
    "book-in": "booked_in",
    "decision": "decided",
    "removal": "removed_all",
    "removal from custody": "removed_custody",
    "removal from the border": "removed_border",
    "third-country removal": "removed_third_country",
    "release": "released",
    "empty bed-day": "empty",
}
"""What the ledger counts, as the fluid model counts it; the rest costs what it cost in the run without changes."""


def price(builder: Builder) -> None:
    """Add what each month costs to a programme: the unit costs of the ledger, and what no ledger counts."""
    out, months = builder.out, builder.months
    book = builder.run.ledger
    out.costs = [Linear() for _ in months.first]
    for at, (item, cost) in enumerate(zip(book.items, book.costs, strict=True)):
        name = COUNTED_AS.get(item.unit)
        if name is None:
            usual = months.sums(book.entries[at].astype(np.float64)) / 100
            for m, one in enumerate(out.costs):
                one.constant += float(usual[m])
            continue
        for m, one in enumerate(out.costs):
            one.plus(out.counts[name][m], cost.value / MICRO)
    spent, beside = _spent(builder, {item.unit for item in book.items})
    for m, one in enumerate(out.costs):
        one.plus(spent[m])
    out.counts["outside"], out.counts["cost"] = beside, out.costs


def _spent(builder: Builder, counted: set[str]) -> tuple[list[Linear], list[Linear]]:
    """USD a month of the levers beside what is counted by people: all of it, and what no ledger of a run counts."""
    out, months, program = builder.out, builder.months, builder.program
    spent, beside = [Linear() for _ in months.first], [Linear() for _ in months.first]
    days_of = {"judges": "judge-day", "documents": "document officer-day"}
    once_of = {"judges": "judge hired", "documents": "document officer hired"}
    for key, columns in out.levels.items():
        lever = builder.levers[out.controls[key].lever]
        if lever.once:
            inside = lever.bed_type is not None or once_of.get(lever.name) in counted
            _once(program, key, columns, lever.once, months.step, [spent] if inside else [spent, beside])
        if lever.price:
            first = float(out.controls[key].own[0])
            into = [spent] if days_of.get(lever.name) in counted else [spent, beside]
            for m, step in enumerate(months.step.tolist()):
                days = float(months.days[m]) * lever.price
                for found in into:
                    found[m].add(columns[step], days)
                    found[m].constant -= days * first
    if (beds := builder.levers.get("beds")) is not None and beds.bed_type is not None:
        _typed(builder, beds.bed_type, spent)
    return spent, beside


def _once(
    program: Program, key: str, columns: list[int], price: float, steps: npt.NDArray[np.int64], into: list[list[Linear]]
) -> None:
    """What each one more costs in the month in which it comes: a bed that is stood up, somebody who is hired."""
    for q in range(1, len(columns)):
        more = program.column(f"more_{key}[{q}]")
        rise = Linear().add(more, 1.0).add(columns[q], -1.0).add(columns[q - 1], 1.0)
        program.row(f"more_{key}[{q}]", rise, low=0.0)
        month = int(np.flatnonzero(steps == q)[0])
        for found in into:
            found[month].add(more, price)


def _typed(builder: Builder, bed_type: BedType, spent: list[Linear]) -> None:
    """What beds of a type cost beyond those that are there: people in them, and those that are guaranteed and empty.

    People are laid on the beds that are there first. Where the type costs less than an average bed the saving is left
    to the runs: a programme would fill such beds first.
    """
    out, months, program = builder.out, builder.months, builder.program
    bed_day, empty, share = (
        figure(f"new_bed.{bed_type}.{what}").number for what in ("bed_day", "empty_day", "guaranteed")
    )
    book = builder.run.ledger
    usual = sum(cost.value for item, cost in zip(book.items, book.costs, strict=True) if item.unit == "bed-day") / MICRO
    columns, own = out.levels["beds"], out.controls["beds"].own
    for m, step in enumerate(months.step.tolist()):
        days = float(months.days[m])
        used, idle = program.column(f"typed_used[{m}]"), program.column(f"typed_idle[{m}]")
        beyond = Linear(constant=float(own[step])).add(used, 1.0).plus(out.held[m], -1.0)
        program.row(f"typed_used[{m}]", beyond, low=0.0)
        paid = Linear(constant=share * float(own[step])).add(idle, 1.0).add(used, 1.0).add(columns[step], -share)
        program.row(f"typed_idle[{m}]", paid, low=0.0)
        spent[m].add(used, days * max(bed_day - usual, 0.0)).add(idle, days * empty)
