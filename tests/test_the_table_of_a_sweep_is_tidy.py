"""The table has one row a run, line and period, says in each row what was run, and agrees with the runs themselves."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path

import polars as pl
from rich.console import Console

import sojourn as package
from an_ensemble import CHANGES, UNTIL, document
from command_line import sojourn
from sojourn.show.bands import HEADS
from sojourn.show.sweep import show
from sojourn.study.draws import luck
from sojourn.study.ensemble import ensemble
from sojourn.study.points.drawing import DRAW
from sojourn.study.sweep.files import save
from sojourn.study.sweep.sweeping import sweep
from sweeps import CHEAP, GRID, study, swept

SAME = ("results.parquet", "design.parquet", "scenario.yaml", "README.txt")
COLUMNS = ["point", "draw", "replication", "seed"], ["line", "period", "unit", "value"]


def test_it_has_every_run_once_and_the_design_in_order(tmp_path: Path) -> None:
    found = swept(tmp_path, f"{GRID}replications: 2\n")
    table, paths = found.table, ["forced.taken_off", "forced.representations"]
    assert table.columns == [*COLUMNS[0], *paths, *COLUMNS[1]]
    assert not table.select("point", "replication", "line", "period").is_duplicated().any()
    runs = table.unique(["point", "replication"], maintain_order=True)
    assert runs["point"].to_list() == [number for number in range(6) for _ in range(2)]
    assert runs[paths].rows()[::2] == [(share, days) for share in (50.0, 95.0) for days in (7.0, 14.0, 28.0)]
    assert found.summary["units"] == {"forced.taken_off": "%", "forced.representations": "days"}


def test_its_numbers_are_those_of_the_runs(tmp_path: Path) -> None:
    table = swept(tmp_path, f"{CHEAP}grid:\n  forced.taken_off: [50 %, 95 %]\nreplications: 2\n").table
    for number, share in enumerate(("50 %", "95 %")):
        run = package.run(package.load("uk-rwanda-2022", [f"forced.taken_off={share}"]), until=date(2022, 9, 1))
        mine = table.filter((pl.col("point") == number) & (pl.col("replication") == 0))
        assert set(mine["seed"]) == {run.seed}
        told = {(line, period): value for line, period, value in mine.select("line", "period", "value").rows()}
        lines = run.summary["lines"]
        assert told == {(key, at): value for key, line in lines.items() for at, value in line["values"].items()}
        units = dict(mine.select("line", "unit").unique().rows())
        assert units == {key: line["unit"] for key, line in lines.items()}


def test_entries_that_are_added_to_lists_are_points_as_any_other(tmp_path: Path) -> None:
    kenya = "{country: Kenya, iso3: KEN, statuses: [{on: 2022-05-01, status: in_force}]}"
    found = swept(tmp_path, f"{CHEAP}list: [{{}}, {{agreements.+: {kenya}}}, {{litigation.0: null}}]\n")
    assert json.loads(found.design["agreements.+"].to_list()[1])["country"] == "Kenya"
    assert found.design["agreements.+"].to_list()[0] is None
    assert len({row.hash for row in found.rows}) == 3
    run = package.run(package.load("uk-rwanda-2022", [f"agreements.+={kenya}"]), until=date(2022, 9, 1))
    assert found.values(found.rows[1]) == {key: dict(line["values"]) for key, line in run.summary["lines"].items()}
    console = Console(width=100, record=True, file=StringIO(), color_system=None)
    show(found, console)
    text = console.export_text()
    assert "country: Kenya" in text
    assert max(map(len, text.split("\n"))) <= 100


def test_what_does_not_fit_on_the_screen_is_named(tmp_path: Path) -> None:
    paths = (
        "forced.taken_off: 50 %",
        "forced.representations: 9 days",
        "act: 2024-05-01",
        "forced.admitted_after: 9 days",
    )
    found = swept(tmp_path, f"{CHEAP}list: [{{{', '.join(paths)}}}]\n")
    console = Console(width=100, record=True, file=StringIO(), color_system=None)
    show(found, console)
    text = console.export_text()
    assert "50 %" in text
    assert "- not shown, and in design.parquet: forced.admitted_after" in text


def test_results_for_which_the_screen_has_no_room_are_named_and_in_the_summary(tmp_path: Path) -> None:
    asked = ("removed_all", "held_peak", "booked_in", "person_days", "over_90")
    text = "scenario: plan-2025\nset: {opening.warm_up: 180 days}\nuntil: 2025-01-24\nreplications: 2\nlist: [{}]\n"
    found = swept(tmp_path, f"{text}results: [{', '.join(asked)}]\n")
    assert tuple(found.summary["points"][0]["lines"]) == asked
    for width in (60, 80, 140):
        console = Console(width=width, record=True, file=StringIO(), color_system=None)
        show(found, console)
        told = " ".join(console.export_text().split())
        _, _, beside = told.partition("- no room for, and in results.parquet: ")
        hidden = [HEADS.get(key, found.lines[key].label) for key in asked]
        shown = max(1, (width - 6) // 25)
        assert beside.startswith(", ".join(hidden[shown:]))
        assert (beside == "") == (shown >= len(asked))


def test_draws_are_those_of_a_run_with_draws_and_the_same_at_every_point(tmp_path: Path) -> None:
    text = f"""scenario: plan-2025
set: {{{CHANGES[0].replace("=", ": ")}}}
grid: {{beds.capacity: [39000 beds, 40000 beds]}}
draws: 2
seed: 5
until: {UNTIL}
results: [removed_all, held_peak_on]
"""
    found = swept(tmp_path, text)
    changed = document("beds.capacity=39000 beds")
    beside = ensemble(changed, draws=2, seed=5, until=UNTIL, workers=1, replications=2, structure=False)
    table = found.table.filter(pl.col("period") == "all")
    mine = table.filter((pl.col("point") == 0) & (pl.col("line") == "removed_all"))["value"].to_list()
    assert mine == [run["removed_all"]["all"] for run in beside.runs]
    days = table.filter((pl.col("point") == 0) & (pl.col("line") == "held_peak_on"))
    assert [date.fromordinal(int(one)).isoformat() for one in days["value"]] == [
        run["held_peak_on"]["all"] for run in beside.runs
    ]
    assert set(days["unit"]) == {"date"}
    for point in (0, 1):
        seeds = table.filter(pl.col("point") == point).unique("draw", maintain_order=True)["seed"].to_list()
        assert seeds == [luck(5, DRAW, 0), luck(5, DRAW, 1)]


def test_the_folder_makes_the_sweep_again(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("extends: uk-rwanda-2022\ntitle: Mine\n", "utf-8")
    text = CHEAP.replace("uk-rwanda-2022", "plan.yaml") + "grid: {forced.taken_off: [50 %, 60 %]}\n"
    folder = save(swept(tmp_path, text), "sojourn sweep study.yaml")
    again = sweep(folder / "study.yaml", under=tmp_path / "runs", workers=1)
    assert again.made == 0
    assert again.folder == folder
    told = json.loads((folder / "study.json").read_text("utf-8"))
    before = {name: (folder / name).read_bytes() for name in SAME}
    save(again, "sojourn sweep study.yaml")
    assert {name: (folder / name).read_bytes() for name in SAME} == before
    assert pl.read_parquet(folder / "results.parquet").equals(again.table)
    assert pl.read_parquet(folder / "design.parquet")["forced.taken_off"].to_list() == [50.0, 60.0]
    assert told["command"] == "sojourn sweep study.yaml"
    assert told["runs"] == 2


def test_values_that_are_no_numbers_are_words(tmp_path: Path) -> None:
    table = swept(
        tmp_path, f"{CHEAP}list:\n- {{act: 2024-05-01, forced.taken_off: 50 %}}\n- forced.taken_off: 0.6\n"
    ).design
    assert table.rows() == [(0, "2024-05-01", "50 %"), (1, None, "0.6")]


def test_json_is_one_document(tmp_path: Path) -> None:
    file = study(tmp_path, f"{CHEAP}grid: {{forced.taken_off: [50 %, 60 %]}}\nreplications: 3\n")
    told = sojourn("sweep", str(file), "--out", str(tmp_path / "runs"), "--workers", "1", "--json")
    assert (told.code, told.err) == (0, "")
    found = json.loads(told.out)
    assert [one["values"] for one in found["points"]] == [{"forced.taken_off": 50.0}, {"forced.taken_off": 60.0}]
    lines = found["points"][0]["lines"]["arrived_boats"]
    assert lines["low"] <= lines["median"] <= lines["high"]
    assert Path(found["folder"]).is_dir()


def test_an_empty_point_of_a_list_is_the_scenario_as_it_is(tmp_path: Path) -> None:
    found = swept(tmp_path, f"{CHEAP}list:\n- {{}}\n- forced.taken_off: 50 %\n")
    assert found.design.rows() == [(0, None), (1, 50.0)]
    run = package.run(package.load("uk-rwanda-2022"), until=date(2022, 9, 1))
    mine = found.table.filter((pl.col("point") == 0) & (pl.col("period") == "all"))
    told = dict(mine.select("line", "value").rows())
    assert told == {key: line["values"]["all"] for key, line in run.summary["lines"].items()}


def test_one_run_a_point_has_no_column_for_a_band(tmp_path: Path) -> None:
    def screen(text: str) -> str:
        out = StringIO()
        show(swept(tmp_path, text), Console(file=out, width=100, highlight=False, markup=False, color_system=None))
        return out.getvalue()

    alone, several = screen(CHEAP), screen(f"{CHEAP}replications: 2\n")
    assert " band" not in alone
    assert "each point one run;" in alone
    assert " band" in several
    assert "each point 2 runs by luck;" in several
    assert "the next one lies in 33 % of cases" in " ".join(several.split())


def test_one_day_is_of_the_same_unit_as_seven_days(tmp_path: Path) -> None:
    """As `--set` takes both: a grid of them is a column of numbers, and a range goes from the one to the other."""
    found = swept(tmp_path, f"{CHEAP}grid: {{forced.representations: [1 day, 7 days]}}\n")
    assert found.summary["units"] == {"forced.representations": "days"}
    assert found.design["forced.representations"].to_list() == [1.0, 7.0]
    span = "{low: 1 day, high: 7 days, step: 1 day}"
    found = swept(tmp_path, f"{CHEAP}sobol: {{points: 4, paths: {{forced.representations: {span}}}}}\n")
    assert found.summary["units"] == {"forced.representations": "days"}
    assert set(found.design["forced.representations"]) <= set(map(float, range(1, 8)))


def test_the_screen_tells_days_as_days_and_results_in_the_order_asked_for(tmp_path: Path) -> None:
    text = "scenario: plan-2025\nset: {opening.warm_up: 180 days}\nuntil: 2025-01-24\n"
    asked = "results: [removed_all, held_peak_on, held_peak]\nreplications: 2\nlist: [{}]\n"
    found = swept(tmp_path, text + asked)
    assert found.shown == ("removed_all", "held_peak_on", "held_peak")
    console = Console(width=140, record=True, file=StringIO(), color_system=None)
    show(found, console)
    told = console.export_text()
    day = date.fromordinal(round(found.bands[0]["held_peak_on"][0] or 0))
    assert date(2025, 1, 20) <= day < date(2025, 1, 24)
    assert f" {day} " in told
    assert f"{day.toordinal():,}"[:3] + "," not in told
