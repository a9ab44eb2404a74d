"""A table as the benchmark prints it, and how its numbers are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """A title, headings, rows of text, and sentences below."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    notes: Sequence[str] = field(default_factory=list)


def people(count: float) -> str:
    return f"{count:,.0f}"


def number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def three(values: dict[str, float]) -> str:
    if values["min"] == values["max"]:
        return number(values["median"])
    return " / ".join(number(values[key]) for key in ("min", "median", "max"))
