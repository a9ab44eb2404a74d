"""`system:` decides which model a scenario is read by; a word that is none gets one sentence with what was meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import sojourn
from sojourn.run import CannotRun, check, load, load_us
from sojourn.scenario import ScenarioError
from sojourn.scenario.children import ChildrenScenario
from sojourn.scenario.shipped import shipped
from sojourn.scenario.us import UsScenario
from sojourn.systems.registry import SYSTEMS, choice


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scenario_is_read_by_its_system_and_can_be_run(name: str) -> None:
    document = load(name)
    assert isinstance(document.model, SYSTEMS[document.model.system].model())
    check(document)


def test_us_is_the_default() -> None:
    assert isinstance(load().model, UsScenario)
    assert isinstance(load("children-2025").model, ChildrenScenario)


def test_a_file_that_extends_another_has_its_system(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("extends: children-2025\ncontact: {staff: 20 workers}\n", encoding="utf-8")
    document = load(path, ["contact.staff=30 workers"])
    assert isinstance(document.model, ChildrenScenario)
    assert document.model.contact.staff.steps[0].value == 30


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("extends: children-2025\nsystem: chidren\n", "2:9", "did you mean `children`?"),
        ("title: x\nsystem:   US\n", "2:11", "did you mean `us`?"),
        ("system: canada\n", "1:9", "systems: us"),
    ],
)
def test_an_unknown_system_is_one_sentence(tmp_path: Path, text: str, place: str, hint: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert str(problem.place).endswith(f"plan.yaml:{place}")
    assert "is no system that can be simulated" in problem.message
    assert problem.hint is not None
    assert hint in problem.hint


@given(st.text(max_size=30))
def test_any_other_word_is_refused(word: str) -> None:
    if word in SYSTEMS:
        return
    from sojourn.scenario.document import read

    with pytest.raises(ScenarioError):
        read("a", choice(), shipped={"a": json.dumps({"system": word})})


def test_what_works_on_one_system_says_so() -> None:
    with pytest.raises(CannotRun, match="is a scenario of the system 'children'"):
        load_us("children-2025")
    for command in (("trace", "children-2025"), ("run", "children-2025", "--draws", "3")):
        told = sojourn(*command)
        assert told.code == 2
        assert "asked of scenarios of 'us' only" in told.err


def test_a_schema_is_printed_for_each_and_an_unknown_one_is_refused() -> None:
    for word in SYSTEMS:
        printed = json.loads(sojourn("scenarios", "schema", word).out)
        assert printed["properties"]["system"]["const"] == word
    told = sojourn("scenarios", "schema", "childen")
    assert (told.code, told.out) == (2, "")
    assert "did you mean children?" in told.err


def test_lists_and_texts_are_of_every_system() -> None:
    listed = {one["name"]: one["system"] for one in json.loads(sojourn("scenarios", "list", "--json").out)}
    assert listed["children-2025"] == "children"
    assert listed["plan-2025"] == "us"
    assert "children-2025 can be run" in sojourn("scenarios", "check", "children-2025").out
    assert "work: either" in sojourn("scenarios", "show", "children-2025", "--resolved").out
