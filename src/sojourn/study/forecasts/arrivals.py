"""Monthly book-ins by arresting agency, as a user gives them for the months ahead.

    month,agency,book_ins
    2024-07,ICE,8540
    2024-07,CBP,14512

Read if the meaning is plain, and what was assumed is said; refused with file, line and column if not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sojourn.scenario.errors import quoted
from sojourn.study.forecasts import cells
from sojourn.study.forecasts.months import between, days_in, later, span
from sojourn.study.forecasts.reading import read_sheet, sheet_of
from sojourn.study.forecasts.series import AGENCIES, TOTALS, agency, slug
from sojourn.study.forecasts.sheet import Cell, Sheet

Floats = npt.NDArray[np.float64]

BOOK_INS = ("bookins", "book_in", "initial_book_ins", "book_ins_total", "arrivals", "count")
MONTH = ("date", "period", "year_month", "month_year")
AGENCY = ("arresting_agency", "arrested_by")
USED = frozenset({"days_covered", "days_in_month", "fy"})


class NotCovered(ValueError):
    """Arrivals that do not reach over the months asked for; the message is one sentence."""


@dataclass(frozen=True, eq=False)
class Arrivals:
    """Book-ins of months without a gap."""

    months: tuple[str, ...]
    book_ins: Floats
    """People booked in, (months, agencies `ICE` and `CBP`), each of a full month."""
    assumed: tuple[str, ...] = ()
    """What was taken for granted on reading, in plain sentences."""

    @property
    def per_day(self) -> Floats:
        """People booked in a day, (months, agencies)."""
        days = np.array([days_in(month) for month in self.months], dtype=np.float64)
        return np.asarray(self.book_ins / days[:, None])

    def window(self, first: str, last: str) -> Arrivals:
        """The months from one to another, both included.

        Raises:
            NotCovered: some of them are not here.
        """
        if not self.months or first < self.months[0] or last > self.months[-1] or last < first:
            held = f"{self.months[0]} to {self.months[-1]}" if self.months else "no month"
            raise NotCovered(f"book-ins from {first} to {last} are needed, and the arrivals hold {held}")
        begin = between(self.months[0], first)
        end = begin + between(first, last) + 1
        return Arrivals(self.months[begin:end], self.book_ins[begin:end].copy(), self.assumed)


def read_arrivals(path: Path) -> Arrivals:
    """Monthly book-ins from a file, CSV or a JSON list of records.

    Raises:
        BadFile: the file, a row or a cell cannot be read in one plain way; the message has file, line and column.
    """
    return _understood(read_sheet(path, "arrivals"))


def arrivals_of(raw: bytes, shown: str) -> Arrivals:
    """As `read_arrivals`, from bytes at hand; `shown` is the name in messages."""
    return _understood(sheet_of(raw, shown, "arrivals"))


@dataclass(frozen=True)
class _Row:
    month: str
    agency: str
    people: float
    cell: Cell


def _understood(sheet: Sheet) -> Arrivals:
    month, who, people = sheet.need("month", MONTH), sheet.need("agency", AGENCY), sheet.need("book_ins", BOOK_INS)
    days = sheet.find("days_covered")
    extra = [c.text.strip() for at, c in enumerate(sheet.columns) if at not in (month, who, people, days)]
    extra = [name for name in extra if slug(name) not in USED]
    if extra:
        sheet.notes.add(f"columns that are not needed were left out: {', '.join(map(quoted, extra[:10]))}")
    rows: list[_Row] = []
    totals: list[_Row] = []
    for line in sheet.rows:
        first, name, cell = sheet.cell(line, month), sheet.cell(line, who), sheet.cell(line, people)
        if slug(first.text) in TOTALS:
            sheet.notes.add("a row of totals over all months was left out", first.text, first.line)
            continue
        at = cells.month(sheet, first)
        booked = float(cells.count(sheet, cell, "book_ins"))
        if days is not None:
            booked *= _to_full(sheet, sheet.cell(line, days), at)
        row = _Row(at, _agency(sheet, name), booked, cell)
        (totals if row.agency == "total" else rows).append(row)
    if not rows:
        only = "there are only totals" if totals else "there are no rows of book-ins"
        raise sheet.bad(sheet.columns[0], f"{only} under the header; one row a month and agency is needed")
    table = _by_month(sheet, rows)
    for row in totals:
        sheet.notes.add("rows of totals over the agencies were left out", row.agency, row.cell.line)
        if row.month in table and abs(sum(table[row.month].values()) - row.people) > 1:
            sheet.notes.add("a total is not the sum of its agencies; the agencies were used", row.month, row.cell.line)
    months = span(min(table), max(table))
    _complete(sheet, months, table, {row.month: row.cell for row in rows})
    if list(dict.fromkeys(row.month for row in rows)) != list(months):
        sheet.notes.add("the rows were put in order of months")
    numbers = np.array([[table[at][name] for name in AGENCIES] for at in months])
    return Arrivals(months, numbers, sheet.notes.sentences())


def _agency(sheet: Sheet, cell: Cell) -> str:
    found = agency(cell.text)
    if found is None:
        hint = f"allowed: {', '.join(AGENCIES)}; book-ins are counted by the agency that arrested"
        raise sheet.bad(cell, "this agency is not known" if cell.text.strip() else "the agency is missing", hint)
    if found != "total" and cell.text != found:
        sheet.notes.add(f"the agency {quoted(cell.text.strip())} was read as {found}")
    return found


def _to_full(sheet: Sheet, cell: Cell, month: str) -> float:
    """The factor from the days that a row covers to its whole month."""
    covered, whole = cells.count(sheet, cell, "days_covered"), days_in(month)
    if not 1 <= covered <= whole:
        raise sheet.bad(cell, f"days_covered: 1 to {whole} is expected for {month}")
    if covered < whole:
        sheet.notes.add("a month that is covered in part was scaled up to all its days", month, cell.line)
    return whole / covered


def _by_month(sheet: Sheet, rows: Iterable[_Row]) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    seen: dict[tuple[str, str], Cell] = {}
    for row in rows:
        key = row.month, row.agency
        if key in seen:
            there = f"the first is in line {seen[key].line}"
            raise sheet.bad(row.cell, f"{row.month} has a second row for {row.agency}; {there}")
        seen[key] = row.cell
        table.setdefault(row.month, {})[row.agency] = row.people
    return table


def _complete(
    sheet: Sheet, months: tuple[str, ...], table: dict[str, dict[str, float]], where: dict[str, Cell]
) -> None:
    """Refuse a month that is missing, or that has one agency only."""
    if len(months) > 12 * 50:
        raise sheet.bad(where[months[-1]], f"{months[0]} to {months[-1]} is too long a time; look for a wrong year")
    for month in months:
        if month not in table:
            after = min(one for one in table if one > month)
            before = later(month, -1)
            raise sheet.bad(where[after], f"{month} is missing between {before} and {after}")
        for name in AGENCIES:
            if name not in table[month]:
                hint = "write 0 if nobody was booked in"
                raise sheet.bad(where[month], f"{month} has no row for {name}", hint)
