"""Scenarios of every system start on the page: controls come from the schema, and what is not there is said so."""

from __future__ import annotations

import json
from typing import Any

import pytest

from a_server import Server, server
from sojourn.run import load
from sojourn.run import run as simulate
from sojourn.scenario import ScenarioError
from sojourn.scenario.shipped import shipped
from sojourn.web import offered
from sojourn.web.ask import Refused, ask, document
from sojourn.web.ask import offered as names
from sojourn.web.differences import difference
from sojourn.web.plain_controls import plain_controls
from sojourn.web.sheltered import read

OTHERS = [name for name in names() if load(name).model.system != "us"]


@pytest.fixture(scope="module")
def here() -> Server:
    return server()


def test_every_shipped_scenario_is_offered() -> None:
    assert set(names()) == set(shipped())
    assert len({load(name).model.system for name in OTHERS}) == 3


@pytest.mark.parametrize("name", OTHERS)
def test_a_run_is_the_one_that_the_command_line_makes(here: Server, name: str) -> None:
    key = here.begin(scenario=name, weight=10)
    assert here.events(key)[-1][0] == "done"
    told = here.client.get(f"/api/runs/{key}/summary.json").json()
    assert told["lines"] == json.loads(json.dumps(simulate(load(name)).summary["lines"]))
    pictures = here.client.get(f"/api/runs/{key}/pictures.json").json()["pictures"]
    for one in pictures:
        assert here.client.get(f"/api/runs/{key}/pictures/{one['name']}.svg").text.startswith("<svg")
    for file in offered.scenario(name)["files"]:
        answer = here.client.get(f"/api/runs/{key}/{file}")
        assert answer.status_code == 200, (file, answer.text)


@pytest.mark.parametrize("name", OTHERS)
def test_every_exit_and_every_day_is_in_the_answer(here: Server, name: str) -> None:
    run, told = simulate(load(name)), here.answer(scenario=name)
    left = {one["key"].removeprefix("exit_"): sum(one["years"]) for one in told["series"]["left"]}
    assert left == {way: int(run.series[f"exit_{way}"].sum()) for way in run.exits}
    assert {len(one["values"]) for one in told["series"]["inside"]} == {run.calendar.ticks}
    assert set(told["cards"]) <= set(told["lines"])


@pytest.mark.parametrize("name", OTHERS)
def test_what_a_control_writes_is_what_stands_there(name: str) -> None:
    for control in plain_controls(read(name)):
        value = control["value"]
        text = f"{value:,.10g}" if isinstance(value, float) else str(value)
        changed = read(name, [f"{control['path']}={control['write'].replace('{}', text)}"])
        assert without_sources(changed) == without_sources(read(name)), control["path"]
        assert control["kind"] != "number" or control["least"] <= value <= control["most"]


def without_sources(found: Any) -> Any:
    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(one) for key, one in value.items() if key != "source"}
        return [bare(one) for one in value] if isinstance(value, list) else value

    return bare(found.model.model_dump(mode="json", by_alias=True))


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_of_it_becomes_a_link(name: str) -> None:
    found = difference(f"extends: {name}\ntitle: Mine\n")
    assert found == {"scenario": name, "set": {"title": "Mine"}}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_not_there_is_refused_in_a_sentence(here: Server, name: str) -> None:
    assert {"draws", "trace", "pictures"} <= set(offered.scenario(name)["not_here"])
    for answer in (
        here.client.get("/api/trace", params={"scenario": name}),
        here.client.post("/api/studies", json={"scenario": name}),
    ):
        assert answer.status_code in (404, 422)
        assert "US" in answer.json()["problems"][0]["message"]


SECRETS = ["/etc/passwd", "../secret.yaml", "secret.yaml", "~/.profile"]


@pytest.mark.parametrize("path", SECRETS)
@pytest.mark.parametrize("change", ["arrivals.follow", "arrivals"])
def test_a_file_of_the_machine_is_not_followed(path: str, change: str) -> None:
    value = path if change.endswith("follow") else {"follow": path, "children": "10 per day", "per_border": 0.1}
    with pytest.raises(Refused) as refusal:
        document(ask({"scenario": "children-2025", "set": {change: value}}))
    assert [(one.path, "ships" in one.message) for one in refusal.value.problems] == [("arrivals.follow", True)]
    with pytest.raises(ScenarioError) as other:
        difference(f"extends: children-2025\narrivals:\n  follow: {path}\n")
    assert all("ships" in one.message for one in other.value.problems)


def test_a_shipped_scenario_is_followed() -> None:
    assert document(ask({"scenario": "children-2025", "set": {"arrivals.follow": "plan-2025"}})).model
