"""A run of a system other than the US one adds up, is kept as a folder of the same shape, and reads back as itself."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from command_line import sojourn
from sojourn.results.plain import PlainRun
from sojourn.results.store import save
from sojourn.run import load, run

UNTIL = "2025-03-15"


@pytest.fixture(scope="module")
def told() -> PlainRun:
    return run(load("children-2025", ["lists.work=missed_hearing", f"period.until={UNTIL}"]), seed=4)


def test_the_folder_has_what_a_run_needs(told: PlainRun, tmp_path: Path) -> None:
    place = save(told, tmp_path)
    names = {path.name for path in place.iterdir()}
    assert names == {"scenario.yaml", "summary.json", "daily.parquet", "monthly.parquet", "README.txt", "run.json"}
    summary = json.loads((place / "summary.json").read_text("utf-8"))
    assert summary == told.summary
    daily = pl.read_parquet(place / "daily.parquet")
    assert daily.height == told.calendar.ticks * 5
    assert "seed 4" in (place / "README.txt").read_text("utf-8")


def test_it_reads_back_and_runs_the_same(told: PlainRun, tmp_path: Path) -> None:
    again = run(load(save(told, tmp_path) / "scenario.yaml"))
    assert np.array_equal(again.panel.flow, told.panel.flow)
    assert again.summary == told.summary


def test_lines_tables_and_the_identity_agree(told: PlainRun) -> None:
    lines, daily, known = told.summary["lines"], told.daily, told.identity
    assert known["holds"]
    assert known["opening"] + known["arrived"] == known["left"] + known["inside"]
    for name in told.exits:
        assert lines[f"exit_{name}"]["values"]["all"] == daily[f"exit_{name}"].sum()
    last = daily.filter(pl.col("date") == daily["date"].max())
    assert lines["in_in_care_last"]["values"]["all"] == last["in_in_care"].sum()
    assert known["inside"] == sum(last[f"in_{name}"].sum() for name in told.stages)
    monthly = told.monthly
    for name in (*told.stages, *told.exits):
        place = monthly.filter(pl.col("place") == name)
        change = (place["entered"] - place["left"]).sum()
        first = told.panel.opening[told.stages.index(name)].sum() if name in told.stages else 0
        assert place["inside"][-1] == first + change


@pytest.mark.parametrize("owner", ["source border", "clock border_custody.ready", "clock in_care.discharged"])
def test_a_count_that_is_off_by_one_would_be_seen(told: PlainRun, owner: str) -> None:
    moved = told.panel.flow.copy()
    edge = next(number for number, edge in enumerate(told.panel.edges) if edge.owner == owner)
    moved[0, edge, 0] += 1  # one more than there was
    assert told.identity["holds"]
    assert not replace(told, panel=replace(told.panel, flow=moved)).identity["holds"]


def test_the_command_prints_the_answer_and_keeps_it(tmp_path: Path) -> None:
    out = sojourn("run", "children-2025", "--until", UNTIL, "--set", "lists.work=none", "--out", str(tmp_path))
    assert out.code == 0
    assert "Inside at the start + came = left + inside at the end" in out.out
    assert "it holds" in " ".join(out.out.split())
    assert len(list(tmp_path.iterdir())) == 1
    data = json.loads(sojourn("run", "children-2025", "--until", UNTIL, "--json", "--out", str(tmp_path)).out)
    assert data["identity"]["holds"]
    assert data["folder"].startswith(str(tmp_path))
