"""A value that the author of a scenario set, or the plan's own, is a decision: every draw has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from an_ensemble import document
from sojourn.run import load
from sojourn.study.drawn import drawn
from sojourn.study.draws import uniforms
from sojourn.study.uncertain import doubts
from sojourn.warm_up import past

SETS = (
    "beds.patience=5 days",
    "proceedings.expedited=10 days",
    "departures.charter.0.flights=40 per week",
    "arrivals.interior_added=1,000 per day",
    "costs.bed_day=120 USD per bed-day",
)


def draws(*changes: str, many: int = 25) -> list:  # type: ignore[type-arg]
    model = document(*changes).model
    before = past(model)
    found = doubts(model, before)
    keys = tuple(one.key for one in found)
    return [drawn(model, before, found, uniforms(1, keys, i)) for i in range(many)]


@pytest.mark.parametrize("change", SETS)
def test_it_stays(change: str) -> None:
    section, name, *rest = change.partition("=")[0].split(".")
    whole = getattr(getattr(document(change).model, section), name)
    held = [getattr(getattr(one.scenario, section), name) for one in draws(change)]
    if rest:
        whole, held = whole[0], [one[0] for one in held]
    assert all(one == whole for one in held)


def test_unset_it_moves() -> None:
    held = draws()
    assert len({one.scenario.beds.patience.value for one in held}) == 25
    assert len({one.scenario.departures.charter[0].flights.steps[0].value for one in held}) == 25


def test_the_plan_and_the_beds_stay() -> None:
    model = document().model
    assert all(one.scenario.beds.capacity == model.beds.capacity for one in draws())
    assert all(one.scenario.period == model.period for one in draws())


def test_what_was_is_still_not_known() -> None:
    """A change from the start on says nothing of the years before."""
    held = draws("proceedings.expedited=10 days")
    assert len({one.past.proceedings.expedited.value for one in held}) == 25
    assert {one.scenario.proceedings.expedited.value for one in held} == {10.0}


def test_a_value_of_ones_own_under_the_name_of_a_figure_is_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("extends: plan-2025\nbeds:\n  patience: {value: 6 days, source: assumed.bed_patience}\n", "utf-8")
    assert "assumed.bed_patience" not in {one.key for one in doubts(load(file).model)}


def test_a_draw_that_no_scenario_can_have_is_pulled_in() -> None:
    """The shares of convicted and pending among added arrests cannot be more than all."""
    model = document().model
    before = past(model)
    found = doubts(model, before)
    high = dict.fromkeys((one.key for one in found), 0.999)
    got = drawn(model, before, found, high)
    arrivals = got.scenario.arrivals
    assert arrivals.added_convicted.value + arrivals.added_pending.value <= 1
    by_key = {one.key: one for one in found}
    assert got.values["assumed.bed_patience"] == by_key["assumed.bed_patience"].at(0.999)
