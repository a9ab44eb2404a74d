"""Work that is asked for once and waited for: a file of a run, or a difference shared out over its changes.

Whoever waits follows it, and is told how many are before and how far it has come.
"""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from sojourn.web import limits
from sojourn.web.ask import Refused, refused
from sojourn.web.followed import Followed, Streams
from sojourn.web.pool import Lane, Pool, Ticket
from sojourn.web.tasks import Message, ShareTask, Task


@dataclass(eq=False, kw_only=True)
class Job(Followed):
    """Some work."""

    id: str
    task: Task
    lane: Lane
    made: Callable[[Any], dict[str, Any]]
    """Given the result, keeps it and says what is told of it."""
    result: Any = field(default=None, repr=False)
    ticket: Ticket | None = field(default=None, repr=False)


class Jobs:
    """All work that is under way, and the last that is done."""

    def __init__(self, pool: Pool, streams: Streams) -> None:
        self.pool, self.streams = pool, streams
        self._jobs: OrderedDict[str, Job] = OrderedDict()

    def begin(self, key: str, task: Task, lane: Lane, made: Callable[[Any], dict[str, Any]]) -> Job:
        """Begin some work, or join it; where too much waits already it fails, and is told so."""
        job = self._jobs.get(key)
        if job is None or job.state in ("failed", "stopped"):
            job = self._jobs[key] = Job(id=key, task=task, lane=lane, made=made)
            self._submit(job)
            asyncio.get_running_loop().call_later(limits.UNATTENDED_SECONDS, self._unattended, job)
        self._jobs.move_to_end(key)
        for old in [name for name, one in self._jobs.items() if one.over][: -limits.KEPT_JOBS]:
            del self._jobs[old]
        return job

    def forget(self, key: str) -> None:
        """Let go of work that is over, so that it is done again."""
        if key in self._jobs and self._jobs[key].over:
            del self._jobs[key]

    def find(self, key: str) -> Job:
        """Work by its id.

        Raises:
            Refused: it is not kept (any more).
        """
        if (job := self._jobs.get(key)) is None:
            raise refused("id", "this work is not kept here; ask for it again", "POST /api/jobs", status=404)
        return job

    def events(self, job: Job) -> AsyncIterator[bytes]:
        """How it goes on, as server-sent events."""
        return self.streams.follow(job, lambda: self._unattended(job))

    def _submit(self, job: Job) -> None:
        try:
            job.ticket = self.pool.submit(job.task, job.lane, lambda message: self._heard(job, message))
        except Refused as trouble:
            job.end("failed", str(trouble))

    def _heard(self, job: Job, message: Message) -> None:
        kind, said = message
        if kind == "waiting":
            job.wait(said)
        elif kind == "done" and isinstance(job.task, ShareTask) and "told" not in said:
            job.state = "running"
            job.tell("progress", json.dumps(said), instead=True)
            self._submit(job)  # behind whoever came meanwhile
        elif kind == "done":
            job.state, job.result = "done", said
            job.tell("done", json.dumps(job.made(said), ensure_ascii=False))
        elif kind in ("failed", "stopped"):
            job.end(kind, said)

    def _unattended(self, job: Job) -> None:
        """Stop work that nobody follows."""
        if job.streams == 0 and not job.over and job.ticket is not None:
            self.pool.cancel(job.ticket)
