"""On a small model of flows the fit has the means and spreads that a long Markov chain finds."""

from __future__ import annotations

import numpy as np
import pytest

from esmda_models import FLOW_PARAMETERS, flow_problem
from sojourn.study.esmda import Floats, Problem, assimilate, draw


def sampled(problem: Problem, rounds: int, seed: int, walkers: int = 100) -> Floats:
    """Samples of the posterior by differential evolution (ter Braak 2006), (samples, parameters).

    A Metropolis walk whose proposals are differences of two walkers of the other half, so that they fit the
    posterior's shape. The prior is standard normal. The first half of the rounds is left out.
    """
    rng = np.random.default_rng((seed, 3))
    parameters = problem.prior.shape[1]

    def log_density(at: Floats) -> Floats:
        misses = (problem.observed - problem.simulate(at, 0)) / problem.error
        return np.asarray(-0.5 * (misses**2).sum(axis=1) - 0.5 * (at**2).sum(axis=1))

    at = rng.standard_normal((walkers, parameters))
    density = log_density(at)
    halves = np.arange(walkers).reshape(2, -1)
    kept = []
    for turn in range(rounds):
        # Every tenth turn a whole difference, which can leap from one walker's place to another's.
        scale = 1.0 if turn % 10 == 0 else 2.38 / np.sqrt(2 * parameters)
        for mine, others in (halves, halves[::-1]):
            pairs = np.array([rng.choice(others, 2, replace=False) for _ in mine])
            step = scale * (at[pairs[:, 0]] - at[pairs[:, 1]])
            to = at[mine] + step + 1e-4 * rng.standard_normal(step.shape)
            there = log_density(to)
            taken = np.log(rng.random(len(mine))) < there - density[mine]
            at[mine[taken]], density[mine[taken]] = to[taken], there[taken]
        if turn >= rounds // 2 and turn % 10 == 5:
            kept.append(at.copy())
    return np.concatenate(kept)


def compared(seed: int, rounds: int, members: int) -> tuple[Floats, Floats]:
    """Differences of the means in sampled standard deviations, and ratios of the standard deviations."""
    problem, _ = flow_problem(draw(members, FLOW_PARAMETERS, seed), seed)
    truth = sampled(problem, rounds, seed)
    found = assimilate(problem, seed=seed).ensemble
    spread = truth.std(axis=0)
    return (found.mean(axis=0) - truth.mean(axis=0)) / spread, found.std(axis=0, ddof=1) / spread


def agrees(shift: Floats, ratio: Floats) -> bool:
    return bool(np.sqrt(np.mean(shift**2)) < 0.25 and np.abs(np.log(ratio)).mean() < 0.12)


def test_means_and_spreads_agree() -> None:
    assert agrees(*compared(seed=1, rounds=1500, members=200))


def test_the_prior_would_not_agree() -> None:
    problem, truth = flow_problem(draw(200, FLOW_PARAMETERS, 1), 1)
    found = assimilate(problem).ensemble
    spread = found.std(axis=0)
    assert not agrees((problem.prior.mean(axis=0) - truth) / spread, problem.prior.std(axis=0) / spread)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_means_and_spreads_agree_on_longer_chains(seed: int) -> None:
    assert agrees(*compared(seed, rounds=6000, members=200))
