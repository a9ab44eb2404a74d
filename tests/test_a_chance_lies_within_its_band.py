"""A chance lies within its own band, and one that stands on nothing is not told as a number."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from command_line import sojourn
from destination_toys import SHORT, agreement, compared
from sojourn.policy.outlook import Chance, in_force_by, stopped_by_court
from sojourn.policy.reference_class import chances
from sojourn.scenario.agreements import Agreement
from sojourn.study.destination_summary import summary
from sojourn.study.destinations import destinations

START = date(2025, 1, 20)
FENCES = (None, date(1900, 1, 1), date(2021, 1, 1), date(2025, 1, 5), START, date(2025, 6, 1))
QUICK = ("--workers", "1", "--seed", "5", *(part for one in SHORT for part in ("--set", one)))


def holds(chance: Chance) -> bool:
    return 0 <= chance.low <= chance.value <= chance.high <= 1


@given(
    status=st.sampled_from(("floated", "talks", "open", "signed", "ruled_out")),
    before=st.integers(0, 2000),
    days=st.integers(0, 2000),
    fence=st.sampled_from(FENCES),
)
@settings(max_examples=60, deadline=None)
def test_the_chance_of_any_country_by_any_day_does(status: str, before: int, days: int, fence: date | None) -> None:
    named = [{"on": START - timedelta(before), "status": status}]
    one = Agreement.model_validate({"country": "Panama", "statuses": named})
    chance = in_force_by(one, START, START + timedelta(days), fence)
    assert chance is not None
    assert holds(chance)


def test_a_chance_that_few_laws_hold_nearly_all_of_does() -> None:
    panama = Agreement.model_validate({"country": "Panama", "statuses": [{"on": "2024-12-05", "status": "floated"}]})
    chance = in_force_by(panama, START, date(2025, 4, 1), START)
    assert chance is not None
    assert chance.value > 0  # more than 19 in 20 of the laws leave it nearly none
    assert holds(chance)


@pytest.mark.parametrize("fence", FENCES)
def test_the_chance_of_a_court_and_every_count_do(fence: date | None) -> None:
    assert holds(stopped_by_court(fence))
    assert all(one.low <= one.did / one.of <= one.high for one in chances(fence) if one.of)


def test_what_is_hoped_for_does() -> None:
    model = compared(agreement("Panama"), agreement("Guatemala", "accepts: all")).scenario
    found = destinations(model, draws=3, seed=5, workers=1)
    for row in found.rows:
        assert row.hoped is not None
        assert row.hoped.low <= row.hoped.mean <= row.hoped.high
    unsaid = destinations(model, draws=2, seed=5, workers=1, known_by=date(1900, 1, 1))
    assert all(row.hoped is None for row in unsaid.rows)
    assert all(one["moved_with_drawn_dates"] is None for one in summary(unsaid)["candidates"])


def test_what_stands_on_nothing_cannot_be_said() -> None:
    asked = ("destinations", "plan-2025", *QUICK, "--known-by", "1900-01-01", "--of", "Panama")
    plain = " ".join(sojourn(*asked).out.split())
    assert "cannot be said" in plain
    assert "n 0" not in plain
    assert " of 0 " not in plain
    assert "no cap: --quota" in plain
    assert "No cap of any scheme was published by 1 January 1900" in plain
    (row,) = json.loads(sojourn(*asked, "--json").out)["candidates"]
    nothing = {"value": None, "low": None, "high": None, "n": 0}
    assert row["in_force_by"] == row["stopped_by_court"] == nothing
    assert row["chance_times_moved"] is None
    assert row["in_force_by_as_known_then"]["n"] > 0
