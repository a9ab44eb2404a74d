"""The JSON Schemas that editors are pointed to are those that the program would write now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sojourn.run import load
from sojourn.scenario import editor_schema
from sojourn.scenario.shipped import shipped
from sojourn.systems.registry import SYSTEMS

PUBLISHED = Path(__file__).parent.parent / "schemas"


@pytest.mark.parametrize("word", SYSTEMS)
def test_it_is_current(word: str) -> None:
    assert json.loads((PUBLISHED / f"{word}.schema.json").read_text("utf-8")) == editor_schema(SYSTEMS[word].model())


@pytest.mark.parametrize("name", shipped())
def test_it_knows_every_key_of_the_shipped_scenarios(name: str) -> None:
    schema = PUBLISHED / f"{load(name).model.system}.schema.json"
    known = set(json.loads(schema.read_text("utf-8"))["properties"])
    written = {line.split(":")[0] for line in shipped()[name].splitlines() if line and line[0].isalpha()}
    assert written <= known
