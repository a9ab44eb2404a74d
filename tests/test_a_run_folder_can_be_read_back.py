"""The folder of a run holds all of it: it reads back, gives the same run again, and is never half-written."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from a_run import CHANGES, UNTIL, a_run
from sojourn.results.identity import folder_name, run_hash
from sojourn.results.store import NotWritten, save
from sojourn.run import load, run

FILES = {
    "README.txt",
    "beds.parquet",
    "daily.parquet",
    "ledger.parquet",
    "monthly.parquet",
    "run.json",
    "scenario.yaml",
    "stays.parquet",
    "summary.json",
}


def test_the_resolved_scenario_gives_the_same_run(tmp_path: Path) -> None:
    place = save(a_run(), tmp_path)
    again = run(load(place / "scenario.yaml"), until=UNTIL)
    kept = json.loads((place / "summary.json").read_text(encoding="utf-8"))
    assert run_hash(again) == run_hash(a_run())
    assert {**again.summary, "scenario": kept["scenario"]} == kept


def test_the_tables_hold_what_was_counted(tmp_path: Path) -> None:
    place = save(a_run(), tmp_path)
    daily, monthly, beds = (pl.read_parquet(place / f"{name}.parquet") for name in ("daily", "monthly", "beds"))
    days = a_run().calendar.ticks
    assert (daily.height, beds.height) == (days * 6, days * a_run().capacity.shape[1])
    for name in ("booked_in", "exit_removed_home", "arrived_interior"):
        assert daily[name].sum() == monthly[name].sum() == a_run().series[name].sum()
    assert daily["held"].sum() == beds["held"].sum() == a_run().summary["lines"]["person_days"]["values"]["all"]
    assert str(daily["date"][0]) == "2025-01-20"


def test_a_table_names_its_run_and_its_units(tmp_path: Path) -> None:
    place = save(a_run(), tmp_path)
    for name in ("daily", "monthly", "beds"):
        said = pl.read_parquet_metadata(place / f"{name}.parquet")
        units = json.loads(said["units"])
        assert said["run"] == run_hash(a_run())
        assert set(units) == set(pl.read_parquet_schema(place / f"{name}.parquet"))
    assert (units["capacity"], units["held"], units["area"]) == ("beds", "people", "")


def test_every_file_is_there_and_the_readme_names_it(tmp_path: Path) -> None:
    place = save(a_run(), tmp_path)
    assert {path.name for path in place.iterdir()} == FILES
    readme = (place / "README.txt").read_text(encoding="utf-8")
    assert all(name in readme for name in FILES - {"README.txt"})
    made = json.loads((place / "run.json").read_text(encoding="utf-8"))
    assert made["hash"] in readme
    assert {"sojourn", "python", "numpy", "numba", "polars"} <= set(made["versions"])


def test_the_same_inputs_have_one_folder_and_others_another(tmp_path: Path) -> None:
    assert save(a_run(), tmp_path) == save(a_run(), tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    other = load("plan-2025", [*CHANGES, "beds.patience=4 days"]).model
    for changed in (replace(a_run(), scenario=other), replace(a_run(), seed=8)):
        assert folder_name(changed) != folder_name(a_run())


def test_an_interrupt_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    before = save(a_run(), tmp_path)
    old = {path.name: path.read_bytes() for path in before.iterdir()}
    monkeypatch.setattr("sojourn.results.store.readme", stopped)
    for under in (tmp_path, tmp_path / "new"):
        with pytest.raises(KeyboardInterrupt):
            save(a_run(), under)
    assert {path.name: path.read_bytes() for path in before.iterdir()} == old
    assert list((tmp_path / "new").iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {before.name, "new"}


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotWritten, match=r"^the run could not be written to [^\n]*$"):
        save(a_run(), tmp_path / "file")


def test_a_name_of_odd_letters_is_a_plain_folder() -> None:
    odd = replace(a_run(), name="../my plan: Ünïcode/\x1b")
    assert folder_name(odd).startswith("my-plan-")
    assert "/" not in folder_name(odd)
