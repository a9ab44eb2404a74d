"""The baselines are their formulas: a steady history gives numbers that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from sojourn.study.forecasts.arrivals import Arrivals
from sojourn.study.forecasts.baselines import (
    NotEnoughHistory,
    littles_law,
    mean_stay,
    opening,
    persistence,
    stock_and_flow,
)
from sojourn.study.forecasts.forecast import Forecast
from toy_history import HELD, steady

MONTHS = ("2023-01", "2023-02", "2023-03")
DAYS = np.array([31.0, 28.0, 31.0])
DOUBLE = Arrivals(MONTHS, DAYS[:, None] * np.array([120.0, 100.0]))
"""ICE brings twice as many as in the toy history, CBP as many as before."""


def medians(forecast: Forecast) -> dict[str, list[float]]:
    return {name: forecast.median(name).tolist() for name in forecast.series}


def test_the_mean_stay_is_population_over_book_ins_a_day() -> None:
    assert mean_stay(steady()) == pytest.approx([50.0, 20.0])


def test_a_month_covered_in_part_does_not_move_the_mean_stay() -> None:
    history = steady()
    days, book_ins = history.days.copy(), history.book_ins.copy()
    book_ins[8] *= 24 / days[8]
    days[8] = 24
    assert mean_stay(replace(history, days=days, book_ins=book_ins)) == pytest.approx([50.0, 20.0])


def test_the_mean_stay_uses_the_last_twelve_months_only() -> None:
    history = steady("2021-01", "2022-12")
    population = history.population.copy()
    population[:12] *= 7
    assert mean_stay(replace(history, population=population)) == pytest.approx([50.0, 20.0])


def test_persistence_is_the_last_month_again_with_flows_by_the_day() -> None:
    found = medians(persistence(steady(), DOUBLE))
    assert found["population.total"] == pytest.approx([5_000.0] * 3)
    assert found["population.ICE"] == pytest.approx([3_000.0] * 3)
    assert found["population.pending"] == pytest.approx([1_000.0] * 3)
    assert found["book_outs.removed"] == pytest.approx((128.0 * DAYS).tolist())
    assert found["book_outs.total"] == pytest.approx((144.0 * DAYS).tolist())
    assert found["removals.all"] == pytest.approx((192.0 * DAYS).tolist())
    assert found["alos.total"] == pytest.approx([31.25] * 3)


def test_littles_law_is_stay_times_arrivals_by_agency() -> None:
    found = medians(littles_law(steady(), DOUBLE))
    assert found["population.ICE"] == pytest.approx([6_000.0] * 3)
    assert found["population.CBP"] == pytest.approx([2_000.0] * 3)
    assert found["population.total"] == pytest.approx([8_000.0] * 3)
    assert found["population.convicted"] == pytest.approx([4_000.0] * 3)
    assert found["book_outs.removed"] == pytest.approx((0.8 * 220.0 * DAYS).tolist())
    assert found["book_outs.bonded"] == pytest.approx((0.1 * 220.0 * DAYS).tolist())
    assert found["removals.custody"] == found["book_outs.removed"]
    assert found["removals.all"] == pytest.approx((1.2 * 220.0 * DAYS).tolist())
    assert found["alos.total"] == pytest.approx([8_000.0 / 220.0] * 3)


def test_the_start_is_the_last_count_if_it_is_near_and_else_the_last_average() -> None:
    history = steady()
    assert opening(history).tolist() == [3_200.0, 2_000.0]
    late = replace(history, counts=(replace(history.counts[0], day=history.counts[0].day.replace(day=10)),))
    assert opening(late) == pytest.approx(list(HELD.values()))


def test_stock_and_flow_solves_its_equation() -> None:
    """Against a numerical solution of dN/dt = lambda - N / tau with its integral, month by month."""
    found = medians(stock_and_flow(steady(), DOUBLE))
    inside = np.array([3_200.0, 2_000.0])
    tau, per_day = np.array([50.0, 20.0]), np.array([120.0, 100.0])
    for at, days in enumerate(DAYS):
        path = solve_ivp(
            lambda _, y: np.concatenate([per_day - y[:2] / tau, y[:2], y[:2] / tau]),
            (0.0, days),
            np.concatenate([inside, np.zeros(4)]),
            rtol=1e-10,
            atol=1e-8,
        ).y[:, -1]
        assert found["population.ICE"][at] == pytest.approx(path[2] / days, rel=1e-7)
        assert found["population.CBP"][at] == pytest.approx(path[3] / days, rel=1e-7)
        assert found["book_outs.removed"][at] == pytest.approx(0.8 * path[4:].sum(), rel=1e-7)
        stay = (path[4:] * tau).sum() / path[4:].sum()
        assert found["alos.total"][at] == pytest.approx(stay, rel=1e-7)
        inside = path[:2]


def test_the_first_month_of_stock_and_flow_by_hand() -> None:
    """ICE: the level is 120 x 50 = 6,000; from 3,200 it is 6,000 - 2,800 exp(-31/50) after January."""
    found = medians(stock_and_flow(steady(), DOUBLE))
    mean = 6_000 - 2_800 * 50 / 31 * (1 - np.exp(-0.62))
    assert found["population.ICE"][0] == pytest.approx(mean)
    assert found["population.CBP"] == pytest.approx([2_000.0] * 3), "at its level nothing moves"


def test_nobody_arriving_is_no_division_by_nothing() -> None:
    none = Arrivals(MONTHS, np.zeros((3, 2)))
    assert medians(littles_law(steady(), none))["population.total"] == [0.0] * 3
    assert all(np.isfinite(one).all() for one in medians(stock_and_flow(steady(), none)).values())


def test_what_the_last_year_did_not_publish_is_not_forecast() -> None:
    history = steady()
    outs = dict(history.book_outs)
    outs["removed"] = np.full((12, 3), np.nan)
    for baseline in (persistence, littles_law, stock_and_flow):
        found = baseline(replace(history, book_outs=outs), DOUBLE).series
        assert {"book_outs.removed", "book_outs.total", "removals.custody"}.isdisjoint(found)
        assert "book_outs.bonded" in found


def test_a_share_is_over_the_months_that_publish_it() -> None:
    history = steady()
    outs = dict(history.book_outs)
    outs["removed"] = outs["removed"].copy()
    outs["removed"][:9] = np.nan
    found = medians(littles_law(replace(history, book_outs=outs), DOUBLE))
    assert found["book_outs.removed"] == pytest.approx((0.8 * 220.0 * DAYS).tolist())


def test_less_than_a_year_is_told() -> None:
    with pytest.raises(NotEnoughHistory, match="12 months before the forecast are needed, and there are 11"):
        littles_law(steady("2022-02"), DOUBLE)
