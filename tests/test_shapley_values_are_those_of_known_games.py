"""Shapley values are exact for games whose values are known, and drawn orders estimate them without bias."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.study.compare.shapley import Floats, exact, on_the_way, orders, sampled

Game = Callable[[frozenset[int]], float]


def worth(players: int, game: Game) -> Floats:
    """Of each set, by its mask, what it brings about."""
    sets = (frozenset(at for at in range(players) if mask >> at & 1) for mask in range(1 << players))
    return np.array([game(some) for some in sets])


def test_where_changes_add_up_each_has_its_own() -> None:
    own = [3.0, -1.0, 0.0, 10.0]
    assert exact(worth(4, lambda some: sum(own[one] for one in some))) == pytest.approx(own)


def test_where_all_are_needed_all_have_as_much() -> None:
    for players in (1, 2, 5):
        found = exact(worth(players, lambda some, all_of=players: float(len(some) == all_of)))
        assert found == pytest.approx([1 / players] * players)


def test_where_some_are_needed_they_share_and_the_others_have_nothing() -> None:
    found = exact(worth(4, lambda some: float({0, 2} <= some)))
    assert found == pytest.approx([1 / 2, 0, 1 / 2, 0])


def test_the_glove_game() -> None:
    """One left glove and two right ones; a pair is worth 1: 2/3 to the left, 1/6 to each right (Shapley's example)."""
    found = exact(worth(3, lambda some: float(0 in some and bool(some & {1, 2}))))
    assert found == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_the_product_of_two_factors() -> None:
    """a·b from 1·1: each has the mean of what it does first and last: (a-1)(1+b)/2."""
    a, b = 3.0, 5.0
    found = exact(worth(2, lambda some: (a if 0 in some else 1) * (b if 1 in some else 1)))
    assert found == pytest.approx([(a - 1) * (1 + b) / 2, (b - 1) * (1 + a) / 2])


def test_an_airport_game() -> None:
    """Runways of lengths 1, 2 and 4: the first mile is shared by three, the second by two (Littlechild and Owen)."""
    found = exact(worth(3, lambda some: max([(1.0, 2.0, 4.0)[one] for one in some], default=0.0)))
    assert found == pytest.approx([1 / 3, 1 / 3 + 1 / 2, 1 / 3 + 1 / 2 + 2])


games = st.integers(1, 5).flatmap(
    lambda players: st.lists(st.integers(-1000, 1000), min_size=1 << players, max_size=1 << players)
)


@given(games)
def test_values_add_up_to_the_whole(found: list[int]) -> None:
    game = np.array(found, dtype=float)
    assert exact(game).sum() == pytest.approx(game[-1] - game[0], abs=1e-8)


@given(games, st.integers(2, 9))
def test_values_scale_and_add_with_games(found: list[int], by: int) -> None:
    game = np.array(found, dtype=float)
    both = np.stack([game, by * game + 4, game + game[::-1]], axis=1)
    values = exact(both)
    assert values[:, 1] == pytest.approx(by * values[:, 0], abs=1e-7)
    assert values[:, 2] == pytest.approx(values[:, 0] + exact(game[::-1]), abs=1e-7)


@given(st.integers(1, 9), st.integers(1, 6), st.integers(0, 1000))
def test_orders_have_everybody_once_and_come_with_their_reverse(players: int, pairs: int, seed: int) -> None:
    found = orders(players, pairs, seed)
    assert len(found) == pairs
    for one, other in found:
        assert sorted(one) == list(range(players))
        assert other == one[::-1]
        assert on_the_way(one)[0] == 0
        assert on_the_way(one)[-1] == (1 << players) - 1
    assert orders(players, pairs, seed) == found


@pytest.mark.parametrize("seed", [1, 2])
def test_drawn_orders_are_without_bias_and_each_adds_up(seed: int) -> None:
    players, tries = 7, 400
    game = np.random.default_rng(seed).normal(size=1 << players).cumsum()
    truth, known = exact(game), {mask: game[[mask]] for mask in range(1 << players)}
    found, errors = [], []
    for number in range(tries):
        mean, error = sampled(orders(players, 4, 1000 * seed + number), known)
        assert mean.sum() == pytest.approx(game[-1] - game[0], abs=1e-9)
        found.append(mean[:, 0])
        errors.append(error[:, 0])
    spread = np.std(found, axis=0, ddof=1)
    z = (np.mean(found, axis=0) - truth) / (spread / math.sqrt(tries))
    assert np.abs(z).max() < 4
    # The stated error is that of the means: its square is right on average.
    assert np.sqrt(np.mean(np.square(errors), axis=0)) == pytest.approx(spread, rel=0.15)


def test_two_changes_take_one_pair_of_orders() -> None:
    game = np.array([0.0, 1.0, 5.0, 20.0])
    mean, error = sampled(orders(2, 1, 3), {mask: game[[mask]] for mask in range(4)})
    assert mean[:, 0] == pytest.approx(exact(game))
    assert np.isnan(error).all()


def test_a_game_that_misses_a_set_is_refused() -> None:
    with pytest.raises(ValueError, match="not 3"):
        exact(np.zeros(3))
