"""A real server on a free port for tests of the page, one for all of them, and a browser to look at it with."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any

import httpx

START = 240.0
PATIENCE = 90.0


class Server:
    """`sojourn serve` in a process of its own."""

    def __init__(self, port: int = 0) -> None:
        command = [sys.executable, "-m", "sojourn", "serve", "--no-open", "--port", str(port)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        assert "http://" in first, first
        self.url = first.split(" at ")[1].split()[0].rstrip("/")
        self.client = httpx.Client(base_url=self.url, timeout=PATIENCE)

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def ready(self) -> Server:
        end = time.monotonic() + START
        while time.monotonic() < end:
            with suppress(httpx.TransportError):  # the address is told just before it is listened on
                if self.client.get("/api/health").json()["ready"]:
                    return self
            time.sleep(0.1)
        raise AssertionError("the server did not become ready")

    def stop(self, signal: int = 2) -> str:
        """Interrupt it, and what it said."""
        if self.process.poll() is None:
            self.process.send_signal(signal)
        said, _ = self.process.communicate(timeout=20)
        self.client.close()
        return said or ""

    def begin(self, **asked: Any) -> str:
        answer = self.client.post("/api/runs", json=asked)
        assert answer.status_code in (200, 202), answer.text
        return str(answer.json()["id"])

    def told(self, address: str, most: int = 10_000) -> list[tuple[str, Any]]:
        """What an address tells as it goes on, by name: all of it, or the first so many."""
        found: list[tuple[str, Any]] = []
        with self.client.stream("GET", address) as stream:
            name = ""
            for line in stream.iter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    found.append((name, json.loads(line.removeprefix("data: "))))
                if len(found) >= most:
                    break
        return found

    def events(self, key: str) -> list[tuple[str, Any]]:
        """All that is told of a run until it is over."""
        return self.told(f"/api/runs/{key}/events")

    def answer(self, **asked: Any) -> dict[str, Any]:
        name, said = self.events(self.begin(**asked))[-1]
        assert name == "done", said
        return dict(said)


@cache
def server() -> Server:
    """One server for all tests of a process."""
    found = Server().ready()
    atexit.register(found.stop)
    return found


def chromium() -> str | None:
    """The browser, where there is one: SOJOURN_CHROMIUM, or the one that Debian installs."""
    named = [os.environ.get("SOJOURN_CHROMIUM", ""), "/usr/bin/chromium", "/usr/bin/chromium-browser"]
    return next((one for one in named if one and Path(one).exists()), None)


@contextmanager
def browser() -> Iterator[Any]:
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield found
        found.close()
