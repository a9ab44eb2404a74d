"""The workbook: a sheet a table, real dates and numbers, units under the headings, and totals that are formulas."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sojourn.results.cents import dollars
from sojourn.show.export.about import GRADES, LICENCE, caveats, citation
from sojourn.show.export.itself import of_itself
from sojourn.show.export.sheets import CELLS, Exported, Sheet

if TYPE_CHECKING:
    import polars as pl

Book = Any
"""An `xlsxwriter.Workbook`; the library publishes no types."""
Page = Any
"""One of its worksheets."""
Looks = dict[str, Any]
"""Name to one of its formats."""

MADE = datetime(2025, 1, 20, tzinfo=UTC)
"""When every workbook says that it was made, so that the same run gives the same bytes."""
TITLES = {"ledger": "Ledger by day"}
"""Table to the title of its sheet, where that is not its name."""
FORMATS = {
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"},
    "unit": {"italic": True, "font_color": "#6B7280", "bottom": 1},
    "date": {"num_format": "yyyy-mm-dd"},
    "whole": {"num_format": "#,##0"},
    "number": {"num_format": "#,##0.00"},
    "rate": {"num_format": "#,##0.00####"},
    "share": {"num_format": "0.0%"},
    "money": {"num_format": "#,##0.00"},
    "total": {"num_format": "#,##0.00", "bold": True, "top": 1},
    "bold": {"bold": True},
    "title": {"bold": True, "font_size": 14},
    "wrap": {"text_wrap": True, "valign": "top"},
}
WIDEST = 48
"""Columns are at most so wide, in letters."""


def workbook(found: Exported) -> bytes:
    """The workbook of a run. The same run gives the same bytes."""
    import xlsxwriter

    whole = io.BytesIO()
    with xlsxwriter.Workbook(
        whole, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": found.kept.summary["title"], "comments": citation(found.kept), "created": MADE})
        looks = {name: book.add_format(look) for name, look in FORMATS.items()}
        _read_me(book, looks, found)
        _results(book, looks, found)
        for sheet in found.sheets:
            if sheet.name == "results":
                continue
            if sheet.name == "ledger":
                _ledger(book, looks, found)
            if sheet.frame.height * sheet.frame.width <= CELLS and sheet.frame.height < 1_048_000:
                _table(book, looks, sheet)
    return whole.getvalue()


def left_out(found: Exported) -> list[str]:
    """Tables that are too large for a workbook."""
    return [
        one.name for one in found.sheets if one.frame.height * one.frame.width > CELLS or one.frame.height >= 1_048_000
    ]


def title_of(name: str) -> str:
    """Title of a table's sheet."""
    return TITLES.get(name, name.capitalize())


def _read_me(book: Book, looks: Looks, found: Exported) -> None:
    """What it is, how to cite it, and which sheets there are."""
    page = book.add_worksheet("Read me")
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 110)
    kept = found.kept
    page.write_string(0, 0, kept.summary["title"], looks["title"])
    rows: list[tuple[str, str]] = [("About", of_itself(kept)), ("To cite it", citation(kept))]
    rows += [("To make it again", kept.made.get("again", "")), ("Licence", LICENCE)]
    rows += [("Careful" if not at else "", one) for at, one in enumerate(caveats(kept))]
    rows += [("Findings" if not at else "", one) for at, one in enumerate(kept.summary["findings"])]
    rows += [("Grades" if not at else "", f"{grade}: {what}") for at, (grade, what) in enumerate(GRADES.items())]
    rows += [("Sheets", "Results: the lines of the answer, one column a period, with unit, grade and sources.")]
    if "ledger" in {one.name for one in found.sheets}:
        rows += [("", "Ledger: spending by item and fiscal year; the totals are formulas.")]
    gone = left_out(found)
    rows += [("", f"{title_of(one.name)}: {one.what}.") for one in found.sheets if one.name not in ("results", *gone)]
    rows += [("", f"{title_of(name)} is too large for a workbook: export it with --csv or --parquet.") for name in gone]
    rows += [("Units", "The second row of each sheet of a table gives the unit of each column, where it has one.")]
    for at, (head, text) in enumerate(rows, 2):
        page.write_string(at, 0, head, looks["bold"])
        page.write_string(at, 1, text, looks["wrap"])


def _results(book: Book, looks: Looks, found: Exported) -> None:
    """The lines of the answer: a row a line, a column a period; of many runs three, the middle between its ends."""
    page = book.add_worksheet("Results")
    kept = found.kept
    periods = [one["key"] for one in kept.summary["periods"]]
    parts = ("low", "middle", "high") if kept.many else ("",)
    heads = [
        "line",
        "label",
        "unit",
        *(f"{one} {part}".strip() for one in periods for part in parts),
        "grade",
        "sources",
    ]
    heads += ["assumed", "plan", "yours", "note"]
    for at, head in enumerate(heads):
        page.write_string(0, at, head, looks["head"])
        page.write_string(1, at, "as in column unit" if 3 <= at < 3 + len(periods) * len(parts) else "", looks["unit"])
    for row, (key, line) in enumerate(kept.summary["lines"].items(), 2):
        for at, text in enumerate((key, line["label"], line["unit"])):
            page.write_string(row, at, text)
        at = 3
        for period in periods:
            low, middle, high = kept.band(key, period)
            for value in (low, middle, high) if kept.many else (middle,):
                _write(page, row, at, _as_date(value), looks[_look(line["unit"], value)], looks["date"])
                at += 1
        ends = (", ".join(line.get(name, ())) for name in ("sources", "assumed", "plan", "yours"))
        for text in (line.get("grade") or "", *ends, line.get("note", "")):
            page.write_string(row, at, text)
            at += 1
    page.freeze_panes(2, 3)
    page.autofilter(0, 0, len(kept.summary["lines"]) + 1, len(heads) - 1)
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 40)
    page.set_column(2, 2, 12)
    page.set_column(3, 2 + len(periods) * len(parts), 17)
    page.set_column(3 + len(periods) * len(parts), len(heads) - 1, 24)


def _ledger(book: Book, looks: Looks, found: Exported) -> None:
    """Spending by item and fiscal year. Amounts are the sums of the days; totals of rows and columns are formulas."""
    page = book.add_worksheet("Ledger")
    years, items = by_year(found.sheet("ledger").frame)
    money = f"{items[0]['currency']} of {items[0]['dollars_of']}"
    heads = ["account", "item", "unit", "rate", *years, "total", "source", "grade", "rate in dollars of"]
    units = ["", "", "", f"{items[0]['currency']} per unit", *[money] * (len(years) + 1), "", "", "year"]
    for at, (head, unit) in enumerate(zip(heads, units, strict=True)):
        page.write_string(0, at, head, looks["head"])
        page.write_string(1, at, unit, looks["unit"])
    first, last = 2, 1 + len(items)
    for row, item in enumerate(items, first):
        for at, name in enumerate(("account", "item", "unit")):
            page.write_string(row, at, item[name])
        page.write_number(row, 3, item["rate"], looks["rate"])
        for at, year in enumerate(years, 4):
            page.write_number(row, at, float(dollars(item[year])), looks["money"])
        whole = float(dollars(sum(item[year] for year in years)))
        span = f"{_column(4)}{row + 1}:{_column(3 + len(years))}{row + 1}"
        page.write_formula(row, 4 + len(years), f"=SUM({span})", looks["money"], whole)
        page.write_string(row, 5 + len(years), item["source"] or "")
        page.write_string(row, 6 + len(years), item["grade"] or "")
        page.write_number(row, 7 + len(years), item["rate_year"])
    page.write_string(last + 1, 0, "all accounts", looks["total"])
    for at in range(1, 4):
        page.write_blank(last + 1, at, None, looks["total"])
    for at, year in enumerate([*years, ""], 4):
        cents = sum(item[one] for item in items for one in ([year] if year else years))
        span = f"{_column(at)}{first + 1}:{_column(at)}{last + 1}"
        page.write_formula(last + 1, at, f"=SUM({span})", looks["total"], float(dollars(cents)))
    page.freeze_panes(2, 2)
    page.set_column(0, 2, 22)
    page.set_column(3, 3, 14)
    page.set_column(4, 4 + len(years), 22)
    page.set_column(5 + len(years), 7 + len(years), 28)


def by_year(book: pl.DataFrame) -> tuple[list[str], list[dict[str, Any]]]:
    """Fiscal years in order, and a row an item with its cents in each."""
    import polars as pl

    year = pl.col("date").dt.offset_by("3mo").dt.year()
    summed = (
        book.with_columns(("FY" + year.cast(pl.String)).alias("fy"))
        .group_by("account", "item", "unit", "currency", "dollars_of", "source", "grade", "fy", maintain_order=True)
        .agg(pl.col("cents").sum(), pl.col("rate", "rate_year").first())
    )
    years = sorted(summed["fy"].unique().to_list())
    items: dict[str, dict[str, Any]] = {}
    for row in summed.iter_rows(named=True):
        item = items.setdefault(row["item"], {**row, **dict.fromkeys(years, 0)})
        item[row["fy"]] += row["cents"]
    return years, list(items.values())


def _table(book: Book, looks: Looks, sheet: Sheet) -> None:
    """A table as it is: headings, units, rows."""
    page = book.add_worksheet(title_of(sheet.name))
    for at, name in enumerate(sheet.columns):
        unit = sheet.units.get(name, "")
        page.write_string(0, at, name, looks["head"])
        page.write_string(1, at, unit, looks["unit"])
        column = sheet.frame[name]
        values = column.to_list()
        _column_of(page, at, values, _look_of(name, column, looks), looks["date"])
        longest = max([len(name), len(unit) // 2, *(len(str(value)) for value in values[:200] if value is not None)])
        page.set_column(at, at, min(WIDEST, longest + 2))
    page.freeze_panes(2, 1)
    page.autofilter(0, 0, sheet.frame.height + 1, sheet.frame.width - 1)


NOT_COUNTED = ("rate_year", "dollars_of", "line", "number", "draw")
"""Columns of numbers that name something and are not grouped by thousands."""


def _look_of(name: str, column: pl.Series, looks: Looks) -> Any:
    """How the numbers of a column look."""
    if name in NOT_COUNTED:
        return None
    if name.startswith("rate"):
        return looks["rate"]
    return looks["whole"] if column.dtype.is_integer() else looks["number"]


def _column_of(page: Page, at: int, values: Sequence[Any], look: Any, day: Any) -> None:
    for row, value in enumerate(values, 2):
        _write(page, row, at, value, look, day)


def _write(page: Page, row: int, at: int, value: Any, look: Any, day: Any) -> None:
    """A cell: a date as a date, a number as a number, text as text whatever it begins with; empty for nothing."""
    if value is None or value == "":
        return
    if isinstance(value, date):
        page.write_datetime(row, at, value, day)
    elif isinstance(value, str):
        page.write_string(row, at, value)
    else:
        page.write_number(row, at, value, look)


def _as_date(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _look(unit: str, value: Any) -> str:
    if unit == "share":
        return "share"
    if unit.isupper():
        return "money"
    return "whole" if isinstance(value, int) else "number"


def _column(at: int) -> str:
    """Letters of a column counted from 0."""
    return ("" if at < 26 else chr(64 + at // 26)) + chr(65 + at % 26)
