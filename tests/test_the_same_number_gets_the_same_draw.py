"""Draw i of a number is the same in every scenario, however many draws there are, and goes its own way from others."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from an_ensemble import document
from sojourn.study.drawn import drawn
from sojourn.study.draws import luck, share_below, uniforms
from sojourn.study.uncertain import doubts
from sojourn.warm_up import past


def values(*changes: str, seed: int = 9, number: int = 3) -> dict[str, float]:
    model = document(*changes).model
    before = past(model)
    found = doubts(model, before)
    return dict(drawn(model, before, found, uniforms(seed, tuple(one.key for one in found), number)).values)


def test_two_scenarios_share_their_draws() -> None:
    mine, other = (
        values(),
        values(
            "beds.capacity=60,000 beds", "costs.bed_day=200 USD per bed-day", "departures.charter.0.flights=40 per week"
        ),
    )
    both = set(mine) & set(other)
    assert len(both) > 15
    assert {key: mine[key] for key in both} == {key: other[key] for key in both}
    assert "detention.adult_bed_day.FY2025" in set(mine) - set(other)


def test_seeds_and_numbers_name_the_draw() -> None:
    assert values(seed=9) == values(seed=9)
    assert values(seed=9) != values(seed=10)
    assert values(number=3) != values(number=4)
    assert len({luck(1, "draw", i) for i in range(1000)} | {luck(1, "luck", i) for i in range(1000)}) == 2000


@pytest.mark.parametrize("many", [20, 50, 400])
def test_two_numbers_go_their_own_ways(many: int) -> None:
    """Over pairs of keys correlations have mean 0 and standard deviation 1 / sqrt(n - 1), as independent ones do."""
    keys = [f"key.{i}" for i in range(24)]
    columns = np.array([[share_below(7, key, i) for i in range(many)] for key in keys])
    found = np.corrcoef(columns)[np.triu_indices(len(keys), 1)]
    pairs = len(list(itertools.combinations(keys, 2)))
    assert abs(found.mean()) < 4 / np.sqrt((many - 1) * pairs)
    assert abs(found.std() * np.sqrt(many - 1) - 1) < 4 / np.sqrt(2 * pairs)
