"""Equal problems and seeds give equal fits; rows keep their place, and their order moves nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from esmda_models import FLOW_PARAMETERS, failing, flow_problem, flows
from sojourn.study.esmda import Problem, assimilate, draw


def problem(seed: int = 1) -> Problem:
    return flow_problem(draw(60, FLOW_PARAMETERS, seed), seed)[0]


def with_failures(whole: Problem) -> Problem:
    return replace(whole, simulate=failing(whole.simulate, lambda m, step: np.arange(len(m)) % 7 == step))


@pytest.mark.parametrize("perturb", [False, True])
@pytest.mark.parametrize("failures", [False, True])
def test_a_fit_can_be_repeated_to_the_last_digit(perturb: bool, failures: bool) -> None:
    whole = with_failures(problem()) if failures else problem()
    one, other = (assimilate(whole, seed=5, perturb=perturb) for _ in range(2))
    assert np.array_equal(one.ensemble, other.ensemble)
    assert one.misfit == other.misfit


def test_another_seed_is_other_luck_where_there_is_luck() -> None:
    for whole, perturb in ((problem(), True), (with_failures(problem()), False)):
        one, other = (assimilate(whole, seed=seed, perturb=perturb) for seed in (1, 2))
        assert not np.allclose(one.ensemble, other.ensemble)


def test_without_failures_the_default_has_no_luck() -> None:
    one, other = (assimilate(problem(), seed=seed) for seed in (1, 2))
    assert np.array_equal(one.ensemble, other.ensemble)


def test_each_row_of_predictions_is_that_of_its_row_of_parameters() -> None:
    found = assimilate(problem())
    assert found.predicted == pytest.approx(flows(found.ensemble))
    assert found.prior_predicted == pytest.approx(flows(problem().prior))


@pytest.mark.parametrize("seed", range(3))
def test_members_in_another_order_are_the_same_members(seed: int) -> None:
    whole = problem(seed)
    order = np.random.default_rng(seed).permutation(len(whole.prior))
    found = assimilate(whole).ensemble
    shuffled = assimilate(replace(whole, prior=whole.prior[order])).ensemble
    assert shuffled == pytest.approx(found[order], abs=1e-6)


def test_the_model_cannot_change_the_ensemble_it_is_given() -> None:
    whole = problem()
    before = whole.prior.copy()

    def careless(members: np.ndarray, step: int) -> np.ndarray:
        out = flows(members)
        members[:] = 0.0
        return out

    found = assimilate(replace(whole, simulate=careless))
    assert np.array_equal(whole.prior, before)
    assert np.array_equal(found.ensemble, assimilate(whole).ensemble)
