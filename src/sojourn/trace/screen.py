"""A trace on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.trace import text

if TYPE_CHECKING:
    from rich.console import Console

    from sojourn.trace.account import Trace


def show(trace: Trace, console: Console) -> None:
    """Print the account with its steps as a table."""
    from rich.table import Table
    from rich.text import Text

    console.print(Text(text.headline(trace), "bold"))
    console.print(Text(text.who(trace), "dim"))
    console.print(Text("\nNot on day one", "bold"))
    for said in text.not_on_day_one(trace):
        console.print(Text(said))
    table = Table(show_lines=True)
    table.add_column("date", no_wrap=True)
    table.add_column("day", justify="right")
    table.add_column("days", justify="right")
    table.add_column("stage", style="bold")
    table.add_column("what happens")
    for step in trace.steps:
        said_of = Text("\n".join(text.said_of(step)))
        table.add_row(step.begins.isoformat(), str(step.day), str(step.days), Text(step.title), said_of)
    console.print()
    console.print(table)
    console.print(Text(text.ending(trace), "bold"))
    console.print()
    for said in text.many_lines(trace.quantiles, str(trace.asked)):
        console.print(Text(said))
