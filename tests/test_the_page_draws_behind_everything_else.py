"""Studies on the server: they grow draw by draw, go on where they were, end when nobody waits, and delay nobody."""

from __future__ import annotations

import os
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from a_server import Server, server

UNTIL = (date(2025, 1, 20) + timedelta(days=60)).isoformat()
SET = {"period.until": UNTIL}


@pytest.fixture(scope="module")
def here() -> Server:
    return server()


def begin(here: Server, status: tuple[int, ...] = (200, 202), **asked: Any) -> dict[str, Any]:
    answer = here.client.post("/api/studies", json={"set": SET, **asked})
    assert answer.status_code in status, answer.text
    return dict(answer.json())


def test_bands_come_after_two_draws_and_grow(here: Server) -> None:
    study = begin(here, draws=4, seed=21)
    *way, (last, whole) = here.told(study["links"]["events"])
    assert last == "done"
    assert [name for name, _ in way] == ["progress"] * len(way)
    counts = [one["draws"] for _, one in way]
    assert counts == sorted(counts)
    assert whole["draws"] == whole["of"] == 4
    assert whole["holds"] == pytest.approx(3 / 5, abs=1e-3)
    assert all((one["shown"] is None) == (one["draws"] < 2) for _, one in way)
    low, middle, high = whole["shown"]["lines"]["removed_all"]["all"]
    assert low <= middle <= high
    assert here.client.get(study["links"]["bands.json"]).json() == whole


def test_more_draws_leave_the_earlier_ones_as_they_are(here: Server) -> None:
    few = here.told(begin(here, draws=3, seed=22)["links"]["events"])[-1][1]
    study = begin(here, draws=5, seed=22)
    first, *_, (last, many) = here.told(study["links"]["events"])
    assert first[1]["draws"] == 3
    assert first[1]["shown"] == few["shown"]
    assert (last, many["draws"]) == ("done", 5)


def test_twins_are_compared_with_the_same_draws(here: Server) -> None:
    study = begin(here, draws=3, seed=23, vs={"set": SET})
    same = here.told(study["links"]["events"])[-1][1]["difference"]["lines"]
    assert same["removed_all"]["all"] == [0, 0, 0]
    fewer = begin(here, draws=3, seed=23, set={**SET, "beds.capacity": "30,000 beds"}, vs={"set": SET})
    assert here.told(fewer["links"]["events"])[-1][1]["difference"]["lines"]["held_mean"]["all"][2] < 0


def test_days_that_only_one_has_are_not_in_a_difference(here: Server) -> None:
    longer = (date.fromisoformat(UNTIL) + timedelta(days=20)).isoformat()
    study = begin(here, draws=2, seed=24, set={"period.until": longer}, vs={"set": SET})
    found = here.told(study["links"]["events"])[-1][1]
    assert found["difference"]["lines"]["removed_all"]["all"] == [0, 0, 0]


def test_a_study_that_nobody_follows_is_stopped_and_goes_on_when_asked_again(here: Server) -> None:
    study = begin(here, draws=60, seed=25, client="leaver")
    assert len(here.told(study["links"]["events"], 3)) == 3
    end = time.monotonic() + 20
    while (state := here.client.get(study["links"]["bands.json"]).status_code) == 202 and time.monotonic() < end:
        time.sleep(0.1)
    assert state == 409
    again = begin(here, draws=60, seed=25, client="leaver")
    assert here.told(again["links"]["events"], 1)[0][1]["draws"] >= 1


def test_a_later_study_of_the_same_page_takes_its_place(here: Server) -> None:
    older = begin(here, draws=60, seed=26, client="mover")
    newer = begin(here, draws=2, seed=27, client="mover")
    assert here.told(newer["links"]["events"])[-1][0] == "done"
    assert here.client.get(older["links"]["bands.json"]).status_code in (202, 409)
    assert here.told(older["links"]["events"])[-1][0] == "stopped"


def test_a_first_picture_does_not_wait_for_draws(here: Server) -> None:
    study = begin(here, draws=100, seed=28, client="looker")
    with here.client.stream("GET", study["links"]["events"]) as stream:
        lines = stream.iter_lines()
        while '"draws": 2' not in next(lines):
            pass
        here.answer(set={"beds.capacity": "45,678 beds"}, weight=10, until=UNTIL)
        drawn = here.client.get(study["links"]["bands.json"]).json()["draws"]
    assert drawn < 30


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
def test_what_draws_gives_way_to_what_somebody_looks_at(here: Server) -> None:
    here.told(begin(here, draws=2, seed=29)["links"]["events"])
    pid = here.process.pid
    workers = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    mine = os.getpriority(os.PRIO_PROCESS, pid)
    nicer = [one for one in workers if os.getpriority(os.PRIO_PROCESS, one) > mine]
    assert len(nicer) == 1 or mine >= 19


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ({"draws": 1}, "draws"),
        ({"draws": 101}, "draws"),
        ({"draws": True}, "draws"),
        ({"draws": "many"}, "draws"),
        ({"extra": 1}, "extra"),
        ({"vs": {"seed": 4}}, "vs.seed"),
        ({"vs": {"scenario": "nowhere"}}, "scenario"),
        ({"set": {"beds.capacity": "60,000 seats"}}, "beds.capacity.value"),
        ({"scenario": "uk-rwanda-2022", "set": {}}, "scenario"),
        ({"set": SET, "vs": {"scenario": "children-2025"}}, "vs"),
    ],
)
def test_what_no_study_can_be_is_refused_at_its_place(here: Server, asked: dict[str, Any], path: str) -> None:
    answer = here.client.post("/api/studies", json=asked)
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["path"] == path
