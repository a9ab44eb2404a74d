"""Short runs of the US system for the tests of `trace`, each made once."""

from __future__ import annotations

from functools import cache

from sojourn.scenario import Document, read
from sojourn.scenario.shipped import shipped
from sojourn.scenario.us import UsScenario
from sojourn.trace import Trace, trace

SHORT = (
    "period.until=2025-06-15",
    "arrivals.interior=400 per day",
    "arrivals.interior_added=0 per day",
    "opening.warm_up=180 days",
)
"""Overrides that make the plan short enough for a test; beds are named by each test."""


def short(*overrides: str) -> Document[UsScenario]:
    return read("plan-2025", UsScenario, overrides=(*SHORT, *overrides), shipped=shipped())


def followed(*overrides: str, beds: int = 60_000, nationality: str = "El Salvador", seed: int = 7, **who: str) -> Trace:
    asked = {"nationality": nationality, **who}
    return _followed((f"beds.capacity={beds:,} beds", *overrides), seed, tuple(sorted(asked.items())))


@cache
def _followed(overrides: tuple[str, ...], seed: int, asked: tuple[tuple[str, str], ...]) -> Trace:
    return trace(short(*overrides), seed=seed, **dict(asked))  # type: ignore[arg-type]
