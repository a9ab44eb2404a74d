"""Many people at the page at once are each answered or asked to come again, none by a fault and none never.

`make load` is the same with fifty people for minutes.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import httpx
import pytest

from a_server import server

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from load import HOW, MARKS, into, loaded, tables, told
from load_person import Ended, Notes, Person

PATIENCE = 100.0


@pytest.mark.slow
def test_fifty_people_at_once_are_all_answered() -> None:
    here = server()
    notes = asyncio.run(
        loaded(here.url, 50, 12.0, PATIENCE, think=(1.0, 4.0), until="2025-03-20", files=("scenario.yaml", "data.csv"))
    )
    assert notes.faults == []
    assert {how for ended in notes.ended.values() for how in ended} <= set(HOW) - {"fault"}
    assert len(notes.ended["a tenth"]["answered"]) >= 50
    assert notes.ended["everybody"]["answered"]
    assert max(time for ended in notes.ended.values() for times in ended.values() for time in times) < PATIENCE
    assert here.client.get("/api/health").json()["ready"]


Answer = Callable[[httpx.Request], httpx.Response]


def met(answer: Answer, patience: float = 5.0) -> Notes:
    """What somebody notes who moves a control once before a server that always answers so."""
    notes = Notes(patience)

    async def once() -> None:
        async with httpx.AsyncClient(base_url="http://here", transport=httpx.MockTransport(answer)) as client:
            person = Person(client, notes, random.Random(1), (0.0, 0.0))
            try:
                await person.follow("a tenth", 10, perf_counter())
            except Ended:
                return

    asyncio.run(once())
    return notes


def run(told: str) -> Answer:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"id": "a"}) if request.method == "POST" else httpx.Response(200, text=told)

    return answer


def test_an_answer_is_noted_with_its_time() -> None:
    notes = met(run('event: progress\ndata: {"from": 0, "held": [1]}\n\nevent: done\ndata: {}\n\n'))
    assert notes.faults == []
    assert {kind: list(ended) for kind, ended in notes.ended.items()} == {
        "ask for a run": ["answered"],
        "first line drawn": ["answered"],
        "a tenth": ["answered"],
    }


@pytest.mark.parametrize(
    "answer",
    [
        lambda request: httpx.Response(500, text="a fault"),
        lambda request: httpx.Response(503, text="gone, and no word of when to come again"),
        run('event: failed\ndata: {"message": "something went wrong that should not"}\n\n'),
        run('event: progress\ndata: {"axes": 1}\n\n'),
        run(""),
    ],
    ids=["500", "503", "failed", "broken off", "nothing"],
)
def test_a_fault_would_be_seen(answer: Answer) -> None:
    assert len(met(answer).faults) == 1


def test_an_answer_that_never_ends_would_be_seen() -> None:
    async def never(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(60)
        raise AssertionError

    assert "no answer within" in met(never, patience=0.05).faults[0]  # type: ignore[arg-type]


def test_who_is_asked_to_come_again_does_and_meets_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("load_person.COME_AGAIN", 0.0)
    notes = met(lambda request: httpx.Response(503, json={"problems": []}, headers={"retry-after": "2"}))
    assert notes.faults == []
    assert len(notes.ended["ask for a run"]["refused"]) == 3


def test_tables_go_between_the_marks_of_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{MARKS[0]}\nold\n{MARKS[1]}\nafter\n")
    into(page, "new\n")
    assert page.read_text() == f"before\n{MARKS[0]}\n\nnew\n\n{MARKS[1]}\nafter\n"
    page.write_text("no marks")
    with pytest.raises(SystemExit, match="no place for the tables"):
        into(page, "new\n")


def test_the_table_says_the_median_and_the_worst() -> None:
    assert told([3.0, 1.0, 2.0]) == {"count": 3, "median": 2.0, "most_of_95": 3.0, "worst": 3.0}
    found: dict[str, Any] = {
        "people": 1, "seconds": 9.0, "patience": 5.0, "faults": [], "memory": None, "cores_used": None,
        "requests": {"a tenth": {"answered": told([3.0, 1.0, 2.0]), "left": told([7.0])}},
        "machine": {"processor": "one", "busy at the start": "load 0"},
    }  # fmt: skip
    ended, load = tables(found)
    assert ("move to answer of a tenth", "2", "3", "3", "3", "0", "0", "1", "0") in ended.rows
    assert ("longest that anything took to end, s", "7") in load.rows
