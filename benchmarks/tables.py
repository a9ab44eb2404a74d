"""The measurements as tables: for the terminal, or as Markdown for docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import tables_peers
import tables_sojourn
from rich.console import Console
from rich.table import Table as RichTable
from table import Table

MAKERS = {
    "reference": tables_peers.reference,
    "agreement": tables_peers.agreement,
    "flatness": tables_sojourn.flatness,
    "cost": tables_sojourn.cost,
    "rare": tables_sojourn.rare,
    "luck": tables_sojourn.luck,
    "threads": tables_sojourn.threads,
    "start": tables_sojourn.start,
    "shipped": tables_sojourn.shipped,
}


def tables(found: dict[str, Any]) -> Iterator[Table]:
    """The tables of each part that was measured."""
    for name, part in found["parts"].items():
        yield from MAKERS[name](part)
    yield Table("Machine", ("what", "value"), [(name, text) for name, text in found["machine"].items()])


def short(found: dict[str, Any]) -> Iterator[Table]:
    """One table for the README."""
    if "reference" in found["parts"]:
        yield tables_peers.short(found["parts"]["reference"])


def markdown(shown: Iterator[Table]) -> str:
    """Tables in Markdown."""
    out = []
    for table in shown:
        lines = [f"### {table.title}", ""] if table.title else []
        lines += [_line(table.headings), _line(["---", *["---:"] * (len(table.headings) - 1)])]
        lines += [_line(row) for row in table.rows]
        lines += [text for note in table.notes for text in ("", note)]
        out.append("\n".join(lines))
    return "\n\n".join(out) + "\n"


def show(shown: Iterator[Table], console: Console) -> None:
    """Tables on a terminal."""
    for table in shown:
        rich = RichTable(title=table.title, title_justify="left", caption_justify="left")
        for i, heading in enumerate(table.headings):
            rich.add_column(heading, justify="right" if i else "left")
        for row in table.rows:
            rich.add_row(*row)
        console.print(rich)
        for note in table.notes:
            console.print(note, highlight=False)
        console.print()


def _line(cells: Any) -> str:
    return "| " + " | ".join(cells) + " |"
