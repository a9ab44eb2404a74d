"""On a path of what money buys, more of it never buys fewer removals."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_paths import path, point
from sojourn.study.budget_path import Path

COSTS = st.floats(-1e12, 1e12)
POINTS = st.lists(st.tuples(COSTS, st.floats(1, 1e6), st.booleans()), max_size=12)


@given(st.floats(1, 1e6), POINTS, st.lists(st.floats(0, 2e12), min_size=2))
def test_on_any_path(base: float, points: list[tuple[float, float, bool]], amounts: list[float]) -> None:
    made = Path((point(0.0, base), *(point(cost, removed, settled=rest) for cost, removed, rest in points)))
    bought = [made.bought_with(cents)[0].removed for cents in sorted(amounts)]
    assert all(more >= less - 1e-6 * less for less, more in pairwise(bought))
    assert bought[0] >= base


@pytest.mark.parametrize("seed", [1, 2])
def test_on_a_path_of_runs(seed: int) -> None:
    made = path(seed=seed)
    most = made.frontier[-1].cost
    bought = [made.bought_with(most * share / 20)[0] for share in range(1, 23)]
    assert all(more.removed >= less.removed for less, more in pairwise(bought))
    assert bought[0].removed > made.steps[0].removed
    assert bought[-1] == made.frontier[-1]


def test_a_point_that_costs_more_for_less_is_passed_over() -> None:
    made = Path((point(0, 10), point(50, 20), point(40, 30), point(100, 60)))
    assert [one.cost for one in made.frontier] == [0, 40, 100]
    assert made.bought_with(70)[0].removed == 45
    assert made.reaching(45)[0].cost == 70
