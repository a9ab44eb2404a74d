"""With `--json`, standard output is one JSON document and standard error is silent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

import pytest

from command_line import SHORT, Told, sojourn

COMMANDS = {
    "a figure": ["evidence", "detention.adult_bed_day.FY2025", "--json"],
    "a table": ["evidence", "case_types", "--json"],
    "a list of evidence": ["evidence", "--grade", "C", "--json"],
    "a list of scenarios": ["scenarios", "--json"],
    "the same": ["scenarios", "list", "--json"],
    "a scenario": ["scenarios", "show", "plan-2025", "--json"],
    "a check": ["scenarios", "check", "plan-2025", "--json"],
    "the schema": ["scenarios", "schema"],
}


def document(told: Told) -> Any:
    def refuse(constant: str) -> NoReturn:
        raise AssertionError(f"{constant} is no JSON")

    assert told.err == ""
    return json.loads(told.out, parse_constant=refuse)


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS.keys())
def test_a_command_prints_one_document(arguments: list[str]) -> None:
    told = sojourn(*arguments)
    assert told.code == 0
    assert document(told)


def test_a_run_prints_its_summary(tmp_path: Path) -> None:
    told = sojourn("run", *SHORT, "--json", "--out", str(tmp_path))
    found = document(told)
    assert told.code == 0
    assert found["lines"]["removed_all"]["values"]["all"] > 0
    kept = json.loads((Path(found["folder"]) / "summary.json").read_text(encoding="utf-8"))
    assert kept == {key: value for key, value in found.items() if key not in ("versions", "folder")}


def test_a_run_that_cannot_be_kept_still_prints_its_summary(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = sojourn("run", *SHORT, "--json", "--out", str(tmp_path / "file"))
    assert told.code == 1
    assert json.loads(told.out)["folder"] is None
    assert told.err.count("\n") == 1


def test_a_failed_check_lists_its_problems() -> None:
    told = sojourn("scenarios", "check", "plan-2025", "--set", "beds.capacity=-5 beds", "--json")
    found = document(told)
    assert told.code == 2
    assert found["ok"] is False
    assert found["problems"][0]["path"].startswith("beds.capacity")


@pytest.mark.slow
def test_the_replay_prints_one_document() -> None:
    found = document(sojourn("replay", "--members", "2", "--json"))
    assert len(found["population"]) == 15
    assert found["population_error"] < 0.2
    assert found["mean_stay"]["published"] == 46.9
    assert abs(found["mean_stay"]["error"]) < 0.2
    assert len(found["cells"]) == 6
    assert len(found["areas"]) == 24
    assert found["members"] == 2
    assert all(row["low"] <= row["high"] for row in (*found["population"], *found["book_outs"], found["mean_stay"]))
    assert found["book_outs"][-1]["published"] == sum(row["published"] for row in found["book_outs"][:-1])
