"""A drawn prior has the mean, spread and correlations it should, exactly, and is normal otherwise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest

from sojourn.study.esmda import draw


@given(st.integers(3, 80), st.integers(1, 60), st.integers(0, 2**63))
def test_moments_are_exact(members: int, parameters: int, seed: int) -> None:
    drawn = draw(members, parameters, seed)
    assert drawn.shape == (members, parameters)
    assert drawn.mean(axis=0) == pytest.approx(np.zeros(parameters), abs=1e-9)
    assert drawn.std(axis=0, ddof=1) == pytest.approx(np.ones(parameters))
    if members > parameters + 1:
        assert np.atleast_2d(np.cov(drawn.T)) == pytest.approx(np.eye(parameters), abs=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_each_parameter_is_normal(seed: int) -> None:
    drawn = np.concatenate([draw(150, 60, 100 * seed + each).ravel() for each in range(5)])
    assert kstest(drawn, "norm").pvalue > 1e-4


def test_seeds_tell_draws_apart() -> None:
    assert np.array_equal(draw(20, 3, 1), draw(20, 3, 1))
    assert not np.allclose(draw(20, 3, 1), draw(20, 3, 2))
