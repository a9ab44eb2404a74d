"""A design has the points that it promises: all combinations, one in each layer, or an even spread; by its seed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.scenario.paths import join
from sojourn.study.sweep.designs import SPREADS, Spread, grid, spread
from sojourn.study.sweep.reading import read_study
from sweeps import CHEAP, study

SEEDS = st.integers(0, 2**63 - 1)


@given(st.dictionaries(st.text(max_size=3), st.lists(st.integers(), min_size=1, max_size=4, unique=True), max_size=4))
def test_a_grid_has_each_combination_once_and_the_last_changes_fastest(levels: dict[str, list[int]]) -> None:
    points = grid(levels)
    assert len(points) == np.prod([len(values) for values in levels.values()], dtype=int)
    ranks = [tuple(levels[key].index(value) for key, value in point.items()) for point in points]
    assert ranks == sorted(set(ranks))


@settings(max_examples=40)
@given(st.integers(1, 40), st.integers(1, 5), SEEDS)
def test_a_latin_hypercube_has_one_point_in_each_layer_of_each_dimension(n: int, dimensions: int, seed: int) -> None:
    cube = spread("latin_hypercube", n, dimensions, seed)
    assert np.array_equal(np.sort(np.floor(cube * n), axis=0), np.tile(np.arange(n)[:, None], dimensions))


@settings(max_examples=40)
@given(st.integers(1, 6), SEEDS)
def test_a_sobol_design_of_two_to_the_m_has_one_in_each_layer_and_equal_shares_in_each_quadrant(
    m: int, seed: int
) -> None:
    n = 2**m
    cube = spread("sobol", n, 2, seed)
    assert np.array_equal(np.sort(np.floor(cube * n), axis=0), np.tile(np.arange(n)[:, None], 2))
    if m >= 2:
        quadrants = Counter(map(tuple, np.floor(cube * 2).astype(int).tolist()))
        assert set(quadrants.values()) == {n // 4}


@settings(max_examples=40)
@given(st.integers(1, 50), st.integers(0, 50), st.integers(1, 4), SEEDS)
def test_a_larger_sobol_design_begins_with_a_smaller_one(few: int, more: int, dimensions: int, seed: int) -> None:
    assert np.array_equal(spread("sobol", few + more, dimensions, seed)[:few], spread("sobol", few, dimensions, seed))


@pytest.mark.parametrize("kind", SPREADS)
def test_the_same_seed_is_the_same_design_and_another_is_another(kind: Spread) -> None:
    assert np.array_equal(spread(kind, 20, 3, 5), spread(kind, 20, 3, 5))
    assert not np.array_equal(spread(kind, 20, 3, 5), spread(kind, 20, 3, 6))


@pytest.mark.parametrize("kind", SPREADS)
def test_values_lie_in_their_ranges_in_their_units_and_on_their_steps(kind: str, tmp_path: Path) -> None:
    asked = read_study(
        study(
            tmp_path,
            f"""{CHEAP}seed: 3
{kind}:
  points: 64
  paths:
    forced.taken_off: {{low: 1 %, high: 100 %, scale: log}}
    forced.representations: {{low: 7 days, high: 21 days, step: 7}}
    act: {{low: 2024-01-01, high: 2024-12-31}}
""",
        )
    )
    told = {join(path): [str(point[path].content) for point in asked.points] for path in asked.paths}
    shares = np.array([float(one.removesuffix(" %")) for one in told["forced.taken_off"]])
    assert shares.min() >= 1
    assert shares.max() <= 100
    assert (shares < 10).sum() == 32, "half the points lie in the lower half of a log scale"
    assert set(Counter(told["forced.representations"]).values()) <= {21, 22}
    assert set(told["forced.representations"]) == {"7 days", "14 days", "21 days"}
    days = sorted(told["act"])
    assert all(one.startswith("2024-") for one in days)
    assert [one[:7] for one in days[:5]] == ["2024-01"] * 5


def test_a_list_is_taken_as_it_stands(tmp_path: Path) -> None:
    asked = read_study(
        study(tmp_path, f"{CHEAP}list:\n- forced.taken_off: 10 %\n- {{act: 2024-05-01, forced.taken_off: 20 %}}\n")
    )
    assert [{join(path): one.content for path, one in point.items()} for point in asked.points] == [
        {"forced.taken_off": "10 %"},
        {"act": "2024-05-01", "forced.taken_off": "20 %"},
    ]
