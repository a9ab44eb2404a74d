"""A budget as plain data that JSON can hold; money in dollars."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sojourn.results.bands import Band, as_value
from sojourn.study.budget_answer import Budget, DrawnBands, Spread, Until
from sojourn.study.budget_levels import Levels
from sojourn.study.budget_origins import origins
from sojourn.study.budget_path import Point
from sojourn.study.budget_staff import Tried

CENTS = 100


def summary(found: Budget) -> dict[str, Any]:
    """The answer: what the plan does with the amount, what it buys, the reverse, bands, and where it is from."""
    return {
        "scenario": found.name,
        "title": found.scenario.title,
        "from": found.calendar.start.isoformat(),
        "until": found.calendar.until.isoformat(),
        "seed": found.seed,
        "dollars_of": found.scenario.money.dollars,
        "amount": None if found.amount is None else float(found.amount.amount),
        "removals_a_year": found.target,
        "lead_days": asdict(found.leads),
        "bed_type": found.bed_type,
        "base": _point(found.base),
        "as_it_stands": [_until(one) for one in found.as_it_stands],
        "spread": None if found.spread is None else _spread(found, found.spread),
        "reverse": None if found.reverse is None else _spread(found, found.reverse),
        "path": [_point(point) for point in found.path.steps],
        "staff_tried": [_tried(one) for one in found.path.tried],
        "bands": None if found.bands is None else _bands(found.bands),
        "origins": list(origins(found.amount)),
        "runs": found.runs,
        "runs_of_all": found.runs_of_all,
    }


def _until(one: Until) -> dict[str, Any]:
    return {
        "unit_costs": one.end,
        "empty_on": None if one.on is None else one.on.isoformat(),
        "spent": one.drawn / CENTS,
        "asked": one.asked / CENTS,
        "removals": dict(one.removals),
        "person_days": dict(one.person_days),
        "arrests": dict(one.arrests),
        "base_removals": one.base_removals,
    }


def _spread(found: Budget, one: Spread) -> dict[str, Any]:
    return {
        **_point(one.point),
        "reached": one.reached,
        "order": [{"capacity": what, "steps": steps} for what, steps in found.order(one)],
        "removals_beyond_base": one.more,
        "each": None if one.each is None else one.each / CENTS,
        "next": None if one.next is None else one.next / CENTS,
    }


def _point(one: Point) -> dict[str, Any]:
    return {
        "bought": one.bought,
        "binds": one.binds,
        "levels": _levels(one.levels),
        "cost": one.cost / CENTS,
        "cost_at": {end: cents / CENTS for end, cents in one.at_ends.items()},
        "cost_by_account": {name: cents / CENTS for name, cents in one.costs.items()},
        "stand_up": one.stand_up / CENTS,
        "paid_for_empty_beds": one.paid_empty / CENTS,
        "removals": one.removals,
        "person_days": one.person_days,
        "arrests": one.arrests,
        "best_fiscal_year": one.best_year,
        "weight": one.weight,
    }


def _levels(one: Levels) -> dict[str, Any]:
    return {
        "added_arrests_a_day": one.arrests,
        "beds": one.beds,
        "seats_factor": dict(one.seats),
        "staff_factor": dict(one.staff),
    }


def _tried(one: Tried) -> dict[str, Any]:
    return {
        "capacity": one.what,
        "number": one.number,
        "step": one.step,
        "removals": one.removals,
        "cost": one.cents / CENTS,
        "beds": None if one.beds is None else {"removals": one.beds[0], "cost": one.beds[1] / CENTS},
        "bought": one.bought,
        "weight": one.weight,
    }


def _bands(one: DrawnBands) -> dict[str, Any]:
    return {
        "draws": one.draws,
        "money_lasts_in": one.lasting,
        "empty_on": _band(one.empty, "date"),
        "removals_until_then": _band(one.removed),
        "asked": _band(one.asked, "USD"),
        "path_cost": _band(one.cost, "USD"),
        "path_each": _band(one.each, "USD"),
    }


def _band(one: Band | None, unit: str = "people") -> dict[str, Any] | None:
    if one is None:
        return None
    per = CENTS if unit == "USD" else 1
    ends = {"low": one.low, "median": one.median, "high": one.high}
    return {name: as_value(value / per, unit) for name, value in ends.items()}
