"""The JSON Schema that editors are pointed to is the one that the program would write now."""

from __future__ import annotations

import json
from pathlib import Path

from sojourn.scenario import editor_schema
from sojourn.scenario.shipped import shipped
from sojourn.scenario.us import UsScenario

PUBLISHED = Path(__file__).parent.parent / "schemas" / "us.schema.json"


def test_it_is_current() -> None:
    assert json.loads(PUBLISHED.read_text("utf-8")) == editor_schema(UsScenario)


def test_it_knows_every_key_of_the_shipped_scenarios() -> None:
    known = set(json.loads(PUBLISHED.read_text("utf-8"))["properties"])
    for text in shipped().values():
        written = {line.split(":")[0] for line in text.splitlines() if line and line[0].isalpha()}
        assert written <= known
