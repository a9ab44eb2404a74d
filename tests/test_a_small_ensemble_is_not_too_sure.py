"""With fewer members than the fit would like, the spread still covers the truth, and no news is not taken for news."""

from __future__ import annotations

import numpy as np
import pytest

from esmda_models import linear
from sojourn.study.esmda import assimilate, coverage, draw, informed

PARAMETERS, OBSERVATIONS, UNSEEN = 60, 300, 6


def surprise(seed: int, members: int, drawn: bool, localise: bool, perturb: bool) -> tuple[float, float]:
    """Mean of ((truth - mean) / sd)^2, 1 if the spread is honest, and mean coverage of the unseen parameters."""
    case = linear(seed, PARAMETERS, OBSERVATIONS, noise=0.1, unseen=UNSEEN, per_series=10)
    prior = np.random.default_rng(seed).standard_normal((members, PARAMETERS))
    if drawn:
        prior = draw(members, PARAMETERS, seed)
    found = assimilate(case.problem(prior), seed=seed, localise=localise, perturb=perturb).ensemble
    far = (case.truth - found.mean(axis=0)) / found.std(axis=0, ddof=1)
    return float(np.mean(far**2)), float(coverage(prior, found)[-UNSEEN:].mean())


@pytest.mark.parametrize("members", [100, 150])
def test_the_default_is_honest_where_the_plain_form_is_not(members: int) -> None:
    ours = np.mean([surprise(seed, members, True, True, False) for seed in range(8)], axis=0)
    plain = np.mean([surprise(seed, members, False, False, True) for seed in range(8)], axis=0)
    # 480 parameters whose errors go together within a fit: a standard error of about 0.1.
    assert 0.6 < ours[0] < 1.3 < 1.5 < plain[0]
    assert ours[1] > 0.97
    assert plain[1] < 0.8


def test_damping_luck_helps_a_prior_with_luck_in_it() -> None:
    damped = np.mean([surprise(seed, 100, False, True, False) for seed in range(8)], axis=0)
    undamped = np.mean([surprise(seed, 100, False, False, False) for seed in range(8)], axis=0)
    assert damped[0] < undamped[0]
    assert damped[1] > undamped[1]


@pytest.mark.parametrize("seed", range(3))
def test_what_the_data_did_not_inform_is_named(seed: int) -> None:
    case = linear(seed, parameters=10, observations=30, unseen=3)
    prior = draw(100, 10, seed)
    found = assimilate(case.problem(prior)).ensemble
    exact = np.sqrt(np.diag(case.covariance))
    told = informed(prior, found)
    assert told.tolist() == (exact <= 0.9).tolist()
    assert not told[-3:].any()
    assert told[:-3].any()


def test_coverage_is_a_ratio_of_standard_deviations() -> None:
    prior = draw(10, 3, 1) * [1.0, 2.0, 0.0]
    assert coverage(prior, prior * [0.5, 0.95, 1.0]) == pytest.approx([0.5, 0.95, np.nan], nan_ok=True)
    assert informed(prior, prior * [0.5, 0.95, 1.0]).tolist() == [True, False, False]


@pytest.mark.slow
@pytest.mark.parametrize("members", [100, 150, 300])
def test_over_many_problems_the_default_keeps_what_is_not_informed_and_is_the_most_honest_of_few(members: int) -> None:
    """With 300 members the plain form has caught up: weighing observations helps a small ensemble."""
    (surprised, kept), *others = (
        np.mean([surprise(100 + seed, members, *form) for seed in range(30)], axis=0)
        for form in ((True, True, False), (False, True, False), (False, False, False), (False, False, True))
    )
    assert kept > 0.97 > max(other[1] for other in others)
    assert surprised < 1.5
    if members <= 150:
        assert surprised < min(other[0] for other in others)
