"""Members whose run failed take no part in a step and come back as others: the fit stays whole and right."""

from __future__ import annotations

import numpy as np
import pytest

from esmda_models import failing, linear
from sojourn.study.esmda import CannotAssimilate, Floats, Problem, assimilate, draw, revived


def problem(seed: int, rows: object, value: float = np.nan) -> tuple[Problem, Floats, Floats]:
    """A linear problem in which the members that `rows` picks fail, its exact mean and its exact spread."""
    case = linear(seed)
    whole = case.problem(draw(200, 6, seed))
    broken = Problem(whole.prior, whole.observed, whole.error, failing(whole.simulate, rows))  # type: ignore[arg-type]
    return broken, case.mean, np.sqrt(np.diag(case.covariance))


def a_fifth(members: Floats, step: int) -> np.ndarray:
    return np.arange(len(members)) % 5 == step % 5


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("perturb", [False, True])
def test_the_fit_is_still_the_posterior(seed: int, perturb: bool) -> None:
    broken, mean, spread = problem(seed, a_fifth)
    found = assimilate(broken, seed=seed, perturb=perturb)
    assert np.isfinite(found.ensemble).all()
    assert np.isfinite(found.predicted).all()
    # A fifth of 200 is new at each of four steps: as good as some 80 members.
    assert np.abs((found.ensemble.mean(axis=0) - mean) / spread).max() < 0.5
    assert found.ensemble.std(axis=0, ddof=1) / spread == pytest.approx(np.ones(6), abs=0.25)


def test_the_runs_that_failed_are_told_apart_in_the_prior_only() -> None:
    broken, _, _ = problem(1, a_fifth)
    found = assimilate(broken)
    assert np.isnan(found.prior_predicted).all(axis=1).tolist() == (np.arange(200) % 5 == 0).tolist()
    case = linear(1)
    assert found.predicted == pytest.approx(found.ensemble @ case.slopes.T)


def test_one_number_that_is_not_finite_makes_the_member_a_failed_one() -> None:
    case = linear(2)
    whole = case.problem(draw(50, 6, 2))

    def one_infinity(members: Floats, step: int) -> Floats:
        out = whole.simulate(members, step).copy()
        out[7, 3] = np.inf
        return out

    found = assimilate(Problem(whole.prior, whole.observed, whole.error, one_infinity))
    assert np.isnan(found.prior_predicted[7]).all()
    assert np.isfinite(found.predicted).all()
    assert np.isfinite(found.misfit).all()


def test_those_that_come_back_are_new_and_keep_mean_and_spread() -> None:
    alive = draw(100, 3, 1) * [1.0, 2.0, 5.0] + [0.0, 10.0, -10.0]
    back = revived(alive, 20_000, np.random.default_rng(1))
    assert len(np.unique(back, axis=0)) == 20_000
    assert (back.mean(axis=0) - alive.mean(axis=0)) / alive.std(axis=0) == pytest.approx(np.zeros(3), abs=0.04)
    assert back.std(axis=0) / alive.std(axis=0) == pytest.approx(np.ones(3), abs=0.03)


def test_too_many_failures_are_told_with_the_step() -> None:
    broken, _, _ = problem(1, lambda members, step: np.arange(len(members)) < (120 if step == 1 else 0))
    with pytest.raises(CannotAssimilate, match="step 2: only 80 of 200 members ran; half at least must"):
        assimilate(broken)
