"""A design of many points starts within seconds: of its networks those at its ends are looked at, of its values all."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.network import Network, NetworkError
from sojourn.scenario import text
from sojourn.scenario.errors import ScenarioError
from sojourn.scenario.paths import Parts
from sojourn.scenario.shipped import shipped
from sojourn.scenario.uk_rwanda import UkRwandaScenario
from sojourn.scenario.variants import Variants, variants
from sojourn.scenario.written import Written
from sojourn.study.sweep.asked import Point
from sojourn.study.sweep.planning import plan
from sojourn.study.sweep.reading import read_study
from sojourn.study.sweep.sweeping import sweep
from sojourn.study.sweep.witnesses import MOST, witnesses
from sojourn.systems import uk_rwanda
from sojourn.systems.calendar import Calendar
from sojourn.systems.registry import choice
from sweeps import CHEAP, study

DAYS = 100
MANY = f"{CHEAP}grid: {{forced.representations: {[f'{day} days' for day in range(1, DAYS + 1)]}}}\n"
PATHS: tuple[Parts, ...] = (("a",), ("b",), ("c",), ("d",))


def written(folder: Path, values: list[list[str]]) -> list[Point]:
    """Points with such values along `PATHS`, as they would be read."""
    out: list[Point] = []
    for number, row in enumerate(values):
        lines = "\n".join(f"{path[0]}: {value}" for path, value in zip(PATHS, row, strict=False))
        root: Written = text.parse(lines, f"{number}.yaml")[0]
        out.append({path: root.table[path[0]] for path in PATHS[: len(row)]})
    return out


@settings(max_examples=12)
@given(st.integers(0, 2**32), st.integers(1, 4), st.integers(MOST + 1, 100))
def test_whatever_the_sum_that_is_too_much_a_point_beyond_it_is_looked_at(seed: int, paths: int, points: int) -> None:
    """The furthest along each path, and towards each corner, is among those that are looked at."""
    rng = np.random.default_rng(seed)
    numbers = rng.integers(0, 1000, (points, paths)).astype(float)
    chosen = witnesses(written(Path(), [[f"{value:g} beds" for value in row] for row in numbers]), PATHS[:paths])
    assert chosen == sorted(set(chosen))
    assert len(chosen) <= MOST
    share = (numbers - numbers.min(axis=0)) / np.ptp(numbers, axis=0)
    for signs in product((-1.0, 1.0), repeat=paths):
        along = share @ np.array(signs)
        assert along[chosen].max() >= along.max() - 1e-9


def test_each_word_is_looked_at_and_each_two_together() -> None:
    words = [[one, other, f"{number} beds"] for number in range(10) for one in "xyz" for other in ("yes", "no", "so")]
    chosen = witnesses(written(Path(), words), PATHS[:3])
    assert {(words[at][0], words[at][1]) for at in chosen} == set(product("xyz", ("yes", "no", "so")))
    assert {words[at][2] for at in chosen} >= {"0 beds", "9 beds"}


def test_the_ends_are_looked_at_with_each_word() -> None:
    """What one word allows from end to end another may allow at one end only."""
    rows = [[f"{a} beds", word, f"{b} days"] for a in range(10) for word in "xyz" for b in range(10)]
    chosen = {tuple(rows[at]) for at in witnesses(written(Path(), rows), PATHS[:3])}
    assert chosen >= {(f"{a} beds", word, f"{b} days") for a in (0, 9) for word in "xyz" for b in (0, 9)}


def test_all_of_a_small_design_are_looked_at() -> None:
    points = written(Path(), [[f"{number} beds"] for number in range(MOST)])
    assert witnesses(points, PATHS[:1]) == list(range(MOST))


CHANGES = {
    "beds.capacity": ["38000 beds", "-1 beds", "many", "[{value: 5 beds}, {from: 2025-03-01, value: 9 beds}]", "null"],
    "beds.blocks.+": ["{type: soft_sided, beds: 5, ordered: 2025-02-01}", "{type: tent}", "{type: soft_sided}"],
    "beds.order": ["[other, pending, convicted]", "[other, other, other]"],
    "releases.paroled": ["0.5", "-3", "[{value: 1}, {from: 2031-01-01, value: 2}]"],
    "period.until": ["2025-06-01", "2024-01-01"],
    "opening.warm_up": ["180 days", "1 day"],
    "staff.judges": ["{authorised: 900 judges}", "{in_post: -1}"],
    "litigation.+": ["{case: X, channel: flights, acts: [{on: 2025-02-01, act: injunction}]}", "{case: X}"],
    "costs.bed_day": ["200 USD per bed-day", "200 beds"],
    "seed": ["7"],
}


@cache
def plans() -> tuple[Variants, Variants]:
    """The plan, to be varied; and again, with no section of it read before."""
    base = variants("plan-2025", choice(), shipped=shipped())
    other = replace(base)
    other.__dict__["_sections"] = {}
    return base, other


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from(sorted(CHANGES)), st.integers(0, 4), max_size=4))
def test_a_point_reads_the_same_whether_the_rest_of_it_was_read_before_or_not(chosen: dict[str, int]) -> None:
    lines = [f'"{key}": {CHANGES[key][number % len(CHANGES[key])]}' for key, number in chosen.items()]
    table = text.parse("\n".join(lines), "study.yaml")[0].table if lines else {}
    one, other = plans()
    changes = {path: value for key, value in table.items() if (path := one.path(key, value)[0]) is not None}
    model, data, wrong = one.with_changes(changes)
    assert (model, data, wrong) == other.with_changes(changes)
    assert (model is None) == bool(wrong)


class Looks:
    """Networks of the UK scheme, of which those of some days cannot be run."""

    def __init__(self, *wrong: float) -> None:
        self.wrong, self.seen = wrong, list[float]()
        self.whole = uk_rwanda.uk_rwanda_network

    def __call__(self, scenario: UkRwandaScenario, calendar: Calendar) -> Network:
        self.seen.append(days := scenario.forced.representations.value)
        if days in self.wrong:
            raise NetworkError(f"{days:g} days cannot be")
        return self.whole(scenario, calendar)


def test_a_large_design_is_not_looked_at_point_by_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = Looks(0)
    monkeypatch.setattr(uk_rwanda, "uk_rwanda_network", looks)
    checked: list[int] = []
    whole = Variants.with_changes

    def counted(self: Variants, changes: Point) -> object:
        checked.append(1)
        return whole(self, changes)

    monkeypatch.setattr(Variants, "with_changes", counted)
    told: list[tuple[int, int]] = []
    plan(read_study(study(tmp_path, MANY)), progress=lambda done, of: told.append((done, of)))
    assert {1, DAYS} <= set(looks.seen)
    assert len(looks.seen) < 10
    assert len(checked) == DAYS
    assert told == [(0, DAYS), (50, DAYS)]


@pytest.mark.parametrize("day", [1, DAYS])
def test_an_end_that_cannot_be_run_is_told_before_anything_runs(
    day: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uk_rwanda, "uk_rwanda_network", Looks(day))
    with pytest.raises(ScenarioError) as caught:
        sweep(study(tmp_path, MANY), workers=1, under=tmp_path / "runs")
    (problem,) = caught.value.problems
    assert problem.message == f"point {day - 1} cannot be run: {day} days cannot be"
    assert problem.place is not None
    assert MANY.splitlines()[problem.place.line - 1][problem.place.column - 1 :].startswith(f"'{day} days'")
    assert not (tmp_path / "runs").exists()


def test_one_between_the_ends_is_told_where_it_stands_and_what_was_done_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = Looks(4)
    with monkeypatch.context() as patched:
        patched.setattr(uk_rwanda, "uk_rwanda_network", looks)
        with pytest.raises(ScenarioError) as caught:
            sweep(study(tmp_path, MANY), workers=1, under=tmp_path / "runs")
    (problem,) = caught.value.problems
    assert problem.message == "point 3 cannot be run: 4 days cannot be; what is done is kept"
    assert problem.place is not None
    assert (problem.place.line, problem.place.file) == (3, str(tmp_path / "study.yaml"))
    few = MANY.replace(MANY[MANY.index("'4 days'") :], "]}\n").replace(", ]", "]")
    assert sweep(study(tmp_path, few), workers=1, under=tmp_path / "runs").made == 0  # the three before it
