"""The replay of 2024 in plain text: published and simulated, side by side, with bands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from sojourn.results.rounding import short

Row = dict[str, Any]
LARGEST = 8
"""Areas that are shown one by one."""


def show(answer: Row, console: Console) -> None:
    """People held by month, by class and by area, then book-outs by reason, each with a band and the error."""
    inside = sum(row["low"] <= row["published"] <= row["high"] for row in answer["population"])
    _block(console, "People held, monthly mean", "month", answer["population"])
    error = f"{answer['population_error']:.1%}".replace("%", " %")
    console.print(f"Mean absolute error {error}; {inside} of {len(answer['population'])} months lie in the band")
    _block(console, "People held, mean of all months, by arresting agency and class", "class", answer["cells"])
    _block(console, "Book-outs over the whole time, by reason", "reason", answer["book_outs"])
    stay = answer["mean_stay"]
    console.print(
        f"Mean stay of those who left a bed in {stay['period']}, in nights: published {stay['published']:.1f}, "
        f"simulated {stay['simulated']:.1f} ({_error(stay['error'])}), band {stay['low']:.1f} to {stay['high']:.1f}"
    )
    areas = sorted(answer["areas"], key=lambda row: -row["published"])
    rows = [*areas[:LARGEST], *([_together(areas[LARGEST:])] if len(areas) > LARGEST else [])]
    _block(console, "People held, mean of all months, by area of responsibility", "area", rows)
    misplaced = sum(abs(row["simulated"] - row["published"]) for row in areas) / 2
    share = misplaced / max(sum(row["published"] for row in areas), 1.0)
    console.print(f"{share:.1%} of people are in another area than counted".replace("%", " %"))
    console.print()
    console.print(
        f"The replay is given the published book-ins and the people held on the first day. Its numbers are the central "
        f"member of a fit to these same months, and the bands are of {answer['members']} members: they show that the "
        "system keeps what the fit found, not that it can forecast (docs/hindcast.md). Areas are no test of stays: "
        "everybody is spread as people were in December 2024, and areas count some 1.6 % fewer than the totals."
    )


def _block(console: Console, title: str, first: str, rows: Sequence[Row]) -> None:
    if first != "month":
        console.print()
    console.print(title, style="bold")
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column(first, min_width=20)
    for name in ("published", "simulated", "band", "error"):
        table.add_column(name, justify="right")
    for row in rows:
        band = f"{short(row['low'])}–{short(row['high'])}"
        table.add_row(row[first], short(row["published"]), short(row["simulated"]), band, _error(row["error"]))
    console.print(table)


def _together(rows: Sequence[Row]) -> Row:
    """Several areas as one; the ends of bands add up, since one total moves them all."""
    sums = {name: sum(row[name] for row in rows) for name in ("published", "simulated", "low", "high")}
    return {"area": f"{len(rows)} others", **sums, "error": sums["simulated"] / sums["published"] - 1.0}


def _error(error: float | None) -> str:
    return "–" if error is None else f"{error * 100:+.1f} %"
