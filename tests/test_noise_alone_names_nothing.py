"""Where a result is luck alone nothing is named, and what does decide it is named all the same."""

from __future__ import annotations

import numpy as np
from scipy.stats import binom, norm

from sojourn.study.sensitivity import evppi, morris, sobol

FACTORS, STUDIES = 6, 25
OFTEN = int(binom.ppf(0.999, STUDIES, 0.1))
"""Studies with a false alarm that one in ten gives at most, but for one case in a thousand."""


def test_screening_tells_nothing_from_luck_where_there_is_nothing() -> None:
    alarms = 0
    for seed in range(400):
        rng = np.random.default_rng(seed)
        found = rng.normal(size=(4, 28))
        alarms += bool(morris.told_from(found, rng.normal(size=(4, 2))).any())
    assert 0 < alarms <= binom.ppf(0.999, 400, 0.1)


def test_screening_tells_a_factor_that_moves_the_result_from_luck() -> None:
    for seed in range(20):
        rng = np.random.default_rng(seed)
        found = rng.normal(size=(4, 28))
        found[:, 3] += 12
        assert morris.told_from(found, rng.normal(size=(4, 2)))[3]


def test_without_luck_whatever_moves_the_result_is_told() -> None:
    found = np.array([[0.0, 1e-9, 0.0], [0.0, 0.0, 0.0]])
    assert morris.told_from(found, np.zeros((2, 2))).tolist() == [False, True, False]


def test_no_factor_is_sure_of_a_share_of_luck() -> None:
    """Every run has luck of its own, and nothing else."""
    alarms = 0
    for seed in range(STUDIES):
        places = sobol.design(*sobol.samples(FACTORS, 16, seed))
        values = np.random.default_rng(seed).normal(size=places.shape[:2])
        alarms += any(sobol.indices(sobol.evaluated(values), norm.ppf(places), seed=seed, resamples=60).sure)
    assert alarms <= OFTEN


def test_no_factor_saves_wrong_answers_where_luck_decides() -> None:
    """One case in twenty is named, by the rule; each row of the design has its own luck."""
    alarms = 0
    for seed in range(STUDIES):
        places = sobol.design(*sobol.samples(FACTORS, 16, seed))
        rows = np.random.default_rng(seed).normal(size=(2, 16))
        meets = np.concatenate([rows, np.repeat(rows[:1], FACTORS, axis=0)]) >= 0.2
        scores = norm.ppf(places)
        least = evppi.noise(meets, scores, seed=seed, shuffles=25)
        found = [evppi.evppi(meets.ravel(), scores[..., at].ravel()) for at in range(FACTORS)]
        alarms += max(found) > least
    assert alarms <= binom.ppf(0.999, STUDIES, 0.09)  # 25 shuffles put the limit a little low


def test_a_factor_that_decides_is_above_the_noise() -> None:
    for seed in range(5):
        places = sobol.design(*sobol.samples(FACTORS, 32, seed))
        scores = norm.ppf(places)
        meets = scores[..., 2] + 0.3 * scores[..., 0] >= 0.2
        assert evppi.evppi(meets.ravel(), scores[..., 2].ravel()) > evppi.noise(meets, scores, seed=seed, shuffles=40)
