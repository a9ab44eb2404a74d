"""Small scenarios and runs of the children's system for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sojourn.results.plain import PlainRun
from sojourn.run import load, run
from sojourn.scenario.children import ChildrenScenario

NOBODY_NEW = (
    "arrivals.history=null",
    "arrivals.children=0 per day",
    "follow_up.answered=100%",
    "court.missed=0%",
)
"""Nobody comes, and nobody joins the list whom caseworkers work off."""


def scenario(*changes: str) -> ChildrenScenario:
    """The shipped scenario with changes."""
    model: ChildrenScenario = load("children-2025", changes).model
    return model


@cache
def a_run(*changes: str, seed: int = 1) -> PlainRun:
    """One run, made once."""
    return run(scenario(*changes), seed=seed)


def listed(told: PlainRun, series: str) -> Sequence[int]:
    """A series of those who were on the list at the start, day by day."""
    counts: list[int] = told.series[series][:, 1:].sum(axis=1).tolist()
    return counts
