"""What each change brought about adds up to the whole difference, in the central values and in every draw by itself.

Runs are stood in for by formulas of the scenario, so that what each change must be given is known.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest

from compared import BEDS, PAROLE, SEATS, SHORT, UNTIL, compared, plan
from sojourn.results.line import Line
from sojourn.run import CannotRun, load_us
from sojourn.study.compare import compare as comparing
from sojourn.study.compare import planning, remembered
from sojourn.study.compare.attribution import Attribution, World
from sojourn.study.compare.compare import compare
from sojourn.study.compare.findings import KEYS
from sojourn.study.points import drawing
from sojourn.study.points.point import Point, Values

MORE = (
    "arrivals.booked_in=70%",
    "proceedings.spread=1.3",
    "releases.bonded=2",
    "departures.charter.1.flights=12 per week",
    "limits.post_order=170 days",
)


@cache
def known() -> dict[str, Line]:
    """The lines of the formulas."""
    return {key: Line(key, "held", key, "people", lambda run, span: None, True) for key in KEYS}


@dataclass
class Made:
    """What the formula has been asked for."""

    points: int = 0


def numbers_of(data: dict[str, Any]) -> dict[str, float]:
    """The numbers that the formulas use."""
    paroled = data["releases"]["paroled"]
    return {
        "beds": data["beds"]["capacity"]["steps"][-1]["value"] / 1000,
        "parole": 1.0 if paroled is None else paroled["steps"][0]["value"],
        "flights": float(data["departures"]["charter"][0]["flights"]["steps"][0]["value"].split()[0]),
        "booked": data["arrivals"]["booked_in"]["value"],
        "spread": data["proceedings"]["spread"]["value"],
    }


def formula(point: Point) -> Values:
    """Removals add beds and flights, people let go are beds times parole; the luck of a run moves both sides alike."""
    found = numbers_of(json.loads(point.scenario))
    luck = point.seed % 97
    lines = {
        "removed_all": 7 * found["beds"] + 100 * found["flights"] + luck,
        "exit_released_no_bed": found["beds"] * found["parole"] * (1 + luck),
        "held_peak": min(found["beds"], 50 * found["parole"], 30 * found["flights"]),
        "cost": 0.0,
        "person_days": found["beds"] * found["parole"] * found["flights"] * found["booked"] ** found["spread"],
    }
    return {key: {"FY2025": value, "all": value} for key, value in lines.items()}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Formulas in the place of runs."""
    counted = Made()

    def stand_in(points: Sequence[Point], *, store: Any = None, **_: Any) -> tuple[Values, ...]:
        for point in points:
            if store.read(point.hash) is None:
                counted.points += 1
                store.write(point.hash, formula(point))
        return tuple(store.read(point.hash) for point in points)

    monkeypatch.setattr(remembered, "run_points", stand_in)
    monkeypatch.setattr(drawing, "check", lambda scenario: None)  # the formulas need no network
    monkeypatch.setattr(comparing, "known_lines", lambda side, seed: known())
    return counted


def attribution(*changes: str, runs: int = 64, draws: int = 2) -> Attribution:
    study = compare(
        plan(), plan(*changes), draws=draws, until=UNTIL, replications=2, structure=False, specialised=False
    )
    return study.explain(runs=runs)


def shares(found: Attribution, line: str) -> dict[str, float]:
    return {bar.told.label: bar.value for bar in found.bars(line, "all")}


def left(one: World) -> float:
    """What is not shared out, at the most."""
    return float(np.nanmax(np.abs(one.shares.sum(axis=0) - (one.end - one.start))))


def test_where_effects_add_each_change_has_its_own(made: Made) -> None:
    found = attribution(BEDS, PAROLE, SEATS)
    told = shares(found, "removed_all")
    assert told["beds.capacity"] == pytest.approx(7 * (40 - 100))
    assert told['departures.charter."Central America".flights'] == pytest.approx(100 * (4 - 20) / 7)
    assert told["releases.paroled"] == 0
    assert found.left_over("removed_all", "all") == pytest.approx(0, abs=1e-9)


def test_where_effects_multiply_each_has_the_mean_of_first_and_last(made: Made) -> None:
    found = attribution(BEDS, PAROLE)
    luck = 1 + plan().model.seed % 97
    assert shares(found, "exit_released_no_bed") == pytest.approx(
        {"beds.capacity": (40 - 100) * (1 + 0.5) / 2 * luck, "releases.paroled": (0.5 - 1) * (100 + 40) / 2 * luck}
    )
    both = (40 * 0.5 - 100) - (40 - 100) - (50 - 100)
    assert found.left_over("exit_released_no_bed", "all") == pytest.approx(both * luck)
    ((one, other, value),) = found.pairs_of("exit_released_no_bed", "all")
    assert {one.label, other.label} == {"beds.capacity", "releases.paroled"}
    assert value == pytest.approx(both * luck)


@pytest.mark.parametrize("changes", [(BEDS,), (BEDS, PAROLE, SEATS), (BEDS, PAROLE, SEATS, *MORE)])
def test_shares_add_up_in_every_world(made: Made, changes: tuple[str, ...]) -> None:
    found = attribution(*changes, runs=100)
    assert len(found.changes) == len(changes)
    assert found.exact == (len(changes) <= planning.EXACT)
    assert len(found.drawn) >= 2
    for world in (found.central, *found.drawn):
        assert left(world) < 1e-9 * max(1, float(np.nanmax(np.abs(world.end))))


def test_drawn_orders_agree_with_all_of_them_within_their_error(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = (BEDS, PAROLE, SEATS, MORE[0])
    truth = shares(attribution(*changes), "person_days")
    monkeypatch.setattr(planning, "EXACT", 0)
    for runs in (150, 190):  # other orders each
        found = attribution(*changes, runs=runs, draws=0)
        assert not found.exact
        assert found.pairs >= 12
        for bar in found.bars("person_days", "all"):
            assert bar.error is not None
            assert abs(bar.value - truth[bar.told.label]) <= 5 * bar.error + 1e-9
        assert max(bar.error or 0 for bar in found.bars("person_days", "all")) > 0


def test_a_change_that_moves_nothing_is_given_nothing(made: Made) -> None:
    found = attribution(BEDS, MORE[4])
    assert shares(found, "person_days")["limits.post_order"] == 0


def test_what_was_run_already_is_not_run_again(made: Made) -> None:
    study = compare(plan(), plan(BEDS, PAROLE), draws=2, until=UNTIL, replications=2, structure=False)
    assert made.points == 2 * 2 + 2 * 2
    study.explain(runs=20)
    assert made.points == 8 + 3 * 2  # of 4 sets in 3 worlds, the base and the whole were there
    study.explain(runs=20)
    assert made.points == 14


def test_changes_that_need_one_another_are_one(made: Made) -> None:
    """Shares of added arrests may add to 100 % at most: one is lowered so that the other may rise."""
    low = ("arrivals.added_convicted=90%", "arrivals.added_pending=5%")
    high = ("arrivals.added_convicted=5%", "arrivals.added_pending=95%", BEDS)
    study = compare(plan(*low), plan(*high), draws=2, until=UNTIL, replications=2, structure=False)
    found = study.explain(runs=20)
    assert [one.why for one in found.changes] == ["joined", "one"]
    assert "arrivals.added_convicted" in found.told[0].label
    assert "arrivals.added_pending" in found.told[0].label
    assert left(found.central) == 0


def test_a_source_alone_is_told_and_moves_nothing(made: Made) -> None:
    bare = load_us("plan-2025", (SHORT, "beds.patience={value: 3 days}", BEDS))
    found = compare(plan(), bare, draws=2, until=UNTIL, replications=2, structure=False).explain(runs=20)
    assert [one.why for one in found.changes] == ["one", "sources"]
    assert shares(found, "removed_all")["sources of 1 number"] == 0


def test_old_and_new_are_told_with_their_place(made: Made, tmp_path: Any) -> None:
    (tmp_path / "mine.yaml").write_text("extends: plan-2025\nbeds:\n  patience: 5 days\n", encoding="utf-8")
    study = compare("plan-2025", tmp_path / "mine.yaml", draws=0, until=UNTIL, replications=2, structure=False)
    (told,) = study.explain(runs=10).told
    assert (told.label, told.old, told.new) == ("beds.patience", "3 days", "5 days")
    assert (told.place or "").endswith("mine.yaml:3:13")


def test_a_waterfall_goes_from_the_base_to_the_other(made: Made) -> None:
    data = attribution(BEDS, PAROLE, SEATS).waterfall("person_days")
    at = data["start"]["value"]
    for row in data["rows"]:
        assert row["from"] == pytest.approx(at)
        assert row["to"] - row["from"] == pytest.approx(row["value"])
        at = row["to"]
    assert at == pytest.approx(data["end"]["value"])
    sizes = [abs(row["value"]) for row in data["rows"]]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (["removed_al"], "did you mean 'removed_all'"),
        (["xyzzy"], "there is no line 'xyzzy'"),
        (["removed_all:FY2031"], "there is no period 'FY2031'"),
    ],
)
def test_a_line_that_is_not_there_is_one_sentence(made: Made, of: list[str], words: str) -> None:
    study = compare(plan(), plan(BEDS), draws=0, until=UNTIL, replications=2, structure=False)
    with pytest.raises(CannotRun, match=words):
        study.explain(of=of)


def test_real_runs_are_shared_out_whole() -> None:
    found = compared(plan(), plan(BEDS, SEATS)).explain(runs=10)
    assert {one.label for one in found.told} == {"beds.capacity", 'departures.charter."Central America".flights'}
    assert left(found.central) < 1e-6
    assert all(left(one) < 1e-6 for one in found.drawn)
    start, end = found.ends("booked_in", "all")
    assert end < start
