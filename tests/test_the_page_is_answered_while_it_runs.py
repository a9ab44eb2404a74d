"""The server runs what is asked: month by month, the last request first, the same for all who ask, and it survives."""

from __future__ import annotations

import json
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from a_server import Server, server
from sojourn.run import load
from sojourn.run import run as simulate

UNTIL = (date(2025, 1, 20) + timedelta(days=90)).isoformat()


@pytest.fixture(scope="module")
def here() -> Server:
    return server()


def test_what_is_told_on_the_way_is_what_the_answer_says(here: Server) -> None:
    told = here.events(here.begin(set={"beds.capacity": "50,000 beds"}, weight=10, until=UNTIL, seed=3))
    *way, (last, answer) = told
    assert last == "done"
    first, *months = [said for _, said in way]
    held = [day for month in months for day in month["held"]]
    assert held == answer["series"]["held"]
    assert first["axes"] == answer["axes"]
    assert len(held) == answer["axes"]["days"] == 90
    for name, years in answer["series"]["removed"].items():
        assert sum(years) == sum(month["removed"][name] for month in months)


def test_a_whole_run_is_the_run_that_the_command_line_makes(here: Server) -> None:
    changes = {"beds.capacity": "50,000 beds", "departures.charter.0.flights": "30 per week"}
    key = here.begin(set=changes, until=UNTIL, seed=3)
    assert here.events(key)[-1][0] == "done"
    told = here.client.get(f"/api/runs/{key}/summary.json").json()
    ours = simulate(load("plan-2025", [f"{path}={text}" for path, text in changes.items()]),
                    seed=3, until=date.fromisoformat(UNTIL))  # fmt: skip
    assert told["lines"] == json.loads(json.dumps(ours.summary["lines"]))


def test_a_tenth_of_the_people_says_nearly_the_same(here: Server) -> None:
    quick, whole = (here.answer(until=UNTIL, weight=weight) for weight in (10, 1))
    held = [one["lines"]["held_mean"]["values"]["all"] for one in (quick, whole)]
    # A tenth of some 40,000 people: what comes and goes in 90 days is some 4,000 a month of them, so about 1 %.
    assert held[0] == pytest.approx(held[1], rel=0.02)


def test_the_last_request_of_a_page_wins(here: Server) -> None:
    keys = [
        here.begin(set={"beds.capacity": f"{number} beds"}, client="mover", seed=11) for number in range(50000, 50006)
    ]
    *older, newest = keys
    assert here.events(newest)[-1][0] == "done"
    assert {here.events(key)[-1][0] for key in older[1:]} == {"stopped"}


def test_what_nobody_follows_is_stopped(here: Server) -> None:
    key = here.begin(set={"beds.capacity": "44,444 beds"}, client="gone", seed=12)
    with here.client.stream("GET", f"/api/runs/{key}/events") as stream:
        next(stream.iter_lines())
    end = time.monotonic() + 20
    while (state := here.client.get(f"/api/runs/{key}/answer.json").status_code) == 202 and time.monotonic() < end:
        time.sleep(0.1)
    assert state == 409


def test_ten_at_once_are_all_answered(here: Server) -> None:
    def one(number: int) -> float:
        asked = {"set": {"beds.capacity": f"{45000 + 1000 * number} beds"}, "weight": 10, "until": UNTIL}
        answer = here.answer(**asked, client=f"client {number}")
        return float(answer["series"]["beds"][0])

    with ThreadPoolExecutor(10) as many:
        assert list(many.map(one, range(10))) == [45000 + 1000 * number for number in range(10)]


def test_every_file_can_be_taken_away(here: Server, tmp_path: Path) -> None:
    key = here.begin(set={"beds.capacity.1": "70,000 beds"}, until=UNTIL)
    assert here.events(key)[-1][0] == "done"
    names = here.client.get("/api/files").json()["files"]
    found = {name: here.client.get(f"/api/runs/{key}/{name}") for name in names}
    for name, answer in found.items():
        assert answer.status_code == 200, (name, answer.text)
        assert "attachment" in answer.headers["content-disposition"]
    place = tmp_path / "scenario.yaml"
    place.write_bytes(found["scenario.yaml"].content)
    assert load(place).model.beds == load("plan-2025", ["beds.capacity.1=70,000 beds"]).model.beds
    with ZipFile(BytesIO(found["data.zip"].content)) as archive:
        assert any(name.lower().startswith("readme") for name in archive.namelist())
    assert found["data.csv"].text.startswith("date,")
    assert found["report.pdf"].content.startswith(b"%PDF")
    picture = here.client.get(f"/api/runs/{key}/pictures/population.svg?theme=dark")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert picture.text.startswith("<svg")


def test_one_person_is_followed(here: Server) -> None:
    told = here.client.get("/api/trace", params={"nationality": "Venezuela", "set": "beds.capacity=90,000 beds"}).json()
    assert told["person"]["nationality"] == "Venezuela"
    assert sum(step["days"] for step in told["steps"]) == told["days"]
    wrong = here.client.get("/api/trace", params={"nationality": "Venezuelo"})
    assert wrong.status_code == 422
    assert "Venezuela" in wrong.json()["problems"][0]["message"]


def test_a_run_that_is_not_kept_is_said_so(here: Server) -> None:
    answer = here.client.get("/api/runs/00000000000000000000/events")
    assert answer.status_code == 404
    assert "ask for it again" in answer.json()["problems"][0]["message"]


def test_a_quick_run_has_no_files(here: Server) -> None:
    key = here.begin(weight=10, until=UNTIL)
    here.events(key)
    assert here.client.get(f"/api/runs/{key}/data.csv").status_code == 404


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
def test_a_process_that_is_lost_is_told_and_replaced_and_all_end_with_the_server() -> None:
    here = Server().ready()
    try:
        key = here.begin(set={"beds.capacity": "43,210 beds"}, seed=99)
        workers = [
            one for one in children(here.process.pid) if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()
        ]
        for one in workers:
            os.kill(one, signal.SIGKILL)
        assert here.events(key)[-1][0] == "failed"
        here.ready()
        assert here.answer(weight=10, until=UNTIL)["lines"]
        left = children(here.process.pid)
        said = here.stop(signal.SIGTERM)  # as a service manager ends it
        assert "Traceback" not in said
        assert "Warning" not in said
        assert said.endswith("Stopped.\n")
        assert here.process.returncode == 0
        time.sleep(1.0)
        assert [
            one
            for one in left
            if Path(f"/proc/{one}").exists() and "Z" not in Path(f"/proc/{one}/stat").read_text().split(") ")[1][:1]
        ] == []
    finally:
        here.stop()


def test_a_port_that_is_taken_is_one_sentence(here: Server) -> None:
    import subprocess
    import sys

    command = [sys.executable, "-m", "sojourn", "serve", "--no-open", "--port", str(here.port)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith("error: nothing can listen on 127.0.0.1")
    assert httpx.get(f"{here.url}/api/health").status_code == 200
