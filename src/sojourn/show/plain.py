"""The answer of a run of any system on one screen, from its summary."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sojourn.results.periods import WHOLE
from sojourn.results.rounding import short
from sojourn.show.screen import COLUMN, LABEL, day, grouped


def show(summary: dict[str, Any], console: Console) -> None:
    """Print the answer: title, table, findings, the identity, and what is assumed."""
    first, last = day(summary["from"]), day(summary["to"])
    console.print(Text(summary["title"], style="bold"))
    console.print(f"{first} to {last}; one run (seed {summary['seed']}); a model, not a forecast")
    console.print(_table(summary, console.width))
    for sentence in summary["findings"]:
        console.print(f"- {sentence}")
    known = summary["identity"]
    sums = f"{known['opening']:,} + {known['arrived']:,} = {known['left']:,} + {known['inside']:,}"
    held = "holds" if known["holds"] else "DOES NOT HOLD"
    console.print(f"Inside at the start + came = left + inside at the end: {sums}; it {held}.")
    said = [f"assumed figures: {grouped(summary['assumed'])}"] if summary["assumed"] else []
    if yours := summary["yours"]:
        said.append(f"set by you: {', '.join(yours[:6])}{f', and {len(yours) - 6} more' if len(yours) > 6 else ''}")
    if said:
        console.print(Text(f"It leans on {'; '.join(said)}.", style="dim"))
    console.print(Text(_years(summary), style="dim"))


def _years(summary: dict[str, Any]) -> str:
    """What the heads of the columns mean."""
    part = any(not one["full_fiscal_year"] for one in summary["periods"] if one["key"] != WHOLE)
    star = "* Only a part of the year is in the run. " if part else ""
    return f"{star}FY is the US fiscal year, October to September."


def _table(summary: dict[str, Any], width: int) -> Table:
    years = [one["key"] for one in summary["periods"] if one["key"] != WHOLE]
    years = years[-max(1, (width - LABEL) // COLUMN - 1) :]
    full = {one["key"]: one["full_fiscal_year"] for one in summary["periods"]}
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    table.add_column("", no_wrap=True, min_width=min(LABEL, width - 40), overflow="ellipsis")
    for key in (*years, "Whole"):
        table.add_column(key if full.get(key, True) else f"{key}*", justify="right", no_wrap=True)
    for group in ("Came", "Inside", "Left"):
        lines = [
            line
            for key, line in summary["lines"].items()
            if line["group"] == group and any(line["values"].values()) and (group != "Inside" or shown(key))
        ]
        if lines:
            table.add_row(Text(group, style="bold"))
        for line in lines:
            cells = [short(line["values"][key], line["unit"]) for key in (*years, WHOLE)]
            table.add_row(f"  {line['label'][0].upper()}{line['label'][1:]}", *cells)
    return table


def shown(key: str) -> bool:
    """Whether the screen has a line: of stages the last day only, of pools the peak as well."""
    return not key.endswith("_peak") or key.startswith("held_")
