"""The server's application in this process, with a pool that answers at once and simulates nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from starlette.testclient import TestClient

from sojourn.web import app as module
from sojourn.web.pool import Lane, Pool, Ticket

HOST = "http://127.0.0.1:8765"


class Refuses(Pool):
    """Takes every task and says at once that it fails."""

    async def start(self) -> None:
        """No process is started."""

    def submit(self, task: Any, lane: Lane, heard: Any) -> Ticket:
        ticket = Ticket(task, lane, heard)
        ticket.say(("failed", "nothing is simulated in this test"))
        return ticket


@contextmanager
def client() -> Iterator[TestClient]:
    """A client of it."""
    with mock.patch.object(module, "Pool", Refuses), TestClient(module.app(), HOST) as found:
        yield found
