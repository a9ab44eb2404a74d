"""A frontier on the screen: one line a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.results.rounding import short
from sojourn.study.plan.frontier import Frontier, unit_of
from sojourn.study.plan.targets import Goal

if TYPE_CHECKING:
    from sojourn.show.pictures.picture import Picture

BAR = 30
"""Columns of the longest bar."""


def show(line: Frontier, console: Console, table_file: str | None, again: str) -> None:
    """Print a frontier."""
    console.print(Text(f"Frontier: {line.second.name} by {line.first.name}, over the whole run", style="bold"))
    last = line.calendar.day(line.calendar.ticks - 1)
    console.print(
        f"From {line.name}, {line.calendar.start} to {last}; {line.runs} runs (seed {line.seed}); each point proposed "
        "by the programme and run once at the central values; what a model proposes, not a forecast and not advice"
    )
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    units = unit_of(line.first), unit_of(line.second)
    for head in (f"{line.first.name}", f"{line.second.name}", "of one more"):
        table.add_column(head[0].upper() + head[1:], justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    most = max((point.simulated[1] for point in line.points), default=1.0) or 1.0
    before = None
    for point in line.points:
        one, other = point.simulated
        each = "–"
        if before is not None and one - before[0] > 0.001 * max(abs(one), 1.0):
            value = (other - before[1]) / (one - before[0])
            each = ("−" if value < 0 else "") + short(abs(value), units[1] if units[1] == "USD" else "people")
        bar = "█" * max(round(BAR * other / most), 0)
        table.add_row(_told(one, units[0]), _told(other, units[1]), each, bar)
        before = point.simulated
    console.print(table)
    console.print(f"The scenario as it is: {_told(line.own[0], units[0])}, {_told(line.own[1], units[1])}.")
    if line.agreed:
        console.print(
            f"Some points count on agreements that are not in force ({', '.join(line.agreed)}): each is for another "
            "government to decide, and only published or given terms are counted."
        )
    if table_file is not None:
        console.print(f"Written to {table_file}")
    console.print(f"Again:     {again}", soft_wrap=True)


def picture_of(line: Frontier) -> Picture:
    """A frontier as a picture."""
    from sojourn.show.pictures.frontier import frontier

    rows = []
    for point in line.points:
        drawn = point.bands[1]
        ends = {} if drawn is None else {"low": drawn.low, "high": drawn.high}
        rows.append({"across": point.simulated[0], "up": point.simulated[1], **ends})
    across, up = (("across", *_named(line.first)), ("up", *_named(line.second)))
    last = line.calendar.day(line.calendar.ticks - 1)
    source = f"Sojourn, {line.name}, {line.calendar.start} to {last}, seed {line.seed}. A model, not a forecast."
    return frontier(rows, across, up, source)


def _named(goal: Goal) -> tuple[str, str]:
    return goal.name[0].upper() + goal.name[1:], unit_of(goal)


def _told(value: float, unit: str) -> str:
    return short(value, "USD" if unit == "USD" else "people")
