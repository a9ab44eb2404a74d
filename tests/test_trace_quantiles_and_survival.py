"""Quantiles over many are those of the people, and the product-limit estimate knows who is still inside."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.trace import kaplan_meier
from sojourn.trace.many import POINTS
from sojourn.trace.text import many_lines
from trace_runs import followed

DAYS = st.lists(st.integers(0, 40), min_size=1, max_size=60)


@given(DAYS)
def test_with_nobody_inside_the_estimate_is_the_plain_distribution(days: list[int]) -> None:
    found = kaplan_meier(np.array(days), np.ones(len(days), dtype=bool))
    for day in range(-1, 42):
        assert found.after(day) == pytest.approx(np.mean(np.array(days) > day), abs=1e-12)
    for share in POINTS.values():
        assert found.quantile(share) == np.quantile(days, share, method="inverted_cdf")


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60))
def test_the_estimate_falls_from_one_and_never_below_nought(people: list[tuple[int, bool]]) -> None:
    days, left = np.array([d for d, _ in people]), np.array([gone for _, gone in people])
    inside = kaplan_meier(days, left).inside
    assert np.all(np.diff(np.concatenate([[1.0], inside])) <= 1e-12)
    assert np.all(inside >= -1e-12)


def test_the_estimate_agrees_with_a_case_worked_by_hand() -> None:
    # Remission times in weeks of 21 patients, + still in remission: 6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+
    # 20+ 22 23 25+ 32+ 32+ 34+ 35+ (Freireich and others 1963, as printed in Cox and Oakes 1984, table 1.1).
    days = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35])
    left = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], dtype=bool)
    found = kaplan_meier(days, left)
    assert found.after(5) == 1.0
    assert found.after(6) == pytest.approx(18 / 21)
    assert found.after(7) == pytest.approx(18 / 21 * 16 / 17)
    assert found.after(10) == pytest.approx(18 / 21 * 16 / 17 * 14 / 15)
    assert found.after(100) == pytest.approx(0.448, abs=0.0005)
    assert found.quantile(0.5) == 23
    assert found.quantile(0.9) is None


def test_nothing_is_told_beyond_the_longest_anybody_was_seen_unless_all_have_left() -> None:
    days = np.array([3, 10, 28])
    found = kaplan_meier(days, np.array([True, True, False]))
    assert found.known_after(28) == pytest.approx(1 / 3)
    assert found.known_after(29) is None
    assert kaplan_meier(days, np.ones(3, dtype=bool)).known_after(29) == 0.0


def test_the_share_inside_is_a_dash_where_nobody_is_followed_so_long() -> None:
    many = followed(criminality="convicted").quantiles
    # From 19 February to 14 June nobody is followed for 180 days.
    assert many.inside_after[180] is None
    assert many.inside_after[90] is not None
    assert any(line.endswith("- after 180 days (*).") for line in many_lines(many, "anybody"))


def test_censoring_moves_the_estimate_to_the_truth() -> None:
    rng = np.random.default_rng(5)
    true = rng.geometric(1 / 40, 20_000)
    seen = rng.integers(1, 100, 20_000)
    found = kaplan_meier(np.minimum(true, seen), true <= seen)
    naive = np.quantile(true[true <= seen], 0.5)
    truth = np.log(0.5) / np.log(1 - 1 / 40)
    # The share inside at the true median has a standard error of about 0.0045 (Greenwood); five of them.
    assert found.after(round(truth)) == pytest.approx((1 - 1 / 40) ** round(truth), abs=0.0225)
    assert naive < 0.8 * truth


def test_quantiles_rise_and_everybody_has_one_outcome() -> None:
    many = followed(criminality="convicted").quantiles
    assert many.removed > 50
    assert many.censored > 0
    assert sum(many.outcomes.values()) == many.people
    assert sum(many.shares.values()) == pytest.approx(1.0)
    for row in (many.to_departure, many.held):
        assert list(row) == list(POINTS)
        assert list(row.values()) == sorted(row.values())
    for name in POINTS:
        assert many.held[name] <= many.to_departure[name]
    reached = [days for days in many.to_leaving.values() if days is not None]
    assert reached == sorted(reached)
    shares = [share for share in many.inside_after.values() if share is not None]
    assert shares == sorted(shares, reverse=True)
    assert sum(stage.share for stage in many.stages) == pytest.approx(1.0)


def test_two_runs_pool_the_people_of_both() -> None:
    from sojourn.trace import trace
    from trace_runs import short

    document = short("beds.capacity=60,000 beds")
    both = trace(document, nationality="El Salvador", criminality="convicted", seed=7, runs=2)
    one, other = (followed(criminality="convicted", seed=seed).quantiles for seed in (7, 8))
    assert both.steps == followed(criminality="convicted").steps
    assert both.quantiles.people == one.people + other.people
    assert both.quantiles.removed == one.removed + other.removed
    assert both.quantiles.seeds == (7, 8)


def test_the_json_holds_the_same_numbers() -> None:
    found = followed(criminality="convicted")
    plain = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert plain["synthetic"] is True
    assert sum(step["days"] for step in plain["steps"]) == plain["days"] == found.days
    assert plain["arrested"] == found.arrested.isoformat()
    assert plain["quantiles"]["outcomes"] == found.quantiles.outcomes
    assert plain["quantiles"]["censored"] == found.quantiles.censored
