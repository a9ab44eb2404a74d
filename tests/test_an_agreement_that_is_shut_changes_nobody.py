"""An agreement under which nobody can go yet changes nothing: the same people are inside and fare the same."""

from __future__ import annotations

from datetime import date

import pytest

from sojourn.run import load, run

SHUT = (
    "third_country.agreements=[{country: Panama, accepts: all, statuses: "
    "[{on: 2025-01-20, status: signed}, {on: 2028-06-01, status: in_force}]}]"
)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_run_with_a_shut_agreement_equals_one_without(seed: int) -> None:
    until = date(2025, 4, 1)
    without = run(load("plan-2025", ["third_country.agreements=[]"]), seed=seed, until=until)
    shut = run(load("plan-2025", [SHUT]), seed=seed, until=until)
    assert set(without.series) == set(shut.series) - {name for name in shut.series if "Panama" in name}
    for name, counts in without.series.items():
        assert (shut.series[name] == counts).all(), name
