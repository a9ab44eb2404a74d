"""On the screen of many runs a number stands only with its band, and nothing is cut at 80 columns."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from an_ensemble import an_ensemble, pretended
from command_line import SHORT, sojourn
from sojourn.results.bands import Band
from sojourn.show.bands import show, told_as
from sojourn.show.screen import ROWS
from sojourn.study import draw_pool

BAND = re.compile(r"(?:always|near) \S|\S–\S|–")
WIDEST = 15


def screen(width: int) -> list[str]:
    text = io.StringIO()
    show(an_ensemble(), Console(file=text, width=width, highlight=False, markup=False, color_system=None), "as it is")
    return [line.rstrip() for line in text.getvalue().split("\n")]


@pytest.mark.parametrize("width", [80, 100])
def test_every_row_has_a_band(width: int) -> None:
    told = screen(width)
    assert max(map(len, told)) <= width
    assert not [line for line in told if "…" in line]
    for rows in ROWS.values():
        for row in (one for one in rows if not one.quiet and set(one.keys) & set(an_ensemble().summary["lines"])):
            start = row.label.partition("{")[0].removesuffix(", at low–high costs")
            (line,) = [one for one in told if one.startswith(f" {start}")]
            label = max(36, len(start) + 1)
            assert BAND.search(line[label:]), line
    everything = " ".join(told)
    assert "6 draws of what is not known, 2 runs by luck alone (seed 5)" in everything
    assert "a model, not a forecast" in everything
    assert "holds 71 % of runs" in everything
    assert re.search(r"each draw one of \d+ members of the fit up to 2024-12", everything)


def test_a_band_of_spending_is_of_the_draws_and_is_not_said_to_be_of_low_and_high_costs() -> None:
    (line,) = [one for one in screen(100) if one.startswith(" All spending, USD")]
    assert "low–high" not in line
    whole = an_ensemble().band(["money_all"], "all")
    assert whole is not None
    assert line.split("  ")[-1].strip().startswith(told_as(whole, "USD"))


@given(
    st.lists(st.floats(0, 9e11), min_size=2, max_size=2).map(sorted),
    st.sampled_from(["people", "days", "USD", "person-days"]),
)
def test_a_band_fits_its_column(ends: list[float], unit: str) -> None:
    low, high = ends
    if unit == "days":
        low, high = low % 7300, 7300.0
    assert len(told_as(Band((low + high) / 2, low, high, None), unit)) <= WIDEST


def test_a_band_reads_as_people_write_it() -> None:
    def told(low: float, high: float, unit: str = "people") -> str:
        return told_as(Band(low, low, high, None), unit)

    assert told(1_200_000, 1_760_000) == "1.2–1.76 mn"
    assert told(287_000, 1_413_000) == "287,000–1.41 mn"
    assert told(0, 0) == "always 0"
    assert told(409_100, 409_200) == "near 409,000"
    assert told(0.60, 0.71, "share") == "60–71 %"
    assert told(20.1e9, 23.4e9, "USD") == "20.1–23.4 bn"
    assert told_as(None, "people") == "–"


def test_the_command_prints_and_keeps_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw_pool, "do", pretended)
    arguments = ("run", *SHORT, "--draws", "2", "--workers", "1", "--out", str(tmp_path))
    told = sojourn(*arguments)
    assert (told.code, told.err) == (0, "")
    assert told.out.count("Written to") == 1
    as_json = sojourn(*arguments, "--json")
    found = json.loads(as_json.out)
    (folder,) = tmp_path.iterdir()
    assert found["folder"] == str(folder)
    kept = json.loads((folder / "bands.json").read_text("utf-8"))
    assert {key: found[key] for key in kept} == kept
    assert {one.name for one in folder.iterdir()} == {
        "README.txt", "bands.json", "bands.parquet", "draws", "parameters.parquet", "runs.parquet", "scenario.yaml",
        "study.json",
    }  # fmt: skip


def test_the_tables_hold_every_band_run_and_draw() -> None:
    import polars as pl

    from sojourn.study.draw_files import bands_table, parameters_table, runs_table

    many = an_ensemble()
    bands, runs, parameters = bands_table(many), runs_table(many), parameters_table(many)
    there = sum(one is not None for line in many.summary["lines"].values() for one in line["values"].values())
    assert len(bands) == there
    assert set(runs["kind"]) == {"draw", "luck", *(rule.key for rule, _ in many.otherwise)}
    assert many.joint is not None
    keys = {one.key for one in many.doubts} | set(many.joint.names)
    assert parameters.group_by("draw").len()["len"].to_list() == [len(keys)] * 6
    drawn = runs.filter((pl.col("kind") == "draw") & (pl.col("line") == "removed_all") & (pl.col("period") == "all"))
    assert drawn["value"].to_list() == [float(one["removed_all"]["all"]) for one in many.runs]  # type: ignore[arg-type]
