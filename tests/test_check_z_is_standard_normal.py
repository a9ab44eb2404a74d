"""z is standard normal for a right engine at any number of replications, and its limit says how often it errs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import kstest, norm

from sojourn.proof.case import Case, seeds_of
from sojourn.proof.verdict import LEAST, most_z, spread, verdicts, z_of


@pytest.mark.parametrize("replications", [8, 24, 96])
def test_z_of_right_means(replications: int) -> None:
    rng = np.random.default_rng(replications)
    z = [z_of(rng.normal(7.0, 3.0, replications).tolist(), 7.0)[2] for _ in range(2000)]
    assert kstest(np.asarray(z, dtype=float), norm.cdf).pvalue > 1e-4


def test_student_and_not_normal_quantiles() -> None:
    """Two standard errors from eight replications are less of a surprise than z = 2: Student's tail is 0.0856."""
    samples = np.array([-1.0, 1.0] * 4)
    mean, error, z = z_of(samples.tolist(), -2 * float(samples.std(ddof=1)) / math.sqrt(8))
    assert (mean, error) == (0.0, pytest.approx(0.37796, abs=1e-5))
    assert 2 * norm.sf(z) == pytest.approx(0.0856, abs=1e-4)


def test_far_out_is_far_out_and_finite() -> None:
    rng = np.random.default_rng(1)
    samples = rng.normal(0.0, 1e-6, 96).tolist()
    assert -math.inf < (z_of(samples, 1.0)[2] or 0) < -10
    assert 10 < (z_of(samples, -1.0)[2] or 0) < math.inf


@pytest.mark.parametrize("lines", [1, 10, 60, 1000])
def test_the_limit_fails_a_right_engine_as_rarely_as_it_says(lines: int) -> None:
    most = most_z(lines, 0.01)
    assert (2 * norm.cdf(most) - 1) ** lines == pytest.approx(0.99, abs=1e-9)
    assert most_z(lines) > most


def test_more_lines_need_more_room() -> None:
    assert most_z(1) == pytest.approx(3.8906, abs=1e-4)
    assert most_z(1) < most_z(60) < most_z(1000) < 6


def test_an_answer_without_luck_is_held_to_every_digit() -> None:
    case = Case("c", "C", {"a": 2.5, "b": 2.5}, lambda seed: {})
    right, wrong = verdicts(case, [{"a": 2.5, "b": 2.5001}] * LEAST, 5.0)
    assert (right.passed, right.z, right.error) == (True, None, 0.0)
    assert (wrong.passed, wrong.z) == (False, None)
    assert spread([right, wrong]) is None


def test_too_few_replications_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 8"):
        z_of([1.0] * 7, 1.0)


def test_seeds_differ_by_case_by_seed_and_by_replication() -> None:
    drawn = [one for name in ("a", "b") for seed in (0, 1, 2**63 - 1) for one in seeds_of(name, seed, 50)]
    assert len(set(drawn)) == 300
    assert all(0 <= one < 2**63 for one in drawn)
    assert seeds_of("a", 1, 50)[:10] == seeds_of("a", 1, 10)
