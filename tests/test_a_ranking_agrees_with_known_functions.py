"""A ranking of factors agrees with functions whose indices are known in closed form."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from scipy.stats import norm

from known_functions import Floats, ishigami, ishigami_shares, sobol_g, sobol_g_shares
from sojourn.study.sensitivity import morris, sobol
from sojourn.study.sensitivity.sobol import Indices

SEEDS = range(4)
FUNCTIONS = {"ishigami": (ishigami, ishigami_shares(), 3), "g": (sobol_g, sobol_g_shares(), 5)}
Shares = tuple[Floats, Floats]


def found(function: Callable[[Floats], Floats], factors: int, rows: int, seed: int, regress: bool = True) -> Indices:
    places = sobol.design(*sobol.samples(factors, rows, seed))
    scores = norm.ppf(places) if regress else None
    return sobol.indices(sobol.evaluated(function(places)), scores, seed=seed, resamples=80)


@pytest.mark.parametrize("regress", [True, False])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_indices_of_known_functions_come_out(name: str, regress: bool) -> None:
    """Each within four standard errors; the published digits of Ishigami's are 0.3139, 0.4424, 0 and 0.5576, 0.2437."""
    function, (alone, together), factors = FUNCTIONS[name]
    for seed in SEEDS:
        got = found(function, factors, 128, seed, regress)
        for estimates, truth in ((got.alone, alone), (got.together, together)):
            for one, exact in zip(estimates, truth, strict=True):
                assert abs(one.value - exact) <= 4 * one.error + 1e-9, (seed, one, exact)


def test_the_closed_forms_are_the_published_digits() -> None:
    alone, together = ishigami_shares()
    assert alone == pytest.approx([0.3139, 0.4424, 0.0], abs=5e-5)
    assert together == pytest.approx([0.5576, 0.4424, 0.2437], abs=5e-5)


def test_intervals_hold_what_they_say() -> None:
    """With few rows, of a function of which the regression explains nearly all, and of one of which it does not."""
    shares = np.array([0.8, 0.1, 0.06, 0.04])

    def linear(x: Floats) -> Floats:
        z = norm.ppf(x)
        return np.asarray(z @ np.sqrt(shares) + 0.2 * z[..., 0] * z[..., 1])

    whole = 1 + 0.2**2
    together = np.array([0.84, 0.14, 0.06, 0.04]) / whole
    held, of = 0, 0
    cases: list[tuple[Callable[[Floats], Floats], Shares]] = [
        (linear, (shares / whole, together)),
        (ishigami, ishigami_shares()),
    ]
    for function, (first, total) in cases:
        for seed in range(12):
            got = found(function, len(first), 16, seed)
            for estimates, truth in ((got.alone, first), (got.together, total)):
                held += sum(one.low <= exact <= one.high for one, exact in zip(estimates, truth, strict=True))
                of += len(truth)
    assert held / of >= 0.9 - 3 * np.sqrt(0.9 * 0.1 / of)


def test_the_regression_makes_intervals_narrower() -> None:
    """The same runs say more where most of the result is a sum: five times as much of the large share here."""
    weights = np.sqrt([0.8, 0.15, 0.05])

    def sum_of(x: Floats) -> Floats:
        return np.asarray(norm.ppf(x) @ weights + 0.05 * np.sin(7 * x[..., 0]))

    with_it, without = (found(sum_of, 3, 16, 1, regress) for regress in (True, False))
    assert with_it.alone[0].error < without.alone[0].error / 5
    assert with_it.explained > 0.95


def test_a_square_and_a_line_have_two_thirds_and_one() -> None:
    """y = z1 squared + z2: variances 2 and 1, and a regression to the second power leaves nothing."""
    for seed in SEEDS:
        got = found(lambda x: np.asarray(norm.ppf(x[..., 0]) ** 2 + norm.ppf(x[..., 1])), 2, 8, seed)
        assert [one.value for one in got.alone] == pytest.approx([2 / 3, 1 / 3])
        assert [one.value for one in got.together] == pytest.approx([2 / 3, 1 / 3])
        assert got.explained == pytest.approx(1)


def test_a_group_without_order_has_the_same_indices() -> None:
    """Members at random: y = e[member] + x has the variance of e over its members, whatever their order."""
    rng = np.random.default_rng(5)
    members = rng.normal(size=200)
    share = members.var() / (members.var() + 1)
    for seed in SEEDS:
        rows = 64
        a, b = (np.stack([norm.ppf(one[:, 0]), np.arange(rows) + rows * at], axis=1)
                for at, one in enumerate(sobol.samples(1, rows, seed)))  # fmt: skip
        order = np.random.default_rng(seed).permutation(200)
        places = sobol.design(a, b)
        scores = places.copy()
        scores[..., 1] = np.nan
        values = places[..., 0] + members[order[places[..., 1].astype(int)]]
        got = sobol.indices(sobol.evaluated(values), scores, seed=seed, resamples=100)
        assert abs(got.alone[1].value - share) <= 4 * got.alone[1].error
        assert abs(got.together[1].value - share) <= 4 * got.together[1].error


def test_a_result_that_never_differs_has_no_shares() -> None:
    places = sobol.design(*sobol.samples(2, 8, 1))
    got = sobol.indices(sobol.evaluated(np.full(places.shape[:2], 1e9)), norm.ppf(places))
    assert all(one.value == one.low == one.high == 0 for one in (*got.alone, *got.together))
    assert not any(got.sure)


def test_morris_is_exact_for_a_linear_model() -> None:
    slopes = np.array([3.0, -2.0, 0.5, 0.0])
    for seed in SEEDS:
        paths = morris.trajectories(4, 5, seed)
        screening = morris.screen(morris.effects(paths, paths @ slopes))
        assert screening.mu == pytest.approx(slopes)
        assert screening.mu_star == pytest.approx(np.abs(slopes))
        assert screening.sigma == pytest.approx(np.zeros(4), abs=1e-12)


def test_morris_sees_a_product_in_the_spread_and_not_in_the_mean() -> None:
    """y = (x1 - 1/2)(x2 - 1/2): the mean effect is 0 by symmetry, and over the four levels +-1/2 and +-1/6 its size
    is 1/3."""
    for seed in SEEDS:
        paths = morris.trajectories(2, 400, seed)
        values = (paths[..., 0] - 0.5) * (paths[..., 1] - 0.5)
        screening = morris.screen(morris.effects(paths, values))
        size = np.sqrt((0.5**2 + (1 / 6) ** 2) / 2)
        assert np.abs(screening.mu) == pytest.approx(np.zeros(2), abs=4 * size / np.sqrt(400))
        assert screening.mu_star == pytest.approx(np.full(2, 1 / 3), abs=4 / 6 / np.sqrt(400))
        assert screening.sigma == pytest.approx(np.full(2, size), rel=0.1)


def test_a_trajectory_moves_each_factor_once_and_visits_levels_evenly() -> None:
    paths = morris.trajectories(7, 8, 3)
    moved = np.diff(paths, axis=1)
    assert ((moved != 0).sum(axis=1) == 1).all()
    assert ((moved != 0).sum(axis=2) == 1).all()
    assert np.abs(moved).max(axis=2) == pytest.approx(np.full((8, 7), morris.step()))
    levels, counts = np.unique(np.round(3 * np.stack([paths[:, 0], paths[:, -1]])), return_counts=True)
    assert levels.tolist() == [0, 1, 2, 3]
    assert len(set(counts.tolist())) == 1


def test_a_name_gives_the_same_design() -> None:
    assert np.array_equal(morris.trajectories(3, 4, 9), morris.trajectories(3, 4, 9))
    assert not np.array_equal(morris.trajectories(3, 4, 9), morris.trajectories(3, 4, 10))
    first: npt.NDArray[np.float64] = sobol.samples(3, 8, 9)[0]
    assert np.array_equal(first, sobol.samples(3, 8, 9)[0])
    assert not np.array_equal(first, sobol.samples(3, 8, 10)[0])


@pytest.mark.parametrize("regress", [True, False])
def test_where_a_number_is_counted_from_makes_no_difference(regress: bool) -> None:
    """A day of the calendar is a number of some 740,000, and may differ between runs by one."""

    def days(x: Floats) -> Floats:
        return np.asarray(np.floor(3 * x[..., 0]) + np.floor(2 * x[..., 1]))

    near, far = (found(lambda x, at=at: days(x) + at, 2, 32, 1, regress) for at in (0, 740_000))  # type: ignore[misc]
    assert near.alone[0].value > 0.3
    for one, other in zip((*near.alone, *near.together), (*far.alone, *far.together), strict=True):
        assert other.value == pytest.approx(one.value, abs=1e-6)
        assert other.error == pytest.approx(one.error, abs=1e-6)
    assert near.sure == far.sure


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("rows", [8, 32])
def test_what_alone_moves_a_result_has_all_of_its_variance(seed: int, rows: int) -> None:
    """However few the rows are, and however little order there is in what it does, as there is none in luck."""
    got = found(lambda x: np.asarray(np.sin(1e4 * x[..., 2])), 3, rows, seed)
    assert [one.value for one in got.alone] == [one.value for one in got.together] == [0.0, 0.0, 1.0]
    assert {one.error for one in (*got.alone, *got.together)} == {0.0}
    assert got.sure == (False, False, True)
