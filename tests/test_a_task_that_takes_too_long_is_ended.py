"""The processes that simulate: one that takes too long is ended and replaced, and the next task is done as ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from sojourn.web import pool as module
from sojourn.web.ask import Refused, ask
from sojourn.web.limits import MOST_WAITING
from sojourn.web.pool import Pool
from sojourn.web.routes import task_of
from sojourn.web.tasks import Message


async def until(holds: Callable[[], bool], seconds: float = 240.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.05)


@pytest.mark.slow
def test_a_task_that_takes_too_long_is_ended_and_the_next_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    async def both() -> list[list[Message]]:
        pool = Pool(workers=1)
        await pool.start()
        await until(lambda: pool.ready)
        heard: list[list[Message]] = [[], []]
        first = pool.pids
        monkeypatch.setitem(module.SECONDS, "whole", 0.05)
        pool.submit(task_of(ask({})), "whole", heard[0].append)
        await until(lambda: bool(heard[0]) and heard[0][-1][0] in module.LAST)
        monkeypatch.setitem(module.SECONDS, "whole", 120.0)
        pool.submit(task_of(ask({"until": "2025-03-01", "weight": 10})), "whole", heard[1].append)
        await until(lambda: bool(heard[1]) and heard[1][-1][0] in module.LAST)
        assert pool.pids != first
        assert not pool.broken
        pool.close()
        return heard

    late, good = asyncio.run(both())
    assert late[-1][0] == "failed"
    assert "longer than one request may" in late[-1][1]
    assert good[-1][0] == "done"


def test_no_more_wait_than_may_and_what_is_taken_back_is_not_begun() -> None:
    heard: list[Message] = []

    async def many() -> None:
        pool = Pool(workers=0)  # nobody works, so all wait
        task: Any = None
        tickets = [pool.submit(task, "quick", heard.append) for _ in range(MOST_WAITING)]
        with pytest.raises(Refused) as refusal:
            pool.submit(task, "quick", heard.append)
        assert refusal.value.status == 503
        pool.cancel(tickets[3])
        pool.submit(task, "quick", heard.append)
        assert [one.over for one in tickets[:5]] == [False, False, False, True, False]
        pool.close()

    asyncio.run(many())
    assert heard == [("stopped", None)] * (MOST_WAITING + 1)
