"""A band holds the share of new runs that it says, and takes luck for not knowing as rarely as it says."""

from __future__ import annotations

import numpy as np
import pytest

from sojourn.results.bands import RARELY, band, held
from sojourn.results.line import Value

TRIALS = 3000


def listed(values: np.ndarray) -> list[Value]:
    return [float(one) for one in values]


@pytest.mark.parametrize(("runs", "seed"), [(2, 1), (8, 2), (18, 3), (19, 4), (40, 5), (100, 6)])
def test_one_more_run_lies_inside(runs: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    inside = 0
    for values in rng.lognormal(size=(TRIALS, runs + 1)):
        found = band(listed(values[:-1]))
        assert found is not None
        inside += found.low <= values[-1] <= found.high
    share = held(runs)
    assert share == pytest.approx(0.9 if runs >= 19 else (runs - 1) / (runs + 1))
    assert abs(inside / TRIALS - share) < 4 * np.sqrt(share * (1 - share) / TRIALS)


def test_pure_luck_is_rarely_taken_for_not_knowing() -> None:
    rng = np.random.default_rng(8)
    told = 0
    for _ in range(TRIALS):
        found = band(listed(rng.normal(size=20)), listed(rng.normal(size=8)))
        told += found is not None and found.cause == "not_known"
    assert told / TRIALS < RARELY + 4 * np.sqrt(RARELY / TRIALS)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_share_of_luck_is_found(seed: int) -> None:
    """Luck with variance 1 and not knowing with variance 3: a quarter is luck."""
    rng = np.random.default_rng(seed)
    runs, luck = 4000, 4000
    found = band(listed(rng.normal(0, 2, runs)), listed(rng.normal(0, 1, luck)))
    assert found is not None
    assert found.chance == pytest.approx(0.25, abs=0.25 * 4 * np.sqrt(2 / runs + 2 / luck))
    assert found.cause == "not_known"


def test_what_never_differs_has_no_cause() -> None:
    found = band([3, 3, 3], [3, 3])
    assert found is not None
    assert found.always
    assert (found.chance, found.cause) == (None, None)


def test_days_and_gaps_are_taken_as_they_are() -> None:
    found = band(["2025-01-01", "2025-01-03", None, "2025-01-02"], [])
    assert found is not None
    assert found.low <= found.median <= found.high
    assert band([None, None]) is None
