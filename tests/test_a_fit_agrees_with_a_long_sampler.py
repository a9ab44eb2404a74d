"""On a small model of flows the fit has the means and spreads that a long Markov chain finds."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import least_squares

from esmda_models import FLOW_PARAMETERS, flow_problem
from sojourn.study.esmda import Floats, Problem, assimilate, draw


def sampled(problem: Problem, rounds: int, seed: int, walkers: int = 100) -> Floats:
    """Samples of the posterior by random-walk Metropolis, (samples, parameters); the prior is standard normal.

    Every walker starts from, and every step is shaped by, the normal approximation at the posterior's mode; the first
    quarter of the rounds is left out.
    """
    rng = np.random.default_rng((seed, 3))

    def misses(at: Floats) -> Floats:
        return np.concatenate([(problem.observed - problem.simulate(at, 0)) / problem.error, at], axis=1)

    mode = least_squares(lambda at: misses(at[None])[0], np.zeros(FLOW_PARAMETERS))
    root = np.linalg.cholesky(np.linalg.inv(mode.jac.T @ mode.jac))
    stride = 2.38 / np.sqrt(FLOW_PARAMETERS)
    at = mode.x + rng.standard_normal((walkers, FLOW_PARAMETERS)) @ root.T
    density = -0.5 * (misses(at) ** 2).sum(axis=1)
    kept = []
    for turn in range(rounds):
        to = at + stride * rng.standard_normal(at.shape) @ root.T
        there = -0.5 * (misses(to) ** 2).sum(axis=1)
        taken = np.log(rng.random(walkers)) < there - density
        at[taken], density[taken] = to[taken], there[taken]
        if turn >= rounds // 4 and turn % 10 == 5:
            kept.append(at.copy())
    return np.concatenate(kept)


def compared(seed: int, rounds: int, **form: bool) -> tuple[float, float]:
    """Root mean square difference of the means in sampled sd, and mean absolute logarithm of the ratio of the sd."""
    problem, _ = flow_problem(draw(100, FLOW_PARAMETERS, seed), seed)
    truth = sampled(problem, rounds, seed)
    found = assimilate(problem, steps=8, seed=seed, **form).ensemble
    shift = (found.mean(axis=0) - truth.mean(axis=0)) / truth.std(axis=0)
    ratio = found.std(axis=0, ddof=1) / truth.std(axis=0)
    return float(np.sqrt(np.mean(shift**2))), float(np.abs(np.log(ratio)).mean())


def test_two_chains_agree_far_closer_than_is_asked_of_the_fit() -> None:
    problem, _ = flow_problem(draw(100, FLOW_PARAMETERS, 1), 1)
    one, other = (sampled(problem, 800, seed) for seed in (1, 2))
    shift = (one.mean(axis=0) - other.mean(axis=0)) / one.std(axis=0)
    assert np.sqrt(np.mean(shift**2)) < 0.1
    assert np.abs(np.log(one.std(axis=0) / other.std(axis=0))).mean() < 0.05


def test_means_and_spreads_agree() -> None:
    shift, ratio = compared(seed=1, rounds=800)
    assert shift < 0.4
    assert ratio < 0.1


def test_the_plain_form_would_be_seen_to_be_too_sure() -> None:
    _, ratio = compared(seed=1, rounds=800, localise=False, perturb=True)
    assert ratio > 0.1


@pytest.mark.slow
def test_means_and_spreads_agree_over_many_problems() -> None:
    shift, ratio = np.mean([compared(seed, rounds=4000) for seed in range(2, 12)], axis=0)
    assert shift < 0.4
    assert ratio < 0.08
