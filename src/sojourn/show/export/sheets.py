"""The tables of a run as they go out: real dates and numbers, each column with its unit, beside what they stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sojourn.evidence.registry import DATE_UNIT, Figure, figures
from sojourn.evidence.tables import tables
from sojourn.results.backing import in_units_of
from sojourn.results.kept import Kept, kept_in, read_scenario
from sojourn.results.standing import Standing, standings
from sojourn.results.store import unit_of
from sojourn.scenario.money import Money, MoneyRate
from sojourn.scenario.paths import split

if TYPE_CHECKING:
    import polars as pl

    from sojourn.scenario import Document

CELLS = 5_000_000
"""Cells of a table from which on it is left out of a workbook."""


@dataclass(frozen=True)
class Sheet:
    """One table: its name, its rows, and the unit of each column."""

    name: str
    what: str
    """What a row is, in a line."""
    frame: pl.DataFrame = field(repr=False)
    units: Mapping[str, str] = field(repr=False)
    """Column to unit; empty for a label."""

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return self.frame.columns


@dataclass(frozen=True)
class Exported:
    """A run with all its tables, ready to be written in any form."""

    kept: Kept
    folder: Path
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        """A table by name.

        Raises:
            KeyError: there is none of this name.
        """
        return {sheet.name: sheet for sheet in self.sheets}[name]


def stood_on(kept: Kept, folder: Path) -> tuple[Sheet, Sheet]:
    """What a run stands on: every value of its scenario, and every source; no other table is read.

    Raises:
        ScenarioError: its scenario cannot be read.
    """
    document = read_scenario(folder)
    stand = standings(document.model)
    return _assumptions(document, stand), _sources(kept, stand)


MANY = ("bands", "runs", "parameters")
"""Tables of many runs."""
ENDS = ("median", "low", "high", "chance_low", "chance_high", "rule_low", "rule_high")
OF_MANY = {
    **dict.fromkeys(ENDS, "as in column unit"),
    **{f"day_{end}": "day" for end in ENDS},
    "runs": "runs",
    "chance_share": "share of the variance",
    "value": "that of the line, or of the key",
}
"""Units of their columns."""
WHAT = {
    "daily": "one row a day and cell: people who came and left in the day, and people inside at midnight",
    "monthly": "one row a month and nationality or place: people who moved, and mean days in the stage they left",
    "beds": "one row a day and area: beds, and people held at midnight",
    "stays": "one row a fiscal year, class and length of stay: stays that ended, and those going on at its end",
    "ledger": "one row a day and kind of spending: how many, at which rate, and what it comes to in cents",
    "bands": "one row a line and period: the middle and the ends over the draws",
    "runs": "one row a run, line and period",
    "parameters": "one row a draw and number in doubt: what was drawn",
}


def exported(folder: Path) -> Exported:
    """All tables of a run's folder: the lines of the answer, the tables kept with it, assumptions and sources.

    Raises:
        NotKept: the folder holds no run that can be read.
        ScenarioError: its scenario cannot be read.
    """
    kept = kept_in(folder)
    sheets = [_results(kept)]
    for name in kept.tables:
        frame = _plain(kept.table(name))
        if name == "bands":
            frame = _with_days(frame)
        units = {column: OF_MANY.get(column, "") if name in MANY else unit_of(column) for column in frame.columns}
        sheets.append(Sheet(name, WHAT.get(name, "one row a record"), frame, units))
    order = ["results", "bands", "monthly", "daily", "beds", "stays", "ledger"]
    sheets.sort(key=lambda one: order.index(one.name) if one.name in order else len(order))
    sheets += stood_on(kept, folder)
    return Exported(kept, folder, tuple(sheets))


def _results(kept: Kept) -> Sheet:
    """Every line of the answer, one row a line and period."""
    import polars as pl

    rows = []
    for key, line in kept.summary["lines"].items():
        for period in line["values"]:
            low, middle, high = kept.band(key, period)
            rows.append(
                {
                    "line": key,
                    "label": line["label"],
                    "group": line["group"],
                    "unit": line["unit"],
                    "period": period,
                    "value": None if isinstance(middle, str) else middle,
                    "low": None if isinstance(low, str) else low,
                    "high": None if isinstance(high, str) else high,
                    "day": _day(middle),
                    "day_low": _day(low),
                    "day_high": _day(high),
                    "grade": line.get("grade"),
                    "sources": ", ".join(line.get("sources", ())),
                    "assumed": ", ".join(line.get("assumed", ())),
                    "plan": ", ".join(line.get("plan", ())),
                    "yours": ", ".join(line.get("yours", ())),
                    "note": line.get("note", ""),
                }
            )
    number = dict.fromkeys(("value", "low", "high"), pl.Float64)
    schema = {**dict.fromkeys(rows[0], pl.String), **number, **dict.fromkeys(("day", "day_low", "day_high"), pl.Date)}
    frame = pl.DataFrame(rows, schema=schema)
    gone = [name for name in ("low", "high", "day_low", "day_high") if not kept.many]
    units = dict.fromkeys(number, "as in column unit") | {"day": "day", "day_low": "day", "day_high": "day"}
    frame = frame.drop(gone)
    what = "one row a line of the answer and period: a fiscal year, or the whole (all)"
    return Sheet("results", what, frame, {name: units.get(name, "") for name in frame.columns})


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The same with categories as text and decimals as numbers, which every program reads."""
    import polars as pl
    import polars.selectors as cs

    return frame.with_columns(cs.categorical().cast(pl.String), cs.decimal().cast(pl.Float64))


def _with_days(frame: pl.DataFrame) -> pl.DataFrame:
    """Bands of days as days, in columns of their own; they are kept as numbers, from 1 January of the year 1."""
    import polars as pl

    first, is_day = pl.lit(date(1, 1, 1)), pl.col("unit") == "date"
    shown = [pl.col(end).is_not_null() & is_day for end in ENDS]
    days = [
        pl.when(when)
        .then(first + pl.duration(days=pl.col(end).round().cast(pl.Int64) - 1))
        .cast(pl.Date)
        .alias(f"day_{end}")
        for end, when in zip(ENDS, shown, strict=True)
    ]
    numbers = [pl.when(~is_day).then(pl.col(end)).alias(end) for end in ENDS]
    return frame.with_columns(*days).with_columns(*numbers) if frame.filter(is_day).height else frame


def _assumptions(document: Document[Any], stand: Sequence[Standing]) -> Sheet:
    """Every value of the scenario that has, or should have, a source, and where it is written."""
    import polars as pl

    rows = []
    paths = {one.path for one in stand}
    for one in stand:
        if one.path.endswith(SOURCE) and one.path.removesuffix(SOURCE) in paths:
            continue  # the source of a section that has its row
        figure = figures().get(one.source or "")
        place = document.place(one.path)
        number, unit, text = _told(one.value, figure)
        if not unit:  # as it was written, which has the unit that a bare number lacks
            text = told_whole(document.data, one.path)[:MOST] or text
        rows.append(
            {
                "path": one.path,
                "value": number,
                "unit": unit,
                "text": text,
                "source": one.source,
                "grade": one.grade,
                "file": None if place is None else Path(place.file).name,
                "line": None if place is None else place.line,
                "where": None if place is None else f"{Path(place.file).name}:{place.line}",
            }
        )
    schema: dict[str, Any] = {
        **dict.fromkeys(("path", "unit", "text", "source", "grade", "file", "where"), pl.String),
        "value": pl.Float64,
        "line": pl.Int64,
    }
    columns = ["path", "value", "unit", "text", "source", "grade", "file", "line", "where"]
    frame = pl.DataFrame(rows, schema=schema).select(columns)
    units = dict.fromkeys(columns, "") | {"value": "as in column unit", "line": "line of the file"}
    return Sheet(
        "assumptions", "one row a value of the scenario: what it is, what it stands on, where it stands", frame, units
    )


SOURCE = ".source"
MOST = 200
"""Letters of a section that are told."""


def told_whole(data: Any, path: str) -> str:
    """What stands at a path of a scenario, in a line: `on 2024-12-05, status floated`; empty where nothing does."""
    found = data
    for part in split(path):
        if isinstance(found, list):
            named = (one for one in found if isinstance(one, dict) and part in one.values())
            found = found[int(part)] if part.isdecimal() and int(part) < len(found) else next(named, None)
        else:
            found = found.get(part) if isinstance(found, dict) else None
        if found is None:
            return ""
    return _plainly(found)


def _plainly(value: Any) -> str:
    if isinstance(value, dict):
        told = {name: _plainly(one) for name, one in value.items() if name != "source"}
        said = {name: text for name, text in told.items() if text not in ("", "None", "False")}
        value = [said.pop("value")] if "value" in said else []
        return (" " if value else ", ").join([*value, *(f"{name} {text}" for name, text in said.items())])
    if isinstance(value, list):
        return ("; " if any(isinstance(one, dict) for one in value) else ", ").join(map(_plainly, value))
    return str(value)


def _told(value: Any, figure: Figure | None) -> tuple[float | None, str, str]:
    """A value as a number where it is one, its unit, and as text."""
    if isinstance(value, MoneyRate):
        return float(value.money.amount), f"{value.money.currency} per {value.per}", str(value)
    if isinstance(value, Money):
        return float(value.amount), value.currency, str(value)
    dated = figure is not None and figure.unit == DATE_UNIT  # nothing, 0, may stand on the day from which it is so
    if figure is not None and not dated and isinstance(said := in_units_of(figure, value), float):
        return said, figure.unit, f"{said:,.6g} {figure.unit}"
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return float(value), "", f"{float(value):,.6g}"
    return None, "", "" if value is None else str(value)


def _sources(kept: Kept, stand: Sequence[Standing]) -> Sheet:
    """Every figure and table of the evidence that the run or its scenario names."""
    import polars as pl

    named = {one.source for one in stand if one.source}
    for line in kept.summary["lines"].values():
        named |= {*line.get("sources", ()), *line.get("plan", ())}
    rows: list[dict[str, Any]] = []
    for key in sorted(named):
        if (figure := figures().get(key)) is not None:
            number = None if isinstance(figure.value, str) else figure.value
            day = _day(figure.value)
            rows.append(
                {"key": key, "value": number, "day": day, **_about(figure), "low": figure.low, "high": figure.high}
            )
        elif (table := tables().get(key)) is not None:
            rows.append({"key": key, "value": None, "day": None, **_about(table), "low": None, "high": None})
        else:
            rows.append({"key": key, "note": "named by the scenario's author; not in the evidence"})
    columns = ["key", "value", "low", "high", "unit", "day", "as_of", "publisher", "document", "grade", "note"]
    schema: dict[str, Any] = {
        **dict.fromkeys(columns, pl.String),
        **dict.fromkeys(("value", "low", "high"), pl.Float64),
        "day": pl.Date,
    }
    frame = pl.DataFrame([{name: row.get(name) for name in columns} for row in rows], schema=schema)
    units = dict.fromkeys(columns, "") | dict.fromkeys(("value", "low", "high"), "as in column unit") | {"day": "day"}
    return Sheet("sources", "one row a figure or table of the evidence", frame, units)


def _about(found: Any) -> dict[str, str]:
    return {
        "unit": found.unit,
        "as_of": getattr(found, "as_of", getattr(found, "period", "")),
        "publisher": found.publisher,
        "document": found.document,
        "grade": found.grade,
        "note": found.note,
    }
