"""The answer of many runs as plain data: the summary of one run, with a band in the place of every number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sojourn.results.bands import Band, as_value, band, held, numbers
from sojourn.results.bed_items import WORDS
from sojourn.results.counting import OFFICIAL, best
from sojourn.results.periods import WHOLE
from sojourn.results.rounding import rounded
from sojourn.study.alternatives import SAME_LUCK
from sojourn.study.influence import MAIN, beyond_noise

if TYPE_CHECKING:
    from sojourn.study.ensemble import Ensemble

FORMAT = 1
"""Version of the shape."""


def summary(study: Ensemble) -> dict[str, Any]:
    """What `--json` prints and `bands.json` holds."""
    one = study.central
    named = beyond_noise(study.influences, study.draws)
    aside = study.joint.aside if study.joint is not None else frozenset()
    return {
        **{key: one[key] for key in ("scenario", "title", "about", "from", "to", "seed", "periods", "groups")},
        "format": FORMAT,
        "draws": study.draws,
        "replications": len(study.by_chance),
        "runs_per_alternative": SAME_LUCK,
        "band": {"low": 0.05, "high": 0.95, "holds": held(study.draws)},
        "lines": {key: _line(study, key, line) for key, line in one["lines"].items()},
        "structure": [_rule(study, number) for number in range(len(study.otherwise))],
        "uncertain": [_doubt(study, key) for key in study.drawn[0] if key not in aside],
        "fit": None if study.joint is None else {"source": study.joint.source, "numbers": len(study.joint.names)},
        "influence": {
            "with": list(MAIN),
            "named": [found.key for found in named],
            "all": [{"key": found.key, **found.correlation} for found in study.influences],
        },
        "counting": one["counting"],
        "bed_day": one["bed_day"],
        "findings": findings(study),
        "assumed": one["assumed"],
    }


def _line(study: Ensemble, key: str, line: dict[str, Any]) -> dict[str, Any]:
    """A line with bands; what it stands on is as in one run."""
    unit = line["unit"]
    bands = {period: study.band(key, period) for period in line["values"]}
    return {
        **{name: line[name] for name in ("group", "label", "unit", "adds_up")},
        "values": {period: _told(study, key, period, found, unit) for period, found in bands.items()},
        "text": {period: text(found, unit) for period, found in bands.items()},
        **{name: line[name] for name in ("grade", "sources", "assumed", "plan", "yours", "note")},
    }


def _told(study: Ensemble, key: str, period: str, found: Band | None, unit: str) -> dict[str, Any] | None:
    """One number: its band, and the three kinds of not being sure apart."""
    if found is None:
        return None
    by_chance = band(study.values(study.by_chance, key, period))
    by_rule = study.by_rule(key, period)
    return {
        "median": as_value(found.median, unit),
        "low": as_value(found.low, unit),
        "high": as_value(found.high, unit),
        "runs": len(numbers(study.values(study.runs, key, period))),
        "mostly": found.cause,
        "chance_share": found.chance,
        "by_chance": None if by_chance is None else [as_value(end, unit) for end in (by_chance.low, by_chance.high)],
        "rule_leads_out": study.leads_out(key, period),
        "by_rule": None if by_rule is None else [as_value(end, unit) for end in by_rule],
    }


def text(found: Band | None, unit: str) -> str | None:
    """A band for a sentence: `about 1.2 million to 1.76 million`."""
    if found is None:
        return None
    if unit == "date":
        low, high = (str(as_value(end, unit)) for end in (found.low, found.high))
    else:
        low, high = rounded(found.low, unit), rounded(found.high, unit)
    return low if low == high else f"{low} to {high.removeprefix('about ')}"


def _rule(study: Ensemble, number: int) -> dict[str, Any]:
    """An alternative: each main line, luck by luck, and what it is by the same luck as things are."""
    rule, runs = study.otherwise[number]
    lines = {}
    for key in MAIN:
        values = numbers(study.values(runs, key, WHOLE))
        usual = numbers(study.values(study.by_chance[: len(runs)], key, WHOLE))
        lines[key] = {
            name: [as_value(float(one), "people") for one in of]
            for name, of in (("values", values), ("as_it_is", usual))
        }
    return {"key": rule.key, "label": rule.label, "note": rule.note, "lines": lines}


def _doubt(study: Ensemble, key: str) -> dict[str, Any]:
    """A number that was drawn, and its law."""
    found = {one.key: one for one in study.doubts}.get(key)
    if study.joint is not None and key in study.joint.names:
        low, middle, high = np.quantile(study.joint.column(key), (0.05, 0.5, 0.95)).tolist()
        law = {"low": low, "value": middle, "high": high, "grade": study.joint.grade, "scale": "joint draws"}
        return {"key": key, **law, "unit": found.unit if found else None, "stated": True, "paths": []}
    if found is None:
        raise LookupError(f"nothing is known of {key!r}, which was drawn")
    law = {"low": found.low, "value": found.value, "high": found.high, "grade": found.grade, "scale": found.scale}
    return {"key": key, **law, "unit": found.unit, "stated": found.stated, "paths": list(found.paths)}


def findings(study: Ensemble) -> list[str]:
    """A few sentences that follow from the runs by rule; each counts draws or gives a band."""
    sentences = [_beds(study), *_not_ordered(study), _removals(study), _died(study)]
    return [one for one in sentences if one]


def _beds(study: Ensemble) -> str:
    days, gone = (numbers(study.values(study.runs, key, WHOLE)) for key in ("days_full", "exit_released_no_bed"))
    full = f"Every bed is taken on some day in {_of(int(np.count_nonzero(days)), study)}"
    many = int(np.count_nonzero(gone))
    if not many:
        return f"{full}; in none is anybody released for want of one."
    return f"{full}; in {_of(many, study)} people are released for want of one: {_band(study, 'exit_released_no_bed')}."


def _not_ordered(study: Ensemble) -> list[str]:
    """Types of beds of which some are not ordered in the scenario's own run, and in how many draws there are more."""
    refused: dict[str, int] = {}
    for one in study.central["not_ordered"]:
        refused[one["type"]] = refused.get(one["type"], 0) + one["beds"]
    out = []
    for type_, beds in refused.items():
        key = f"beds_{type_}_most"
        usual = study.central["lines"][key]["values"][WHOLE]
        more = int(np.count_nonzero(numbers(study.values(study.runs, key, WHOLE)) > usual))
        out.append(
            f"At the central values the account 'Standing up beds' cannot pay for {beds:,} beds "
            f"({WORDS[type_]}), which are not ordered; more beds of that type come in {_of(more, study)}."
        )
    return out


def _removals(study: Ensemble) -> str:
    years = [key for key, one in study.central["lines"]["share_of_best"]["values"].items() if one is not None]
    if not years:
        return ""
    top = best(OFFICIAL)
    share = np.array([numbers([run["share_of_best"][year] for year in years]).max() for run in study.runs])
    more = int(np.count_nonzero(share > 1))
    return (
        f"Removals of some fiscal year are more than the {top.removals:,} of FY{top.year} in {_of(more, study)}; in "
        f"the best year of each draw they are {text(band(share.tolist()), 'share')} of that."
    )


def _died(study: Ensemble) -> str:
    if study.band("deaths_expected", WHOLE) is None:
        return ""
    return (
        f"At rates as published {_band(study, 'deaths_expected')} people die in custody; that count is known to be "
        "incomplete."
    )


def _band(study: Ensemble, key: str) -> str:
    found, unit = study.band(key, WHOLE), study.central["lines"][key]["unit"]
    return text(found, unit) or "no number"


def _of(many: int, study: Ensemble) -> str:
    return f"{'all' if many == study.draws else f'{many:,} of'} {study.draws:,} draws" if many else "no draw"
