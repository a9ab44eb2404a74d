"""Small comparisons that several tests look at: a season of the plan, after a short time before it."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sojourn.run import load_us
from sojourn.scenario import Document
from sojourn.scenario.us import UsScenario
from sojourn.study.compare.compare import Comparison, compare
from sojourn.study.compare.remembered import Remembered
from sojourn.study.compare.sides import Given

SHORT = "opening.warm_up=180 days"
UNTIL = date(2025, 3, 10)
BEDS, PAROLE, SEATS = "beds.capacity=40,000 beds", "releases.paroled=0.5", "departures.charter.0.flights=4 per week"


KEPT = Remembered()
"""What any test has run."""


@cache
def plan(*changes: str) -> Document[UsScenario]:
    return load_us("plan-2025", (SHORT, *changes))


def compared(*scenarios: Given, **asked: Any) -> Comparison:
    """A quick comparison of any scenarios."""
    quick: dict[str, Any] = {
        "draws": 2,
        "until": UNTIL,
        "workers": 1,
        "replications": 2,
        "structure": False,
        "specialised": False,
        "store": KEPT,
    }
    return compare(*scenarios, **{**quick, **asked})


@cache
def comparison(*changes: str, draws: int = 3) -> Comparison:
    """The plan, and the plan with changes."""
    return compared(plan(), plan(*changes), draws=draws)
