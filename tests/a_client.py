"""The server's application in this process, with a pool that answers at once and simulates nothing."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import uvicorn
from starlette.testclient import TestClient

from sojourn.web import app as module
from sojourn.web.pool import Lane, Pool, Ticket
from sojourn.web.tasks import FileTask, HindcastTask, RunTask, TraceTask

HOST = "http://127.0.0.1:8765"


class Refuses(Pool):
    """Takes every task and says at once that it fails."""

    async def start(self) -> None:
        """No process is started."""

    def submit(self, task: Any, lane: Lane, heard: Any) -> Ticket:
        ticket = Ticket(task, lane, heard)
        ticket.say(("failed", "nothing is simulated in this test"))
        return ticket


class Answers(Refuses):
    """Takes every task and says at once that it is done, with an answer in which nothing stands."""

    def submit(self, task: Any, lane: Lane, heard: Any) -> Ticket:
        ticket = Ticket(task, lane, heard)
        match task:
            case RunTask():
                ticket.say(("progress", {"axes": {}, "beds": [], "weight": task.weight}))
                ticket.say(("done", {"answer": "{}", "summary": "{}" if task.weight == 1 else None}))
            case FileTask() | HindcastTask():
                ticket.say(("done", (b"a file", "text/plain")))
            case TraceTask():
                ticket.say(("done", "{}"))
            case _:
                ticket.say(("failed", "nothing is simulated in this test"))
        return ticket


@contextmanager
def client(pool: type[Pool] = Refuses) -> Iterator[TestClient]:
    """A client of it."""
    with mock.patch.object(module, "Pool", pool), TestClient(module.app(), HOST) as found:
        yield found


@contextmanager
def listening(pool: type[Pool] = Answers) -> Iterator[int]:
    """The same behind a real port of this machine, for what no client would send; gives the port."""
    with socket.create_server(("127.0.0.1", 0)) as listens, mock.patch.object(module, "Pool", pool):
        found = uvicorn.Server(uvicorn.Config(module.app(), log_level="warning", access_log=False))
        thread = threading.Thread(target=found.run, kwargs={"sockets": [listens]}, daemon=True)
        thread.start()
        while not found.started:
            time.sleep(0.01)
        try:
            yield listens.getsockname()[1]
        finally:
            found.should_exit = True
            thread.join(10)
