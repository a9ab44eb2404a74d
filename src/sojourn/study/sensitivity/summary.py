"""A sensitivity study as plain data that JSON can hold, and its tornado as a frame."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sojourn.results.bands import as_value
from sojourn.study.sensitivity.answer import Result, Sensitivity
from sojourn.study.sensitivity.factors import Factor
from sojourn.study.sensitivity.knowing import Knowing
from sojourn.study.sensitivity.words import said, told

if TYPE_CHECKING:
    import polars as pl

FORMAT = 1
"""Version of the shape."""
SHARES = (
    "alone and with_others are shares of the variance, estimated and told as they came out: the share itself lies "
    "between 0 and 1, and sampling error can carry an estimate, or an end of its interval, outside"
)
"""What has to be known to read the shares."""


def summary(study: Sensitivity) -> dict[str, Any]:
    """What `--json` prints."""
    days, parts = study.calendar, study.division
    return {
        "format": FORMAT,
        "scenario": study.name,
        "title": study.scenario.title,
        "from": days.start.isoformat(),
        "until": days.until.isoformat(),
        "period": study.period,
        "seed": study.seed,
        "runs": study.runs,
        "trajectories": parts.trajectories,
        "rows": parts.rows,
        "interval": 0.90,
        "notes": [SHARES],
        "factors": [_factor(one) for one in study.factors.known],
        "together": list(study.rows.together),
        "held_central": study.held,
        "results": [_result(study, one) for one in study.results],
        "thresholds": [_knowing(one) for one in study.knowing],
    }


def tornado(study: Sensitivity, result: str | None = None) -> pl.DataFrame:
    """What each result is at the ends of each range, all else central, the widest first.

    Columns: result, parameter, unit (of the parameter), low_value, high_value, low_result, high_result, central. Of a
    group the results are the lowest and the highest of ten members, and it has no values. A day is its number.

    Args:
        study: the study.
        result: one result alone; all where not given.
    """
    import polars as pl

    found = [
        (
            one.line.key,
            end.factor.key,
            None if end.factor.doubt is None else end.factor.doubt.unit,
            end.low_value,
            end.high_value,
            end.low_result,
            end.high_result,
            one.central,
        )
        for one in study.results
        if result in (None, one.line.key)
        for end in one.ends
    ]
    numbers = ("low_value", "high_value", "low_result", "high_result", "central")
    schema = {**dict.fromkeys(("result", "parameter", "unit"), pl.String), **dict.fromkeys(numbers, pl.Float64)}
    return pl.DataFrame(found, schema=schema, orient="row")


def _factor(one: Factor) -> dict[str, Any]:
    law = None
    if one.doubt is not None:
        law = {name: getattr(one.doubt, name) for name in ("low", "value", "high", "unit", "scale", "stated")}
    return {"key": one.key, "kind": one.kind, "grade": one.grade, "source": one.source, "law": law}


def _result(study: Sensitivity, one: Result) -> dict[str, Any]:
    unit = one.line.unit
    return {
        "key": one.line.key,
        "label": one.line.label,
        "unit": unit,
        "central": as_value(one.central, unit),
        "band": None
        if one.band is None
        else {name: as_value(getattr(one.band, name), unit) for name in ("low", "median", "high")},
        "luck_alone": one.floor,
        "screening": [
            {
                "factor": each.factor.key,
                "mu": each.mu,
                "mu_star": each.mu_star,
                "sigma": each.sigma,
                "told_from_luck": each.told,
                "moves_it": not each.still,
            }
            for each in one.screening
        ],
        "ranking": [
            {
                "factor": each.factor.key,
                "alone": asdict(each.alone),
                "with_others": asdict(each.together),
                "band_narrower": asdict(each.narrower),
                "sure": each.sure,
            }
            for each in one.ranking
        ],
        "tornado": [
            {
                "factor": end.factor.key,
                "low_value": end.low_value,
                "high_value": end.high_value,
                "low_result": as_value(end.low_result, unit),
                "high_result": as_value(end.high_result, unit),
            }
            for end in one.ends
        ],
        "measure_next": None if one.next is None else one.next.key,
        "findings": said(study, one),
    }


def _knowing(one: Knowing) -> dict[str, Any]:
    return {
        "threshold": one.threshold.text,
        "result": one.threshold.result,
        "sign": one.threshold.sign,
        "number": one.threshold.number,
        "chance": asdict(one.chance),
        "answer_now": "yes" if one.answer else "no",
        "wrong_now": asdict(one.wrong),
        "evpi": one.wrong.value,
        "evppi": [
            {
                "factor": each.factor.key,
                **asdict(each.fewer),
                "told_from_noise": each.told,
                "as_if_normal": each.by_variance,
            }
            for each in one.known
        ],
        "noise": one.noise,
        "measure_next": None if one.next is None else one.next.key,
        "findings": told(one),
    }
