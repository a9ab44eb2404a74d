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


EMPTY = {
    "custody": "[{amount: 1 billion USD, from: 2025-01-20, lapses: 2025-09-30, base: true}]",
    "arrests": "[{amount: 600 million USD, from: 2025-01-20, lapses: 2025-09-30, base: true}]",
    "transport": "[{amount: 40 million USD, from: 2025-01-20, lapses: 2025-09-30}]",
    "legal": "[{amount: 10 million USD, from: 2025-01-20, lapses: 2025-09-30}]",
}


@pytest.mark.parametrize("account", EMPTY)
def test_money_that_runs_out_marks_what_moves_with_it(account: str) -> None:
    path = f"money.accounts.{account}.appropriations"
    before, after = lines(), lines(f"{path}={EMPTY[account]}")
    moved = [key for key in before if before[key]["values"] != after[key]["values"]]
    assert "person_days" in moved
    assert [key for key in moved if not any(one.startswith(path) for one in after[key]["yours"])] == []
    assert not after["arrived_border"]["yours"]


def test_money_that_suffices_marks_nobody() -> None:
    path = "money.accounts.custody.appropriations"
    rich = lines(f"{path}=[{{amount: 99 billion USD, from: 2025-01-20, lapses: 2025-09-30}}]")
    assert not any(one.startswith(path) for one in rich["removed_all"]["yours"])


def test_lines_that_lean_on_the_plan_say_so() -> None:
    for key in ("person_days", "removed_home", "waiting_seat_last", "over_90", "exit_bonded", "stay_mean"):
        assert "plan.beds_goal" in lines()[key]["plan"], key
        assert "implied.interior_added_per_day" in lines()[key]["assumed"], key
