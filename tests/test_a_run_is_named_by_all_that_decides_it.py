"""A run has the same hash whichever study asks for it, and another where anything that decides its numbers differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from an_ensemble import UNTIL, document
from sojourn.study.points import plain_point, point
from sojourn.study.points.drawing import drawing
from sojourn.study.points.plain_point import PlainPoint
from sojourn.study.points.point import Point
from sojourn.study.sweep.planning import plan
from sojourn.study.sweep.reading import read_study
from sweeps import CHEAP, study

IDLE = {"specialised"}
"""What changes no number."""
OTHER: dict[str, Callable[[Any], Any]] = {
    "seed": lambda seed: seed + 1,
    "until": lambda until: date(2025, 2, 11),
    "scenario": lambda text: text.replace("41500", "41501"),
    "past": lambda text: text + " ",
    "central": lambda text: text + " ",
    "custody": lambda custody: None if custody is not None else "other",
    "weight": lambda weight: weight + 1,
    "nights": lambda nights: (*nights, 30),
    "months": lambda months: not months,
}


@pytest.mark.parametrize("name", [one.name for one in fields(Point) if one.name not in IDLE])
def test_each_input_changes_the_name(name: str) -> None:
    one = drawing(document().model, until=UNTIL).draw(0)
    other = replace(one, **{name: OTHER[name](getattr(one, name))})
    assert getattr(other, name) != getattr(one, name)
    assert other.hash != one.hash


def test_what_changes_no_number_does_not() -> None:
    one = drawing(document().model, until=UNTIL).draw(0)
    assert replace(one, specialised=True).hash == one.hash


@pytest.mark.parametrize("name", [one.name for one in fields(PlainPoint)])
def test_each_input_of_another_system_changes_it_too(name: str) -> None:
    one = PlainPoint("uk-rwanda", 1, UNTIL, "{}")
    other = {"system": "children", "seed": 2, "until": date(2025, 2, 11), "scenario": "{ }"}
    assert replace(one, **{name: other[name]}).hash != one.hash


def test_other_code_evidence_or_versions_change_it(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = PlainPoint("uk-rwanda", 1, UNTIL, "{}")
    one = drawing(document().model, until=UNTIL).central()
    for module, before in ((point, one), (plain_point, plain)):
        named = before.hash
        monkeypatch.setattr(module, "counted_by", lambda: "another version")
        assert replace(before).hash != named
        monkeypatch.undo()


@pytest.mark.parametrize("part", ["code_hash", "evidence_hash", "versions"])
def test_each_of_them_counts(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = point.counted_by()
    monkeypatch.setattr(point, part, lambda: "other")
    point.counted_by.cache_clear()
    try:
        assert point.counted_by() != before
    finally:
        point.counted_by.cache_clear()


def test_the_same_run_asked_for_by_another_study_has_the_same_name(tmp_path: Path) -> None:
    def hashes(text: str) -> list[str]:
        return [one.point.hash for one in plan(read_study(study(tmp_path, CHEAP + text))).runs()]

    grid = hashes("grid:\n  forced.taken_off: [50 %, 60 %]\nreplications: 2\n")
    listed = hashes("list:\n- forced.taken_off: 0.6\nreplications: 2\n")
    assert len(set(grid)) == 4
    assert listed == grid[2:]
    assert hashes("set: {forced.taken_off: 60%}\nreplications: 2\n") == listed
