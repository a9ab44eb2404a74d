"""Peers that are programs of their own: compiled once, given the parameters as a file, timed by themselves."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import outside
from reference import Reference
from summary import Summary

HERE = Path(__file__).parent
BUILT = HERE / "__pycache__"
"""Compiled programs: beside Python's own, so that whatever cleans those cleans these."""


class Missing(Exception):
    """A peer that is not on this machine; the message says what it needs."""


def compiled(source: str, compiler: str, flags: Sequence[str], after: Sequence[str] = ()) -> Path:
    """The program of one source file and the headers named like it, compiled anew where anything changed.

    Raises:
        Missing: there is no such compiler, or it cannot compile this.
    """
    found = shutil.which(compiler)
    if found is None:
        raise Missing(f"it needs {compiler}, which is not on the path")
    inputs = [HERE / source, *sorted(HERE.glob("*.h")), *sorted(HERE.glob("*.hpp"))]
    text = b"".join(path.read_bytes() for path in inputs) + "\0".join([found, *flags, *after]).encode()
    program = BUILT / f"{Path(source).stem}-{hashlib.sha256(text).hexdigest()[:16]}"
    if not program.exists():
        BUILT.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=BUILT) as folder:
            new = Path(folder) / program.name
            done = subprocess.run(
                [found, *flags, "-o", str(new), str(HERE / source), *after], capture_output=True, text=True, check=False
            )
            if done.returncode:
                errors = [line for line in done.stderr.splitlines() if "error" in line] or ["no message"]
                raise Missing(f"{compiler} could not compile {source}: {errors[0]}")
            new.replace(program)
    return program


def timed(command: Sequence[str], reference: Reference, luck: int | None = None, warm: bool = False) -> dict[str, Any]:
    """One run: seconds, memory and summary as the program reports them; `warm` gives it a tiny run to begin with."""
    seed = reference.seed if luck is None else luck
    sizes = [Reference(1000, reference.regions), reference] if warm else [reference]
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / str(number) for number in range(len(sizes))]
        for each, path in zip(sizes, files, strict=True):
            outside.write(each, seed, path)
        done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False, env=os.environ)
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or [f"{command[0]} ended with {done.returncode}"])[-1])
    run = json.loads(done.stdout.splitlines()[-1])
    return {**run, "summarise": 0.0, "memory_at_start": 0.0, "events": Summary(**run["summary"]).events}


def said(command: Sequence[str]) -> dict[str, Any]:
    """The one line of JSON that a program without parameters prints."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def summary_of(run: dict[str, Any]) -> Summary:
    """What one timed run counted."""
    return Summary(**run["summary"])
