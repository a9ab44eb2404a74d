"""What it is worth to know a number agrees with a linear decision problem that has a closed form."""

from __future__ import annotations

from math import asin, pi, sqrt

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

from sojourn.study.sensitivity import evppi, sobol

SHARES = np.array([0.7, 0.2, 0.1])
"""Of the variance of y = sum of sqrt(share) x, with x standard normal."""


def exact(chance: float, share: float) -> float:
    """EVPPI of x for y >= t, by integrating over x; with loss 1 for a wrong answer."""
    at = norm.ppf(1 - chance)

    def wrong(x: float) -> float:
        given = norm.sf((at - sqrt(share) * x) / sqrt(1 - share))
        return float(min(given, 1 - given) * norm.pdf(x))

    turn = at / sqrt(share)  # from here on the other answer is better
    inside = [one for one in (turn,) if -8 < one < 8]
    return min(chance, 1 - chance) - float(quad(wrong, -8, 8, points=inside or None)[0])


@pytest.mark.parametrize("share", [0.05, 0.3, 0.9])
def test_at_even_odds_it_is_an_arc_sine(share: float) -> None:
    """E max(Phi(a u), 1 - Phi(a u)) = 1/2 + arctan(a) / pi, with a = sqrt(share / (1 - share))."""
    assert exact(0.5, share) == pytest.approx(asin(sqrt(share)) / pi, abs=1e-6)
    assert evppi.if_normal(0.5, share) == pytest.approx(asin(sqrt(share)) / pi, abs=1e-4)


@pytest.mark.parametrize("chance", [0.5, 0.31, 0.85])
def test_the_regression_finds_it(chance: float) -> None:
    """The mean over seeds within four of its standard errors, and a little for the bias of so many runs."""
    found = []
    for seed in range(12):
        places = sobol.design(*sobol.samples(3, 64, seed))
        scores = norm.ppf(places)
        meets = scores @ np.sqrt(SHARES) >= norm.ppf(1 - chance)
        found.append([evppi.evppi(meets.ravel(), scores[..., at].ravel()) for at in range(3)])
    mean, error = np.mean(found, axis=0), np.std(found, axis=0, ddof=1) / sqrt(12)
    truth = np.array([exact(chance, share) for share in SHARES])
    assert (np.abs(mean - truth) <= 4 * error + 0.01).all(), (mean, truth)
    assert mean[0] > mean[1] >= mean[2] - 0.01


@pytest.mark.parametrize("chance", [0.5, 0.31, 0.85])
def test_the_share_of_a_normal_variance_says_the_same(chance: float) -> None:
    for share in SHARES:
        assert evppi.if_normal(chance, float(share)) == pytest.approx(exact(chance, float(share)), abs=5e-4)


def test_intervals_hold_the_truth() -> None:
    truth, held = exact(0.5, 0.7), 0
    for seed in range(15):
        places = sobol.design(*sobol.samples(3, 16, seed))
        scores = norm.ppf(places)
        meets = scores @ np.sqrt(SHARES) >= 0
        (found, *_) = evppi.evppis(meets, scores[..., :1], seed=seed, resamples=60)
        assert found.low <= found.value <= found.high
        held += found.low <= truth <= found.high
    assert held >= 11  # nine of ten, but for one case in a hundred


def test_who_knows_all_is_never_wrong_and_who_knows_nothing_learns_nothing() -> None:
    score = norm.ppf((np.arange(400) + 0.5) / 400)
    assert evppi.evppi(score >= 0.4, score) == pytest.approx(evppi.misjudged(float((score >= 0.4).mean())), rel=0.06)
    assert evppi.evppi(np.ones(400, dtype=bool), score) == 0
    assert evppi.evppi(score >= 0, np.zeros(400)) == 0
    assert evppi.if_normal(0.3, 1.0) == 0.3
    assert evppi.if_normal(0.3, 0.0) == evppi.if_normal(1.0, 0.5) == 0


def test_a_number_that_matters_both_ways_is_seen() -> None:
    """y = x squared: no slope, and yet who knows x knows all."""
    score = norm.ppf((np.arange(400) + 0.5) / 400)
    assert evppi.evppi(score**2 >= 1, score) > 0.9 * evppi.misjudged(float((score**2 >= 1).mean()))
