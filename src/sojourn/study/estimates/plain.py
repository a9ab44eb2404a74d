"""The published estimates as plain data: printed, worked out again, and beside this system."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sojourn.evidence.prices import last_year
from sojourn.study.estimates.again import Again, Beside
from sojourn.study.estimates.beside import INPUTS, LEFT_OUT, WHY_NOT, Compared
from sojourn.study.estimates.costs import Costs
from sojourn.study.estimates.measured import Measured
from sojourn.study.estimates.published import Printed

Told = tuple[Again, Compared | None]
"""A study worked out again, and beside this system where it can be."""


def plain(told: Sequence[Told], run: Measured | None, costs: Costs) -> dict[str, Any]:
    """Everything as JSON can hold it; amounts of the comparison are whole cents."""
    return {
        "estimates": [{**_again(again), "beside": _beside(again, found, run)} for again, found in told],
        "measured": None if run is None else _measured(run),
        "unit_costs": {
            name: {
                "low": float(cost.low),
                "value": float(cost.value),
                "high": float(cost.high),
                "unit": "USD",
                "dollars": last_year(),
                "source": cost.source,
                "grade": cost.grade,
            }
            for name, cost in costs.items()
        },
    }


def _again(found: Again) -> dict[str, Any]:
    study = found.study
    return {
        "estimate": study.key,
        "publisher": study.publisher,
        "document": study.document,
        "as_of": study.as_of,
        "dollars": study.dollars,
        "headline": found.headline.quantity,
        "counted": found.counted,
        "given": [_printed(one) for one in study.numbers if one.kind == "given"],
        "numbers": [_number(one) for one in found.numbers],
    }


def _number(one: Beside) -> dict[str, Any]:
    return {
        "quantity": one.quantity,
        "unit": one.unit,
        "printed": None if one.printed is None else _printed(one.printed),
        "again": None if one.line is None else _bare(one.line.value),
        "how": None if one.line is None else one.line.how,
        "by_rounding_of_inputs": None if one.reach is None else [_bare(end) for end in one.reach],
        "verdict": one.verdict,
        "difference": one.printed.difference if one.printed is not None else "",
    }


def _printed(one: Printed) -> dict[str, Any]:
    return {
        "quantity": one.quantity,
        "value": _bare(one.value),
        "unit": one.unit,
        "means": [_bare(end) for end in one.means],
        "at_least": one.at_least,
        "grade": one.grade,
        "note": one.note,
    }


def _beside(again: Again, found: Compared | None, run: Measured | None) -> dict[str, Any]:
    if found is None or run is None:
        return {"compared": False, "scope": WHY_NOT.get(again.study.key, "")}
    per_year = run.a_year
    return {
        "compared": True,
        "scope": LEFT_OUT[again.study.key],
        "currency": found.currency,
        "horizon_years": float(found.years),
        "years_at_the_pace_measured": float(found.ours["people"] / per_year) if found.unit == "people" else None,
        "study_cents": found.total,
        "here_cents": found.total_ours,
        "here_low_cents": found.band[0],
        "here_high_cents": found.band[1],
        "difference_cents": found.difference,
        "inputs": [
            {
                "input": name,
                "what": INPUTS[name] if name != "people" else found.unit,
                "study": float(found.theirs[name]),
                "here": float(found.ours[name]),
                "moves_cents": found.parts[name],
            }
            for name in found.theirs
        ],
    }


def _measured(run: Measured) -> dict[str, Any]:
    return {
        "scenario": run.scenario,
        "seed": run.seed,
        "from": run.first.isoformat(),
        "to": run.last.isoformat(),
        "removals": run.removals,
        "arrests": run.arrests,
        "book_ins": run.book_ins,
        "bed_days": run.bed_days,
        "removals_a_year": float(run.a_year),
        "per_removal": {name: float(value) for name, value in run.per_removal.items()},
    }


def _bare(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
