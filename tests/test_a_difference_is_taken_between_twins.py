"""Draw i of one scenario is set against draw i of the other: one world, one luck. What both share then cancels."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compared import BEDS, UNTIL, comparison, plan
from sojourn.results.bands import numbers
from sojourn.study.compare.difference import difference, gain
from sojourn.study.points.drawing import drawing

SEEDS = (1, 2, 3)


def test_both_sides_of_a_pair_have_one_luck_and_one_draw() -> None:
    one, other = (drawing(x.model, seed=7, until=UNTIL, specialised=False) for x in (plan(), plan(BEDS)))
    for number in range(3):
        first, second = one.draw(number), other.draw(number)
        assert first.seed == second.seed
        assert first.custody == second.custody
        assert without_beds(first.scenario) == without_beds(second.scenario)
        assert without_beds(first.past) == without_beds(second.past)
        assert first.scenario != second.scenario
    assert without_beds(one.draw(0).scenario) != without_beds(one.draw(1).scenario)


def without_beds(scenario: str) -> dict[str, Any]:
    """A scenario but for what was changed: all that is drawn of it, and all else."""
    data: dict[str, Any] = json.loads(scenario)
    del data["beds"]["capacity"]
    return data


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("own", [0.1, 0.5, 1.0])
def test_the_gain_of_what_is_shared_is_what_theory_says(seed: int, own: float) -> None:
    """Base x + a, other x + b: the variance of the difference is 2 own², and 2 + 2 own² where x is not shared."""
    rng, runs, tries = np.random.default_rng(seed), 40, 60
    found = []
    for _ in range(tries):
        shared, a, b = rng.normal(size=(3, runs))
        found.append(gain(shared + own * a, 5 + shared + own * b) or 0.0)
    truth = math.sqrt((2 + 2 * own**2) / (2 * own**2))
    # A ratio of widths of so few runs is a little too large on average; 40 runs leave less than 5 % of that.
    assert np.mean(found) == pytest.approx(truth, rel=0.05, abs=4 * float(np.std(found)) / math.sqrt(tries))


@pytest.mark.parametrize("seed", SEEDS)
def test_where_nothing_is_shared_nothing_is_gained(seed: int) -> None:
    rng, tries = np.random.default_rng(seed), 60
    found = [gain(*rng.normal(size=(2, 40))) or 0.0 for _ in range(tries)]
    assert np.mean(found) == pytest.approx(1, rel=0.05, abs=4 * float(np.std(found)) / math.sqrt(tries))


def test_a_band_is_that_of_the_differences_and_not_the_difference_of_bands() -> None:
    base = [100, 300, 200, 400]
    found = difference(base, [one + 7 for one in base])
    assert found is not None
    assert (found.band.low, found.band.median, found.band.high) == (7, 7, 7)
    assert (found.above, found.below, found.runs, found.sure) == (4, 0, 4, True)
    assert found.narrower is None


@given(st.lists(st.tuples(st.integers(-1000, 1000), st.integers(-1000, 1000)), min_size=1, max_size=12))
def test_counts_and_bands_hold_for_any_pairs(pairs: list[tuple[int, int]]) -> None:
    base, other = [a for a, _ in pairs], [b for _, b in pairs]
    one, turned = difference(base, other), difference(other, base)
    assert one is not None
    assert turned is not None
    assert one.above + one.below <= one.runs == len(pairs)
    assert (one.above, one.below) == (turned.below, turned.above)
    assert one.band.low == pytest.approx(-turned.band.high)
    assert one.band.median == pytest.approx(-turned.band.median)
    change = numbers(other) - numbers(base)
    assert change.min() <= one.band.low <= one.band.high <= change.max()


def test_a_day_is_a_number_and_what_is_not_there_is_left_out() -> None:
    found = difference(["2025-01-20", None, "2025-03-01"], ["2025-01-25", "2025-02-01", "2025-03-02"])
    assert found is not None
    assert (found.runs, found.band.low, found.band.high) == (2, 1, 5)
    assert difference([None], [3]) is None


def test_of_two_or_three_pairs_it_is_not_said_what_pairing_gains() -> None:
    rng = np.random.default_rng(1)
    for pairs in (2, 3):
        assert gain(*rng.normal(size=(2, pairs))) is None
    assert gain(*rng.normal(size=(2, 4))) is not None


def test_a_real_difference_has_a_band_narrower_than_two_bands() -> None:
    study = comparison(BEDS, draws=4)
    found = study.difference(study.others[0], "removed_all", "all")
    assert found is not None
    assert found.narrower is not None
    assert found.narrower > 3
    assert found.band.high - found.band.low < found.base.high - found.base.low
