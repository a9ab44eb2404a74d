"""What happened, read from a file in whatever plain form it has.

- Long: `month,series,value`.
- Wide: `month` and a column for each series, `population.total` and so on.
- Published population: `month,agency,criminality,adp,alos_days`, as the tables of the evidence and ICE's workbooks.
- Published book-outs: `month,reason,criminality,book_outs`.
- Published removals: `month,removals`; of several rules, `ice_official`.

Each as CSV or as a JSON list of records; several files are laid together. Flows of a month that `days_covered` says is
covered in part are scaled up to all its days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sojourn.scenario.errors import quoted
from sojourn.study.forecasts import cells
from sojourn.study.forecasts.forecast import series_cell
from sojourn.study.forecasts.months import days_in
from sojourn.study.forecasts.published import Part, book_outs, population
from sojourn.study.forecasts.reading import read_sheet, sheet_of
from sojourn.study.forecasts.series import AGENCIES, CLASSES, REASONS, SERIES, agency, criminality, reason, slug
from sojourn.study.forecasts.sheet import Cell, Line, Sheet

_FORMS = "month,series,value; or a column for each series; or month,agency,criminality,adp; month,reason,book_outs"
_PARTS_OF_BONDED = frozenset({"bond_set_by_ice", "bond_set_by_ij"})


@dataclass(frozen=True, eq=False)
class Actual:
    """What happened, by series and month."""

    values: Mapping[str, Mapping[str, float]]
    assumed: tuple[str, ...] = ()
    """What was taken for granted on reading, in plain sentences."""


def read_actual(paths: Sequence[Path]) -> Actual:
    """What happened, from one or more files.

    Raises:
        BadFile: a file, a row or a cell cannot be read in one plain way, or two say different things of a month.
    """
    values: dict[str, dict[str, float]] = {}
    assumed: list[str] = []
    for path in paths:
        sheet = read_sheet(path, "actual figures")
        for name, months in _understood(sheet).items():
            known = values.setdefault(name, {})
            for month, value in months.items():
                if known.setdefault(month, value) != value:
                    raise sheet.bad(None, f"{name} of {month} is {value:g} here and {known[month]:g} in a file before")
        assumed += [f"{path.name}: {one}" if len(paths) > 1 else one for one in sheet.notes.sentences()]
    return Actual(values, tuple(assumed))


def actual_of(raw: bytes, shown: str) -> Actual:
    """As `read_actual`, from the bytes of one file; `shown` is the name in messages."""
    sheet = sheet_of(raw, shown, "actual figures")
    return Actual(_understood(sheet), sheet.notes.sentences())


def _understood(sheet: Sheet) -> dict[str, dict[str, float]]:
    month = sheet.need("month", ("date", "period"))
    there = {slug(cell.text) for cell in sheet.columns}
    wide = [(at, name) for at, cell in enumerate(sheet.columns) if (name := _column(cell)) is not None]
    if "series" in there:
        found = _long(sheet, month)
    elif wide:
        found = _wide(sheet, month, wide)
    elif "adp" in there:
        found = _population(sheet, month)
    elif "book_outs" in there and "reason" in there:
        found = _book_outs(sheet, month)
    elif there & {"removals", "removals_est"}:
        found = _removals(sheet, month)
    else:
        raise sheet.bad(sheet.columns[0], "these columns hold no series that is known here", f"allowed: {_FORMS}")
    if not any(found.values()):
        raise sheet.bad(sheet.columns[0], "there is not one number under the header")
    return found


def _column(cell: Cell) -> str | None:
    folded = cell.text.strip().casefold()
    return next((name for name in SERIES if name.casefold() == folded), None)


class _Table:
    """Values by series and month, each only once."""

    def __init__(self, sheet: Sheet, month: int) -> None:
        self.sheet, self.month = sheet, month
        self.days = sheet.find("days_covered")
        self.values: dict[str, dict[str, float]] = {}

    def put(self, name: str, line: Line, cell: Cell, *, flow: bool = False) -> None:
        """Keep the number of a cell; an empty one is left out."""
        month = cells.month(self.sheet, self.sheet.cell(line, self.month))
        if not cell.text.strip():
            self.sheet.notes.add("empty cells were left out", "", cell.line)
            return
        value = cells.number(self.sheet, cell, name)
        if value < 0:
            raise self.sheet.bad(cell, f"{name}: what happened cannot be negative")
        if flow:
            value *= self._to_full(line, month)
        kept = self.values.setdefault(name, {})
        if month in kept:
            raise self.sheet.bad(cell, f"{name} has a second number for {month}")
        kept[month] = value

    def _to_full(self, line: Line, month: str) -> float:
        if self.days is None:
            return 1.0
        cell = self.sheet.cell(line, self.days)
        covered, whole = cells.count(self.sheet, cell, "days_covered"), days_in(month)
        if not 1 <= covered <= whole:
            raise self.sheet.bad(cell, f"days_covered: 1 to {whole} is expected for {month}")
        if covered < whole:
            self.sheet.notes.add("a month that is covered in part was scaled up to all its days", month, cell.line)
        return whole / covered


def _long(sheet: Sheet, month: int) -> dict[str, dict[str, float]]:
    named, value = sheet.need("series", ("variable",)), sheet.need("value", ("actual", "number"))
    table = _Table(sheet, month)
    for line in sheet.rows:
        name = series_cell(sheet, sheet.cell(line, named))
        table.put(name, line, sheet.cell(line, value), flow=not name.startswith(("population.", "alos.")))
    return table.values


def _wide(sheet: Sheet, month: int, columns: Sequence[tuple[int, str]]) -> dict[str, dict[str, float]]:
    table = _Table(sheet, month)
    used = {at for at, _ in columns} | {month, table.days}
    left = [quoted(cell.text.strip()) for at, cell in enumerate(sheet.columns) if at not in used and cell.text.strip()]
    if left:
        sheet.notes.add(f"columns that are no series were left out: {', '.join(left[:10])}")
    for line in sheet.rows:
        for at, name in columns:
            if at in line.cells:
                table.put(name, line, line.cells[at], flow=not name.startswith(("population.", "alos.")))
    return table.values


def _population(sheet: Sheet, month: int) -> dict[str, dict[str, float]]:
    who, crime, held = sheet.find("agency"), sheet.find("criminality"), sheet.need("adp")
    stay = sheet.find("alos_days", ("alos",))
    table, stays = _Table(sheet, month), _Table(sheet, month)
    for line in sheet.rows:
        parts = _part(sheet, line, who, agency, AGENCIES), _part(sheet, line, crime, criminality, CLASSES)
        if None in parts:
            continue
        name = f"{parts[0]} {parts[1]}"
        table.put(name, line, sheet.cell(line, held))
        if stay is not None and name == "total total":
            stays.put("alos.total", line, sheet.cell(line, stay))
    return {**population(_parts(table)), **stays.values}


def _book_outs(sheet: Sheet, month: int) -> dict[str, dict[str, float]]:
    why, crime, left = sheet.need("reason"), sheet.find("criminality"), sheet.need("book_outs")
    defined = sheet.find("definition")
    table = _Table(sheet, month)
    for line in sheet.rows:
        if slug(sheet.cell(line, why).text) in _PARTS_OF_BONDED:
            sheet.notes.add("bonds by who set them were left out: they are parts of bonded")
            continue
        parts = _part(sheet, line, why, reason, REASONS), _part(sheet, line, crime, criminality, CLASSES)
        if parts[0] == "total" and defined is not None and slug(sheet.cell(line, defined).text) == "releases_only":
            sheet.notes.add("totals of releases alone were left out: they lack the removals")
            continue
        table.put(f"{parts[0]} {parts[1]}", line, sheet.cell(line, left), flow=True)
    return book_outs(_parts(table))


def _removals(sheet: Sheet, month: int) -> dict[str, dict[str, float]]:
    rule, count = sheet.find("rule"), sheet.need("removals", ("removals_est",))
    table = _Table(sheet, month)
    for line in sheet.rows:
        if rule is not None and slug(sheet.cell(line, rule).text) != "ice_official":
            sheet.notes.add("removals by other rules than ice_official were left out")
            continue
        table.put("removals.all", line, sheet.cell(line, count), flow=True)
    return table.values


def _part(sheet: Sheet, line: Line, column: int | None, read: Part, allowed: Sequence[str]) -> str | None:
    """Which part of a total a row is about; `total` where there is no such column."""
    if column is None:
        return "total"
    cell = sheet.cell(line, column)
    found = read(cell.text)
    if found is None:
        raise sheet.bad(cell, f"{quoted(cell.text.strip())} is not known here", f"allowed: {', '.join(allowed)}, total")
    return found


def _parts(table: _Table) -> dict[str, dict[tuple[str, str], float]]:
    """Month to part and class to value."""
    found: dict[str, dict[tuple[str, str], float]] = {}
    for name, months in table.values.items():
        first, second = name.split(" ")
        for month, value in months.items():
            found.setdefault(month, {})[first, second] = value
    return found
