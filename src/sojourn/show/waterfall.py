"""An attribution on the screen: a waterfall of bars for the first line, and the shares of the others."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.results.bands import band, held
from sojourn.results.periods import WHOLE
from sojourn.results.rounding import short
from sojourn.study.compare.attribution import Attribution, Bar, Column
from sojourn.study.compare.explained import findings, known
from sojourn.study.compare.words import ends, signed

BARS, FEWEST = 24, 6
"""The most columns of the bars, and the fewest that are worth drawing."""
LEAST = 30
"""The fewest columns of what a change was and is."""
LABEL = 28
"""The most columns of what a change is called, beside the shares of several lines."""
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
        for some in _that_fit(found, told[1:], console.width):
            console.print()
            console.print(_others(found, some))
    console.print()
    for sentence in findings(found):
        console.print(f"- {sentence}")
    console.print(Text(_legend(found), style="dim"))


def _waterfall(found: Attribution, column: Column, width: int) -> Table:
    key, period = column
    unit, data = found.lines[key].unit, found.waterfall(key, period)
    path: list[float] = [data["start"]["value"], *(row["to"] for row in data["rows"])]
    numbers = [(short(path[0], unit), "", "")]
    for row, bar in zip(data["rows"], found.bars(key, period), strict=True):
        numbers.append((signed(row["value"], unit), _error(bar, unit), signed(row["alone"], unit)))
    whole, alone = path[-1] - path[0], sum(row["alone"] for row in data["rows"])
    numbers += [(short(path[-1], unit), "", ""), (signed(whole, unit), _whole_band(found, column), signed(alone, unit))]
    heads = ("central", _spread(found), "alone")
    wide = [max(_longest(head), *(_longest(row[at]) for row in numbers)) for at, head in enumerate(heads)]
    left = width - LEAST - sum(wide) - len(wide) - 1
    bars = min(BARS, left) if left >= FEWEST else 0
    labels = [Text(" A"), *(_change(bar) for bar in found.bars(key, period)), Text(" B"), Text(" B less A")]
    rows = [(row["from"], row["to"]) for row in data["rows"]]
    drawn = [_bar(path, at, bars) for at in ((path[0],) * 2, *rows, (path[-1],) * 2)]
    table = _plain()
    table.add_column(_head(found, column), overflow="fold", width=width - sum(wide) - len(wide) - (bars and bars + 1))
    for head, columns in zip(heads, wide, strict=True):
        table.add_column(head, justify="right", no_wrap=True, width=columns)
    if bars:
        table.add_column("", no_wrap=True, width=bars)
    for label, cells, picture in zip(labels, numbers, [*drawn, ""], strict=True):
        table.add_row(label, *cells, *([picture] if bars else []))
    return table


def _bar(path: Sequence[float], ends_at: tuple[float, float], bars: int) -> str:
    """From where to where a share moves the line, in so many columns."""
    low, high = min(path), max(path)
    if high == low or not bars:
        return ""
    here, there = (int((one - low) / (high - low) * (bars - 1) + 0.5) for one in sorted(ends_at))
    return " " * here + (EDGE if ends_at[0] == ends_at[1] else BLOCK * (there - here + 1))


def _longest(text: str) -> int:
    return max((len(line) for line in text.split("\n")), default=0)


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


def _others(found: Attribution, columns: Sequence[Column]) -> Table:
    """One row a change, one column a line: the share, and its band below."""
    table = _plain()
    table.add_column("", overflow="fold", width=_label(found))
    for column in columns:
        table.add_column(_head(found, column), justify="right", overflow="fold", width=_wide(found, column))
    each = [_cells(found, column) for column in columns]
    for row, bar in enumerate(found.bars(*found.first[0])):
        table.add_row(f" {bar.told.label}", *(cells[row] for cells in each))
    table.add_row(" In all", *(cells[-1] for cells in each))
    return table


def _cells(found: Attribution, column: Column) -> list[Text]:
    """The share of each change in a line, in the order of the first line, and the whole."""
    unit, bars = found.lines[column[0]].unit, {bar.told: bar for bar in found.bars(*column)}
    told = [bars[bar.told] for bar in found.bars(*found.first[0])]
    out = [Text.assemble(signed(bar.value, unit), ("\n" + _error(bar, unit), "dim")) for bar in told]
    start, end = found.ends(*column)
    return [*out, Text(signed(end - start, unit))]


def _that_fit(found: Attribution, columns: Sequence[Column], width: int) -> list[list[Column]]:
    """The lines in as many tables as it takes: no number is cut."""
    out: list[list[Column]] = []
    left = 0
    for column in columns:
        wide = _wide(found, column) + 1
        if not out or wide > left:
            out.append([])
            left = width - _label(found) - 1
        out[-1].append(column)
        left -= wide
    return out


def _label(found: Attribution) -> int:
    return min(LABEL, 2 + max(len(one.label) for one in found.told))


def _wide(found: Attribution, column: Column) -> int:
    words = _head(found, column).split()
    return max(*(len(word) for word in words), *(_longest(text.plain) for text in _cells(found, column)))


def _head(found: Attribution, column: Column) -> str:
    key, period = column
    return found.lines[key].label + ("" if period == WHOLE else f", {period}")


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
