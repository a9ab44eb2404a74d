"""A sweep on one screen: its points, and of each the median and the band of the main lines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.results.bands import Band, as_value, held
from sojourn.results.rounding import significant
from sojourn.scenario.errors import printable
from sojourn.scenario.paths import join
from sojourn.show.bands import HEADS, cell, told_as
from sojourn.study.sweep.answer import Sweep
from sojourn.study.sweep.ranges import DAY
from sojourn.study.sweep.tables import column

NINE_OF_TEN = 0.9
"""Share that a band of enough runs holds."""
MOST_ROWS = 12
MOST_PATHS = 3
WIDEST = 24
"""Characters of a value of a path."""
POINT, LINE = 6, 25
"""Columns of the screen for the number of a point, and for a line's median and band."""
KINDS = {
    "grid": "every combination",
    "list": "a list",
    "latin_hypercube": "a Latin hypercube",
    "sobol": "a Sobol design",
    "one": "one point",
}


def show(sweep: Sweep, console: Console) -> None:
    """Print what was run, its points with their main lines, and what the numbers are."""
    study = sweep.study
    console.print(Text(f"{printable(study.name)}: {study.scenario} at {_points(len(study.points))}", style="bold"))
    times = [f"{study.draws:,} draws of what is not known"] if study.draws else []
    if study.replications:
        times.append(_runs(study.replications, "by luck") if _several(sweep) else "one run")
    known = len(sweep.rows) - sweep.made
    console.print(
        f"{KINDS[study.kind]}; each point {' and '.join(times)}; {_runs(len(sweep.rows))}, {sweep.made:,} made now and "
        f"{known:,} known; a model, not a forecast"
    )
    keys = _fitting(sweep, console.width)
    console.print(_table(sweep, keys))
    left = len(study.points) - MOST_ROWS
    if left > 0:
        console.print(f"- and {left:,} points more, in design.parquet and results.parquet")
    hidden = [printable(join(path)) for path in study.paths[MOST_PATHS:]]
    if hidden:
        console.print(f"- not shown, and in design.parquet: {', '.join(hidden)}")
    if narrow := [HEADS.get(key, sweep.lines[key].label) for key in sweep.shown[len(keys) :]]:
        console.print(f"- no room for, and in results.parquet: {', '.join(narrow)}")
    if sweep.mended:
        console.print(f"- {_runs(sweep.mended, 'that had been stored')} could not be read and was made again")
    console.print(Text(_legend(sweep), style="dim"))


def _fitting(sweep: Sweep, width: int) -> tuple[str, ...]:
    """The lines for which the screen has room beside the number of a point and what was varied."""
    left = width - POINT - sum(min(WIDEST, len(join(path))) + 1 for path in sweep.study.paths[:MOST_PATHS])
    return sweep.shown[: max(1, left // LINE)]


def _table(sweep: Sweep, keys: Sequence[str]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("point", justify="right", no_wrap=True)
    shown = sweep.study.paths[:MOST_PATHS]
    for path in shown:
        table.add_column(printable(join(path)), justify="right", max_width=WIDEST, overflow="ellipsis", no_wrap=True)
    several = _several(sweep)
    for key in keys:
        table.add_column(HEADS.get(key, sweep.lines[key].label), justify="right")
        if several:
            table.add_column("band", justify="right", no_wrap=True)
    design, units = sweep.design.to_dicts(), [column(sweep.study, path)[1] for path in shown]
    for number, values in enumerate(design[:MOST_ROWS]):
        cells = [_value(values[join(path)], unit) for path, unit in zip(shown, units, strict=True)]
        lines = [_line(*sweep.bands[number][key], sweep.lines[key].unit) for key in keys]
        table.add_row(str(number), *cells, *(text for line in lines for text in line[: 1 + several]))
    return table


def _value(value: float | str | None, unit: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return printable(value).replace('"', "").lstrip("{[").rstrip("}]")
    return f"{significant(value, 4):,.10g}{' %' if unit == '%' else ''}"


def _line(median: float | None, band: Band | None, unit: str) -> tuple[str, str]:
    if median is None:
        return "–", ""
    if unit == DAY:
        ends = [] if band is None else [str(as_value(one, unit)) for one in (band.low, band.high)]
        return str(as_value(median, unit)), " to ".join(dict.fromkeys(ends))
    return cell(median, unit), "" if band is None else told_as(band, unit)


def _several(sweep: Sweep) -> bool:
    return sweep.study.draws + sweep.study.replications > 1


def _legend(sweep: Sweep) -> str:
    if not _several(sweep):
        return "Over the whole period; one run a point, so luck is in every number."
    what, many = ("draws", sweep.study.draws) if sweep.study.draws else ("runs by luck", sweep.study.replications)
    ends = "the ends between which the next one lies in nine of ten cases"
    if (share := held(many)) < NINE_OF_TEN:
        ends = f"of so few the lowest and the highest, between which the next one lies in {100 * share:.0f} % of cases"
    if many == 1:
        what, ends = what.removesuffix("s"), "no band, as there is but one"
    return (
        f"Over the whole period: the median of the {what}, and {ends}. Draw i and luck i are the same at every point."
    )


def _points(number: int) -> str:
    return "one point" if number == 1 else f"{number:,} points"


def _runs(number: int, what: str = "") -> str:
    return f"{'one run' if number == 1 else f'{number:,} runs'} {what}".strip()
