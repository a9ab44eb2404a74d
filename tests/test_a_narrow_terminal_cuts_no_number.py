"""However narrow a terminal is, each number is printed whole: below 80 columns the terminal wraps the lines."""

from __future__ import annotations

import io
import sys
from copy import deepcopy

import pytest
from rich.console import Console

from a_run import a_run
from sojourn.results.rounding import short
from sojourn.show.consoles import LEAST, WIDTH, out
from sojourn.show.screen import show


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("columns", [80, 90, 100, 130])
def test_spending_about_a_billion_is_whole_too(columns: int) -> None:
    summary = deepcopy(a_run().summary)
    year = summary["periods"][0]["key"]
    summary["periods"] = [{**summary["periods"][0], "key": f"FY{one}"} for one in range(2025, 2030)] + [
        summary["periods"][-1]
    ]
    for key, line in summary["lines"].items():
        value = {"money_all_low": 849_300_000.0, "money_all_high": 1_610_000_000.0}.get(key, line["values"][year])
        line["values"] = {**{f"FY{one}": value for one in range(2025, 2030)}, "all": value}
    told = io.StringIO()
    show(summary, Console(file=told, width=columns), "beds 41,500")
    assert "…" not in told.getvalue()
    assert "$1.61 bn" in told.getvalue() or "850 mn–1.6 bn" in told.getvalue()
    assert max(len(line) for line in told.getvalue().splitlines()) <= columns


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
