"""The CRPS is what it should be: of a point, of a known normal forecast, and of an ensemble."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from sojourn.study.forecasts.forecast import LEVELS, from_points
from sojourn.study.forecasts.score import WEIGHTS, crps_of_ensemble, crps_of_quantiles, pairs, score

NUMBERS = st.floats(-1e6, 1e6)


def normal_crps(y: float) -> float:
    """Gneiting and Raftery (2007): of a standard normal forecast."""
    return float(y * (2 * norm.cdf(y) - 1) + 2 * norm.pdf(y) - 1 / np.sqrt(np.pi))


def test_the_weights_cover_all_levels_once() -> None:
    assert pytest.approx(1.0) == WEIGHTS.sum()
    assert pytest.approx([0.075, 0.1, 0.2, 0.25, 0.2, 0.1, 0.075]) == WEIGHTS


@given(NUMBERS, NUMBERS)
def test_of_a_point_it_is_the_absolute_error(point: float, actual: float) -> None:
    assert crps_of_quantiles(np.full(7, point), actual) == pytest.approx(abs(point - actual), abs=1e-6)


def test_by_hand_inside_the_bands() -> None:
    """Quantiles 1 to 7 and actual 4: 2 x (0.075 x 0.05 x 3 + 0.1 x 0.1 x 2 + 0.2 x 0.25 x 1) twice, for both sides."""
    expected = 4 * (0.075 * 0.05 * 3 + 0.1 * 0.1 * 2 + 0.2 * 0.25 * 1)
    assert crps_of_quantiles(np.arange(1.0, 8.0), 4.0) == pytest.approx(expected)


@pytest.mark.parametrize("actual", [0.0, 0.5, 1.0, 2.0, 3.0, -1.5])
def test_of_a_normal_forecast_it_is_close(actual: float) -> None:
    """Seven levels are a coarse sum: good to a twenty-fifth of a standard deviation."""
    assert crps_of_quantiles(norm.ppf(LEVELS), actual) == pytest.approx(normal_crps(actual), abs=0.04)


def test_of_a_right_normal_forecast_it_is_two_per_cent_low() -> None:
    """Its expectation is 1 / sqrt(pi); the expectation of each pinball loss is the density at its quantile."""
    exact = 2 * float((WEIGHTS * norm.pdf(norm.ppf(LEVELS))).sum())
    assert exact / (1 / np.sqrt(np.pi)) == pytest.approx(0.983, abs=0.002)
    for seed in range(3):
        draws = np.random.default_rng(seed).standard_normal(40_000)
        found = crps_of_quantiles(np.broadcast_to(norm.ppf(LEVELS), (len(draws), 7)), draws)
        assert abs(found.mean() - exact) < 4 * found.std() / np.sqrt(len(draws))


def test_the_right_forecast_scores_better_than_a_wider_a_narrower_or_a_shifted_one() -> None:
    for seed in range(3):
        draws = np.random.default_rng(seed).standard_normal(20_000)

        def mean(shift: float, scale: float, draws: np.ndarray = draws) -> float:
            return float(
                crps_of_quantiles(np.broadcast_to(shift + scale * norm.ppf(LEVELS), (20_000, 7)), draws).mean()
            )

        right = mean(0, 1)
        assert right < min(mean(0, 1.5), mean(0, 0.6), mean(0.4, 1), mean(-0.4, 1))


@given(st.lists(NUMBERS, min_size=1, max_size=20), NUMBERS)
def test_of_an_ensemble_it_is_the_double_sum(members: list[float], actual: float) -> None:
    x = np.array(members)
    expected = np.abs(x - actual).mean() - np.abs(x[:, None] - x[None, :]).mean() / 2
    assert crps_of_ensemble(members, actual) == pytest.approx(expected, abs=1e-4)


def test_of_a_large_ensemble_it_is_the_normal_one() -> None:
    members = norm.ppf((np.arange(20_000) + 0.5) / 20_000)
    assert crps_of_ensemble(members, 1.0) == pytest.approx(normal_crps(1.0), abs=1e-4)


def test_the_errors_by_hand() -> None:
    forecast = from_points(["2024-01", "2024-02", "2024-03"], {"population.total": [110.0, 180.0, 5.0]})
    found = score(pairs(forecast, {"population.total": {"2024-01": 100.0, "2024-02": 200.0, "2024-03": 0.0}}))
    assert (found.n, found.mean) == (3, 100.0)
    assert found.mae == pytest.approx(35 / 3)
    assert found.mape == pytest.approx(0.1), "a month with nobody has no share of error"
    assert found.bias == pytest.approx(-5 / 3)
    assert found.crps == pytest.approx(found.mae)
    assert found.cover is None
