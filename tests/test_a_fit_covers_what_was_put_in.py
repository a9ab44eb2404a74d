"""Simulation-based calibration: over many truths drawn from the prior, the truth's rank in the fit is uniform.

Talts and others 2018, "Validating Bayesian inference algorithms with simulation-based calibration". Ranks of one fit
go together, so a chi-square of few fits is held to a limit taken a little wide; many fits are weighed fit by fit.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2, f

from esmda_models import FLOW_PARAMETERS, flow_problem
from sojourn.study.esmda import Floats, assimilate, draw

BINS = 10


def fits(seeds: range, members: int, narrowed: float = 1.0) -> tuple[Floats, Floats]:
    """Ranks of the truths as shares, and their distances from the mean in posterior sd; (fits, parameters) each."""
    ranks, distances = [], []
    for seed in seeds:
        problem, truth = flow_problem(draw(members, FLOW_PARAMETERS, seed), seed)
        found = assimilate(problem, seed=seed).ensemble
        found = found.mean(axis=0) + narrowed * (found - found.mean(axis=0))
        ranks.append((found < truth).mean(axis=0))
        distances.append((truth - found.mean(axis=0)) / found.std(axis=0, ddof=1))
    return np.array(ranks), np.array(distances)


def unevenness(ranks: Floats) -> float:
    """Chi-square of the ranks against uniform, with BINS - 1 degrees of freedom."""
    counts = np.histogram(ranks, BINS, (0.0, 1.0))[0]
    expected = ranks.size / BINS
    return float(((counts - expected) ** 2 / expected).sum())


def test_ranks_are_uniform_and_known_parameters_found() -> None:
    ranks, distances = fits(range(40), members=100)
    assert unevenness(ranks) < chi2.isf(1e-3, BINS - 1)
    assert np.mean(distances**2) == pytest.approx(1.0, abs=0.2)
    assert (np.abs(distances) < 1.645).mean() == pytest.approx(0.9, abs=0.04)


def test_a_fit_too_sure_of_itself_would_be_seen() -> None:
    ranks, _ = fits(range(40), members=100, narrowed=0.75)
    assert unevenness(ranks) > chi2.isf(1e-3, BINS - 1)


def uniform(ranks: Floats) -> float:
    """Chance of ranks so uneven by luck, where those of one fit go together: Hotelling's T-squared over fits."""
    shares = np.array([np.histogram(one, BINS, (0.0, 1.0))[0] / one.size for one in ranks])[:, 1:] - 1 / BINS
    number, free = shares.shape
    mean = shares.mean(axis=0)
    squared = number * mean @ np.linalg.solve(np.cov(shares.T), mean)
    return float(f.sf(squared * (number - free) / (free * (number - 1)), free, number - free))


@pytest.mark.slow
def test_ranks_are_uniform_over_many_truths() -> None:
    ranks, distances = fits(range(1000, 1200), members=200)
    assert uniform(ranks) > 1e-4
    for narrowed, right in ((1.0, True), (0.85, False)):
        squares = ((distances / narrowed) ** 2).mean(axis=1)
        error = squares.std(ddof=1) / np.sqrt(len(squares))
        assert (abs(squares.mean() - 1.0) < 3.5 * error) == right
