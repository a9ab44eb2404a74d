"""Whoever changes a value sees the mark of it on each line that it moves."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from sojourn.run import load, run

LEVERS = (
    "arrivals.interior_added=900 per day",
    "arrivals.border=900 per day",
    "beds.capacity=39,000 beds",
    "beds.patience=1 day",
    "departures.charter.0.flights=5 per week",
    "limits.post_order=90 days",
    "costs.bed_day=200 USD per bed-day",
    "costs.deaths=0.05",
)


@cache
def lines(*changes: str) -> dict[str, Any]:
    found: dict[str, Any] = run(
        load("plan-2025", ["opening.warm_up=180 days", *changes]), seed=3, until=date(2025, 5, 1)
    ).summary["lines"]
    return found


@pytest.mark.parametrize("lever", LEVERS)
def test_each_line_that_moves_carries_the_mark(lever: str) -> None:
    path = lever.partition("=")[0]
    few = () if path == "beds.capacity" else ("beds.capacity=39,000 beds",)
    before, after = lines(*few), lines(*few, lever)
    moved = [key for key in before if before[key]["values"] != after[key]["values"]]
    assert moved
    unmarked = [key for key in moved if not any(one.startswith(path) for one in after[key]["yours"])]
    assert unmarked == []


def test_a_lever_that_cannot_move_a_line_does_not_mark_it() -> None:
    assert "costs.bed_day" not in lines("costs.bed_day=200 USD per bed-day")["removed_all"]["yours"]
    assert "beds.capacity" not in lines("beds.capacity=39,000 beds")["arrested_interior"]["yours"]


def test_lines_that_lean_on_the_plan_say_so() -> None:
    for key in ("person_days", "removed_home", "waiting_seat_last", "over_90", "exit_bonded", "stay_mean"):
        assert "plan.beds_goal" in lines()[key]["plan"], key
        assert "implied.interior_added_per_day" in lines()[key]["assumed"], key
