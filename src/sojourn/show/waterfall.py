"""An attribution on the screen: a waterfall of bars for the first line, and the shares of the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.results.bands import band, held
from sojourn.results.periods import WHOLE
from sojourn.results.rounding import short
from sojourn.study.compare.attribution import Attribution, Bar, Column
from sojourn.study.compare.explained import findings, known
from sojourn.study.compare.words import ends, signed

BARS, WIDE = 24, 96
"""Columns of the bars, on a screen of so many columns; fewer on a narrower one."""
BLOCK, EDGE = "█", "│"


def show(found: Attribution, console: Console) -> None:
    """Print what each change brought about."""
    console.print()
    console.print(Text("What each change brought about, whatever the order", style="bold"))
    if not found.changes:
        console.print(findings(found)[0])
        return
    told = [(key, period) for key, period in found.first if known(found, key, period)]
    if not told:
        return
    console.print(_waterfall(found, told[0], console.width))
    if len(told) > 1:
        console.print()
        console.print(_others(found, told[1:], console.width))
    console.print()
    for sentence in findings(found):
        console.print(f"- {sentence}")
    console.print(Text(_legend(found), style="dim"))


def _waterfall(found: Attribution, column: Column, width: int) -> Table:
    key, period = column
    line, data = found.lines[key], found.waterfall(key, period)
    bars = BARS if width >= WIDE else BARS // 2
    table = _plain()
    over = "" if period == WHOLE else f", {period}"
    table.add_column(f"{line.label}{over}", overflow="fold", min_width=30)
    table.add_column("central", justify="right", no_wrap=True)
    table.add_column(_spread(found), justify="right", no_wrap=True)
    table.add_column("alone", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True, min_width=bars)
    path: list[float] = [data["start"]["value"], *(row["to"] for row in data["rows"])]
    low, high = min(path), max(path)

    def bar(first: float, last: float) -> str:
        if high == low:
            return ""
        here, there = (int((one - low) / (high - low) * (bars - 1) + 0.5) for one in sorted((first, last)))
        return " " * here + (EDGE if first == last else BLOCK * (there - here + 1))

    for letter, end in (("A", "start"), ("B", "end")):
        row = (f" {letter}", short(data[end]["value"], line.unit), "", "")
        if letter == "A":
            table.add_row(*row, bar(path[0], path[0]))
            for one, told in zip(data["rows"], found.bars(key, period), strict=True):
                table.add_row(
                    _change(told),
                    signed(one["value"], line.unit),
                    _error(told, line.unit),
                    signed(one["alone"], line.unit),
                    bar(one["from"], one["to"]),
                )
        else:
            table.add_row(*row, bar(path[-1], path[-1]))
    whole, alone = path[-1] - path[0], sum(row["alone"] for row in data["rows"])
    table.add_row(" B less A", signed(whole, line.unit), _whole_band(found, column), signed(alone, line.unit), "")
    return table


def _whole_band(found: Attribution, column: Column) -> str:
    at = found.columns.index(column)
    over = band([float(one.end[at] - one.start[at]) for one in found.drawn])
    return "" if over is None else ends(over, found.lines[column[0]].unit)


def _change(bar: Bar) -> Text:
    """The change, then what it was and is, and where that stands."""
    told = bar.told
    what = f"{told.old} → {told.new}" if told.old else told.new
    place = f" ({told.place})" if told.place else ""
    return Text.assemble(f" {told.label}", ("\n   " + what + place, "dim"))


def _error(bar: Bar, unit: str) -> str:
    parts = [] if bar.band is None else [ends(bar.band, unit)]
    if bar.error is not None:
        parts.append(f"± {short(bar.error, unit)}")
    return "\n".join(parts)


def _spread(found: Attribution) -> str:
    return f"{len(found.drawn)} draws" if found.drawn else "" if found.exact else "error"


def _others(found: Attribution, columns: Sequence[Column], width: int) -> Table:
    """One row a change, one column a line: the share, and its band below."""
    table = _plain()
    longest = 2 + max(len(one.label) for one in found.told)
    table.add_column("", overflow="fold", min_width=min(longest, 28), max_width=max(28, width - 19 * len(columns)))
    for key, period in columns:
        head = found.lines[key].label + ("" if period == WHOLE else f", {period}")
        table.add_column(head, justify="right", overflow="fold")
    each = [{bar.told: bar for bar in found.bars(key, period)} for key, period in columns]
    for one in (bar.told for bar in found.bars(*found.first[0])):
        cells: list[Any] = []
        for (key, _), bars in zip(columns, each, strict=True):
            unit, bar = found.lines[key].unit, bars[one]
            cells.append(Text.assemble(signed(bar.value, unit), ("\n" + _error(bar, unit), "dim")))
        table.add_row(f" {one.label}", *cells)
    ends_of = [found.ends(key, period) for key, period in columns]
    wholes = [end - start for start, end in ends_of]
    units = [found.lines[key].unit for key, _ in columns]
    table.add_row(" In all", *(signed(one, unit) for one, unit in zip(wholes, units, strict=True)))
    return table


def _legend(found: Attribution) -> str:
    many = len(found.changes)
    how = (
        f"shares are Shapley values, exact over all {1 << many:,} sets of {many} change{'s' * (many != 1)}"
        if found.exact
        else f"shares are Shapley values from {found.pairs} drawn orders of {many} changes, each with its reverse; ± "
        "is their standard error"
    )
    parts = [f"central: at the central values; {how}; they add up to the whole; {found.runs:,} runs"]
    if found.drawn:
        many = len(found.drawn)
        each = "" if found.draws_exact else ", one pair of orders each"
        ends_are = "holds nine of ten draws" if many >= 19 else (
            f"is lowest to highest of {many} draws, which holds {100 * held(many):.0f} %"
        )  # fmt: skip
        parts.append(f"{many} draws: a band that {ends_are}{each}")
    else:
        parts.append("no draw was shared out: that takes more --runs, and --draws")
    parts.append("alone: the change by itself, made to A")
    parts.append("a share is of the model's difference, not a cause in the world")
    return "; ".join(parts) + "."


def _plain() -> Table:
    return Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
