"""Draws keep what the evidence says: 5 % lie below the low end, half below the value, 5 % above the high end."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from an_ensemble import document
from sojourn.study.draws import BLOCK, share_below
from sojourn.study.uncertain import Doubt, doubts

SEEDS = (1, 2, 2025)


def doubt(low: float, value: float, high: float, unit: str = "days") -> Doubt:
    return Doubt("some.key", low, value, high, unit, "C", True, ())


@given(st.lists(st.floats(0, 1e6), min_size=3, max_size=3).map(sorted), st.floats(1e-6, 1 - 1e-6))
def test_the_three_points_are_met(points: list[float], share: float) -> None:
    low, value, high = points
    assume(low < high and value > 0 and (low == 0 or low > 1e-6))
    law = doubt(low, value, high)
    assert law.at(0.05) == pytest.approx(low, rel=1e-6, abs=1e-6)
    assert law.at(0.5) == pytest.approx(value, rel=1e-9)
    assert law.at(0.95) == pytest.approx(high, rel=1e-6)
    assert law.at(share) >= 0
    assert (law.at(share) - value) * (share - 0.5) >= -1e-9 * value


@given(st.lists(st.floats(1e-4, 1 - 1e-4), min_size=3, max_size=3).map(sorted), st.floats(1e-9, 1 - 1e-9))
def test_a_share_stays_one(points: list[float], share: float) -> None:
    low, value, high = points
    assume(high - low > 1e-6)
    law = doubt(low, value, high, "share of arrests")
    assert law.scale == "logit"
    assert 0 <= law.at(share) <= 1
    assert law.at(0.95) == pytest.approx(high, rel=1e-6)


def test_the_scale_follows_the_number() -> None:
    assert doubt(1, 2, 5).scale == "log"
    assert doubt(0, 2, 5).scale == "plain"
    assert doubt(0.1, 0.2, 1.0, "share").scale == "plain"
    assert math.isclose(doubt(1, 2, 4).at(0.95) / 2, 2 / doubt(1, 2, 4).at(0.05))


@pytest.mark.parametrize("seed", SEEDS)
def test_many_draws_lie_where_the_row_says(seed: int) -> None:
    """Stratified, so far closer than chance would have it: within one in a stratum of the number of draws."""
    many = 8 * BLOCK
    for one in doubts(document().model):
        drawn = np.array([one.at(share_below(seed, one.key, i)) for i in range(many)])
        apart = 1 / many + 1e-12
        if one.low < one.value:
            assert abs(float(np.mean(drawn <= one.low)) - 0.05) <= apart, one.key
            assert abs(float(np.mean(drawn < one.value)) - 0.5) <= apart, one.key
        if one.value < one.high:
            assert abs(float(np.mean(drawn >= one.high)) - 0.05) <= apart, one.key
            assert abs(float(np.mean(drawn > one.value)) - 0.5) <= apart, one.key


@pytest.mark.parametrize("blocks", [1, 2, 4, 8])
def test_each_stratum_has_one_draw(blocks: int) -> None:
    many = blocks * BLOCK
    for key in ("a", "b", "assumed.bed_patience"):
        at = [int(share_below(3, key, i) * many) for i in range(many)]
        assert sorted(at) == list(range(many))


def test_every_number_in_doubt_of_the_shipped_scenario_is_drawn() -> None:
    found = {one.key: one for one in doubts(document().model)}
    assert {"assumed.bed_patience", "fitted.refusal_scale", "deaths.per_person_year"} <= set(found)
    assert "plan.beds_goal" not in found
    assert "limit.post_order" not in found
    assert all(one.low <= one.value <= one.high and one.low < one.high for one in found.values())
