"""The limit: the reference network and nothing else in C++ (`reference_limit.cpp`), for what the machine can do."""

from __future__ import annotations

from typing import Any

import programs
from reference import Reference
from summary import Summary

FLAGS = ("-std=c++17", "-O3", "-march=native")


def program() -> list[str]:
    """The command. Raises `programs.Missing` where there is no compiler."""
    return [str(programs.compiled("reference_limit.cpp", "g++", FLAGS))]


def timed(reference: Reference, luck: int | None = None) -> dict[str, Any]:
    """One run, timed by the program."""
    return programs.timed(program(), reference, luck, warm=True)


def run(reference: Reference, luck: int | None = None) -> Summary:
    """One run."""
    return programs.summary_of(timed(reference, luck))
