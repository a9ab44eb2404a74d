"""A quick comparison of destinations that several tests look at: some weeks of the plan, after a short warm-up."""

from __future__ import annotations

from datetime import date
from functools import cache

from sojourn.run import load
from sojourn.scenario.us import UsScenario
from sojourn.study.destination_answer import Destinations
from sojourn.study.destination_runs import Opened, Outcome, Trials, make
from sojourn.study.destinations import destinations
from sojourn.study.points.point import as_json
from sojourn.warm_up import past

UNTIL = date(2025, 3, 12)
SHORT = ("opening.warm_up=180 days", f"period.until={UNTIL}")
ANYBODY = "[{on: 2024-12-05, status: floated}]"


def agreement(country: str, more: str = "quota: 40 people", statuses: str = ANYBODY) -> str:
    return f"{{country: {country}, statuses: {statuses}, {more}}}"


@cache
def scenario(*agreements: str) -> UsScenario:
    model = load("plan-2025", (*SHORT, f"third_country.agreements=[{', '.join(agreements)}]")).model
    assert isinstance(model, UsScenario)
    return model


@cache
def compared(*agreements: str, portfolio: int | None = None, seed: int = 5) -> Destinations:
    return destinations(scenario(*agreements), portfolio=portfolio, seed=seed, workers=1)


def outcomes(model: UsScenario, *opened: Opened, seed: int = 5) -> tuple[Outcome, ...]:
    start = model.period.start.value
    return make(Trials(0, seed, UNTIL, start, as_json(model), as_json(past(model)), opened))
