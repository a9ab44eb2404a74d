"""Nobody is sent to a third country but under an agreement in force, within its quota, and never to their own."""

from __future__ import annotations

from datetime import date
from typing import get_args

import numpy as np
import numpy.typing as npt
import pytest

import sojourn
from sojourn.results.run import Run
from sojourn.scenario import ScenarioError
from sojourn.scenario.agreements import Status

PERIOD = ("period.until=2025-10-01", "seed=5")


def told(statuses: str, more: str = "", country: str = "Panama") -> Run:
    agreement = f"[{{country: {country}, statuses: [{statuses}]{more}}}]"
    return sojourn.run(sojourn.load("plan-2025", [*PERIOD, f"third_country.agreements={agreement}"]))


def sent(run: Run) -> npt.NDArray[np.int64]:
    """People sent on each day."""
    return np.asarray(run.panel.taken(target="removed_third_country").sum(axis=1))


def tick(run: Run, day: str) -> int:
    return run.calendar.tick(date.fromisoformat(day))


IN_FORCE = "{on: 2025-04-01, status: in_force}"


@pytest.mark.parametrize("status", [s for s in get_args(Status) if s != "in_force"])
def test_only_an_agreement_in_force_counts(status: str) -> None:
    assert sent(told(f"{{on: 2025-02-01, status: {status}}}")).sum() == 0


def test_nobody_goes_before_it_is_in_force_and_some_go_after() -> None:
    run = told(IN_FORCE)
    days = sent(run)
    assert days[: tick(run, "2025-04-01")].sum() == 0
    assert days.sum() > 100


@pytest.mark.parametrize("stop", ["enjoined", "suspended", "ended"])
def test_a_stop_holds_for_those_already_told(stop: str) -> None:
    run = told(f"{IN_FORCE}, {{on: 2025-07-01, status: {stop}}}")
    days = sent(run)
    assert days[tick(run, "2025-06-01") : tick(run, "2025-07-01")].sum() > 0
    assert days[tick(run, "2025-07-01") :].sum() == 0


def test_a_quota_counts_removals() -> None:
    run = told(IN_FORCE, ", quota: 40 people")
    by_month = np.bincount(run.calendar.month, weights=sent(run))
    assert by_month.max() == 40


def test_a_number_in_all_is_not_passed() -> None:
    assert 90 <= sent(told(IN_FORCE, ", in_all: 100")).sum() <= 100


def test_only_the_nationalities_it_accepts_and_never_its_own() -> None:
    run = told(IN_FORCE, ", accepts: [Venezuela, Cuba]", country="Cuba")
    edges = [i for i, edge in enumerate(run.panel.edges) if edge.target == "removed_third_country"]
    by_nation = run.panel.period_flow[:, edges].sum(axis=(0, 1))
    names = np.array(run.kinds.levels("nationality"))
    assert set(names[by_nation > 0]) == {"Venezuela"}


@pytest.mark.parametrize("country", ["venezuela", "''", "United States"])
def test_a_country_has_to_be_one(country: str) -> None:
    with pytest.raises(ScenarioError, match="country"):
        told(IN_FORCE, country=country)
