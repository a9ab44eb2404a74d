"""The table of staff and time of `sojourn children`, laid out so that no number and no day is cut.

A row has one line where the console is wide enough. Else the range and the day stand below the number they belong to,
then the names are wrapped too, and at last the ranges are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table

from sojourn.study.children import Band, Effort

NOBODY = "–"
NEVER = "after 2199"
NAME = 14
"""Columns of a name that is wrapped; its longest word has one less."""
ANY_WIDTH = 10_000


def efforts(told: Sequence[Effort], console: Console) -> Table:
    """The first of the layouts that fits the console; the narrowest where none does."""
    layouts = (_one_line(told), _stacked(told), _stacked(told, NAME), _stacked(told, NAME, ranges=False))
    room = console.options.update(max_width=ANY_WIDTH)
    fitting = (one for one in layouts if console.measure(one, options=room).maximum <= console.width)
    return next(fitting, layouts[-1])


def begun(one: Effort) -> str:
    """Whom it is about, as a row begins."""
    return f"{one.who[0].upper()}{one.who[1:]}"


def days(one: Band) -> str:
    """A number with its range."""
    return f"{one.value:,.0f} {_range(one)}"


def _one_line(told: Sequence[Effort]) -> Table:
    table = _table(("Children", "Tried once", "by", "All attempts", "by", "Reached"))
    for one in told:
        cells = (
            (days(one.first_days), _by(one.first_by), days(one.all_days), _by(one.all_by), " ".join(_reached(one)))
            if one.children
            else (NOBODY,) * 5
        )
        table.add_row(begun(one), f"{one.children:,}", *cells)
    return table


def _stacked(told: Sequence[Effort], wide: int | None = None, ranges: bool = True) -> Table:
    table = _table(("Children", "Tried once\nby", "All attempts\nby", "Reached"), wide)
    for one in told:
        cells = [
            [f"{one.first_days.value:,.0f}", _range(one.first_days), _by(one.first_by)],
            [f"{one.all_days.value:,.0f}", _range(one.all_days), _by(one.all_by)],
            list(_reached(one)),
        ]
        shown = [lines if ranges else [lines[0], *lines[2:]] for lines in cells] if one.children else [[NOBODY]] * 3
        table.add_row(begun(one), f"{one.children:,}", *("\n".join(lines) for lines in shown))
    return table


def _table(heads: Sequence[str], wide: int | None = None) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("", no_wrap=wide is None, width=wide)
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    return table


def _range(one: Band) -> str:
    return f"({one.low:,.0f}-{one.high:,.0f})"


def _reached(one: Effort) -> tuple[str, str]:
    return f"{one.reached.value:.0%}", f"({one.reached.low:.0%}-{one.reached.high:.0%})"


def _by(day: date | None) -> str:
    return NEVER if day is None else str(day)
