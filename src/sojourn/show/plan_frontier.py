"""A frontier on the screen: one line a point."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
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
STEPS = ((1.0, "of one more"), (1e3, "of 1,000 more"), (1e6, "of 1 mn more"), (1e9, "of 1 bn more"))
"""Of how many more of the first it is told what the second changes by: of the fewest of which that is one or more."""


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
    each = slopes([point.simulated for point in line.points])
    of, words = next((one for one in STEPS if max(map(abs, filter(None, each)), default=1.0) * one[0] >= 1), STEPS[-1])
    sloped = any(slope is not None for slope in each)
    for head in (line.first.name, line.second.name, *([words] if sloped else [])):
        table.add_column(head[0].upper() + head[1:], justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    most = max((point.simulated[1] for point in line.points), default=1.0) or 1.0
    for point, slope in zip(line.points, each, strict=True):
        one, other = point.simulated
        told = "–" if slope is None else ("−" if slope < 0 else "") + _told(abs(slope) * of, units[1])
        bar = "█" * max(round(BAR * other / most), 0)
        table.add_row(_told(one, units[0]), _told(other, units[1]), *([told] if sloped else []), bar)
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


def slopes(points: Sequence[tuple[float, float]]) -> list[float | None]:
    """What the second changes by for each one more of the first since the point before; None where it says nothing."""
    out: list[float | None] = [None for _ in points[:1]]
    for before, now in pairwise(points):
        more = now[0] - before[0]
        out.append((now[1] - before[1]) / more if more > 0.001 * max(abs(now[0]), 1.0) else None)
    return out


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
