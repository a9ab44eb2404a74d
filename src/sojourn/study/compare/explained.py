"""An attribution as plain data, and in a few sentences that follow from it by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sojourn.results.bands import held
from sojourn.study.compare.words import signed

if TYPE_CHECKING:
    from sojourn.study.compare.attribution import Attribution

PAIRS = 5
"""Pairs of changes that are told of a line."""
SMALL = 0.02
"""Share of the whole below which what is left over is told as little."""


def summary(found: Attribution) -> dict[str, Any]:
    """What `--json` prints under `explained`."""
    return {
        "base": found.base.label,
        "other": found.other.label,
        "method": "exact" if found.exact else "drawn orders",
        "pairs_of_orders": found.pairs,
        "draws": len(found.drawn),
        "draws_exact": found.draws_exact,
        "band_holds": held(len(found.drawn)) if found.drawn else None,
        "runs": found.runs,
        "changes": [
            {"change": one.label, "old": one.old, "new": one.new, "place": one.place, "paths": list(one.paths)}
            for one in found.told
        ],
        "lines": [_line(found, key, period) for key, period in found.first if known(found, key, period)],
        "findings": findings(found),
    }


def known(found: Attribution, key: str, period: str) -> bool:
    """Whether both scenarios, and all between them, have a line over a period."""
    shares = found.central.shares[:, found.columns.index((key, period))]
    return bool(np.isfinite([*found.ends(key, period), *shares]).all())


def _line(found: Attribution, key: str, period: str) -> dict[str, Any]:
    pairs = found.pairs_of(key, period)[:PAIRS]
    return {
        **found.waterfall(key, period),
        "left_over": found.left_over(key, period),
        "together": [{"changes": [a.label, b.label], "value": value} for a, b, value in pairs],
    }


def findings(found: Attribution) -> list[str]:
    """Of each line that was asked for: what brought about most of its difference, and what is left over."""
    if not found.changes:
        return ["Nothing differs between the two scenarios but texts, days or seeds."]
    out = []
    for key, period in found.first:
        if not known(found, key, period):
            continue
        sentence = _sentence(found, key, period)
        if sentence:
            out.append(sentence)
    return out


def _sentence(found: Attribution, key: str, period: str) -> str:
    start, end = found.ends(key, period)
    line, whole = found.lines[key], end - start
    over = "" if period == "all" else f", {period}"
    bars = [one for one in found.bars(key, period) if one.value]
    if not bars:
        return ""
    first = bars[0]
    label = f"{line.label}{over}"
    if len(found.changes) == 1:
        return f"{label}: all of the {signed(whole, line.unit)} is of {first.told.label}."
    parts = [f"{one.told.label} {signed(one.value, line.unit)}" for one in bars[:3]]
    rest = whole - sum(one.value for one in bars[:3])
    if len(bars) > 3:
        parts.append(f"{len(bars) - 3} other{'s' * (len(bars) > 4)} {signed(rest, line.unit)}")
    return f"{label}, {signed(whole, line.unit)} in all: {', '.join(parts)}.{_together(found, key, period)}"


def _together(found: Attribution, key: str, period: str) -> str:
    """What the changes do together beyond what each does alone."""
    unit, left = found.lines[key].unit, found.left_over(key, period)
    start, end = found.ends(key, period)
    if abs(left) <= SMALL * abs(end - start):
        return " Each alone does nearly the same."
    alone = end - start - left
    said = f" Alone they add up to {signed(alone, unit)}; {signed(left, unit)} comes of their being together"
    pairs = found.pairs_of(key, period)
    if not pairs or len(found.changes) == 2:
        return f"{said}."
    one, other, value = pairs[0]
    return f"{said}, most between {one.label} and {other.label} ({signed(value, unit)})."
