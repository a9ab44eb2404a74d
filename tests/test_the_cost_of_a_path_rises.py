"""What a sum buys costs that sum: along the path the cost rises, its accounts add up, and dearer units cost more."""

from __future__ import annotations

from itertools import pairwise

import pytest

from budget_paths import path
from sojourn.study.budget_path import Path


@pytest.fixture(scope="module")
def made() -> Path:
    return path()


def test_the_cost_rises_with_every_point_that_counts(made: Path) -> None:
    costs = [one.cost for one in made.frontier]
    assert costs[0] <= 0
    assert all(less < more for less, more in pairwise(costs))
    assert len(costs) > 1


def test_accounts_add_up_to_the_cost(made: Path) -> None:
    for one in made.steps:
        assert sum(one.costs.values()) == one.cost
        assert one.at_ends["low"] <= one.at_ends["value"] <= one.at_ends["high"]


def test_an_amount_between_two_points_is_spent_to_the_cent(made: Path) -> None:
    for share in (0.1, 0.5, 0.93):
        cents = made.frontier[-1].cost * share
        found, before, after = made.bought_with(cents)
        assert found.cost == pytest.approx(cents, abs=1)
        assert sum(found.costs.values()) == pytest.approx(cents, abs=1)
        assert before.cost <= found.cost <= after.cost
        assert before.levels.arrests <= found.levels.arrests <= after.levels.arrests
