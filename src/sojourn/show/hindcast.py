"""A hindcast in plain text: the median of every series by month, and its 90 % band."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from sojourn.study.forecasts.forecast import QUANTILES, Forecast

FIRST = ("population.total", "population.ICE", "population.CBP", "book_outs.total", "removals.all", "alos.total")
"""Series that are shown with their bands; the others have their medians only."""


def show(told: Forecast, assumed: tuple[str, ...], console: Console) -> None:
    """One table with bands, one with medians, and what was assumed."""
    low, high = QUANTILES.index("p5"), QUANTILES.index("p95")
    console.print("Median and 90 % band", style="bold")
    table = _table(["month", *FIRST[:3]])
    second = _table(["month", *FIRST[3:]])
    for at, month in enumerate(told.months):
        cells = [f"{_size(told.median(n)[at])} ({_size(told.series[n][at, low])}–{_size(told.series[n][at, high])})"
                 for n in FIRST]  # fmt: skip
        table.add_row(month, *cells[:3])
        second.add_row(month, *cells[3:])
    console.print(table)
    console.print()
    console.print(second)
    console.print()
    console.print("Medians of all series", style="bold")
    table = _table(["series", *told.months[:6], *(["…", told.months[-1]] if len(told.months) > 6 else [])])
    for name in told.series:
        middle = [_size(value) for value in told.median(name).tolist()]
        table.add_row(name, *middle[:6], *(["…", middle[-1]] if len(middle) > 6 else []))
    console.print(table)
    console.print()
    console.print("--json prints all quantiles of all months.")
    for sentence in assumed:
        console.print(f"{sentence[:1].upper()}{sentence[1:]}.")


def _table(heads: list[str]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column(heads[0])
    for head in heads[1:]:
        table.add_column(head, justify="right", no_wrap=True)
    return table


def _size(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"
