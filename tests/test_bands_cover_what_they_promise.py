"""Cover is the share of months inside a band: right for a right forecast, low for one too sure of itself."""

from __future__ import annotations

import numpy as np
import pytest

from sojourn.study.forecasts.forecast import BANDS, LEVELS, QUANTILES, Forecast, from_ensemble
from sojourn.study.forecasts.months import later
from sojourn.study.forecasts.score import Score, by_horizon, by_series, pairs, score

MONTHS = tuple(later("2000-01", by) for by in range(1_500))
NAME = "population.total"


def scored(seed: int, spread: float) -> Score:
    """Members and what happened from the same normal distribution, the members with another spread."""
    luck = np.random.default_rng(seed)
    level = luck.normal(30_000, 3_000, len(MONTHS))
    members = level + spread * 500 * luck.standard_normal((800, len(MONTHS)))
    happened = level + 500 * luck.standard_normal(len(MONTHS))
    forecast = from_ensemble(MONTHS, {NAME: members})
    return score(pairs(forecast, {NAME: dict(zip(MONTHS, happened.tolist(), strict=True))}))


def test_the_bands_are_the_right_quantiles() -> None:
    for band, (low, high) in BANDS.items():
        assert LEVELS[high] - LEVELS[low] == pytest.approx(band / 100)
    assert [f"p{100 * level:.0f}" for level in LEVELS] == list(QUANTILES)


@pytest.mark.parametrize("seed", range(4))
def test_a_right_forecast_is_covered_as_often_as_it_says(seed: int) -> None:
    found = scored(seed, 1.0).cover
    assert found is not None
    for band, share in found.items():
        right = band / 100
        assert abs(share - right) < 4 * np.sqrt(right * (1 - right) / len(MONTHS)) + 0.003


@pytest.mark.parametrize("seed", range(2))
def test_a_forecast_too_sure_of_itself_is_seen_and_so_is_a_timid_one(seed: int) -> None:
    sure, timid = scored(seed, 0.4).cover, scored(seed, 2.5).cover
    assert sure is not None
    assert timid is not None
    for band in BANDS:
        assert sure[band] < band / 100 - 0.1
    assert timid[50] > 0.7


def test_the_ends_of_a_band_belong_to_it() -> None:
    forecast = Forecast(("2024-01",), {NAME: np.arange(1.0, 8.0)[None]})
    inside = {actual: score(pairs(forecast, {NAME: {"2024-01": actual}})).cover for actual in (1.0, 2.0, 3.0, 7.5)}
    assert inside == {
        1.0: {50: 0.0, 80: 0.0, 90: 1.0},
        2.0: {50: 0.0, 80: 1.0, 90: 1.0},
        3.0: {50: 1.0, 80: 1.0, 90: 1.0},
        7.5: {50: 0.0, 80: 0.0, 90: 0.0},
    }


def test_series_and_horizons_are_scored_apart() -> None:
    table = np.repeat([[10.0], [20.0]], 7, axis=1)
    forecast = Forecast(("2024-01", "2024-02"), {NAME: table, "alos.total": table + 1})
    found = pairs(forecast, {NAME: {"2024-01": 10.0, "2024-02": 25.0}, "alos.total": {"2024-02": 21.0}})
    assert {name: (one.n, one.mae) for name, one in by_series(found).items()} == {NAME: (2, 2.5), "alos.total": (1, 0)}
    assert {h: one.mae for h, one in by_horizon(found, NAME).items()} == {1: 0.0, 2: 5.0}
