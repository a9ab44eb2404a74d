"""Fiscal years for which a screen has no room are named below its table."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from a_run import a_run
from sojourn.show.screen import show


def years(*names: str) -> dict[str, Any]:
    """The short run's summary with as many fiscal years as are named, all of them the first."""
    told = a_run().summary
    first, whole = told["periods"][0], told["periods"][-1]
    periods = [*({**first, "key": name} for name in names), whole]
    lines = {
        key: {**line, "values": {**line["values"], **dict.fromkeys(names, line["values"][first["key"]])}}
        for key, line in told["lines"].items()
    }
    return {**told, "periods": periods, "lines": lines}


def shown(width: int, *names: str) -> str:
    console = Console(file=StringIO(), width=width, highlight=False, markup=False)
    show(years(*names), console, "as planned")
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


FIVE = ("FY2025", "FY2026", "FY2027", "FY2028", "FY2029")


@pytest.mark.parametrize("width", [60, 70, 80, 90, 100])
def test_every_year_is_in_the_table_or_named_as_left_out(width: int) -> None:
    told = shown(width, *FIVE)
    head = next(row for row in told.split("\n") if "Whole" in row)
    named = [row for row in told.split("\n") if row.startswith("No room here for ")]
    for year in FIVE:
        assert (year in head) != any(year in row for row in named)


def test_eighty_columns_leave_years_out_and_say_so() -> None:
    assert "No room here for FY2025" in shown(80, *FIVE)


def test_nothing_is_said_where_all_years_have_room() -> None:
    assert "No room here" not in shown(100, "FY2025", "FY2026")
