"""The evidence of a claim in words, row by row, and a whole answer as plain data that JSON can hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sojourn.evidence import figure, figures, gaps, table, table_info
from sojourn.study.claims.answer import Claims, not_scored
from sojourn.study.claims.claim import Judged, Source
from sojourn.study.claims.known import Spread

GAP = "gaps:"
"""What the key of something begins with that was looked for and not found."""


LABELS = {"p10": "days within which a tenth left", "p50": "half", "mean": "mean"}
"""Columns whose names say too little."""


@dataclass(frozen=True)
class Told:
    """One row of evidence."""

    key: str
    """Key of a figure, or name of a table."""
    text: str
    grade: str | None
    """None where nothing was found."""
    document: str


def told(source: Source) -> Iterator[Told]:
    """The rows of evidence that a source stands for.

    Raises:
        UnknownTable: neither a figure nor a table nor a gap has this key.
    """
    if source.key.startswith(GAP):
        key = source.key.removeprefix(GAP)
        for row in gaps():
            if row.text("key") == key:
                yield Told(key, f"Not found: {row.text('what')}.", None, row.text("note"))
        return
    if source.key in figures():
        one = figure(source.key)
        ends = f" ({_number(one.low)} to {_number(one.high)})" if one.low is not None and one.high is not None else ""
        text = one.value if isinstance(one.value, str) else f"{_number(one.value)}{ends} {one.unit}"
        since = "" if text == str(one.as_of) else f", {one.as_of}"
        yield Told(one.key, f"{text}{since}", one.grade, f"{one.publisher}: {one.document}")
        return
    info = table_info(source.key)
    if not source.tell:
        rows = f", rows of {', '.join(source.where.values())}" if source.where else ""
        yield Told(info.table, f"{info.what}{rows}", info.grade, f"{info.publisher}: {info.document}")
        return
    for row in table(source.key):
        if all(row.text(column) == cell for column, cell in source.where.items()):
            own = row.text("grade") if "grade" in row else info.grade
            cells = (one for one in source.tell if one != "document" and row.text(one))
            text = ", ".join(
                row.text(one) if isinstance(row[one], str) else f"{_label(one)} {_cell(row[one])}" for one in cells
            )
            yield Told(info.table, text, own, row.text("document") if "document" in row else info.document)


def _number(amount: float) -> str:
    """All digits, in groups of three; nothing behind the point of a whole number."""
    return f"{amount:,.15g}"


def _cell(value: object) -> str:
    return _number(value) if isinstance(value, float) else str(value)


def _label(column: str) -> str:
    return LABELS.get(column, column.replace("_", " "))


def summary(found: Claims) -> dict[str, Any]:
    """The answer as plain data."""
    return {
        "draws": found.draws,
        "seed": int(found.places["seed"]) if found.places else None,
        "scenario": found.places.get("scenario"),
        "claims": [_claim(found, one) for one in found.judged],
        "not_scored": [{"what": what, "why": why} for what, why in not_scored()],
    }


def _claim(found: Claims, one: Judged) -> dict[str, Any]:
    claim = one.claim
    return {
        "name": claim.name,
        "title": claim.title,
        "said": {
            "by": claim.said.by,
            "where": claim.said.where,
            "in_our_words": claim.said.words,
            "versions": claim.said.versions or None,
        },
        "finding": one.finding,
        "why": one.why,
        "readings": [
            {
                "name": reading.name,
                "finding": reading.finding,
                "why": reading.why,
                "counts": reading.counts,
                "counting_rule": reading.rule,
            }
            for reading in one.readings
        ],
        "evidence": [vars(row) for source in claim.sources for row in told(source)],
        "numbers": [
            {"name": shown.number, "what": shown.label, "unit": shown.unit, **_band(found.numbers[shown.number])}
            for shown in claim.shown
            if shown.number in found.numbers
        ],
        "commands": list(found.commands(one)),
        "cannot_be_known": claim.unknown,
    }


def _band(band: Spread) -> dict[str, float]:
    return {"low": band.low, "value": band.value, "high": band.high}
