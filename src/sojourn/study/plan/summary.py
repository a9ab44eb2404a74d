"""A plan as plain data that JSON can hold; money in dollars."""

from __future__ import annotations

from typing import Any

import numpy as np

from sojourn.results.bands import Band
from sojourn.results.periods import WHOLE, fiscal_years
from sojourn.study.plan.answer import Plan
from sojourn.study.plan.counted_on import CountedOn
from sojourn.study.plan.found import Key
from sojourn.study.plan.targets import result_of
from sojourn.study.plan.worth import Worth

LINES = (
    "removed_all",
    "arrested_interior",
    "booked_in",
    "person_days",
    "held_peak",
    "over_90",
    "exit_released_no_bed",
    "cost",
)
"""Lines that are told of every plan."""


def summary(found: Plan) -> dict[str, Any]:
    """The answer: whether the targets are met and how surely, the levels, what comes of them, and what binds."""
    share, low, high = found.probability
    return {
        "scenario": found.name,
        "title": found.title,
        "from": found.calendar.start.isoformat(),
        "until": found.calendar.until.isoformat(),
        "seed": found.seed,
        "reached": found.reached,
        "asked_sure": found.sure,
        "draws": found.trial.runs if found.trial.stage == "draws" else 0,
        "probability": {"share": share, "low": low, "high": high},
        "goal": {"most" if found.goal.most else "least": found.goal.name, "value_in_programme": found.trial.found.goal},
        "targets": [_target(found, number) for number in range(len(found.targets))],
        "stopped_by": [] if found.stop is None else [
            {"lever": name, "limit": words, "weight": price} for name, words, price in found.stop.limits
        ],
        "stopped_by_targets": [] if found.stop is None else [
            str(found.targets[number]) for number in dict.fromkeys(key[0] for key in found.stop.against)
        ],
        "people_turned_away": found.turned,
        "money_ends": list(found.emptied),
        "fluid_off": found.off,
        "levers": {
            name: {"lead_days": one.lead, "rise_per_month": one.rise, "unit": one.unit, "price": one.price,
                   "price_once": one.once, "bed_type": one.bed_type,
                   "first": one.first, "fixed": one.fixed, "source": one.source}
            for name, one in found.levers.items()
        },
        "levels": levels(found),
        "results": {key: _results(found, key) for key in LINES},
        "binding_in_programme": [
            {"lever": name, "limit": words, "weight": price} for name, words, price in found.trial.found.limits
        ],
        "worth_of_one_more": [_worth(one) for one in found.worth],
        "agreements_assumed": [
            {"country": one.assumed.country, "since": one.assumed.since.isoformat(), "changes": dict(one.changes)}
            for one in found.agreements
        ],
        "agreements": None if found.counted is None else _counted(found, found.counted),
        "runs": found.runs,
    }  # fmt: skip


def _counted(found: Plan, counted: CountedOn) -> dict[str, Any]:
    """The agreements that may be chosen: each is a decision of another government."""
    without = counted.without
    return {
        "note": "An agreement is a decision of another government: no plan has it. Only published or given terms are "
        "counted.",
        "counted_on": [one.may.name for one in counted.each if one.counted],
        "fewest_in_programme": counted.fewest,
        "without_any": {
            "goal_in_programme": without.found.best,
            "goal_with_in_programme": found.trial.found.best,
            "can_be_met_in_programme": without.found.stop is None,
            "draws": without.runs if without.stage == "draws" else 0,
            "draws_that_meet_all_targets": without.met,
        },
        "each_alone": [
            {
                "country": one.may.name,
                "status": one.may.status,
                "in_the_plan": one.counted,
                "in_force_from": None if one.since is None else one.since.isoformat(),
                "earliest": one.may.earliest.isoformat(),
                "earliest_because": one.may.because,
                "terms": one.may.terms.model_dump(mode="json", by_alias=True, exclude={"statuses"}, exclude_none=True),
                "assumed": list(one.may.assumed),
                "cost_known": one.may.priced,
                "ruled_out_or_ended": one.may.refused,
                "draws": one.draws,
                "changes": {key: _band(change) for key, change in one.changes.items()},
                "worth_in_goal": _band(one.worth),
                "betters_goal_in_programme": one.programme,
            }
            for one in counted.each
        ],
    }


def levels(found: Plan) -> list[dict[str, Any]]:
    """One entry a control: its levels by the first day of each step, and the scenario's own."""
    proposal = found.proposal
    days = [day.isoformat() for day in proposal.begins]
    return [
        {
            "control": key,
            "changed": proposal.changed(key),
            "levels": dict(zip(days, np.round(level, 3).tolist(), strict=True)),
            "own": dict(zip(days, np.round(proposal.controls[key].own, 3).tolist(), strict=True)),
        }
        for key, level in proposal.levels.items()
        if proposal.controls[key].lever != "agreements"
    ]


def _target(found: Plan, number: int) -> dict[str, Any]:
    target = found.targets[number]
    spans = target.spans(found.calendar)
    return {
        "target": str(target),
        "number": target.number,
        "spans": {
            span.key: {
                "central": found.central.values[0][number, span.key],
                "fluid": found.trial.found.values[number, span.key],
                "draws_that_meet_it": sum(target.met(one[number, span.key]) for one in found.trial.values),
                "cannot_be_met_by": found.missed((number, span.key)),
                "cannot_be_met_alone_by": _alone(found, (number, span.key)),
                "price_of_one_more": found.trial.found.prices.get((number, span.key)),
                "price_has_days_after": (number, span.key) in found.trial.found.followed,
            }
            for span in spans
        },
    }


def _alone(found: Plan, key: Key) -> float:
    missed = found.missed(key)
    return missed if found.stop is None else found.stop.alone.get(key, missed)


def _results(found: Plan, key: str) -> dict[str, Any]:
    periods = [*(span.key for span in fiscal_years(found.calendar)), WHOLE]
    result = result_of(key)
    unit = "people" if result is None else result.unit
    return {
        "unit": unit,
        "plan": {period: _band(found.band(key, period)) for period in periods},
        "plan_central": {period: found.one(key, period) for period in periods},
        "scenario": {period: found.own(key, period) for period in periods},
    }


def _worth(one: Worth) -> dict[str, Any]:
    return {
        "lever": one.lever,
        "added": one.added,
        "draws": one.draws,
        "changes": {key: _band(change) | {"binds": one.binds(key)} for key, change in one.changes.items()},
        "worth_in_goal": _band(one.goal),
    }


def _band(one: Band | None) -> dict[str, Any]:
    return {} if one is None else {"low": one.low, "median": one.median, "high": one.high}
