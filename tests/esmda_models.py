"""Small models that the tests of the ensemble smoother fit: a linear one whose answer is known, and flows."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sojourn.study.esmda import Floats, Problem


class Linear(NamedTuple):
    """observed = slopes @ parameters + error, with a standard normal prior: the posterior is normal and known."""

    slopes: Floats
    """(observations, parameters)"""
    error: Floats
    truth: Floats
    observed: Floats

    @property
    def covariance(self) -> Floats:
        seen = self.slopes / self.error[:, None]
        return np.asarray(np.linalg.inv(seen.T @ seen + np.eye(seen.shape[1])))

    @property
    def mean(self) -> Floats:
        return np.asarray(self.covariance @ (self.slopes.T @ (self.observed / self.error**2)))

    def problem(self, prior: Floats) -> Problem:
        return Problem(prior, self.observed, self.error, lambda members, step: members @ self.slopes.T)


def linear(
    seed: int, parameters: int = 6, observations: int = 15, noise: float = 0.5, unseen: int = 0, per_series: int = 0
) -> Linear:
    """Series of 15 months, each a sum of bumps, one for every parameter that it depends on.

    The last `unseen` parameters move nothing; of the others `per_series` move a series, or all if 0.
    """
    rng = np.random.default_rng((seed, 1))
    slopes = np.zeros((observations, parameters))
    months = np.arange(15)
    for start in range(0, observations, 15):
        seen = parameters - unseen
        for each in rng.choice(seen, per_series or seen, replace=False):
            bump = np.exp(-(((months - rng.integers(15)) / rng.uniform(2, 10)) ** 2))
            slopes[start : start + 15, each] = rng.normal() * bump
    error = noise * np.linalg.norm(slopes, axis=1).clip(min=0.1)
    truth = rng.normal(size=parameters)
    return Linear(slopes, error, truth, slopes @ truth + error * rng.normal(size=observations))


def flows(members: Floats, months: int = 12) -> Floats:
    """A stock-and-flow model of 20 parameters: five stages in a row, with leaving on the way; (members, 120).

    Logarithms of the numbers in each stage and of those leaving from each, by month. Parameters, standard normal:
    five inflows, five rates of moving on, five shares that leave, five paces of the months.
    """
    inflow = np.array([300.0, 80.0, 60.0, 40.0, 20.0]) * np.exp(0.3 * members[:, :5])
    rate = np.array([0.8, 0.5, 0.3, 0.4, 0.25]) * np.exp(0.3 * members[:, 5:10])
    leave = 1.0 / (1.0 + np.exp(1.0 - 0.7 * members[:, 10:15]))
    pace = np.exp(0.2 * members[:, 15:20])
    stock = np.tile(np.array([375.0, 400.0, 500.0, 300.0, 350.0]), (len(members), 1))
    rows = []
    for month in range(months):
        going = stock * (1.0 - np.exp(-rate * pace[:, [month * 5 // months]]))
        leaving = going * leave
        leaving[:, -1] = going[:, -1]
        stock = stock - going + inflow
        stock[:, 1:] += (going - leaving)[:, :-1]
        rows.append(np.log(np.concatenate([stock, leaving], axis=1)))
    return np.concatenate(rows, axis=1)


FLOW_PARAMETERS = 20
FLOW_ERROR = 0.05
"""Five per cent on each number."""


def flow_problem(prior: Floats, seed: int) -> tuple[Problem, Floats]:
    """A problem with a known truth, drawn from the prior: what was observed has just the errors it says."""
    rng = np.random.default_rng((seed, 2))
    truth = rng.standard_normal(FLOW_PARAMETERS)
    exact = flows(truth[None])[0]
    error = np.full(len(exact), FLOW_ERROR)
    return Problem(prior, exact + error * rng.standard_normal(len(exact)), error, lambda m, step: flows(m)), truth


def failing(
    simulate: Callable[[Floats, int], Floats], rows: Callable[[Floats, int], npt.NDArray[np.bool_]]
) -> Callable[[Floats, int], Floats]:
    """The model, but for some members that fail."""

    def with_failures(members: Floats, step: int) -> Floats:
        out = simulate(members, step).copy()
        out[rows(members, step)] = np.nan
        return out

    return with_failures
