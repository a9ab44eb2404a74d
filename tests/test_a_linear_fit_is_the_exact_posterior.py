"""For a linear model with Gaussian errors the smoother gives the exact posterior, to rounding or to sampling error."""

from __future__ import annotations

import numpy as np
import pytest

from esmda_models import Linear, linear
from sojourn.study.esmda import Floats, assimilate, draw, equal_steps, geometric_steps

SEEDS = range(5)


def mean_error(ensemble: Floats, case: Linear) -> Floats:
    """Errors of the means in exact posterior standard deviations."""
    return np.asarray((ensemble.mean(axis=0) - case.mean) / np.sqrt(np.diag(case.covariance)))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("inflation", [equal_steps(1), equal_steps(4), geometric_steps(4), geometric_steps(3, 0.5)])
def test_a_drawn_prior_gives_mean_and_covariance_to_rounding(seed: int, inflation: tuple[float, ...]) -> None:
    case = linear(seed, parameters=8, observations=30)
    prior = draw(40, 8, seed)
    found = assimilate(case.problem(prior), steps=len(inflation), inflation=inflation, localise=False).ensemble
    assert np.abs(mean_error(found, case)).max() < 1e-6
    assert np.cov(found.T) == pytest.approx(case.covariance, abs=1e-8)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("perturb", [False, True])
def test_any_prior_sample_gives_them_to_sampling_error(seed: int, perturb: bool) -> None:
    case = linear(seed)
    members = 20_000
    prior = np.random.default_rng(seed).standard_normal((members, 6))
    found = assimilate(case.problem(prior), seed=seed, localise=False, perturb=perturb).ensemble
    exact = case.covariance
    scale = np.sqrt(np.outer(np.diag(exact), np.diag(exact)))
    # The gain is a sample's too: its error comes in at the size of the data's pull over sqrt(members).
    pull = 1.0 + np.abs(case.mean / np.sqrt(np.diag(exact))).max()
    assert np.abs(mean_error(found, case)).max() < 5 * pull / np.sqrt(members)
    assert np.abs((np.cov(found.T) - exact) / scale).max() < 5 * np.sqrt(2 / members) * 2


@pytest.mark.parametrize("seed", SEEDS)
def test_perturbations_do_not_move_the_mean_of_one_step(seed: int) -> None:
    case = linear(seed, parameters=8, observations=30)
    found = assimilate(case.problem(draw(40, 8, seed)), steps=1, localise=False, perturb=True).ensemble
    assert np.abs(mean_error(found, case)).max() < 1e-6


@pytest.mark.parametrize("seed", SEEDS)
def test_damping_luck_moves_little_that_is_not_luck(seed: int) -> None:
    case = linear(seed)
    found = assimilate(case.problem(draw(200, 6, seed))).ensemble
    ratio = found.std(axis=0, ddof=1) / np.sqrt(np.diag(case.covariance))
    assert np.abs(mean_error(found, case)).max() < 0.25
    assert ((ratio > 0.97) & (ratio < 1.1)).all()


def test_the_misfit_is_told_for_every_run_and_falls() -> None:
    case = linear(1)
    prior = draw(100, 6, 1)
    found = assimilate(case.problem(prior), steps=3)
    by_hand = np.mean(((case.observed - prior @ case.slopes.T) / case.error) ** 2)
    assert len(found.misfit) == 4
    assert found.misfit[0] == pytest.approx(by_hand)
    assert list(found.misfit) == sorted(found.misfit, reverse=True)
    assert found.misfit[-1] == pytest.approx(np.mean(((case.observed - found.predicted) / case.error) ** 2))
