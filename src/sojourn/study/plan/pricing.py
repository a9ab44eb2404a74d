"""What a plan costs, month by month, as sums over the columns of its programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from sojourn.evidence.registry import figure
from sojourn.scenario.bed_blocks import BedType
from sojourn.study.plan.fluid import Saving
from sojourn.study.plan.program import Linear, Program

if TYPE_CHECKING:
    from sojourn.study.plan.building import Builder

Floats = npt.NDArray[np.float64]
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
    typed = (beds := builder.levers.get("beds")) is not None and beds.bed_type is not None
    if typed and any(item.unit == "empty bed-day" for item in book.items):
        _empty_before(builder)
    for at, (item, cost) in enumerate(zip(book.items, book.costs, strict=True)):
        name = COUNTED_AS.get(item.unit)
        if item.unit == "empty bed-day" and typed:
            name = "empty_before"
        if name is None:
            usual = months.sums(book.entries[at].astype(np.float64)) / 100
            if item.unit.startswith("bed-day, "):  # people in beds of blocks are among all who are held
                usual = usual - months.sums(item.counts.astype(np.float64)) * _bed_day(builder)
            for m, one in enumerate(out.costs):
                one.constant += float(usual[m])
            continue
        for m, one in enumerate(out.costs):
            one.plus(out.counts[name][m], cost.value / MICRO)
    spent, beside = _spent(builder, {item.unit for item in book.items})
    for m, one in enumerate(out.costs):
        one.plus(spent[m])
        if out.sending is not None:
            one.plus(out.sending.paid[m])
    out.counts["outside"], out.counts["cost"] = beside, out.costs


def _spent(builder: Builder, counted: set[str]) -> tuple[list[Linear], list[Linear]]:
    """USD a month of the levers beside what is counted by people: all of it, and what no ledger of a run counts."""
    out, months, program = builder.out, builder.months, builder.program
    spent, beside = [Linear() for _ in months.first], [Linear() for _ in months.first]
    days_of = {"judges": "judge-day", "documents": "document officer-day"}
    once_of = {"judges": "judge hired", "documents": "document officer hired"}
    for key, columns in out.levels.items():
        lever = builder.levers.get(out.controls[key].lever)
        if lever is None:
            continue
        if lever.once:
            inside = lever.bed_type is not None or once_of.get(lever.name) in counted
            own = np.zeros(len(columns)) if lever.own is None else out.controls[key].own
            _once(program, key, columns, lever.once, months.step, [spent] if inside else [spent, beside], own)
        if lever.price:
            own = out.controls[key].own
            if key == "added":  # of arrests fewer than the scenario's own may be made: each that is made is paid for
                own = np.zeros(len(columns))
            into = [spent] if days_of.get(lever.name) in counted else [spent, beside]
            for m, step in enumerate(months.step.tolist()):
                days = float(months.days[m]) * lever.price
                for found in into:
                    found[m].add(columns[step], days)
                    found[m].constant -= days * float(own[step])
    if (beds := builder.levers.get("beds")) is not None and beds.bed_type is not None:
        _typed(builder, beds.bed_type, spent)
    return spent, beside


def _once(
    program: Program,
    key: str,
    columns: list[int],
    price: float,
    steps: npt.NDArray[np.int64],
    into: list[list[Linear]],
    own: Floats,
) -> None:
    """What each one more costs in the month in which it comes: a bed that is stood up, somebody who is hired.

    What comes by the scenario's own hiring is in ``own``, and is paid for without a plan.
    """
    for q in range(1, len(columns)):
        more = program.column(f"more_{key}[{q}]")
        rise = Linear().add(more, 1.0).add(columns[q], -1.0).add(columns[q - 1], 1.0)
        program.row(f"more_{key}[{q}]", rise, low=-max(float(own[q] - own[q - 1]), 0.0))
        month = int(np.flatnonzero(steps == q)[0])
        for found in into:
            found[month].add(more, price)


def _empty_before(builder: Builder) -> None:
    """Empty beds among those that were there: those of a type that are added have a rule of their own."""
    out, months, program = builder.out, builder.months, builder.program
    own = out.controls["beds"].own
    out.counts["empty_before"] = []
    for m, step in enumerate(months.step.tolist()):
        empty = program.column(f"empty_before[{m}]")
        program.row(f"empty_before[{m}]", Linear().add(empty, 1.0).plus(out.held[m]), low=float(own[step]))
        out.counts["empty_before"].append(Linear().add(empty, float(months.days[m])))


def _typed(builder: Builder, bed_type: BedType, spent: list[Linear]) -> None:
    """What beds of a type cost beyond those that are there: people in them, and those that are guaranteed and empty.

    People are laid on the beds that are there first.
    """
    out, months, program = builder.out, builder.months, builder.program
    bed_day, empty, share = (
        figure(f"new_bed.{bed_type}.{what}").number for what in ("bed_day", "empty_day", "guaranteed")
    )
    usual = _bed_day(builder)
    columns, own = out.levels["beds"], out.controls["beds"].own
    for m, step in enumerate(months.step.tolist()):
        days = float(months.days[m])
        used, idle = program.column(f"typed_used[{m}]"), program.column(f"typed_idle[{m}]")
        beyond = Linear(constant=float(own[step])).add(used, 1.0).plus(out.held[m], -1.0)
        program.row(f"typed_used[{m}]", beyond, low=0.0)
        paid = Linear(constant=share * float(own[step])).add(idle, 1.0).add(used, 1.0).add(columns[step], -share)
        program.row(f"typed_idle[{m}]", paid, low=0.0)
        spent[m].add(used, days * max(bed_day - usual, 0.0)).add(idle, days * empty)
        if bed_day < usual:
            saved = program.column(f"typed_saved[{m}]", 0.0, 0.0)
            held = Linear(constant=-float(own[step])).plus(out.held[m])
            row = program.row(f"typed_saved[{m}]", Linear().add(saved, 1.0).plus(held, -1.0))
            spent[m].add(saved, days * (bed_day - usual))
            out.savings.append(Saving(saved, row, held))


def _bed_day(builder: Builder) -> float:
    """USD of a bed and day in the beds that are of no block."""
    book = builder.run.ledger
    return sum(cost.value for item, cost in zip(book.items, book.costs, strict=True) if item.unit == "bed-day") / MICRO
