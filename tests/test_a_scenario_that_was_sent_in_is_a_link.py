"""A scenario file that is sent to the page becomes a difference from a shipped one, and that difference is the file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.results.store import as_yaml
from sojourn.run import load
from sojourn.scenario import ScenarioError
from sojourn.web.ask import offered
from sojourn.web.controls import controls
from sojourn.web.differences import difference

DEEP = [
    ["third_country.agreements=[{country: Panama, statuses: [{on: 2025-03-01, status: in_force}], quota: 500 people}]"],
    ["litigation=[{case: A, channel: flights, acts: [{on: 2025-03-01, act: injunction}, {on: 2025-05-01, act: stay}]}]"],  # noqa: E501
    ["money.accounts.custody.appropriations=[{amount: 5 billion USD, from: 2025-01-20, lapses: 2026-09-30}]"],
    ['people.change.El Salvador={refusal: 30%, document_days: 12 days}'],
    ["beds.capacity=60,000 beds", "departures.charter.0.flights=40 per week"],
    ["beds.capacity.1.reached=2026-06-01", "beds.capacity.1=80,000 beds"],
    ["staff.judges.authorised=900 judges", "period.until=2026-01-20", "seed=5"],
]  # fmt: skip


def plain(scenario: str, changes: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = load(scenario, changes).model.model_dump(mode="json", by_alias=True)
    return found


def sent_in(scenario: str, changes: list[str]) -> dict[str, Any]:
    return difference(as_yaml(load(scenario, changes).data))


def as_set(found: dict[str, Any]) -> list[str]:
    return [f"{path}={text}" for path, text in found["set"].items()]


@pytest.mark.parametrize("name", offered())
def test_a_shipped_scenario_differs_in_nothing(name: str) -> None:
    assert sent_in(name, []) == {"scenario": name, "set": {}}


@pytest.mark.parametrize("changes", DEEP, ids=lambda changes: changes[0].partition("=")[0])
def test_what_was_changed_comes_back_and_no_more(changes: list[str]) -> None:
    found = sent_in("plan-2025", changes)
    assert found["scenario"] == "plan-2025"
    assert plain("plan-2025", as_set(found)) == plain("plan-2025", changes)
    assert len(found["set"]) <= len(changes) + 1


CONTROLS = [one for one in controls(load("plan-2025")) if one["kind"] == "number"]


@settings(max_examples=8)
@given(st.lists(st.sampled_from(CONTROLS), min_size=1, max_size=3, unique_by=lambda one: str(one["path"])), st.data())
def test_any_control_that_was_moved_comes_back(moved: list[dict[str, Any]], data: st.DataObject) -> None:
    changes = []
    for one in moved:
        share = data.draw(st.floats(0.1, 0.9))
        number = one["least"] + share * (one["most"] - one["least"])
        text = f"{round(number)}" if one["unit"] in ("beds", "seats", "judges", "officers") else f"{number:.4g}"
        changes.append(f"{one['path']}={one['write'].replace('{}', text)}")
    try:
        expected = plain("plan-2025", changes)
    except ScenarioError:
        return
    found = sent_in("plan-2025", changes)
    assert plain(found["scenario"], as_set(found)) == expected


def test_a_file_on_top_of_a_shipped_one_is_read() -> None:
    until = date(2025, 1, 20) + timedelta(days=200)
    found = difference(f"extends: plan-2025\ntitle: Mine\nperiod:\n  until: {until}\n")
    assert found == {"scenario": "plan-2025", "set": {"title": "Mine", "period.until": until.isoformat()}}


@pytest.mark.parametrize("text", ["", "- a list", "title: [", "extends: nowhere", "beds: 4", "\x00", "&a [*a]"])
def test_a_file_that_is_none_is_refused_with_a_place(text: str) -> None:
    with pytest.raises(ScenarioError) as refusal:
        difference(text)
    assert all(one.message for one in refusal.value.problems)
