"""The end of the Title 42 order, given with its date to a forecast from before it, halves the error of all removals.

The order ended on 11 May 2023 (`throughput.title42_start_end`), and from 12 May removals also count people who are
handed over for expedited removal (`throughput.removal_counting_rule_change`). The date was public in January 2023. The
factor, 2, is assumed.
"""

from __future__ import annotations

import numpy as np
import pytest

from custody_toys import TINY
from sojourn.study.custody.policy import policy_of
from sojourn.study.custody.rolling import forecaster
from sojourn.study.forecasts.origins import rolling
from sojourn.study.forecasts.score import Pair

SWITCH = policy_of(b"date,what,agency,factor\n2023-05-12,removals.all,,2\n", "title-42.csv")
ORIGIN = "2023-04"


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> list[list[Pair]]:
    """What was forecast without and with the switch, from a small fit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("fits")))
        return [rolling(forecaster(TINY, switched), [ORIGIN]) for switched in (None, SWITCH)]


def errors(pairs: list[Pair], name: str) -> np.ndarray:
    """|median / published - 1| by month."""
    return np.array([abs(p.quantiles[3] / p.actual - 1) for p in pairs if p.series == name])


def test_the_error_of_the_series_that_it_touches_is_halved(given: list[list[Pair]]) -> None:
    without, with_it = (errors(pairs, "removals.all") for pairs in given)
    assert with_it[1:].mean() < 0.5 * without[1:].mean()


def test_nothing_else_changes_and_nothing_before_its_day(given: list[list[Pair]]) -> None:
    names = {pair.series for pair in given[0]} - {"removals.all"}
    for name in names:
        assert np.array_equal(errors(given[0], name), errors(given[1], name))
    assert errors(given[0], "removals.all")[0] == errors(given[1], "removals.all")[0]
