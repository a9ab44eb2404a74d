"""The answer on one screen, from a run's summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.results.bed_items import WORDS
from sojourn.results.periods import WHOLE
from sojourn.results.rounding import short, significant
from sojourn.results.staff import NAMES

Summary = dict[str, Any]

LABEL, MARKS, COLUMN = 38, 3, 9
"""Columns of the screen for a row's label, for its marks, and for each span."""


@dataclass(frozen=True)
class Row:
    """A row of the screen: one line of the summary, or several added up."""

    label: str
    keys: tuple[str, ...]
    ends: tuple[str, str] | None = None
    """Lines of its low and high ends, which one run shows in its place."""
    quiet: bool = False
    """Whether it is left out where it is nothing throughout."""


AT_ENDS = ", at low–high costs"
"""What the screen of one run says of a range between the ends of its unit costs."""
OTHER_WAYS = ("exit_marshals", "exit_transferred", "exit_other_release", "exit_uncounted")

AT_LIMIT = "exit_supervision_180"
"""Line of those released at the limit after a final order, whatever that is."""

BY_TYPE = tuple(
    row
    for type_, what in WORDS.items()
    for row in (
        Row(f"{what[:1].upper()}{what[1:]}: beds, at most", (f"beds_{type_}_most",)),
        Row("  person-days in them", (f"beds_{type_}_used",)),
        Row("  bed-days empty", (f"beds_{type_}_empty",)),
        Row("    of these, paid for", (f"beds_{type_}_paid_empty",)),
    )
)
"""Rows of the beds of each type."""

ROWS: dict[str, tuple[Row, ...]] = {
    "Arrested and held": (
        Row("Arrested in the interior", ("arrested_interior",)),
        Row("Taken over from border agencies", ("arrived_border",)),
        Row("In border custody for direct removal", ("arrived_border_direct",)),
        Row("  of these, no seat in time: to ICE", ("border_booked_in",)),
        Row("Heard, expedited removal closed", ("expedited_closed",)),
        Row("Booked in to a bed", ("booked_in",)),
        Row("Held on the last day", ("held_last",)),
        Row("Held at the peak", ("held_peak",)),
        Row("Person-days in custody", ("person_days",)),
    ),
    "Left": (
        Row("Removed to the home country", ("removed_home",)),
        Row("Removed straight from border custody", ("removed_border",)),
        Row("Removed to a third country", ("removed_third_country",)),
        Row("Removed in all", ("removed_all",)),
        Row("  of the best year, {best:,} (FY{year})", ("share_of_best",)),
        Row("Bond, recognizance or parole", ("exit_bonded", "exit_recognizance", "exit_paroled")),
        Row("Relief, or proceedings terminated", ("exit_relief", "exit_terminated")),
        Row("Supervision: no country takes them", ("exit_supervision",)),
        Row("Released, fear of a third country", ("exit_fear_of_third_country",), quiet=True),
        Row("Reached {limit} after a final order", (AT_LIMIT,)),
        Row("Families released at their limit", ("exit_family_limit",)),
        Row("Released for want of a bed", ("exit_released_no_bed",)),
        Row("Marshals, transfer, other, uncounted", OTHER_WAYS),
        Row("Arrested and not detained", ("exit_not_detained",)),
    ),
    "Waiting and short": (
        Row("Beds short at the worst", ("waiting_bed_peak",)),
        Row("Days with every bed taken", ("days_full",)),
        Row("Days over capacity", ("days_over",), quiet=True),
        Row("Waiting for a seat, last day", ("waiting_seat_last",)),
    ),
    "Beds by type": (
        *BY_TYPE,
        Row("Standing them up, USD", ("beds_stand_up",)),
        Row("Paid for empty ones, USD", ("beds_paid_empty",)),
    ),
    "Staff": tuple(
        row
        for kind, name in NAMES.items()
        for row in (
            Row(f"{name} in post, last day", (f"staff_{kind}_last",)),
            Row("  posts vacant, most at once", (f"staff_{kind}_vacant_peak",)),
            Row("  hired", (f"staff_{kind}_hired",)),
        )
    ),
    "Measures": (
        Row("Person-days: pending charges or none", ("share_without_conviction",)),
        Row("Held over 90 nights", ("over_90",)),
        Row("Held over 180 nights", ("over_180",)),
        Row("Deaths at the published rate", ("deaths_expected",)),
        Row("Cost{bed_day}", ("cost",)),
        Row(f"All spending, USD{AT_ENDS}", ("money_all",), ("money_all_low", "money_all_high")),
    ),
}  # fmt: skip
"""What the screen shows, group by group; the rest is in `summary.json`."""


def show(summary: Summary, console: Console, assumptions: str) -> None:
    """Print the answer: title, table, findings, and what the marks mean."""
    first, last = (day(summary[end]) for end in ("from", "to"))
    console.print(Text(summary["title"], style="bold"))
    console.print(f"{first} to {last}; {assumptions}; one run (seed {summary['seed']}); a model, not a forecast")
    table, left_out = _table(summary, console.width)
    console.print(table)
    if left_out:
        console.print(f"No room here for {_listed(left_out)}: they show on a wider screen and stand in summary.json.")
    for sentence in summary["findings"]:
        console.print(f"- {sentence}")
    console.print(Text(_legend(summary), style="dim"))


def _table(summary: Summary, width: int) -> tuple[Table, list[str]]:
    """The table of as many of the last fiscal years as fit, with every number whole, and the years left out of it."""
    years = [one for one in summary["periods"] if one["key"] != WHOLE]
    most = len(_fitting(years, width))
    table, shown = _of_years(summary, width, years[-most:], False), most
    for fewer in range(most, 0, -1):
        if _wide(table) <= width:
            break
        table, shown = _of_years(summary, width, years[-fewer:], True), fewer
    return table, [one["key"] for one in years[: len(years) - shown]]


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _wide(table: Table) -> int:
    """Columns that a table takes where nothing in it is cut, its labels as narrow as they may be."""
    cells = [[cell_len(str(cell)) for cell in (column.header, *column.cells)] for column in table.columns]
    label = table.columns[0].min_width or 0
    return label + 1 + sum(max(column) + 1 for column in cells[1:])


def _of_years(summary: Summary, width: int, spans: list[dict[str, Any]], apart: bool) -> Table:
    """The table of some fiscal years; the low and high ends of a line in one cell, or in rows of their own."""
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("", no_wrap=True, min_width=min(LABEL, width - 40), overflow="ellipsis")
    for span in spans:
        table.add_column(span["key"] + ("" if span["full_fiscal_year"] else "*"), justify="right", no_wrap=True)
    table.add_column("Whole", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    cost = at_cost(summary)
    top = summary["counting"]["rules"][summary["counting"]["rule"]]
    for group, rows in ROWS.items():
        if not any(key in summary["lines"] for row in rows for key in row.keys):
            continue
        table.add_row(Text(group, style="bold"))
        for row in rows:
            lines = [summary["lines"][key] for key in row.keys if key in summary["lines"]]
            if not lines or (row.quiet and not any(line["values"][WHOLE] for line in lines)):
                continue
            label = row.label.format(
                best=top["best"], year=top["best_fiscal_year"], bed_day=cost, limit=limit(summary["lines"])
            )
            keys = (*(span["key"] for span in spans), WHOLE)
            if row.ends is None:
                cells = [_cell(lines, key) for key in keys]
            elif apart:
                for end, words in zip(row.ends, ("low", "high"), strict=True):
                    cells = [_cell([summary["lines"][end]], key) for key in keys]
                    table.add_row(f"  {label.replace('low–high', words)}", *cells, _marks(lines))
                continue
            else:
                cells = [between(*(summary["lines"][end]["values"][key] for end in row.ends)) for key in keys]
            table.add_row(f"  {label}", *cells, _marks(lines))
    return table


def at_cost(summary: Summary) -> str:
    """` at 165 USD a day (152 to 165)`: the unit cost, with its range where one is published.

    With beds by type there is no single one.
    """
    if "beds_stand_up" in summary["lines"]:
        return " of custody, with beds by type"
    low, value, high = summary["bed_day"].values()
    unit = summary["lines"]["cost"]["unit"]
    ends = "" if low is None or high is None or low == high else f" ({low:,.0f} to {high:,.0f})"
    return f" at {value:,.0f} {unit} a day{ends}"


def limit(lines: Mapping[str, Mapping[str, Any]]) -> str:
    """`180 days`: the limit after a final order, from the name of the line of those who reach it."""
    label = str(lines[AT_LIMIT]["label"]) if AT_LIMIT in lines else ""
    return label.removeprefix("Reached ").partition(" after ")[0]


def _fitting(years: list[dict[str, Any]], width: int) -> list[dict[str, Any]]:
    """As many fiscal years as fit: the last ones, where there are too many."""
    room = max(1, (width - LABEL - MARKS) // COLUMN - 1)
    return years if len(years) <= room else years[-room:]


def _cell(lines: list[dict[str, Any]], key: str) -> str:
    values = [line["values"][key] for line in lines]
    return short(values[0] if len(values) == 1 else sum(values), lines[0]["unit"])


def between(low: float, high: float) -> str:
    """Two amounts for a cell: `5.5–13 bn`, to two figures; one where they are the same."""
    first, second = (short(significant(end, 2), "USD").removeprefix("$") for end in (low, high))
    if first == second:
        return first
    number, _, word = first.partition(" ")
    return f"{number if word == second.partition(' ')[2] else first}–{second}"


def _marks(lines: list[dict[str, Any]]) -> str:
    """`C` for assumed, `P` for the plan's own number, `Y` for yours."""
    found = (("C", "assumed"), ("P", "plan"), ("Y", "yours"))
    return "".join(mark for mark, key in found if any(line[key] for line in lines))


def _legend(summary: Summary) -> str:
    told = summary["lines"].values()
    parts = ["* Part of a fiscal year, not scored"]
    if summary["assumed"]:
        parts.append(f"C leans on assumed figures: {grouped(summary['assumed'])}")
    if any(line["plan"] for line in told):
        keys = sorted({key.removeprefix("plan.") for line in told for key in line["plan"]})
        parts.append(f"P the plan's own numbers: {', '.join(keys)}")
    if any(line["yours"] for line in told):
        paths = sorted({path for line in told for path in line["yours"]})
        parts.append(f"Y set by you: {', '.join(paths[:6])}{f', and {len(paths) - 6} more' if len(paths) > 6 else ''}")
    return "; ".join(parts) + "."


def grouped(keys: list[str]) -> str:
    """Keys in order, three or more that start with the same word told as one: `assumed.* (17)`."""
    many = Counter(key.split(".")[0] for key in keys)
    return ", ".join(
        dict.fromkeys(f"{word}.* ({many[word]})" if many[word := key.split(".")[0]] > 2 else key for key in keys)
    )


def day(text: str) -> str:
    """A day in words: `20 January 2025`."""
    found = date.fromisoformat(text)
    return f"{found.day} {found:%B %Y}"
