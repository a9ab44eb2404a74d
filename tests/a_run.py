"""One short run that several tests look at: nine months, and so parts of two fiscal years."""

from __future__ import annotations

from datetime import date
from functools import cache

from sojourn.results.run import Run
from sojourn.run import load, run

UNTIL = date(2025, 11, 1)
CHANGES = ("opening.warm_up=200 days", "people.change.Mexico.refusal=2%")


@cache
def a_run() -> Run:
    """The plan of January 2025 until the end of October, after a short warm-up."""
    return run(load("plan-2025", CHANGES), seed=7, until=UNTIL)
