"""Measurements in processes of their own, the machine they were made on, and three numbers for many."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src"


class Failed(Exception):
    """A measurement that could not be made; the message says why in one line."""


def measured(job: str, *arguments: object, **more: str) -> Any:
    """What `worker.py` says of one job.

    Raises:
        Failed: with the last line of what the worker said.
    """
    command = [sys.executable, str(HERE / "worker.py"), json.dumps([job, arguments])]
    done = subprocess.run(command, env=environment(more), capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1]
        raise Failed(last)
    return json.loads(done.stdout)


def wall(code: str, *arguments: str) -> float:
    """Seconds from the start to the end of a Python process, in a folder of its own for whatever it writes.

    Raises:
        Failed: it ended in an error.
    """
    command = [sys.executable, "-c", code, *arguments]
    with tempfile.TemporaryDirectory() as folder:
        started = perf_counter()
        done = subprocess.run(command, cwd=folder, env=environment({}), capture_output=True, text=True, check=False)
        seconds = perf_counter() - started
    if done.returncode:
        raise Failed((done.stderr.strip().splitlines() or ["it failed"])[-1])
    return seconds


def three(values: Sequence[float]) -> dict[str, float]:
    """Least, middle and most."""
    return {"min": min(values), "median": median(values), "max": max(values)}


def machine() -> dict[str, str]:
    """What it ran on, and how busy that was at the start."""
    return {
        "processor": f"{os.cpu_count()} cores, {_processor()}",
        "system": f"{platform.system()} {platform.machine()}",
        "busy at the start": f"load {os.getloadavg()[0]:.1f}",
        "Python": platform.python_version(),
        **{name: _version(name) for name in ("numba", "numpy", "cimba", "ciw", "salabim", "simpy")},
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def environment(more: dict[str, str]) -> dict[str, str]:
    """This process's, with Sojourn's source on the path, and more."""
    path = os.pathsep.join(part for part in (str(SOURCE), os.environ.get("PYTHONPATH")) if part)
    return {**os.environ, "PYTHONPATH": path, **more}
