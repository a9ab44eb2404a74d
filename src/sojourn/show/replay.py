"""The replay of 2024 in plain text: published and simulated, side by side."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from sojourn.results.rounding import short


def show(answer: dict[str, Any], console: Console) -> None:
    """People held by month, then book-outs by reason, each with the error as a share of the published number."""
    console.print("People held, monthly mean: published, simulated, and the error", style="bold")
    table = _table("month")
    for row in answer["population"]:
        table.add_row(row["month"], short(row["published"]), short(row["simulated"]), _error(row["error"]))
    console.print(table)
    console.print(f"Mean absolute error {answer['population_error']:.1%}".replace("%", " %"))
    console.print()
    console.print("Book-outs over the whole time, by reason", style="bold")
    table = _table("reason")
    for row in answer["book_outs"]:
        table.add_row(row["reason"], short(row["published"]), short(row["simulated"]), _error(row["error"]))
    console.print(table)
    stay = answer["mean_stay"]
    console.print(
        f"Mean stay of those who left a bed in {stay['period']}, in nights: published {stay['published']:.1f}, "
        f"simulated {stay['simulated']:.1f} ({_error(stay['error'])})"
    )
    console.print()
    console.print(
        "The replay is given the published book-ins and the people held on the first day. Its rates were fitted to the "
        "totals of the same months, so the totals show that the fit holds; the months in between are the test."
    )


def _table(first: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column(first, min_width=14)
    for name in ("published", "simulated", "error"):
        table.add_column(name, justify="right")
    return table


def _error(error: float | None) -> str:
    return "–" if error is None else f"{error * 100:+.1f} %"
