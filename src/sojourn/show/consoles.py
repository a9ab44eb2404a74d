"""Where text goes: answers to standard output, everything else to standard error."""

from __future__ import annotations

import io
import sys

from rich.console import Console

WIDTH = 100
"""Columns of text that is piped, and the most that is used on a terminal."""
LEAST = 80
"""Columns that are always used: a narrower terminal wraps the lines, and no number is cut."""


def out() -> Console:
    """For answers: plain text when piped; 80 to 100 columns wide."""
    if sys.stdout.isatty():
        console = Console(highlight=False, markup=False)
        console.width = max(LEAST, min(console.width, WIDTH))
        return console
    return Console(file=_Piped(), highlight=False, markup=False, width=WIDTH, color_system=None)


class _Piped(io.StringIO):
    """Standard output without the spaces that fill lines up."""

    def write(self, text: str) -> int:
        sys.stdout.write("\n".join(line.rstrip(" ") for line in text.split("\n")))
        return len(text)

    def flush(self) -> None:
        sys.stdout.flush()


def err() -> Console:
    """For progress and messages."""
    return Console(stderr=True, highlight=False, markup=False)
