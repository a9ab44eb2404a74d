"""Pictures and exports of a folder are those of the run in it, and nothing is run again for them."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

import sojourn as package
from a_run import a_run
from an_ensemble import an_ensemble
from command_line import sojourn
from sojourn.results.kept import NotKept, kept, kept_in
from sojourn.results.store import save
from sojourn.show.pictures.make import OF_A_RUN, picture, pictures
from sojourn.show.pictures.picture import NoPicture
from sojourn.study.forecasts.forecast import from_ensemble
from the_pictures import of_a_run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(a_run(), tmp_path_factory.mktemp("runs"))


def test_the_folder_gives_what_the_run_gives(folder: Path) -> None:
    read, live = kept_in(folder), kept(a_run())
    assert read.summary == json.loads(json.dumps(live.summary))
    assert set(read.tables) == set(live.tables)
    again = pictures(folder)
    assert list(again) == list(OF_A_RUN)
    for name, one in again.items():
        assert one == of_a_run()[name]
        assert one.spec == of_a_run()[name].spec


@pytest.mark.parametrize(
    ("form", "begins", "ending"),
    [("svg", b"<svg", "svg"), ("png", b"\x89PNG", "png"), ("pdf", b"%PDF", "pdf"), ("vega", b"{", "vl.json"),
     ("html", b"<!doctype html>", "html")],
)  # fmt: skip
def test_the_command_writes_each_form(folder: Path, tmp_path: Path, form: str, begins: bytes, ending: str) -> None:
    told = sojourn("pictures", str(folder), "--only", "ledger", "--format", form, "--out", str(tmp_path), "--json")
    assert (told.code, told.err) == (0, "")
    (one,) = json.loads(told.out)["pictures"]
    assert Path(one["file"]) == tmp_path / f"ledger.{ending}"
    assert (tmp_path / f"ledger.{ending}").read_bytes().startswith(begins)
    assert (one["title"], one["alt"]) == (of_a_run()["ledger"].title, of_a_run()["ledger"].alt)


def test_the_command_simulates_nothing(folder: Path, tmp_path: Path) -> None:
    with patch("sojourn.run.simulate", side_effect=AssertionError("simulated")):
        told = sojourn("pictures", str(folder), "--only", "population,removals", "--dark", "--out", str(tmp_path))
        assert told.code == 0
        assert sojourn("export", str(folder), "--csv", "--out", str(tmp_path / "tables")).code == 0
    assert (tmp_path / "population-dark.svg").read_text(encoding="utf-8") == of_a_run()["population"].svg("dark")
    assert of_a_run()["removals"].title in " ".join(told.out.split())


def test_last_is_the_newest(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "there is no run in runs/ yet" in sojourn("pictures").err
    new = save(a_run(), tmp_path / "runs")
    old = new.rename(new.with_name("older"))
    os.utime(old / "run.json", (0, 0))
    new = save(a_run(), tmp_path / "runs")
    told = json.loads(sojourn("export", "last", "--parquet", "--json").out)
    assert told["run"] == str(Path("runs") / new.name)
    assert [Path(name).name for name in told["files"]] == [f"{new.name}-parquet.zip"]


def test_the_verbs_take_runs_and_folders(folder: Path, tmp_path: Path) -> None:
    assert package.picture(a_run()).name == "population"
    assert package.picture(str(folder), "removals") == of_a_run()["removals"]
    assert package.export(folder, "csv", tmp_path / "a.zip").is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--only", "populaton"), "did you mean 'population'?"),
        (("--only", "nothing at all"), "there are population, flow"),
        (("--width", "20"), "320 and 2,000 pixels"),
        (("--format", "gif"), "gif"),
    ],
)
def test_what_there_is_not_is_told_in_a_sentence(folder: Path, arguments: tuple[str, ...], told: str) -> None:
    found = sojourn("pictures", str(folder), *arguments)
    assert found.code == 2
    assert told in found.err
    assert "Traceback" not in found.err


def test_the_file_of_a_hindcast_is_drawn_with_what_happened(tmp_path: Path) -> None:
    members = {"population.total": np.linspace(30_000, 40_000, 101)[:, None] * np.ones((1, 2))}
    file, happened = tmp_path / "hindcast.json", tmp_path / "happened.csv"
    file.write_text(from_ensemble(("2024-07", "2024-08"), members).to_json(), encoding="utf-8")
    happened.write_text("month,series,value\n2024-07,population.total,99000\n", encoding="utf-8")
    told = sojourn("pictures", str(file), "--actual", str(happened), "--out", str(tmp_path), "--json")
    (one,) = json.loads(told.out)["pictures"]
    assert "happened 99,000" in one["alt"]
    assert Path(one["file"]).read_text(encoding="utf-8").startswith("<svg")
    told = sojourn("pictures", str(file), "--out", str(tmp_path))
    assert "in 2 of 2 months" in " ".join(told.out.split())
    assert "is for the file of a hindcast" in sojourn("pictures", "last", "--actual", str(happened)).err


def test_a_name_that_is_nothing_is_told() -> None:
    found = sojourn("pictures", "no-such-run")
    assert found.code == 2
    assert "no-such-run" in found.err


def test_a_workbook_is_not_named_otherwise(folder: Path, tmp_path: Path) -> None:
    assert "ends in .xlsx" in sojourn("export", str(folder), "--out", str(tmp_path / "a.csv")).err
    assert "ask for one" in sojourn("export", str(folder), "--csv", "--xlsx", "--out", str(tmp_path / "a")).err


@pytest.mark.parametrize("broken", ["summary.json", "run.json"])
def test_a_folder_that_is_damaged_is_told(folder: Path, tmp_path: Path, broken: str) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / broken).write_text("{", encoding="utf-8")
    with pytest.raises(NotKept, match="cannot be read"):
        kept_in(tmp_path)
    assert sojourn("pictures", str(tmp_path)).code == 2
    (tmp_path / broken).write_bytes((folder / broken).read_bytes())
    (tmp_path / "beds.parquet").write_bytes(b"no table")
    with pytest.raises(NotKept, match=r"beds\.parquet cannot be read"):
        picture(tmp_path, "population")
    told = sojourn("pictures", str(tmp_path), "--out", str(tmp_path / "drawn"))
    assert told.code == 0
    assert "population is not drawn" in told.err


def test_another_system_has_a_picture_of_its_own_and_can_be_exported(tmp_path: Path) -> None:
    from sojourn.run import load, run

    place = save(run(load("cooperative-2019")), tmp_path)
    assert set(pictures(place)) == {"left"}
    with pytest.raises(NoPicture, match="of the US system"):
        picture(place, "map")
    assert package.export(place, "xlsx", tmp_path / "a.xlsx").is_file()


def test_a_study_of_many_runs_is_exported_with_its_bands(tmp_path: Path) -> None:
    from sojourn.study.draw_files import save as save_study

    study = replace(an_ensemble(), folder=tmp_path / "study")
    place = save_study(study)
    found = package.export(place, "csv", tmp_path / "tables")
    assert {"results.csv", "bands.csv", "runs.csv", "parameters.csv"} <= {path.name for path in found.iterdir()}
    assert package.export(place, "xlsx", tmp_path / "a.xlsx").stat().st_size > 10_000
    assert set(pictures(place)) == {"population", "removals", "ledger", "held_long"}
    told = sojourn("pictures", str(place), "--only", "flow")
    assert "needs the tables of one run" in told.err
