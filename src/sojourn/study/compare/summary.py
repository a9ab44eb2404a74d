"""A comparison as plain data: of every line and period the base, the other scenario, and their difference, as bands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sojourn.results.bands import Band, as_value, held
from sojourn.study.compare.difference import Difference
from sojourn.study.compare.findings import KEYS, findings
from sojourn.study.compare.words import ends

if TYPE_CHECKING:
    from sojourn.study.compare.compare import Comparison
    from sojourn.study.compare.sides import Side

FORMAT = 1
"""Version of the shape."""


def summary(study: Comparison) -> dict[str, Any]:
    """What `--json` prints and `compare.json` holds."""
    found, runs = study.sides, len(study.runs[0])
    return {
        "format": FORMAT,
        "scenarios": [_side(one) for one in found.all],
        "seed": found.seed,
        "draws": study.draws,
        "replications": len(study.by_chance[0]),
        "same_people": found.same_people,
        "band": {"low": 0.05, "high": 0.95, "holds": held(runs), "of": "draws" if study.draws else "luck"},
        "notes": list(found.notes),
        "periods": [
            {"key": one.key, "from": one.first.isoformat(), "to": one.last.isoformat(), "days": one.days,
             "full_fiscal_year": one.full_year}
            for one in found.spans
        ],
        "compared": [_compared(study, one) for one in study.others],
    }  # fmt: skip


def _side(one: Side) -> dict[str, Any]:
    return {
        "letter": one.letter,
        "name": one.name,
        "label": one.label,
        "title": one.model.title,
        "from": one.model.period.start.value.isoformat(),
        "until": one.model.period.until.isoformat(),
    }


def _compared(study: Comparison, side: Side) -> dict[str, Any]:
    return {
        "letter": side.letter,
        "less": study.base.letter,
        "lines": {
            key: {
                "group": line.group,
                "label": line.label,
                "unit": line.unit,
                "values": {
                    one.key: _told(study.difference(side, key, one.key), line.unit) for one in study.sides.spans
                },
            }
            for key, line in study.lines.items()
        },
        "structure": [
            {"key": rule.key, "label": rule.label, "note": rule.note, "lines": _by_rule(study, side, rule.key)}
            for rule, _ in study.otherwise
        ],
        "findings": findings(study, side),
    }


def _told(found: Difference | None, unit: str) -> dict[str, Any] | None:
    if found is None:
        return None
    change = "days" if unit == "date" else unit
    return {
        "base": _band(found.base, unit),
        "other": _band(found.other, unit),
        "difference": {
            **_band(found.band, change),
            "text": ends(found.band, unit),
            "runs": found.runs,
            "above": found.above,
            "below": found.below,
            "sure": found.sure,
            "mostly": found.band.cause,
            "chance_share": found.band.chance,
            "times_narrower": found.narrower,
        },
    }


def _band(one: Band, unit: str) -> dict[str, Any]:
    return {name: as_value(getattr(one, name), unit) for name in ("median", "low", "high")}


def _by_rule(study: Comparison, side: Side, rule: str) -> dict[str, dict[str, float]]:
    """Of each main line the difference as things are, and under the rule, by the same luck."""
    out = {}
    for key in KEYS:
        if key in study.lines:
            found = study.by_rule(side, key, study.sides.whole).get(rule)
            if found is not None:
                out[key] = {"as_it_is": found[0], "under_it": found[1]}
    return out
