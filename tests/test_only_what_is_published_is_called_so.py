"""Beside a control stands what its source says, and only what somebody else put out is called published."""

from __future__ import annotations

import re

import pytest

from sojourn import load
from sojourn.evidence.registry import figures
from sojourn.web.controls import controls
from sojourn.web.plain_controls import plain_controls

US = ("plan-2025", "us-2024", "appropriations-2025", "third-country-2025")
PLAIN = ("children-2025", "uk-rwanda-2022", "cooperative-2019")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def told(name: str) -> list[dict[str, object]]:
    return (controls if name in US else plain_controls)(load(name))


@pytest.mark.parametrize("name", [*US, *PLAIN])
def test_a_figure_of_our_own_is_not_called_published(name: str) -> None:
    words = set()
    for one in told(name):
        figure = figures().get(str(one["source"]))
        if figure is None:
            continue
        ours = figure.publisher == "Sojourn"
        assert (one["said_as"] == "Published") == (not ours and one["grade"] != "plan"), one["path"]
        words.add(one["said_as"])
    assert "Published" in words or name == "cooperative-2019"


def test_each_kind_of_figure_has_its_word() -> None:
    by_path = {one["path"]: one["said_as"] for one in told("plan-2025")}
    assert by_path["beds.capacity.0"] == "Published"
    assert by_path["beds.capacity.1"] == "Plan"
    assert by_path["arrivals.interior_added.1"] == "Worked out"
    assert by_path["departures.charter.0.flights"] == "Assumed"
    assert by_path["people.document_scale"] == "Fitted"


@pytest.mark.parametrize("name", [*US, *PLAIN])
def test_a_day_is_not_told_as_the_value_of_a_number(name: str) -> None:
    for one in told(name):
        said = str(one["published"] or "")
        if DAY.search(said):
            assert (one["kind"] == "date") == (not said.startswith("from ")), one["path"]
