"""Short runs for tests of budgets: a season, with what is bought there from the first day."""

from __future__ import annotations

from datetime import date
from functools import cache

from sojourn.run import calendar_of, load_us
from sojourn.study.budget_levels import Leads, Levels
from sojourn.study.budget_path import Path, Point, walk
from sojourn.study.budget_runs import Runs

AT_ONCE = Leads(arrests=0, beds=0, seats=0, full=0)
UNTIL = date(2025, 5, 1)
SHORT = "opening.warm_up=180 days"


@cache
def runs(*changes: str, until: date = UNTIL, seed: int = 2025) -> Runs:
    """Runs of the plan with some changes."""
    model = load_us("plan-2025", [SHORT, *changes]).model
    return Runs(model, calendar_of(model, until), seed, AT_ONCE)


@cache
def path(*changes: str, steps: int = 4, seed: int = 2025) -> Path:
    """A path of so many steps, and on to the end of the round."""
    walked: list[int] = []
    return walk(runs(*changes, seed=seed), lambda _: len(walked) > steps, walked.append)


def point(cost: float, removed: float, *, settled: bool = True) -> Point:
    """A point with a cost and removals of one fiscal year."""
    return Point(
        levels=Levels(cost, removed),
        bought=None,
        binds="arrests" if settled else "beds",
        cost=cost,
        costs={"custody": cost},
        at_ends={"low": cost, "value": cost, "high": cost},
        removals={"FY2026": removed},
        person_days={"FY2026": 0.0},
        arrests={"FY2026": 0.0},
        best_year=removed,
    )
