"""Who is sick, a risk or screened again is drawn person by person: the variance over seeds is right, not only the mean.

A share drawn once for everybody, or a number that is rounded from it, has the same mean and another variance.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from sojourn.study.guantanamo import excursions

SEEDS = range(1, 401)
PEOPLE, MEN = (688, 1705, 10), 360 + 708 + 10
SICK = (0.01, 0.05, 0.025)
AGAIN = [0.1] * (sum(PEOPLE) - MEN) + [0.1 * 0.98] * MEN
"""Chance of a second screening: a tenth of those who come to a first one."""
CHANCES = {
    "sick": [share for share, people in zip(SICK, PEOPLE, strict=True) for _ in range(people)],
    "security_risk": [0.02] * MEN,
    "second_screenings": AGAIN,
}


@pytest.fixture(scope="module")
def counts() -> dict[str, np.ndarray]:
    runs = excursions(seeds=SEEDS).runs
    return {
        "sick": np.array([run.sick for run in runs]),
        "security_risk": np.array([run.out["security_risk"] for run in runs]),
        "second_screenings": np.array([run.second_screenings for run in runs]),
    }


@pytest.mark.parametrize("what", CHANCES)
def test_mean_and_variance_are_those_of_independent_draws(what: str, counts: dict[str, np.ndarray]) -> None:
    p = np.array(CHANCES[what])
    mean, variance, n = p.sum(), (p * (1 - p)).sum(), len(SEEDS)
    found = counts[what]
    assert abs(found.mean() - mean) < 4 * math.sqrt(variance / n)
    assert abs(found.var(ddof=1) - variance) < 4 * variance * math.sqrt(2 / (n - 1))


def test_the_draws_are_independent_of_each_other(counts: dict[str, np.ndarray]) -> None:
    """Correlation over seeds; security risk and second screening exclude each other, which is -0.005 here."""
    together = np.corrcoef(list(counts.values()))
    assert np.abs(together[np.triu_indices(3, 1)]).max() < 4 / math.sqrt(len(SEEDS))
