"""One person at the page, as the server meets them: opens it, moves controls, reads, takes files, and leaves.

It asks what `web/page/runs.mjs` and `bands.mjs` ask, in that order: a tenth of the people first, everybody a quarter
of a second later unless the person has moved on, then draws for the bands, each followed on its stream of events. The
last request wins.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import httpx

from sojourn.web.page_files import page_files

PAGE = ("/", *(f"/page/{name}" for name in sorted(page_files()) if name != "index.html"))
SETTLED = 0.25
"""Seconds after a tenth of the people until the page asks for everybody."""
CONTROLS = (
    ("beds.capacity.1", "{} beds", 40_000, 120_000),
    ("departures.charter.0.flights", "{} per week", 5, 90),
    ("arrivals.interior", "{} per day", 200, 1_500),
    ("releases.paroled", "0.{}", 1, 9),
)
FILES = ("scenario.yaml", "data.csv", "data.xlsx", "data.zip", "report.html", "report.pdf")
COME_AGAIN = 2.0


FIRST = {"a tenth": "first line drawn", "bands": "first band"}
"""What is noted before the end of something."""


def shows(kind: str, said: dict[str, Any]) -> bool:
    """Whether what was told on the way is the first that is drawn."""
    return bool("held" in said if kind == "a tenth" else kind == "bands" and said.get("shown"))


async def left(behind: list[asyncio.Task[Any]]) -> None:
    """Let go of what is under way."""
    for one in behind:
        one.cancel()
    await asyncio.gather(*behind, return_exceptions=True)


class Ended(Exception):
    """A request did not end with an answer; how it did is noted."""


@dataclass
class Notes:
    """What all people met: for each kind of request, how it ended and after how many seconds."""

    patience: float
    """Longest that anything may take, in seconds, before it counts as waiting for ever."""
    ended: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def note(self, kind: str, how: str, since: float) -> None:
        self.ended.setdefault(kind, {}).setdefault(how, []).append(perf_counter() - since)

    def fault(self, kind: str, since: float, why: str) -> Ended:
        self.note(kind, "fault", since)
        self.faults.append(f"{kind}: {why[:300]}")
        return Ended()


@dataclass
class Person:
    """Somebody at the page. `habits` is what decides all they do, so that a load can be had again."""

    client: httpx.AsyncClient
    notes: Notes
    habits: random.Random
    think: tuple[float, float]
    """Seconds from one move to the next, least and most."""
    until: str | None = None
    """Last day that is simulated; the scenario's own where none is given."""
    files: tuple[str, ...] = FILES
    state: dict[str, str] = field(default_factory=dict)
    name: str = ""

    async def stay(self, end: float) -> None:
        """Use the page until a moment, or until they have had enough, and leave whatever is under way."""
        self.name = f"{self.habits.getrandbits(96):024x}"
        whole: asyncio.Task[str] | None = None
        behind: list[asyncio.Task[Any]] = []
        try:
            with suppress(Ended):
                await self.open()
            while perf_counter() < end:
                await left(behind)  # the newer request takes its place
                whole, behind = None, []
                with suppress(Ended):
                    await self.move()
                    whole = asyncio.create_task(self.everybody())
                    behind = [asyncio.create_task(self.bands(whole)), whole]
                reading = self.habits.uniform(*self.think) * (4.0 if self.habits.random() < 0.35 else 1.0)
                await self.read(whole, min(reading, max(0.0, end - perf_counter())))
                if self.habits.random() < 0.06:
                    return
        finally:
            await left(behind)

    async def open(self) -> None:
        """Load the page, and the scenario it starts with."""
        for path in (*PAGE, "/api/scenarios", "/api/scenarios/plan-2025", "/api/files"):
            await self.ask("open the page", path)

    async def move(self) -> None:
        """Move a control, sometimes by dragging it: then each place is asked for, and the last one wins."""
        path, form, low, high = self.habits.choice(CONTROLS)
        start = perf_counter()
        for _ in range(self.habits.choice((0, 0, 2, 5))):
            self.state[path] = form.format(self.habits.randint(low, high))
            await self.begin(10)
            await asyncio.sleep(0.05)
        self.state[path] = form.format(self.habits.randint(low, high))
        await self.follow("a tenth", 10, start)

    async def everybody(self) -> str:
        await asyncio.sleep(SETTLED)
        return await self.follow("everybody", 1, perf_counter())

    async def bands(self, whole: asyncio.Task[str]) -> None:
        """When everybody is simulated: draws of what is not known, until the person moves on."""
        await asyncio.shield(whole)
        start = perf_counter()
        asked = {"scenario": "plan-2025", "set": self.state, "draws": 20, "client": f"{self.name}-draws"}
        study = (await self.ask("ask for a run", "/api/studies", asked)).json()
        await self.hear("bands", study["links"]["events"], start)

    async def read(self, whole: asyncio.Task[str] | None, seconds: float) -> None:
        """Look at what is shown, and now and then at what stands behind it."""
        end = perf_counter() + seconds
        chance = self.habits.random()
        with suppress(Ended, TimeoutError):
            if chance < 0.10:
                await self.ask(
                    "trace", "/api/trace", nationality=self.habits.choice(("Guatemala", "Venezuela", "India"))
                )
            elif chance < 0.25:
                await self.ask("evidence", "/api/evidence/detention.funded_beds.FY2025")
            elif chance < 0.45 and whole is not None:
                key = await asyncio.wait_for(asyncio.shield(whole), max(0.0, end - perf_counter()))
                await self.ask("download", f"/api/runs/{key}/{self.habits.choice(self.files)}")
            elif chance < 0.55 and whole is not None:
                key = await asyncio.wait_for(asyncio.shield(whole), max(0.0, end - perf_counter()))
                await self.ask("picture", f"/api/runs/{key}/pictures/population.svg")
        await asyncio.sleep(max(0.0, end - perf_counter()))

    async def begin(self, weight: int) -> str:
        asked = {"scenario": "plan-2025", "set": self.state, "weight": weight, "client": self.name, "until": self.until}
        return str((await self.ask("ask for a run", "/api/runs", asked)).json()["id"])

    async def follow(self, kind: str, weight: int, start: float) -> str:
        """Ask for a run and follow it to its end; its id."""
        key = await self.begin(weight)
        await self.hear(kind, f"/api/runs/{key}/events", start)
        return key

    async def hear(self, kind: str, address: str, start: float) -> None:
        """Follow what goes on at an address to its end, and note how that was."""
        name, said, drawn = "", {}, False
        try:
            async with asyncio.timeout(self.notes.patience):
                async for name, said in self.events(kind, address, start):
                    if not drawn and name == "progress" and shows(kind, said):
                        drawn = True
                        self.notes.note(FIRST[kind], "answered", start)
        except asyncio.CancelledError:
            self.notes.note(kind, "left", start)
            raise
        except TimeoutError:
            raise self.notes.fault(kind, start, "no end within the time that was to be kept") from None
        if name == "done":
            self.notes.note(kind, "answered", start)
            return
        if name == "stopped":
            self.notes.note(kind, "stopped", start)
        elif name == "failed" and "ask again in a moment" in said["message"]:
            self.notes.note(kind, "refused", start)
        else:
            raise self.notes.fault(kind, start, f"{name or 'ended with nothing'}: {said}")
        raise Ended

    async def events(self, kind: str, address: str, start: float) -> AsyncIterator[tuple[str, Any]]:
        try:
            async with self.client.stream("GET", address) as stream:
                if stream.status_code != 200:
                    await stream.aread()
                    raise self.notes.fault(kind, start, f"{stream.status_code}: {stream.text}")
                name = ""
                async for line in stream.aiter_lines():
                    if line.startswith("event: "):
                        name = line.removeprefix("event: ")
                    elif line.startswith("data: "):
                        yield name, json.loads(line.removeprefix("data: "))
        except httpx.TransportError as gone:
            raise self.notes.fault(kind, start, repr(gone)) from None

    async def ask(self, kind: str, path: str, body: Any = None, **query: str) -> httpx.Response:
        """One request to its end. Where the server asks to come again, the person does so twice."""
        for again in range(3):
            start = perf_counter()
            asking: Awaitable[httpx.Response]
            asking = self.client.get(path, params=query) if body is None else self.client.post(path, json=body)
            try:
                answer = await asyncio.wait_for(asking, self.notes.patience)
            except TimeoutError:
                raise self.notes.fault(kind, start, "no answer within the time that was to be kept") from None
            except httpx.TransportError as gone:
                raise self.notes.fault(kind, start, repr(gone)) from None
            if answer.status_code < 400:
                self.notes.note(kind, "answered", start)
                return answer
            if answer.status_code != 503 or "retry-after" not in answer.headers:
                break
            self.notes.note(kind, "refused", start)
            await asyncio.sleep(COME_AGAIN * (1 + again))
        if answer.status_code == 503 and "retry-after" in answer.headers:
            raise Ended
        if answer.status_code == 404 and "not kept" in answer.text:
            self.notes.note(kind, "refused", start)
            raise Ended
        raise self.notes.fault(kind, start, f"{answer.status_code}: {answer.text}")
