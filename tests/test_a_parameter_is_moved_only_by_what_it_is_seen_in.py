"""A localised step moves a parameter by the observations that it correlates with beyond luck, and by no others."""

from __future__ import annotations

import numpy as np
import pytest

from sojourn.study.esmda import draw
from sojourn.study.esmda_update import local_square_root, square_root, weights

MEMBERS = 60


@pytest.mark.parametrize("seed", range(5))
def test_one_parameter_that_is_plainly_seen_moves_as_without_localisation(seed: int) -> None:
    ensemble = draw(MEMBERS, 1, seed)
    misses = 1.0 - ensemble @ np.array([[2.0, 1.0, -3.0]])
    assert (weights(ensemble, misses) == 1.0).all()
    assert np.allclose(local_square_root(ensemble, misses, 1.0), square_root(ensemble, misses, 1.0, False))


@pytest.mark.parametrize("seed", range(5))
def test_a_parameter_that_is_not_seen_stays_where_it_is(seed: int) -> None:
    """Drawn so that parameters do not correlate at all, the second is not seen in what the first alone makes."""
    ensemble = draw(MEMBERS, 2, seed)
    moved = local_square_root(ensemble, 3.0 - 2.0 * ensemble[:, :1], 1.0)
    assert np.array_equal(moved[:, 1], ensemble[:, 1])
    assert moved[:, 0].std() < 0.6 * ensemble[:, 0].std()


def test_weights_rise_from_luck_to_sure() -> None:
    """Observations that follow a parameter by a known correlation of 0.5, 1.5 and 2.5 over the root of the members."""
    ensemble = draw(MEMBERS, 2, 1)
    r = np.array([0.5, 1.5, 2.5]) / np.sqrt(MEMBERS)
    seen = ensemble[:, :1] * r + ensemble[:, 1:] * np.sqrt(1.0 - r**2)
    assert weights(ensemble, -seen)[0] == pytest.approx([0.0, 0.5, 1.0])


@pytest.mark.parametrize("seed", range(3))
def test_the_luck_of_many_observations_shrinks_nothing_much(seed: int) -> None:
    """A parameter that acts on nothing beside 300 observations of luck: plain, it loses two fifths of its spread."""
    rng = np.random.default_rng(seed)
    ensemble, misses = draw(120, 1, seed), rng.standard_normal((120, 300))
    local = local_square_root(ensemble, misses, 1.0).std()
    plain = square_root(ensemble, misses, 1.0, False).std()
    assert plain < 0.6 < 0.7 < local
