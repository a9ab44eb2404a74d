"""The server that a load is put on: `sojourn serve` in a process of its own, and how much memory its processes hold."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import httpx

START = 300.0


class Serving:
    """A server on a free port from `with` to its end. What it said is in `said` afterwards."""

    def __init__(self) -> None:
        self.said = ""
        self.url = ""

    def __enter__(self) -> Serving:
        command = [sys.executable, "-m", "sojourn", "serve", "--no-open", "--port", "0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert self.process.stdout is not None
        first = self.process.stdout.readline()
        self.url = first.split(" at ")[1].split()[0].rstrip("/")
        self._lines: list[str] = []
        self._reader = threading.Thread(target=self._lines.extend, args=(self.process.stdout,), daemon=True)
        self._reader.start()  # a pipe that nobody reads would stop the server when it is full
        self._wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, what: BaseException | None, where: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(2)
        try:
            self.process.wait(30)
        finally:
            self.process.kill()
        self._reader.join(5)
        self.said = "".join(self._lines)

    def _wait(self) -> None:
        end = time.monotonic() + START
        while time.monotonic() < end:
            with suppress(httpx.TransportError):  # the address is told just before it is listened on
                if httpx.get(f"{self.url}/api/health").json()["ready"]:
                    return
            time.sleep(0.2)
        raise RuntimeError("the server did not become ready")

    def megabytes(self) -> float | None:
        """Memory of the server and its processes, shared pages shared out; None where the system does not say."""
        try:
            return sum(_held(pid) for pid in _family(self.process.pid)) / 1024
        except OSError:
            return None

    def seconds(self) -> float | None:
        """Processor time that the server and its processes have used."""
        try:
            return sum(_used(pid) for pid in _family(self.process.pid))
        except OSError:
            return None


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _held(pid: int) -> int:
    """Kilobytes."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100
