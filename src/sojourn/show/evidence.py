"""A figure or a table of the evidence in plain text, and lists of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from sojourn.evidence.registry import Figure
from sojourn.evidence.tables import TableInfo

Used = Sequence[tuple[str, str]]
"""Scenario and path of each place where something is named."""

MOST_USES = 12


def show_figure(figure: Figure, used: Used, console: Console) -> None:
    """Everything that is known about one number."""
    value = figure.value if isinstance(figure.value, str) else f"{figure.value:,.15g}"
    ends = [f"{one:,.15g}" if one is not None else "?" for one in (figure.low, figure.high)]
    has_range = figure.low is not None or figure.high is not None
    _facts(
        console,
        {
            "figure": figure.key,
            "value": f"{value} {'' if figure.unit == 'date' else figure.unit}".rstrip(),
            "range": f"{ends[0]} to {ends[1]}" if has_range else "none is stated",
            "as of": figure.as_of,
            "publisher": figure.publisher,
            "document": figure.document,
            "grade": f"{figure.grade} ({GRADES[figure.grade]})",
            "note": figure.note,
            "used in": _uses(used),
        },
    )


def show_table(info: TableInfo, rows: int, used: Used, console: Console) -> None:
    """What a table is and where it comes from."""
    _facts(
        console,
        {
            "table": info.table,
            "what": info.what,
            "rows": f"{rows:,}",
            "unit": info.unit,
            "period": info.period,
            "publisher": info.publisher,
            "document": info.document,
            "grade": f"{info.grade} ({GRADES[info.grade]})",
            "note": info.note,
            "used in": _uses(used),
        },
    )


GRADES = {"A": "official", "B": "press or secondary", "C": "assumed, estimated or fitted"}


def show_list(figures: Sequence[Figure], tables: Sequence[TableInfo], console: Console) -> None:
    """A line a figure: grade, key, value and unit; then a line a table. Lines are not cut when piped."""
    wide = max((len(one.key) for one in figures), default=0)
    for one in figures:
        value = one.value if isinstance(one.value, str) else f"{one.value:,.15g}"
        unit = "" if one.unit == "date" else one.unit
        console.print(f"{one.grade}  {one.key:<{wide}}  {value:>13} {unit}".rstrip(), soft_wrap=True)
    for table in tables:
        console.print(f"{table.grade}  {table.table}: {table.what}", soft_wrap=True)


def _uses(used: Used) -> str:
    shown = [f"{scenario}: {path}" for scenario, path in used[:MOST_USES]]
    more = len(used) - len(shown)
    return "\n".join([*shown, *([f"and {more} more"] if more else [])]) or "no shipped scenario"


def _facts(console: Console, facts: Mapping[str, str]) -> None:
    out = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=False)
    out.add_column(no_wrap=True, style="bold")
    out.add_column()
    for name, text in facts.items():
        if text:
            out.add_row(name, text)
    console.print(out)
