"""The answer as plain data: every line by fiscal year and over the whole, with what it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sojourn.results import counting
from sojourn.results.bed_items import ACCOUNT as STAND_UP
from sojourn.results.destinations import destinations
from sojourn.results.findings import findings
from sojourn.results.leaning import moves, stops, touched
from sojourn.results.line import GROUPS, Line, Value
from sojourn.results.lines import bed_day, lines
from sojourn.results.live import live
from sojourn.results.periods import Span, spans
from sojourn.results.rounding import rounded
from sojourn.results.standing import ASSUMED, PLAN, YOURS, Standing, standings

if TYPE_CHECKING:
    from sojourn.results.run import Run

FORMAT = 1
"""Version of the summary's shape."""


def summary(run: Run) -> dict[str, Any]:
    """Periods, lines, the rule of counting, agreements, findings, and the keys of all assumed figures leaned on."""
    stand, over = standings(run.scenario), spans(run.calendar)
    told = {line.key: _line(run, line, over, stand) for line in lines(run)}
    _mark_stopped(run, told, stand)
    assumed = sorted({key for one in told.values() for key in one["assumed"]})
    return {
        "format": FORMAT,
        "scenario": run.name,
        "title": run.scenario.title,
        "about": run.scenario.about,
        "from": run.calendar.start.isoformat(),
        "to": run.calendar.day(run.calendar.ticks - 1).isoformat(),
        "seed": run.seed,
        "runs": 1,
        "periods": [_period(one) for one in over],
        "groups": GROUPS,
        "lines": told,
        "counting": _counting(),
        "bed_day": dict(zip(("low", "value", "high"), bed_day(run), strict=True)),
        "third_country": destinations(run),
        "emptied": [
            {
                "account": one.account,
                "on": one.on.isoformat(),
                "until": None if one.until is None else one.until.isoformat(),
                "carried": one.carried,
                "later": [{"from": day.isoformat(), "carried": carried} for day, carried in one.later],
            }
            for one in run.emptied
        ],
        "not_ordered": [{"type": one.type, "beds": one.beds, "on": one.on.isoformat()} for one in run.not_ordered],
        "findings": findings(run, told),
        "assumed": assumed,
    }


def _period(span: Span) -> dict[str, Any]:
    return {
        "key": span.key,
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "days": span.days,
        "full_fiscal_year": span.full_year,
    }


def _line(run: Run, line: Line, over: tuple[Span, ...], stand: tuple[Standing, ...]) -> dict[str, Any]:
    found = live(run, line.key, stand)
    values = {span.key: line.measure(run, span) for span in over}
    return {
        "group": line.group,
        "label": line.label,
        "unit": line.unit,
        "adds_up": line.adds,
        "values": values,
        "text": {key: _text(value, line.unit) for key, value in values.items()},
        "grade": _worst(found),
        "sources": sorted({one.source for one in found if one.source is not None and one.grade != YOURS}),
        "assumed": sorted({one.source for one in found if one.grade == ASSUMED and one.source is not None}),
        "plan": sorted({one.source for one in found if one.grade == PLAN and one.source is not None}),
        "yours": sorted({one.path for one in stand if one.grade == YOURS and moves(one.path, line.key)}),
        "note": line.note,
    }


def _mark_stopped(run: Run, told: dict[str, Any], stand: tuple[Standing, ...]) -> None:
    """Mark with the author's money every line that it moved, where it ran out and capacities fell with it."""
    stopped = {one.account for one in run.emptied} | ({STAND_UP} if run.not_ordered else set())
    paths = {one.path for one in stand if one.grade == YOURS and stops(one.path, stopped)}
    for key, line in told.items():
        if stopped and touched(key, stopped):
            line["yours"] = sorted({*line["yours"], *paths})


def _text(value: Value, unit: str) -> str | None:
    return value if value is None or isinstance(value, str) else rounded(value, unit)


def _worst(found: tuple[Standing, ...]) -> str | None:
    """The lowest grade of the evidence that a line leans on; None where none of it is evidence."""
    return max((one.grade for one in found if one.grade not in (PLAN, YOURS)), default=None)


def _counting() -> dict[str, Any]:
    """Each rule with its best published year."""
    out: dict[str, Any] = {}
    for rule in counting.RULES:
        top = counting.best(rule.key)
        out[rule.key] = {
            "title": rule.title,
            "exits": list(rule.exits),
            "best": top.removals,
            "best_fiscal_year": top.year,
            "grade": top.grade,
            "source": f"best_year.{rule.key}",
            "note": rule.note,
        }
    return {"rule": counting.OFFICIAL, "rules": out}
