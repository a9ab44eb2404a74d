"""What one more costs is told in numbers that can be read, however small: of a thousand more, of a million."""

from __future__ import annotations

import io
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest
from rich.console import Console

from sojourn.show.plan_frontier import show, slopes
from sojourn.study.plan.frontier import Frontier
from sojourn.study.plan.targets import goal_of
from sojourn.systems.calendar import Calendar


def shown(first: str, second: str, points: list[tuple[float, float]]) -> str:
    line = SimpleNamespace(
        first=goal_of(first, most=False), second=goal_of(second, most=True), name="toy", seed=1, runs=2, agreed=(),
        own=(1.0, 1.0), calendar=Calendar(date(2025, 1, 1), date(2026, 1, 1)),
        points=[SimpleNamespace(simulated=one) for one in points],
    )  # fmt: skip
    console = Console(file=io.StringIO(), width=100)
    show(cast("Frontier", line), console, None, "again")
    return cast("io.StringIO", console.file).getvalue()


@pytest.mark.parametrize(
    ("first", "second", "points", "head", "told"),
    [
        ("person-days", "removals", [(24.5e6, 457_000), (29.5e6, 525_000)], "Of 1,000 more", " 14 "),
        ("removals", "cost", [(400_000, 10e9), (500_000, 15e9)], "Of one more", " $50,000 "),
        ("cost", "removals", [(10e9, 400_000), (15e9, 500_000)], "Of 1 mn more", " 20 "),
    ],
)
def test_a_change_is_told_of_as_many_more_as_it_takes(
    first: str, second: str, points: list[tuple[float, float]], head: str, told: str
) -> None:
    screen = shown(first, second, points)
    assert head in screen
    assert told in screen


def test_two_points_at_one_place_have_no_slope() -> None:
    assert slopes([(1000.0, 1.0), (1000.0, 2.0), (2000.0, 1.0)]) == [None, None, pytest.approx(-0.001)]
    assert slopes([]) == []


def test_where_there_is_no_slope_there_is_no_column_for_it() -> None:
    assert "more" not in shown("removals", "cost", [(400_000, 10e9), (400_000, 15e9)])
