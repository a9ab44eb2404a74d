"""Whether the evidence keeps its rules: source, date, grade, range, no individuals, nothing ahead of time."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable

from sojourn.evidence.individuals import IndividualLevelTable
from sojourn.evidence.period import BadPeriod, last_day
from sojourn.evidence.reading import BadTable, read_text
from sojourn.evidence.registry import COLUMNS, DATE_UNIT

EVIDENCE_ENDS = date(2025, 1, 20)
"""No outcome later than this day is kept, so that a run from it cannot look ahead."""
ANNOUNCED = frozenset({"law", "rule", "policy", "budget", "plan"})
"""First parts of the keys that may be later: what was decided or announced is no outcome."""
ANNOUNCED_TABLES = frozenset({"agreements", "litigation", "published_estimates"})
"""Tables of statuses, terms, court acts and estimates; their rows may be later for the same reason."""
GRADES = frozenset("ABC")
TABLE_COLUMNS = ("table", "what", "unit", "publisher", "document", "grade", "period", "note")
NOT_TABLES = frozenset({"figures", "gaps", "tables"})

_KEY = re.compile(r"[a-z][a-z0-9_]*(?:\.[A-Za-z0-9_-]+)+")
_DATED = frozenset({"month", "as_of", "on"})


class BadEvidence(ValueError):
    """The evidence breaks its rules; `problems` has one sentence for each break."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def validate(folder: Traversable | None = None) -> None:
    """Check the figures and tables in a folder, by default those that ship with Sojourn.

    Raises:
        BadEvidence: with one sentence for each problem, the file and line first.
    """
    if problems := list(_problems(files(__package__).joinpath("data") if folder is None else folder)):
        raise BadEvidence(problems)


def _problems(folder: Traversable) -> Iterator[str]:
    contents: dict[str, list[dict[str, str]]] = {}
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if not file.name.endswith(".csv"):
            continue
        try:
            contents[file.name.removesuffix(".csv")] = read_text(file.read_text(encoding="utf-8"), file.name)
        except (BadTable, IndividualLevelTable) as error:
            yield str(error)
    yield from _figures(contents.get("figures", []))
    yield from _sidecar(contents.get("tables", []), {name for name in contents if name not in NOT_TABLES})
    for name, rows in contents.items():
        if name not in NOT_TABLES:
            yield from _table(name, rows)


def _figures(rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    seen: set[str] = set()
    for line, row in enumerate(rows, start=2):
        where = f"figures.csv:{line}:"
        if tuple(row) != COLUMNS:
            yield f"{where} the columns are not {', '.join(COLUMNS)}"
            return
        key = row["key"]
        if not _KEY.fullmatch(key):
            yield f"{where} key {key!r} is not a dotted name such as detention.adp.FY2024"
        if key in seen:
            yield f"{where} key {key!r} is there twice"
        seen.add(key)
        for column in ("unit", "publisher", "document"):
            if not row[column].strip():
                yield f"{where} {key} has no {column}"
        yield from (f"{where} {key} {fault}" for fault in _grade(row["grade"]))
        yield from (f"{where} {key} {fault}" for fault in _value(row))
        announced = key.split(".")[0] in ANNOUNCED
        yield from (f"{where} {key} {fault}" for fault in _when(row["as_of"], announced))


def _value(row: Mapping[str, str]) -> Iterator[str]:
    if row["unit"] == DATE_UNIT:
        try:
            date.fromisoformat(row["value"])
        except ValueError:
            yield f"has the day {row['value']!r}; write YYYY-MM-DD"
        return
    try:
        low, value, high = float(row["low"] or "-inf"), float(row["value"]), float(row["high"] or "inf")
    except ValueError:
        yield f"has a value or range that is no number: {row['low']!r}, {row['value']!r}, {row['high']!r}"
        return
    if not math.isfinite(value):
        yield f"has the value {row['value']!r}, which is no finite number"
    elif not low <= value <= high:
        yield f"has the value {row['value']}, outside its range ({row['low'] or '-'} to {row['high'] or '-'})"


def _sidecar(rows: Sequence[Mapping[str, str]], names: set[str]) -> Iterator[str]:
    described: set[str] = set()
    for line, row in enumerate(rows, start=2):
        where = f"tables.csv:{line}:"
        if tuple(row) != TABLE_COLUMNS:
            yield f"{where} the columns are not {', '.join(TABLE_COLUMNS)}"
            return
        if row["table"] in described:
            yield f"{where} table {row['table']!r} is there twice"
        described.add(row["table"])
        for column in TABLE_COLUMNS:
            if not row[column].strip():
                yield f"{where} {row['table']} has no {column}"
        yield from (f"{where} {row['table']} {fault}" for fault in _grade(row["grade"]))
        yield from (
            f"{where} {row['table']} {fault}" for fault in _when(row["period"], row["table"] in ANNOUNCED_TABLES)
        )
    for name in sorted(names - described):
        yield f"tables.csv: says nothing about {name}.csv"
    for name in sorted(described - names):
        yield f"tables.csv: describes {name}, but there is no readable {name}.csv"


def _table(name: str, rows: Sequence[Mapping[str, str]]) -> Iterator[str]:
    if not rows:
        yield f"{name}.csv: has no rows"
    for line, row in enumerate(rows, start=2):
        for column, text in row.items():
            if column == "grade" or column.endswith("_grade"):
                faults = _grade(text)
            elif column in _DATED:
                faults = _when(text, announced=name in ANNOUNCED_TABLES)
            elif column == "fy":
                faults = _when(f"FY{text}", announced=False)
            else:
                continue
            yield from (f"{name}.csv:{line}: column {column} {fault}" for fault in faults)


def _grade(text: str) -> Iterator[str]:
    if text not in GRADES:
        yield f"has the grade {text!r}; a grade is A, B or C"


def _when(text: str, announced: bool) -> Iterator[str]:
    try:
        last = last_day(text)
    except BadPeriod as error:
        yield f"has no date: {error}"
        return
    if last > EVIDENCE_ENDS and not announced:
        yield f"is as of {text}, later than {EVIDENCE_ENDS}; only law, rule, policy, budget and plan may be"
