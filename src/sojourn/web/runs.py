"""Runs that were asked for: under way or done, by the hash of what was asked, each made once for all who ask."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from sojourn.web import limits
from sojourn.web.ask import Ask, refused, thins
from sojourn.web.followed import Followed, Streams
from sojourn.web.pool import Lane, Pool, Ticket
from sojourn.web.tasks import FileTask, Message, RunTask, Task


@dataclass(eq=False, kw_only=True)
class Entry(Followed):
    """One run that was asked for."""

    asked: Ask
    task: RunTask
    answer: str | None = field(default=None, repr=False)
    summary: str | None = field(default=None, repr=False)
    ticket: Ticket | None = field(default=None, repr=False)
    let_go: bool = False
    """Whether it was taken back, so that it will never be done."""


class Runs:
    """All runs that are under way, and the last ones that are done."""

    def __init__(self, pool: Pool, streams: Streams) -> None:
        """Make the list; the pool does the work."""
        self.pool, self.streams = pool, streams
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._files: OrderedDict[tuple[str, str, tuple[tuple[str, str], ...]], tuple[bytes, str]] = OrderedDict()

    def begin(self, asked: Ask, task: RunTask) -> Entry:
        """Begin a run, or join one that is under way or done. An older one of the same client is let go.

        Raises:
            Refused: too much waits already.
        """
        entry = self._entries.get(asked.id)
        if asked.client:
            self._let_go(asked, entry)
        if entry is None or entry.let_go or entry.state in ("failed", "stopped"):
            entry = Entry(asked=asked, task=task)
            lane: Lane = "quick" if asked.weight > 1 or not thins(asked.scenario) else "whole"
            entry.ticket = self.pool.submit(task, lane, lambda message: self._heard(entry, message))
        entry.clients.add(asked.client)
        self._entries[asked.id] = entry
        self._entries.move_to_end(asked.id)
        self._forget()
        if asked.client and not entry.over:
            asyncio.get_running_loop().call_later(limits.UNATTENDED_SECONDS, self._unattended, entry)
        return entry

    def find(self, key: str) -> Entry:
        """A run by its id.

        Raises:
            Refused: it is not kept (any more).
        """
        if (entry := self._entries.get(key)) is None:
            raise refused("id", "this run is not kept here; ask for it again", "POST /api/runs", status=404)
        self._entries.move_to_end(key)
        return entry

    def events(self, entry: Entry) -> AsyncIterator[bytes]:
        """What is told of a run from its beginning, as server-sent events; ends when the run does."""
        return self.streams.follow(entry, lambda: self._unattended(entry))

    def kept_file(self, entry: Entry, name: str, options: tuple[tuple[str, str], ...] = ()) -> tuple[bytes, str] | None:
        """A file that was made already."""
        return self._files.get((entry.asked.id, name, options))

    def keep_file(self, entry: Entry, name: str, options: tuple[tuple[str, str], ...], made: tuple[bytes, str]) -> None:
        """Keep a file that was made; the oldest goes."""
        self._files[entry.asked.id, name, options] = made
        while len(self._files) > limits.KEPT_FILES:
            self._files.popitem(last=False)

    async def file(self, entry: Entry, name: str, options: tuple[tuple[str, str], ...]) -> tuple[bytes, str]:
        """A file of a run and its media type; made once."""
        found = self.kept_file(entry, name, options)
        if found is None:
            found = await self.work(FileTask(entry.task, name, options), "file")
            self.keep_file(entry, name, options, found)
        self._files.move_to_end((entry.asked.id, name, options))
        return found

    async def work(self, task: Task, lane: Lane) -> Any:
        """Have a task done, and wait for it; whoever stops waiting has it stopped.

        Raises:
            Refused: it cannot be done.
        """
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

        def heard(message: Message) -> None:
            kind, said = message
            if done.done():
                return
            if kind == "done":
                done.set_result(said)
            elif kind in ("failed", "stopped"):
                done.set_exception(refused("", said or "it was stopped", status=422 if kind == "failed" else 503))

        ticket = self.pool.submit(task, lane, heard)
        try:
            return await done
        except asyncio.CancelledError:
            self.pool.cancel(ticket)
            raise

    def _heard(self, entry: Entry, message: Message) -> None:
        kind, said = message
        if kind == "waiting":
            entry.wait(said)
        elif kind == "progress":
            entry.state = "running"
            entry.tell("progress", json.dumps(said))
        elif kind == "done":
            entry.state, entry.answer, entry.summary = "done", said["answer"], said["summary"]
            entry.tell("done", said["answer"])
        else:
            entry.end(kind, said)

    def _let_go(self, asked: Ask, keep: Entry | None) -> None:
        """What the client asked for before is not waited for any more; what nobody else waits for is stopped."""
        for entry in self._entries.values():
            if entry is keep or entry.over or entry.asked.weight != asked.weight:
                continue
            if asked.client in entry.clients:
                entry.clients.discard(asked.client)
                if not entry.clients:
                    self._stop(entry)

    def _unattended(self, entry: Entry) -> None:
        """Stop a run that nobody follows, unless somebody without a name asked for it and may come for its answer."""
        if entry.streams == 0 and not entry.over and "" not in entry.clients:
            self._stop(entry)

    def _stop(self, entry: Entry) -> None:
        entry.let_go = True
        if entry.ticket is not None:
            self.pool.cancel(entry.ticket)

    def _forget(self) -> None:
        over = [key for key, entry in self._entries.items() if entry.over]
        for key in over[: max(0, len(over) - limits.KEPT_ANSWERS)]:
            del self._entries[key]
