"""The score of a forecast in plain text: its own errors and bands, then the baselines beside it."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from sojourn.study.forecasts.beside import Scored
from sojourn.study.forecasts.forecast import BANDS
from sojourn.study.forecasts.score import Score

NAMES = {"persistence": "persistence", "littles_law": "Little's law", "stock_and_flow": "stock and flow"}
"""Baselines as they are called in a table."""


def show(found: Scored, console: Console) -> None:
    """One table of the forecast by series, one of the baselines, and what was left out."""
    first, last = found.months[0], found.months[-1]
    console.print(f"The forecast against what happened, {first} to {last}", style="bold")
    table = _table(["series", "n", "MAE", "MAPE", "bias", "CRPS", *(f"in {band} %" for band in BANDS)])
    for name, score in found.series.items():
        table.add_row(name, str(score.n), _size(score.mae), _share(score.mape), _signed(score.bias), _size(score.crps),
                      *_cover(score))  # fmt: skip
    console.print(table)
    if found.baselines:
        console.print()
        console.print("Beside the baselines: MAPE, and CRPS (of a baseline: its MAE)", style="bold")
        names = ["forecast", *(NAMES.get(name, name) for name in found.baselines)]
        table = _table(["series", *(head for name in names for head in (f"{name}\nMAPE", "\nCRPS"))])
        for series, own in found.series.items():
            scores = [own, *(by.get(series) for by in found.baselines.values())]
            table.add_row(series, *(cell for one in scores for cell in _pair(one)))
        console.print(table)
    console.print()
    for sentence in found.said:
        console.print(f"{sentence[:1].upper()}{sentence[1:]}.")
    console.print("The CRPS is worked out from seven quantiles, which is an approximation.")


def _table(heads: list[str]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    table.add_column(heads[0], min_width=22)
    for head in heads[1:]:
        table.add_column(head, justify="right", no_wrap=True)
    return table


def _pair(score: Score | None) -> tuple[str, str]:
    return ("–", "–") if score is None else (_share(score.mape), _size(score.crps))


def _cover(score: Score) -> list[str]:
    return [_share(score.cover[band], 0) if score.cover else "–" for band in BANDS]


def _size(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}"


def _signed(value: float) -> str:
    return f"{value:+,.0f}" if abs(value) >= 100 else f"{value:+,.1f}"


def _share(value: float | None, digits: int = 1) -> str:
    return "–" if value is None else f"{100 * value:.{digits}f} %"
