"""Destinations asked of some countries of a scenario: a case on an agreement with another one is left out."""

from __future__ import annotations

from destination_toys import SHORT, UNTIL, agreement
from sojourn.run import load
from sojourn.scenario.us import UsScenario
from sojourn.study.destinations import destinations

DEALS = f"third_country.agreements=[{agreement('Panama')}, {agreement('Kenya')}]"
ON_KENYA = "{case: A v. B, channel: 'agreement:Kenya', acts: [{on: 2025-01-25, act: injunction}]}"
ON_PANAMA = "{case: C v. D, channel: 'agreement:Panama', acts: [{on: 2025-01-25, act: injunction}]}"


def moved(*cases: str, draws: int | None = None) -> tuple[int, ...]:
    """People moved to Panama alone, draw by draw."""
    model = load("plan-2025", (*SHORT, DEALS, f"litigation=[{', '.join(cases)}]")).model
    assert isinstance(model, UsScenario)
    (row,) = destinations(model, of=("Panama",), until=UNTIL, draws=draws, seed=5, workers=1).rows
    return tuple(one.moved for one in row.effects)


def test_it_is_as_if_the_case_were_not_written() -> None:
    alone = moved()
    assert alone[0] > 0
    assert moved(ON_KENYA) == alone


def test_a_case_on_the_country_that_is_tried_still_stops_it() -> None:
    assert moved(ON_KENYA, ON_PANAMA) == moved(ON_PANAMA)
    assert moved(ON_KENYA, ON_PANAMA) < moved(ON_KENYA)


def test_draws_leave_it_out_as_well() -> None:
    assert moved(ON_KENYA, draws=2) == moved(draws=2)
