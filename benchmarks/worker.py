"""One measurement in a process of its own: does what its arguments say and writes one line of JSON.

The kernel is loaded (and compiled, the first time) by a tiny run before the clock starts.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from peers import SOJOURN, SOJOURN_AMPLE
from reference import AMPLE, Reference

MEGABYTE = 1e6


def peak() -> float:
    """Most memory this process has had in use, in MB.

    From Linux's own count, where there is one: getrusage also counts what the process that started this one had.
    """
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        kib = next(float(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MEGABYTE
    return kib * 1024 / MEGABYTE


def one(engine: str, people: float, regions: int, seed: int) -> dict[str, Any]:
    """One run of the reference network, with its three parts timed."""
    reference = Reference(people, regions, seed, _room(engine))
    module = _module(engine)
    if hasattr(module, "timed"):
        return dict(module.timed(reference))
    module.run(Reference(1000, regions, 1, reference.room))
    if engine not in (SOJOURN, SOJOURN_AMPLE):
        gc.collect()
        gc.disable()
    at_start = peak()
    started = perf_counter()
    run = module.prepared(reference)
    ready = perf_counter()
    run = module.finished(run)
    done = perf_counter()
    summary = module.summarised(run)
    return {
        "prepare": ready - started,
        "run": done - ready,
        "summarise": perf_counter() - done,
        "memory_at_start": at_start,
        "memory": peak(),
        "events": summary.events,
        "summary": asdict(summary),
    }


def several(engine: str, people: float, regions: int, seed: int, runs: int) -> list[dict[str, Any]]:
    """Summaries of several runs of one seed, each with luck of its own."""
    module = _module(engine)
    reference = Reference(people, regions, seed, _room(engine))
    gc.disable()
    return [asdict(module.run(reference, luck=1000 * (seed + 1) + run)) for run in range(runs)]


def _room(engine: str) -> float:
    return AMPLE if engine == SOJOURN_AMPLE else 1.0


def _module(engine: str) -> Any:
    return importlib.import_module(f"reference_{SOJOURN if engine == SOJOURN_AMPLE else engine}")


def threads(people: float, runs: int, pairs: int) -> list[dict[str, float]]:
    """The same replications one after the other and by two threads, pair by pair, and the cores that the two got."""
    from reference_sojourn import finished, prepared

    prepared(Reference(1000)).advance()
    out = []
    for _ in range(pairs):
        first, second = ([prepared(Reference(people), luck=r) for r in range(runs)] for _ in range(2))
        started = perf_counter()
        for run in first:
            finished(run)
        alone = perf_counter() - started
        with ThreadPoolExecutor(2) as pool:
            started, worked = perf_counter(), process_time()
            list(pool.map(finished, second))
            together, worked = perf_counter() - started, process_time() - worked
        out.append({"one": alone, "two": together, "cores": worked / together})
    return out


def compiled() -> float:
    """Seconds until the kernel has run once, with all modules but the kernel's imported."""
    from reference_sojourn import prepared

    run = prepared(Reference(1000))
    started = perf_counter()
    run.advance()
    return perf_counter() - started


def shipped(times: float) -> dict[str, Any]:
    """The shipped scenario, with the time in the kernel told from the rest."""
    started = perf_counter()
    import shipped as scenario

    calls = scenario.engine_watched()
    loaded = scenario.loaded(times)
    read = perf_counter()
    arrivals = scenario.arrivals(scenario.run(loaded))
    first, cold = perf_counter(), len(calls)
    scenario.run(loaded)
    again = perf_counter()
    kernel = sum(seconds for seconds, _ in calls[cold:])
    moves = sum(moves for _, moves in calls[cold:])
    return {
        "load": read - started,
        "first": first - read,
        "again": again - first,
        "again_kernel": kernel,
        "kernel_calls": len(calls) - cold,
        "moves": moves,
        "moves_a_second": moves / kernel,
        "arrivals": arrivals,
        "memory": peak(),
    }


def effect(people: float, runs: int, beds: float) -> list[list[float]]:
    """The effect of more beds with common and with independent luck."""
    from variants import effects_of_beds

    return effects_of_beds(people, runs, beds)


def rarely(variant: str, people: float, pairs: int) -> dict[str, Any]:
    """A network with something that few people meet, beside the network without it."""
    from variants import rarely_met

    return rarely_met(variant, people, pairs)


def switched(people: float, pairs: int) -> list[dict[str, float]]:
    """Sojourn with parts of its bookkeeping switched off."""
    from variants import switched_off

    return switched_off(people, pairs)


def watched(people: float) -> None:
    """One run for callgrind, which is told to count only while the days are run."""
    from reference_sojourn import finished, prepared

    def count(switch: str) -> None:
        subprocess.run(["callgrind_control", "-i", switch, str(os.getpid())], check=True, stdout=subprocess.DEVNULL)

    finished(prepared(Reference(1000)))
    run = prepared(Reference(people))
    count("on")
    finished(run)
    count("off")


JOBS: dict[str, Callable[..., Any]] = {
    "effect": effect,
    "rarely": rarely,
    "switched": switched,
    "watched": watched,
    "one": one,
    "several": several,
    "threads": threads,
    "compiled": compiled,
    "shipped": shipped,
}

if __name__ == "__main__":
    job, arguments = json.loads(sys.argv[1])
    json.dump(JOBS[job](*arguments), sys.stdout)
