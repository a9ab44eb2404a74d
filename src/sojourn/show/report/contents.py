"""What a report says, as plain data: the HTML page and the PDF are both made of it, so that no number can differ.

It is read from the folder of a run, or of many runs with draws, and nothing is simulated for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sojourn.evidence.registry import figures
from sojourn.evidence.tables import tables
from sojourn.results.kept import Kept, kept_in, read_scenario
from sojourn.results.rounding import short
from sojourn.scenario.shipped import shipped
from sojourn.scenario.us import UsScenario
from sojourn.show.export.about import GRADES, LICENCE, caveats, citation
from sojourn.show.export.itself import of_itself
from sojourn.show.export.sheets import Sheet, stood_on, told_whole
from sojourn.show.pictures.words import capital
from sojourn.show.report.limits import limits
from sojourn.show.report.sure import sure

FORMAT = 2
"""Version of the shape."""
AS_IT_WAS = "us-2024"
"""What a shipped scenario is laid beside: the system as it was."""
SPENDING = "money_all"
"""The line of all spending; one run tells it at the low and the high unit costs."""
CARDS = ("held_peak", "removed_all", "exit_released_no_bed", SPENDING)
"""Lines that are shown large."""
MAIN = (
    "arrested_interior",
    "booked_in",
    "held_peak",
    "removed_all",
    "removed_third_country",
    "exit_released_no_bed",
    "waiting_seat_last",
    "over_90",
    "stay_mean",
    SPENDING,
)
"""Lines of the short table: ten at most."""
ALL = "all"
LABELS = {"agreements in force in neither": "agreements that are named and never in force"}
"""Labels of changes that say more beside a scenario that names no agreement."""
CUT = "..."
"""How a text ends that was too long for a screen."""
NO_QUESTION = "The scenario says nothing about itself."
UNPUBLISHED = "None published"
"""What stands for a document where a figure is assumed."""


def contents(folder: Path) -> dict[str, Any]:
    """All that a report of a folder says, but for its pictures.

    Raises:
        NotKept: it holds no run that can be read.
        ScenarioError: its scenario cannot be read.
    """
    kept = kept_in(folder)
    assumptions, sources = stood_on(kept, folder)
    summary, made = kept.summary, kept.made
    periods = [_period(one) for one in summary["periods"]]
    values = _values(assumptions)
    main = [key for key in MAIN if key in summary["lines"]]
    assumed = sum(one["grade"] == "C" for one in values)
    return {
        "format": FORMAT,
        "title": summary["title"],
        "question": [one for one in (of_itself(kept) or NO_QUESTION).split("\n") if one.strip()],
        "days": " to ".join(dict.fromkeys(_day(one) for one in (made["from"], summary["to"]))),
        "many": kept.many,
        "made_of": _made_of(kept),
        "answer": [one.replace("`", "") for one in summary["findings"]],
        "periods": periods,
        "partly": [one["key"] for one in summary["periods"] if not one.get("full_fiscal_year", True)],
        "cards": [_card(kept, key) for key in CARDS if key in summary["lines"]],
        "short": _noted([_row(kept, key, periods) for key in main]),
        "sure": sure(kept, main, assumed, lambda key: _label(kept, key), lambda key: _cell(kept, key, ALL)),
        "tables": _tables(kept, periods),
        "pictures": [],
        "undrawn": [],
        "changed": _changed(folder),
        "values": values,
        "sources": _sources(sources),
        "grades": GRADES,
        "limits": [one.replace("`", "") for one in limits(kept)],
        "caveats": list(caveats(kept)),
        "citation": citation(kept),
        "licence": LICENCE,
        "again": _again(kept),
        "hash": made["hash"],
    }


def _made_of(kept: Kept) -> str:
    many = f"{kept.made['draws']:,} runs, each with its own draw of what is not known" if kept.many else "one run"
    return f"{many}; seed {kept.made['seed']}; Sojourn {kept.made['versions']['sojourn']}"


def _period(one: Mapping[str, Any]) -> dict[str, str]:
    if one["key"] == ALL:
        return {"key": ALL, "label": "Whole"}
    return {"key": one["key"], "label": one["key"] if one.get("full_fiscal_year", True) else f"{one['key']}*"}


def _cell(kept: Kept, key: str, period: str) -> str:
    """A number, or the ends of its band."""
    unit = kept.summary["lines"][key]["unit"]
    low, middle, high = kept.band(key, period)
    if isinstance(middle, str) and low is None:
        return middle
    if key == SPENDING and not kept.many:
        low, high = (kept.value(f"{SPENDING}_{end}", period) for end in ("low", "high"))
    if low is None or high is None:
        return short(middle, unit)
    first, last = short(low, unit), short(high, unit)
    if first == last:
        return first
    (number, _, scale), (_, _, other) = first.partition(" "), last.partition(" ")
    return f"{number if scale == other and scale else first} to {last.removeprefix('$')}"


def _day(text: str) -> str:
    """`20 January 2025`."""
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"


def _label(kept: Kept, key: str) -> str:
    if key == SPENDING:
        return "All spending" if kept.many else "All spending, at low to high unit costs"
    return capital(str(kept.summary["lines"][key]["label"]))


def _card(kept: Kept, key: str) -> dict[str, str]:
    line = kept.summary["lines"][key]
    return {"label": _label(kept, key), "value": _cell(kept, key, ALL), "grade": _grade(line)}


def _row(kept: Kept, key: str, periods: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    line = kept.summary["lines"][key]
    cells = [_cell(kept, key, one["key"]) if one["key"] in line["values"] else "–" for one in periods]
    return {
        "label": _label(kept, key),
        "unit": line["unit"],
        "cells": cells,
        "grade": _grade(line) or "–",
        "note": line.get("note", ""),
    }


def _noted(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Rows of a table, each with the number of its note below it; rows that share a note share the number."""
    notes = list(dict.fromkeys(one["note"] for one in rows if one["note"]))
    marks = {note: number for number, note in enumerate(notes, 1)}
    return {"rows": [{**one, "mark": marks.get(one["note"])} for one in rows], "notes": notes}


def _grade(line: Mapping[str, Any]) -> str:
    """`C`, `C, plan`: what a line leans on beside official figures."""
    plan = ["plan"] if line.get("plan") else []
    yours = ["yours"] if line.get("yours") else []
    return ", ".join([*([line["grade"]] if line.get("grade") else []), *plan, *yours])


def _tables(kept: Kept, periods: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
    """Every line of the answer, by group."""
    lines = kept.summary["lines"]
    groups = kept.summary.get("groups") or {line["group"]: line["group"] for line in lines.values()}
    return [
        {"title": label, **_noted(rows)}
        for group, label in groups.items()
        if (rows := [_row(kept, key, periods) for key, line in lines.items() if line["group"] == group])
    ]


def _changed(folder: Path) -> dict[str, Any]:
    """What differs from the shipped scenario that is nearest; of a shipped one, from the system as it was in 2024."""
    document = read_scenario(folder)
    if not isinstance(document.model, UsScenario):
        return {"base": "", "rows": []}
    from sojourn.run import load_us
    from sojourn.study.compare.changes import changes
    from sojourn.study.compare.sides import Side
    from sojourn.study.compare.told import told

    here = Side("B", "this run", "this run", document.model, document.data, document)
    bases = [load_us(name) for name in sorted(shipped()) if _is_us(name)]
    apart = [(len(changes(base.model, document.model)), number) for number, base in enumerate(bases)]
    differing = [one for one in apart if one[0] > 0]
    same = len(differing) < len(apart)
    base = load_us(AS_IT_WAS) if same else bases[min(differing)[1]]
    there = Side("A", base.model.title, base.model.title, base.model, base.data, base)
    rows = [told(one, there, here) for one in changes(base.model, document.model)]
    return {
        "base": base.model.title,
        "rows": [
            {
                "what": LABELS.get(one.label, one.label),
                "was": _whole(one.old, base.data, one.paths),
                "is": _whole(one.new, document.data, one.paths),
            }
            for one in rows
        ],
    }


def _whole(text: str, data: Any, paths: Sequence[str]) -> str:
    """What stands at a path, where a screen had room for its beginning only."""
    if not text.endswith(CUT) or len(paths) != 1:
        return text
    return told_whole(data, paths[0]) or text


def _is_us(name: str) -> bool:
    from sojourn.run import load

    return isinstance(load(name).model, UsScenario)


def _values(sheet: Sheet) -> list[dict[str, str]]:
    """Every value of the scenario that stands on something."""
    rows = sheet.frame.to_dicts()
    return [
        {
            "path": str(row["path"]),
            "value": _shown(row),
            "source": str(row["source"] or ""),
            "grade": str(row["grade"] or ""),
        }
        for row in rows
    ]


def _shown(row: Mapping[str, Any]) -> str:
    return str(row["text"] or "as the table says")


def _sources(sheet: Sheet) -> list[dict[str, str]]:
    """Every figure and table that is named, with its primary document."""
    known = {**figures(), **tables()}
    return [
        {
            "key": str(row["key"]),
            "value": _figure(row),
            "document": "assumed; none is published"
            if row["document"] == UNPUBLISHED
            else ", ".join(one for one in (row["publisher"], row["document"]) if one),
            "as_of": str(row["as_of"] or ""),
            "grade": str(row["grade"] or "") if row["key"] in known else "yours",
            "note": str(row["note"] or ""),
        }
        for row in sheet.frame.to_dicts()
    ]


def _figure(row: Mapping[str, Any]) -> str:
    if isinstance(row["day"], date):
        return row["day"].isoformat()
    if row["value"] is None:
        return ""
    ends = "" if row["low"] is None or row["high"] is None else f" ({row['low']:,.6g} to {row['high']:,.6g})"
    return f"{row['value']:,.6g}{ends} {row['unit'] or ''}".strip()


def _again(kept: Kept) -> dict[str, Any]:
    made = kept.made
    return {
        "command": made.get("command") or made.get("again", ""),
        "from_folder": made.get("again", ""),
        "hash": made["hash"],
        "evidence": made.get("evidence_hash", ""),
        "versions": dict(made["versions"]),
    }
