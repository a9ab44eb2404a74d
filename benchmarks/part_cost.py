"""Where the time goes: instructions and nanoseconds a person, and what the ingredients would cost alone.

The floor is the sum of what the limit does for one person, each thing at its cost alone in a loop that does nothing
else. Instructions are counted by valgrind's callgrind, where it is installed, on code compiled without AVX-512, which
valgrind does not know, as the difference of two sizes; of Sojourn only while its days are run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import outside
import programs
from measure import Failed, environment, measured, three
from reference import Reference

PLAIN = ("-std=c++17", "-O3", "-march=x86-64-v3")
ALONE = ("-std=c++17", "-O3", "-march=native", "-fno-tree-vectorize")
SIZES = (1e5, 3e5)
"""People of the two runs in which instructions are counted."""
NUMBA_PLAIN = {"NUMBA_CPU_NAME": "haswell", "NUMBA_CPU_FEATURES": "+avx2,+bmi,+bmi2,+fma"}
"""What makes numba compile for a processor that valgrind knows."""


def cost(people: float, pairs: int, instructions: bool, say: Callable[[str], None]) -> dict[str, Any]:
    """Everything above; `instructions` counts Sojourn's too, which takes a minute."""
    say(f"cost, {people:,.0f} people, Sojourn with parts switched off")
    switched = measured("switched", people, pairs)
    found: dict[str, Any] = {
        "people": people,
        "switched": {name: three([1e9 * run[name] / people for run in switched]) for name in switched[0]},
    }
    try:
        found["floor"] = _floor(people, pairs, say)
        found["instructions"] = _instructions(instructions, say)
    except programs.Missing as why:
        found["missing"] = str(why)
    return found


def _floor(people: float, pairs: int, say: Callable[[str], None]) -> dict[str, Any]:
    say("cost, the ingredients alone")
    alone = programs.said([str(programs.compiled("cost_floor.cpp", "g++", ALONE))])
    runs = []
    for seed in range(1, pairs + 1):
        say(f"cost, {people:,.0f} people, the limit and Sojourn, {seed} of {pairs}")
        limit, ours = (measured("one", engine, people, 1, seed) for engine in ("limit", "sojourn"))
        runs.append((limit, ours))
    one = runs[0][0]["summary"]
    arrivals = one["arrivals"]
    # A person's kind at arrival, court days at admission; at court's end one hash for the outcome and the document.
    draws = (arrivals + one["admissions"] + one["court_ends"]) / arrivals
    times = {
        "hash": draws,
        "draw": draws,
        "move": (arrivals + one["admissions"] + one["court_ends"] + one["document_ends"]) / arrivals,
        "tally": sum(one["exits"].values()) / arrivals,
    }
    return {
        "alone": alone,
        "times": times,
        "bytes": 16 * times["move"],
        "limit": three([1e9 * run["run"] / run["summary"]["arrivals"] for run, _ in runs]),
        "sojourn": three([1e9 * run["run"] / run["summary"]["arrivals"] for _, run in runs]),
        "ratio": three([b["run"] / a["run"] for a, b in runs]),
    }


def _instructions(ours: bool, say: Callable[[str], None]) -> dict[str, Any]:
    if shutil.which("valgrind") is None:
        return {"missing": "instructions were not counted: that needs valgrind"}
    say("cost, instructions of the limit")
    found: dict[str, Any] = {"sizes": SIZES, "limit": _of_limit()}
    if ours:
        try:
            found["sojourn"] = _of_sojourn(say)
        except (Failed, subprocess.SubprocessError, OSError) as failed:
            found["missing"] = f"instructions of Sojourn were not counted: {failed}"
    return found


def _of_limit() -> float:
    program = str(programs.compiled("reference_limit.cpp", "g++", PLAIN))
    with tempfile.TemporaryDirectory() as folder:

        def counted(people: float) -> int:
            path = Path(folder) / f"{people:.0f}"
            outside.write(Reference(people), 1, path)
            return _collected([], [program, str(path)], {})

        return _a_person(counted)


def _of_sojourn(say: Callable[[str], None]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        plain = {**NUMBA_PLAIN, "NUMBA_CACHE_DIR": folder, "OPENBLAS_NUM_THREADS": "1"}
        say("cost, instructions of Sojourn: compiling for a processor that valgrind knows")
        measured("one", "sojourn", 1000, 1, 1, **plain)

        def counted(people: float) -> int:
            say(f"cost, instructions of Sojourn: {people:,.0f} people under valgrind")
            worker = [sys.executable, str(programs.HERE / "worker.py"), f'["watched", [{people}]]']
            return _collected(["--instr-atstart=no"], worker, plain)

        return _a_person(counted)


def _a_person(counted: Callable[[float], int]) -> float:
    """The difference between two sizes: what a start and a day cost drops out."""
    small, large = SIZES
    more = Reference(large).counts().sum() - Reference(small).counts().sum()
    return float((counted(large) - counted(small)) / more)


def _collected(options: list[str], command: list[str], more: dict[str, str]) -> int:
    """Instructions that callgrind counted."""
    under = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={os.devnull}", *options, *command]
    done = subprocess.run(under, env=environment(more), capture_output=True, text=True, check=False, timeout=600)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode or not found:
        raise Failed((done.stderr.strip().splitlines() or ["valgrind said nothing"])[-1])
    return int(found[1])
