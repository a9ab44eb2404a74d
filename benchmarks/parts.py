"""Parts of the benchmark that look at Sojourn alone: each measures one thing and gives plain numbers for JSON."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from typing import Any

from measure import Failed, measured, three, wall

Say = Callable[[str], None]
"""Where progress is told."""

SOJOURN = "from sojourn.cli import main; main()"


def flatness(sizes: Sequence[float], repeats: int, say: Say) -> list[dict[str, Any]]:
    """Nanoseconds a person at each size, in turns, so that a drift of the machine meets all sizes alike."""
    found: dict[float, list[dict[str, Any]]] = {people: [] for people in sizes}
    for turn in range(repeats):
        for people in sizes:
            say(f"flatness, {people:,.0f} people, {turn + 1} of {repeats}")
            found[people].append(measured("one", "sojourn", people, 1, turn + 1))
    return [
        {
            "people": people,
            "ns_a_person": three([1e9 * run["run"] / run["summary"]["arrivals"] for run in runs]),
            "memory": max(run["memory"] for run in runs),
            "memory_above_start": max(run["memory"] - run["memory_at_start"] for run in runs),
        }
        for people, runs in found.items()
    ]


def threads(people: float, runs: int, pairs: int, say: Say) -> dict[str, Any]:
    """Replications by one thread and by two."""
    say(f"two threads, {runs} replications of {people:,.0f} people, {pairs} pairs")
    found = measured("threads", people, runs, pairs)
    return {
        "people": people,
        "replications": runs,
        "one": three([pair["one"] for pair in found]),
        "two": three([pair["two"] for pair in found]),
        "ratio": three([pair["one"] / pair["two"] for pair in found]),
        "cores": three([pair["cores"] for pair in found]),
    }


def start(repeats: int, say: Say) -> dict[str, Any]:
    """What a user waits for before the first day is run."""
    say("starting: the commands, importing and compiling")
    found: dict[str, Any] = {}
    for command in ("--help", "run"):
        try:
            wall(SOJOURN, command)
            found[f"sojourn {command}"] = three([wall(SOJOURN, command) for _ in range(repeats)])
        except Failed:
            found[f"sojourn {command}"] = "not measured: it cannot be started yet"
    found["import"] = three([wall("import sojourn.engine") for _ in range(repeats)])
    found["python"] = three([wall("pass") for _ in range(repeats)])
    with tempfile.TemporaryDirectory() as folder:
        found["compiling"] = measured("compiled", NUMBA_CACHE_DIR=folder)
    found["compiled"] = measured("compiled")
    return found


def shipped(times: Sequence[float], say: Say) -> list[dict[str, Any]]:
    """The shipped scenario, with so many times its arrivals."""
    out = []
    for factor in times:
        say(f"shipped scenario, {factor:g} times the arrivals")
        try:
            out.append({"times": factor, **measured("shipped", factor)})
        except Failed as failed:
            out.append({"times": factor, "failed": str(failed)})
    return out
