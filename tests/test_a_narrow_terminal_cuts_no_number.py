"""However narrow a terminal is, each number is printed whole: below 80 columns the terminal wraps the lines."""

from __future__ import annotations

import io
import sys

import pytest

from a_run import a_run
from sojourn.results.rounding import short
from sojourn.show.consoles import LEAST, WIDTH, out
from sojourn.show.screen import show


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("columns", [5, 20, 40, 60, 79, 80, 90, 100, 200])
def test_numbers_are_whole(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    console = out()
    assert console.width == max(LEAST, min(columns, WIDTH))
    summary = a_run().summary
    show(summary, console, "beds 41,500")
    told = terminal.getvalue()
    assert "…" not in told
    whole = summary["lines"]["cost"]["values"]["all"]
    assert short(whole, "USD") in told
    assert short(summary["lines"]["removed_all"]["values"]["all"]) in told
