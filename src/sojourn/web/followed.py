"""What goes on for a while and is told as it does: its state, what was said so far, and whoever listens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from sojourn.web import limits
from sojourn.web.ask import Refused, refused

State = Literal["waiting", "running", "done", "failed", "stopped"]
LAST = ("done", "failed", "stopped")
"""The events after which there are no more."""


@dataclass(eq=False)
class Followed:
    """Something that is under way, or was."""

    state: State = "waiting"
    events: list[tuple[str, str] | None] = field(default_factory=list, repr=False)
    """What was told so far: the name of each event and its data as JSON; None where a later one took its place."""
    trouble: str | None = None
    clients: set[str] = field(default_factory=set)
    """Who waits for it by name."""
    streams: int = 0
    """Streams that are open."""
    bell: asyncio.Event = field(default_factory=asyncio.Event, repr=False)
    """Rung when the next thing is told; there is a new one for what comes after."""

    @property
    def over(self) -> bool:
        """Whether no more will be told."""
        return self.state in LAST

    def tell(self, name: str, data: str, *, instead: bool = False) -> None:
        """Say something to whoever listens, now or later.

        Args:
            name: of the event.
            data: as JSON.
            instead: whether it takes the place of what was said before under the same name.
        """
        if instead:
            self.events[:] = [None if one is not None and one[0] == name else one for one in self.events]
        self.events.append((name, data))
        rung, self.bell = self.bell, asyncio.Event()
        rung.set()

    def wait(self, before: int) -> None:
        """Say how many tasks are before it."""
        self.tell("waiting", json.dumps({"before": before}), instead=True)

    def end(self, kind: str, why: str | None) -> None:
        """Say that it will not be done: it failed, or was stopped."""
        self.state = "failed" if kind == "failed" else "stopped"
        self.trouble = why or "it was stopped, since nobody waited for it"
        self.tell(self.state, json.dumps({"message": self.trouble}))


class Streams:
    """The streams of events that are open, of which there may be so many."""

    def __init__(self) -> None:
        self.open = 0

    async def follow(self, one: Followed, left: Callable[[], Any]) -> AsyncIterator[bytes]:
        """What is told of something from its beginning, as server-sent events; ends when it does.

        Args:
            one: what is followed.
            left: called when nobody reads this stream any more.
        """
        if self.open >= limits.MOST_STREAMS:
            yield sent("failed", json.dumps({"message": "too many streams are open; ask again in a moment"}))
            return
        self.open += 1
        one.streams += 1
        at = 0
        try:
            while True:
                for event in one.events[at:]:
                    at += 1
                    if event is not None:
                        yield sent(*event)
                if one.over and at == len(one.events):
                    return
                bell = one.bell
                if at < len(one.events):  # told while what came before was being sent
                    continue
                try:
                    async with asyncio.timeout(limits.ALIVE_SECONDS):
                        await bell.wait()
                except TimeoutError:
                    yield b": alive\n\n"
        finally:
            self.open -= 1
            one.streams -= 1
            left()


def not_done(one: Followed) -> Refused:
    """Why something has no result."""
    return refused("", one.trouble or "it was stopped", status=409)


def sent(name: str, data: str) -> bytes:
    """One server-sent event; JSON has no line breaks in it."""
    return f"event: {name}\ndata: {data}\n\n".encode()
