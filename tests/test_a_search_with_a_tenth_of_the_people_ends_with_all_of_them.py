"""What a sum buys is found with fewer people, and read off runs of everybody."""

from __future__ import annotations

from functools import cache

import pytest

from budget_paths import runs
from sojourn.study.budget_free import beyond
from sojourn.study.budget_path import Path, point_of
from sojourn.study.budget_search import search
from sojourn.study.budget_staff import STAFF_STEP, shown

QUICK = "lead: 0 days, training: 0 days, attrition: 0%"
SHORT_OF_BEDS = ("beds.capacity=34,000 beds", f"staff.judges={{{QUICK}}}")
CENTS = 25_000_000_000
WEIGHT = 8


@cache
def found() -> tuple[Path, int, list[int]]:
    told: list[int] = []
    path, few = search(runs(*SHORT_OF_BEDS), CENTS, None, told.append, weight=WEIGHT, threads=2)
    return path, few, told


def test_what_an_answer_is_read_from_is_run_with_everybody() -> None:
    path, _, _ = found()
    those = runs(*SHORT_OF_BEDS)
    _, before, after = path.bought_with(CENTS)
    assert (path.steps[0].weight, before.weight, after.weight) == (1, 1, 1)
    assert before.cost <= CENTS <= after.cost
    again = point_of(those, those.at(after.levels), after.bought)
    assert (again.cost, again.removals, again.costs) == (after.cost, after.removals, after.costs)
    assert {point.weight for point in path.steps} == {1, WEIGHT}


def test_the_steps_of_staff_that_are_told_are_run_with_everybody() -> None:
    path, _, _ = found()
    those = runs(*SHORT_OF_BEDS)
    one = shown(path.tried)[0]
    assert all(told.weight == 1 for told in shown(path.tried))
    before = path.steps[one.step].levels
    assert one.number == pytest.approx(735 * STAFF_STEP, abs=0.01)
    more = those.at(before.__class__(before.arrests, before.beds, before.seats, judges=before.judges + STAFF_STEP))
    assert (one.removals, one.cents) == beyond(more, those.at(before))


def test_a_path_with_fewer_people_costs_what_one_with_all_does_to_within_its_luck() -> None:
    """Removals of a season are some 80,000; with one person for eight their standard error is some 800 at most."""
    path, few, told = found()
    thin = next(point for point in path.steps if point.weight > 1)
    those = runs(*SHORT_OF_BEDS)
    same = point_of(those, those.at(thin.levels), thin.bought)
    assert thin.removed == pytest.approx(same.removed, abs=4 * (WEIGHT * same.removed) ** 0.5)
    assert told == sorted(told)
    assert few < told[-1]
