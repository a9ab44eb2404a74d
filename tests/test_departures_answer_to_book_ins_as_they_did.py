"""The answer of departures to book-ins is found again from months that a plain stock and flow made with it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sojourn.study.custody.prior import answer
from sojourn.study.custody.window import Window, window
from toy_history import steady


def made(truth: float, seed: int, noise: float = 0.0) -> Window:
    """Twenty months in which each agency's people leave at a rate that follows book-ins to the power of the answer."""
    history, rng = steady("2021-05"), np.random.default_rng(seed)
    months = len(history.months)
    a_day = 100.0 * np.exp(0.3 * rng.standard_normal((months, 2)))
    held, inside = np.zeros((months, 2)), np.array([2_500.0, 2_500.0])
    for at in range(months):
        rate = 0.04 * (a_day[at] / 100.0) ** truth
        for _ in range(history.days[at]):
            inside = inside + a_day[at] - rate * inside
            held[at] += inside / history.days[at]
    held *= np.exp(noise * rng.standard_normal(held.shape))
    classes = held[:, :, None] * np.array([0.5, 0.2, 0.3])
    return window(replace(history, population=classes, book_ins=a_day * history.days[:, None]))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("truth", [0.0, 0.5, 1.0])
def test_it_is_found_again(truth: float, seed: int) -> None:
    """A plain stock and flow leaves from ends of months that are means of two, which costs up to 0.3."""
    found = [answer(made(truth, seed), agency) for agency in (0, 1)]
    assert np.mean(found) == pytest.approx(truth, abs=0.3)


def test_noise_of_the_population_is_not_taken_for_an_answer() -> None:
    found = [answer(made(0.0, seed, noise=0.02), agency) for seed in range(6) for agency in (0, 1)]
    assert np.mean(found) < 0.25
