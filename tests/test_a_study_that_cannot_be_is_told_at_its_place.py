"""A study that cannot be run is told before anything runs, all of it at once, each thing at its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from command_line import sojourn
from sojourn.scenario.errors import ScenarioError
from sojourn.study.sweep.asked import MOST_POINTS, MOST_RUNS
from sojourn.study.sweep.planning import plan
from sojourn.study.sweep.reading import read_study
from sweeps import CHEAP, study

WRONG = {
    "no scenario": ("grid: {act: [2024-05-01]}\n", 1, 1, "`scenario` is missing"),
    "no such scenario": ("scenario: plan-2052\n", 1, 11, "`plan-2052` is no file and no shipped scenario"),
    "a misspelt key": ("scenario: us-2024\ngird: {}\n", 2, 1, "unknown key `gird`"),
    "no such path": ("scenario: us-2024\ngrid:\n  beds.capacty: [1 beds]\n", 3, 3, "there is no `beds.capacty`"),
    "no such path, set": ("scenario: us-2024\nset: {bed: 1}\n", 2, 7, "there is no `bed` in a scenario"),
    "no path at all": ("scenario: us-2024\nset: {a..b: 1}\n", 2, 7, "a path is keys joined by dots"),
    "an empty grid": (f"{CHEAP}grid: {{}}\n", 3, 7, "`grid` is a mapping of paths to lists of values"),
    "an empty dimension": (f"{CHEAP}grid:\n  act: []\n", 4, 8, "`act` has no values, so the grid has no points"),
    "no list of values": (f"{CHEAP}grid:\n  act: 2024-05-01\n", 4, 8, "the values of `act` are to be a list"),
    "an empty list": (f"{CHEAP}list: []\n", 3, 7, "`list` is a list of points"),
    "no point": (f"{CHEAP}list: [12]\n", 3, 8, "a point is a mapping of paths to values"),
    "two designs": (f"{CHEAP}list: [act: 2024-05-01]\ngrid: {{act: [2024-05-01]}}\n", 4, 7, "a study has one design"),
    "set and varied": (
        f"{CHEAP}set: {{act: 2024-05-01}}\ngrid: {{act: [2024-05-02]}}\n",
        3,
        12,
        "`act` is set for all points and varied in the design",
    ),
    "the wrong unit": (
        "scenario: plan-2025\ngrid: {beds.capacity: [60000 beds, 60000 people]}\n",
        2,
        36,
        "a number of beds expected, got `60000 people`",
    ),
    "the wrong unit, drawn": (
        "scenario: plan-2025\nsobol:\n  points: 4\n  paths:\n    beds.capacity: {low: 4 people, high: 90 people}\n",
        5,
        20,
        "a number of beds expected",
    ),
    "no points": (
        f"{CHEAP}sobol: {{paths: {{act: {{low: 2024-05-01, high: 2024-06-01}}}}}}\n",
        3,
        8,
        "`points` is missing",
    ),
    "no paths": (f"{CHEAP}sobol: {{points: 4}}\n", 3, 8, "`sobol` wants `paths`"),
    "low above high": (
        f"{CHEAP}sobol: {{points: 4, paths: {{act: {{low: 2024-06-01, high: 2024-05-01}}}}}}\n",
        3,
        39,
        "`low` is not below `high`",
    ),
    "two units": (
        f"{CHEAP}sobol: {{points: 4, paths: {{forced.taken_off: {{low: 1 %, high: 0.3}}}}}}\n",
        3,
        63,
        "`high` has no unit, `low` has `%`; give both in the same",
    ),
    "no low": (f"{CHEAP}sobol: {{points: 4, paths: {{act: {{high: 2024-06-01}}}}}}\n", 3, 33, "`low` is missing"),
    "the log of nothing": (
        f"{CHEAP}sobol: {{points: 4, paths: {{forced.taken_off: {{low: 0 %, high: 9 %, scale: log}}}}}}\n",
        3,
        75,
        "a range on a log scale is of numbers above 0",
    ),
    "a step too wide": (
        f"{CHEAP}sobol: {{points: 4, paths: {{forced.taken_off: {{low: 0 %, high: 9 %, step: 10 %}}}}}}\n",
        3,
        74,
        "a `step` is above 0, and at most the width of the range, in %",
    ),
    "too many points": (
        f"{CHEAP}sobol: {{points: {MOST_POINTS + 1}, paths: {{act: {{low: 2024-05-01, high: 2024-06-01}}}}}}\n",
        3,
        17,
        "`points` is a whole number from 1 to 10,000, got `10001`",
    ),
    "too large a grid": (
        f"{CHEAP}grid: {{act: {['2024-05-01'] * 101}, forced.taken_off: {['1 %'] * 100}}}\n",
        3,
        7,
        "this design has 10,100 points; at most 10,000 can be asked for",
    ),
    "too many runs": (
        f"{CHEAP}grid: {{forced.taken_off: [1 %, 2 %]}}\nreplications: {MOST_RUNS}\n",
        4,
        15,
        "2 points of 100,000 runs each are 200,000 runs; at most 100,000",
    ),
    "no runs": (f"{CHEAP}draws: 0\nreplications: 0\n", 3, 8, "0 draws and 0 replications are no runs"),
    "half a draw": (f"{CHEAP}draws: 2.5\n", 3, 8, "`draws` is a whole number from 0 to 100,000, got `2.5`"),
    "draws of another system": (f"{CHEAP}draws: 2\n", 3, 8, "draws are of what is not known about the system `us`"),
    "a day too late": ("scenario: us-2024\nuntil: 2052-01-01\n", 2, 8, "a run until 2052-01-01 is not inside"),
    "no day": ("scenario: us-2024\nuntil: soon\n", 2, 8, "`until`: a date expected, got `soon`"),
    "the seed varied": (f"{CHEAP}grid: {{seed: [1, 2]}}\n", 3, 15, "`seed` cannot be varied in a design"),
    "no such line": (f"{CHEAP}results: [arrived_boat]\n", 3, 11, "there is no line `arrived_boat` in the answer"),
    "no lines": (f"{CHEAP}results: []\n", 3, 10, "`results` is a list of lines of the answer"),
    "nothing": ("", 1, 1, "is empty; a study is keys and values, such as `scenario: plan-2025`"),
    "only a comment": ("# nothing yet\n", 1, 1, "holds only comments; a study is keys and values"),
    "a list": ("- scenario: plan-2025\n", 1, 1, "this file is a list; a study is keys and values"),
    "nothing under set": ("scenario: us-2024\nset:\ndraws: 2\n", 3, 1, "`set` is a mapping of paths to values"),
    "more below an entry that is added": (
        "scenario: us-2024\nlist: [{beds.blocks.+.beds: 5}]\n",
        2,
        9,
        "`+` adds a whole entry, and nothing stands after it",
    ),
    "an added entry that cannot be": (
        "scenario: us-2024\nlist: [{beds.blocks.+: {type: tent, beds: 5}}]\n",
        2,
        24,
        "`ordered` is missing",
    ),
    "a route too few": (
        "scenario: us-2024\ngrid: {departures.charter.0.to: [[Guatemala]]}\n",
        2,
        34,
        "no charter route serves Honduras",
    ),
    "a tab": ("scenario: us-2024\n\tgrid: 1\n", 2, 1, "tab"),
}


@pytest.mark.parametrize("how", WRONG)
def test_each_mistake_at_its_place(how: str, tmp_path: Path) -> None:
    text, line, column, said = WRONG[how]
    file = study(tmp_path, text)
    told = sojourn("sweep", str(file), "--out", str(tmp_path / "runs"), "--workers", "1")
    assert (told.code, told.out) == (2, "")
    first = told.err.split("\n")[0]
    assert first.startswith(f"{file}:{line}:{column}: error: ")
    assert said in first
    assert not (tmp_path / "runs").exists()


def test_all_mistakes_are_told_at_once_and_meant_names_are_named(tmp_path: Path) -> None:
    text = f"{CHEAP}grid:\n  forced.taken_of: [1 %]\n  act: [soon, 2024-05-01, later]\nresult: [x]\n"
    with pytest.raises(ScenarioError) as caught:
        read_study(study(tmp_path, text))
    assert [one.place and one.place.line for one in caught.value.problems] == [4, 6]
    assert "did you mean `forced.taken_off`?" in str(caught.value)
    assert "did you mean `results`?" in str(caught.value)
    with pytest.raises(ScenarioError) as caught:
        plan(read_study(study(tmp_path, f"{CHEAP}grid:\n  act: [soon, 2024-05-01, later]\n  children: [1]\n")))
    assert len(caught.value.problems) >= 1


def test_every_wrong_point_is_told_once(tmp_path: Path) -> None:
    text = (
        "scenario: plan-2025\ngrid:\n  beds.capacity: [1 fish, 60000 beds, 2 fish]\n  opening.warm_up: [1 m, 1 year]\n"
    )
    with pytest.raises(ScenarioError) as caught:
        plan(read_study(study(tmp_path, text)))
    places = [(one.place.line, one.place.column) for one in caught.value.problems if one.place]
    assert places == sorted(set(places))
    assert {(3, 19), (3, 39), (4, 21)} <= set(places)


def test_a_scenario_in_the_place_of_a_study_is_told() -> None:
    told = sojourn("sweep", "plan-2025")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("error: `plan-2025` is a scenario, and a sweep is of a study file, which names one\n")
    assert "scenario: plan-2025" in told.err


def test_a_file_that_is_not_there_is_told() -> None:
    told = sojourn("sweep", "nowhere.yaml")
    assert (told.code, told.out) == (2, "")
    assert "`nowhere.yaml` is not there" in told.err


@pytest.mark.parametrize("workers", ["0", "-1", "1025"])
def test_workers_have_a_range(workers: str, tmp_path: Path) -> None:
    told = sojourn("sweep", str(study(tmp_path, CHEAP)), f"--workers={workers}", "--out", str(tmp_path / "runs"))
    assert (told.code, told.out) == (2, "")
    assert told.err == f"error: {workers} is no number of workers that can be had; whole numbers from 1 to 1,024 are\n"
    assert not (tmp_path / "runs").exists()


WORDS = st.sampled_from(
    ["scenario", "uk-rwanda-2022", "grid", "list", "sobol", "latin_hypercube", "points", "paths", "low", "high",
     "scale", "log", "step", "set", "draws", "replications", "seed", "until", "results", "act", "forced.taken_off",
     "2024-05-01", "1 %", "0.5", "-3", "1e400", "null", "", "12"]
)  # fmt: skip
TREES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=8
)


@given(st.dictionaries(WORDS, TREES, max_size=5), st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_tree_is_a_study_or_one_error(tmp_path: Path, tree: dict[str, object], named: bool) -> None:
    import json

    text = json.dumps({**({"scenario": "uk-rwanda-2022"} if named else {}), **tree})
    try:
        plan(read_study(study(tmp_path, text)))
    except ScenarioError as trouble:
        found = trouble.problems
    else:
        return
    assert found
    assert all(problem.message for problem in found)


WHOLE = f"""{CHEAP}set: {{seed: 3}}
grid:
  forced.taken_off: [50 %, 95 %]
  act: [2024-05-01]
draws: 0
replications: 2
results: [arrived]
"""
PIECES = st.sampled_from(
    ["", " ", "\n", "\n\n", ":", ": ", "- ", "[", "]", "{", "}", ",", "'", '"', "#", "&a ", "*a", "!x ", "|", ">", "%",
     "?", "\t", "\r", "~", "null", "9" * 30, "é", "\u2028", "\x00", "\ufeff", "---\n", "...\n", "<<: *a", "@", "`"]
)  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 12), PIECES), min_size=1, max_size=4))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_slip_of_the_pen_is_a_study_or_told_at_its_place(tmp_path: Path, slips: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for at, gone, new in slips:
        text = text[:at] + new + text[at + gone :]
    file = tmp_path / "study.yaml"
    file.write_bytes(text.encode())
    try:
        plan(read_study(file))
    except ScenarioError as trouble:
        for problem in trouble.problems:
            assert problem.place is not None, text
            assert problem.place.file == str(file)
            assert 1 <= problem.place.line <= text.count("\n") + text.count("\r") + 2
            assert problem.message
            assert "\n" not in problem.message
            assert "a scenario is" not in problem.message


@given(st.binary(max_size=200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_a_study_or_one_error(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "study.yaml"
    file.write_bytes(raw)
    with pytest.raises(ScenarioError):
        read_study(file)
