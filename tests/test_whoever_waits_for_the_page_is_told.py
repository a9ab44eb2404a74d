"""Nobody waits for what others asked for without being told; files are made, told of, and then taken away."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from a_server import Server, server
from sojourn.web.pool import Hand, Pool, Ticket

UNTIL = (date(2025, 1, 20) + timedelta(days=60)).isoformat()


@pytest.fixture(scope="module")
def here() -> Server:
    return server()


def test_runs_that_queue_say_how_many_are_before(here: Server) -> None:
    keys = [here.begin(set={"beds.capacity": f"{50_000 + number} beds"}, until=UNTIL, seed=31) for number in range(4)]
    with ThreadPoolExecutor(4) as many:
        found = list(many.map(here.events, keys))
    assert [events[-1][0] for events in found] == ["done"] * 4
    before = [said["before"] for name, said in found[-1] if name == "waiting"]
    assert before == sorted(before, reverse=True)
    assert before[0] >= 2


def test_a_file_is_told_of_and_then_at_its_place(here: Server) -> None:
    key = here.begin(set={"beds.capacity.1": "71,000 beds"}, until=UNTIL)
    assert here.events(key)[-1][0] == "done"
    job = here.client.post("/api/jobs", json={"run": key, "file": "report.pdf"}).json()
    *_, (last, said) = here.told(job["links"]["events"])
    assert last == "done"
    content = here.client.get(said["address"]).content
    assert content.startswith(b"%PDF")
    assert len(content) == said["bytes"]


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ({"run": "0" * 20, "file": "data.csv"}, "id"),
        ({"run": "0" * 20, "file": "../../etc/passwd"}, "file"),
        ({"run": "0" * 20, "file": "picture"}, "file"),
        ({"run": "0" * 20}, "file"),
        ({"run": "0" * 20, "file": "data.csv", "more": 1}, "more"),
        ({"line": "removed_all"}, "vs"),
        ({"vs": {}, "line": "no line; really"}, "line"),
        ({"scenario": "children-2025", "vs": {}}, "scenario"),
        ([], ""),
    ],
)
def test_work_that_cannot_be_is_refused_at_its_place(here: Server, asked: Any, path: str) -> None:
    answer = here.client.post("/api/jobs", json=asked)
    assert answer.status_code in (404, 422)
    assert answer.json()["problems"][0]["path"] == path


def test_a_difference_is_shared_out_over_what_was_changed(here: Server) -> None:
    changes = {"beds.capacity": "30,000 beds", "departures.charter.0.flights": "5 per week"}
    days = {"period.until": UNTIL}
    asked = {"set": {**days, **changes}, "vs": {"set": days}, "line": "removed_all"}
    job = here.client.post("/api/jobs", json=asked).json()
    *_, (last, said) = here.told(job["links"]["events"])
    assert (last, said["exact"], said["runs"]) == ("done", True, 4)
    ends = said["end"]["value"] - said["start"]["value"]
    assert sum(row["value"] for row in said["rows"]) == pytest.approx(ends)
    quick = here.answer(set={**days, **changes}, weight=10)["lines"]["removed_all"]["values"]["all"]
    assert said["end"]["value"] == quick
    assert len(said["rows"]) == 2
    picture = here.client.get(f"{job['links']['picture.svg']}?theme=dark&width=narrow")
    assert picture.text.startswith("<svg")


def test_one_change_alone_brought_about_all_of_it(here: Server) -> None:
    days = {"period.until": UNTIL}
    asked = {"set": {**days, "beds.capacity": "30,000 beds"}, "vs": {"set": days}, "line": "held_mean"}
    *_, (last, said) = here.told(here.client.post("/api/jobs", json=asked).json()["links"]["events"])
    assert last == "done"
    (row,) = said["rows"]
    assert row["change"] == "Beds"
    assert row["value"] == pytest.approx(said["end"]["value"] - said["start"]["value"])
    assert row["value"] < 0


def test_what_does_not_differ_is_told_so(here: Server) -> None:
    days = {"period.until": UNTIL}
    job = here.client.post("/api/jobs", json={"set": days, "vs": {"set": days}}).json()
    *_, (last, said) = here.told(job["links"]["events"])
    assert (last, "nothing differs" in said["message"]) == ("failed", True)


class Still(Pool):
    """A pool whose processes never end what they are given, so that a queue can be looked at."""

    def __init__(self) -> None:
        super().__init__()
        for lanes in (("quick",), ("quick", "whole", "file"), ("behind",)):
            hand = Hand(lanes, None, None, None, ready=True)  # type: ignore[arg-type]
            self._hands.append(hand)

    def _give(self, hand: Hand, ticket: Ticket) -> None:
        hand.ticket = ticket


@pytest.fixture
def pool() -> Still:
    return Still()


def asked(pool: Pool, lane: Any) -> list[int]:
    """Ask for something, and what is told of its place."""
    places: list[int] = []
    pool.submit(None, lane, lambda message: places.append(message[1]))  # type: ignore[arg-type]
    return places


def test_quick_ones_come_before_whole_ones_and_those_before_files(pool: Still) -> None:
    assert asked(pool, "whole") == []  # at work
    file, whole = asked(pool, "file"), asked(pool, "whole")
    assert (file, whole) == ([1, 2], [1])
    assert asked(pool, "quick") == []  # the other process is free
    quick = asked(pool, "quick")
    assert quick == [2]  # two at work
    assert (file, whole) == ([1, 2, 3], [1, 2])


def test_what_is_behind_is_in_nobodys_way(pool: Still) -> None:
    for _ in range(5):
        assert asked(pool, "behind") == []
    assert asked(pool, "quick") == asked(pool, "whole") == []


def test_whoever_cannot_hear_holds_nobody_up(pool: Still) -> None:
    def deaf(message: object) -> None:
        raise ValueError("cannot be heard")

    pool.submit(None, "whole", deaf)  # type: ignore[arg-type]
    assert asked(pool, "whole") == [1]
    (hand,) = [one for one in pool._hands if "whole" in one.lanes]
    waits = pool._waiting[0]
    pool._hear(hand, ("done", None))
    assert hand.ticket is waits
