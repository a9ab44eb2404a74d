"""Runs of the shipped replays, for tests: each once per change and seed."""

from __future__ import annotations

from datetime import date
from functools import cache

from sojourn.results.plain import PlainRun
from sojourn.results.run import Run
from sojourn.run import calendar_of, load, run, simulate

SEEDS = (1, 2, 3, 4, 5)


@cache
def replay(name: str, changes: tuple[str, ...] = (), seed: int = 1) -> PlainRun:
    """A run of a replay that has a system of its own."""
    made = run(load(name, changes), seed=seed)
    assert isinstance(made, PlainRun)
    assert made.identity["holds"]
    return made


def left(made: PlainRun, way: str) -> int:
    """People who left by an exit over the whole run."""
    return int(made.series[f"exit_{way}"].sum())


@cache
def injunction(changes: tuple[str, ...] = (), seed: int = 1, until: date = date(2025, 7, 12)) -> Run:
    """A run of the US system under the injunction of 2025, up to a day soon after it."""
    model = load("third-country-2025", changes).model
    return simulate(model, calendar_of(model, until), seed, specialised=False)
