"""A stream of events ends for whoever leaves, whenever that is, and goes on for the others."""

from __future__ import annotations

import asyncio
import gc

import pytest

from sojourn.web.followed import Followed, Streams


async def read(streams: Streams, one: Followed) -> list[bytes]:
    return [event async for event in streams.follow(one, lambda: None)]


@pytest.mark.parametrize("steps", range(8))
@pytest.mark.parametrize("again", [1, 2])
def test_leaving_at_any_moment_is_no_fault_and_others_hear_the_end(steps: int, again: int) -> None:
    async def told() -> list[bytes]:
        one, streams = Followed(), Streams()
        leave = [asyncio.create_task(read(streams, one)) for _ in range(5)]
        stays = asyncio.create_task(read(streams, one))
        await asyncio.sleep(0)
        one.tell("progress", "{}")
        for _ in range(steps):
            await asyncio.sleep(0)
        for _ in range(again):
            for task in leave:
                task.cancel()
            await asyncio.sleep(0)
        assert all(
            isinstance(end, asyncio.CancelledError) for end in await asyncio.gather(*leave, return_exceptions=True)
        )
        one.state = "done"
        one.tell("done", "{}")
        heard = await stays
        assert streams.open == one.streams == 0
        return heard

    heard = asyncio.run(asyncio.wait_for(told(), 10))
    assert heard == [b"event: progress\ndata: {}\n\n", b"event: done\ndata: {}\n\n"]
    gc.collect()
