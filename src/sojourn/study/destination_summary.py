"""A comparison of destinations as plain data that JSON can hold."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sojourn.policy.outlook import COURT_DAYS, Chance
from sojourn.policy.reference_class import CAUSES, chances, reference
from sojourn.study.destination_answer import Destinations, Effect, Portfolio, Row
from sojourn.study.destination_terms import caps

PARTS = ("moved", "removed", "at_limit", "bed_days", "held_days", "no_bed")
"""Of what an effect is made, in the order in which it is told."""


def summary(found: Destinations) -> dict[str, Any]:
    """The answer: effects if in force, chances, and their product, each by itself."""
    known = reference(found.known_by)
    return {
        "scenario": found.name,
        "title": found.scenario.title,
        "from": found.start.isoformat(),
        "until": found.until.isoformat(),
        "last_day": found.last_day.isoformat(),
        "in_force_from": found.since.isoformat(),
        "by": found.by.isoformat(),
        "known_by": None if found.known_by is None else found.known_by.isoformat(),
        "known_then": found.known_then.isoformat(),
        "seed": found.seed,
        "draws": found.draws,
        "bed_day": {"value": found.bed_day, "currency": found.currency},
        "candidates": [_row(found, row) for row in found.rows],
        "portfolio": None if found.portfolio is None else _portfolio(found.portfolio),
        "refused_by_home": found.refused,
        "accepted_by_none": found.taken_by_none,
        "left_by_all_together": found.left_by_all,
        "published_caps_a_year": list(caps(found.known_by).a_year),
        "court_days": COURT_DAYS,
        "reference_class": {
            "courses": known.courses,
            "cases": known.cases,
            "spells": {
                sort: {"n": len(known.sorts[sort]), **{cause: known.sorts[sort].ended_by(cause) for cause in causes}}
                for sort, causes in CAUSES.items()
            },
            "counted": [asdict(one) for one in chances(found.known_by) if one.of],
            "counted_then": [asdict(one) for one in chances(found.known_then) if one.of],
        },
        "safety": "no public safety grade is in the evidence",
    }


def _row(found: Destinations, row: Row) -> dict[str, Any]:
    one = row.candidate
    terms = one.terms
    saved = row.per_person(row.middle("bed_days") * found.bed_day)
    paid = row.paid_per_person
    return {
        "country": one.name,
        "iso3": one.agreement.iso3,
        "in_scenario": one.written,
        "status": one.standing(found.last_day),
        "dated_in_force": None if (dated := one.dated_in_force) is None else dated.isoformat(),
        "assumed": list(one.assumed),
        "quota_a_month": None if terms.quota is None else terms.quota.value,
        "in_all": None if terms.in_all is None else terms.in_all.value,
        "in_all_used": row.all_used,
        "nationalities": terms.accepts.nationalities,
        "criminality": terms.accepts.criminality,
        "if_in_force": _effects(row.effects),
        "moved_with_drawn_dates": None if row.hoped is None else asdict(row.hoped),
        "in_force_by": _chance(row.in_force),
        "in_force_by_as_known_then": _chance(row.in_force_then),
        "stopped_by_court": _chance(row.by_court),
        "chance_times_moved": row.expected,
        "payment_fixed_usd": one.payment_fixed,
        "payment_per_person_usd": one.payment_each,
        "payment_said": one.payment_said or None,
        "paid_per_person_moved": paid,
        "beds_saved_per_person_moved": saved,
        "paid_less_beds_per_person_moved": None if paid is None or saved is None else paid - saved,
        "kilometres": None if one.kilometres is None else round(one.kilometres),
        "safety_grade": None,
    }


def _effects(effects: tuple[Effect, ...]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for part in PARTS:
        values = [getattr(one, part) for one in effects]
        out[part] = values[0] if len(values) == 1 else _banded(values)
    return out


def _banded(values: list[int]) -> dict[str, float]:
    from sojourn.results.bands import band

    found = band(values)
    if found is None:
        raise ValueError("a band needs values")
    return {"median": found.median, "low": found.low, "high": found.high}


def _chance(chance: Chance | None) -> dict[str, float | None] | None:
    """A chance; without numbers where it stands on no spell."""
    if chance is None or chance.said:
        return None if chance is None else asdict(chance)
    return {"value": None, "low": None, "high": None, "n": 0}


def _portfolio(found: Portfolio) -> dict[str, Any]:
    return {"countries": list(found.countries), "how": found.how, "if_in_force": _effects(found.effects)}
