"""A sweep as plain data: what `--json` prints, and `study.json` begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sojourn.results.bands import as_value
from sojourn.results.identity import evidence_hash
from sojourn.scenario.paths import join
from sojourn.study.sweep.tables import column

if TYPE_CHECKING:
    from sojourn.study.sweep.answer import Sweep

FORMAT = 1
"""Version of its shape."""


def summary(sweep: Sweep) -> dict[str, Any]:
    """Of each point its values, and over the whole period the median and the band of each main line."""
    points = sweep.design.drop("point").to_dicts() if sweep.study.paths else [{} for _ in sweep.study.points]
    return {
        **about(sweep),
        "made": sweep.made,
        "known": len(sweep.rows) - sweep.made,
        "mended": sweep.mended,
        "lines": {key: {"label": sweep.lines[key].label, "unit": sweep.lines[key].unit} for key in sweep.shown},
        "points": [
            {"point": number, "values": values, "lines": {key: _told(sweep, number, key) for key in sweep.shown}}
            for number, values in enumerate(points)
        ],
    }


def about(sweep: Sweep) -> dict[str, Any]:
    """What the sweep is, and what it was made with."""
    study = sweep.study
    return {
        "format": FORMAT,
        "study": study.name,
        "scenario": study.scenario,
        "design": study.kind,
        "size": len(study.points),
        "draws": study.draws,
        "replications": study.replications,
        "runs": len(sweep.rows),
        "seed": study.seed,
        "until": None if study.until is None else study.until.isoformat(),
        "results": None if study.results is None else list(study.results),
        "units": {join(path): column(study, path)[1] for path in study.paths},
        "hash": sweep.hash,
        "evidence_hash": evidence_hash(),
        "versions": dict(sweep.versions),
    }


def _told(sweep: Sweep, number: int, key: str) -> dict[str, Any]:
    median, band = sweep.bands[number][key]
    unit = sweep.lines[key].unit
    ends = (None, None) if band is None else (as_value(band.low, unit), as_value(band.high, unit))
    return {"median": None if median is None else as_value(median, unit), "low": ends[0], "high": ends[1]}
