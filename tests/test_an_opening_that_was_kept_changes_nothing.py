"""Who is inside on the first day can be kept from one run to the next: the run is the same to the last person."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from sojourn import warm_up
from sojourn.results.run import Run
from sojourn.run import calendar_of, load_us, simulate
from sojourn.scenario.us import UsScenario

ALIKE = [
    ["beds.capacity=60,000 beds"],
    ["beds.capacity.1=80,000 beds", "title=Another"],
    ["period.until=2028-01-20", "departures.charter.0.flights=40 per week"],
    ["arrivals.interior=200 per day", "people.document_scale=2"],
    ["money.accounts.custody.appropriations=[{amount: 1 billion USD, from: 2025-01-20, lapses: 2026-09-30}]"],
    ["staff.judges.authorised=900 judges", "costs.bed_day=200 USD per bed-day"],
]
"""Changes of which none reaches back before the start, but for some that a key may tell apart all the same."""
APART = [["period.start=2025-02-20", "beds.capacity=60,000 beds", "arrivals.interior_added=0 per day"],
         ["opening.warm_up=365 days"], ["beds.patience=0 days"]]  # fmt: skip


def run(model: UsScenario, **more: object) -> Run:
    calendar = calendar_of(model, model.period.start.value + timedelta(days=70))
    return simulate(model, calendar, 7, specialised=False, weight=10, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("changes", ALIKE, ids=lambda changes: changes[0].partition("=")[0])
def test_a_kept_opening_gives_the_same_run(changes: list[str]) -> None:
    base, changed = load_us("plan-2025").model, load_us("plan-2025", changes).model
    kept = {warm_up.opening_key(base, 7, 10): warm_up.opening(base, 7, weight=10, specialised=False)}
    key = warm_up.opening_key(changed, 7, 10)
    opening = kept.get(key)
    if opening is None:
        opening = warm_up.opening(changed, 7, weight=10, specialised=False)
    fresh, again, third = run(changed), run(changed, opening=opening), run(changed, opening=opening)
    for found in (again, third):  # a run leaves the opening as it was
        np.testing.assert_array_equal(found.panel.flow, fresh.panel.flow)
        np.testing.assert_array_equal(found.panel.opening, fresh.panel.opening)


def test_beds_and_money_have_the_same_opening() -> None:
    keys = {warm_up.opening_key(load_us("plan-2025", one).model, 7, 10) for one in (ALIKE[0], ALIKE[1], ALIKE[4])}
    assert keys == {warm_up.opening_key(load_us("plan-2025").model, 7, 10)}


@pytest.mark.parametrize("changes", APART, ids=lambda changes: changes[0].partition("=")[0])
def test_what_reaches_back_has_an_opening_of_its_own(changes: list[str]) -> None:
    base = load_us("plan-2025").model
    assert warm_up.opening_key(load_us("plan-2025", changes).model, 7, 10) != warm_up.opening_key(base, 7, 10)
    assert len({warm_up.opening_key(base, seed, weight) for seed in (7, 8) for weight in (1, 10)}) == 4


def test_an_agreement_that_a_longer_run_reaches_has_an_opening_of_its_own() -> None:
    later = "third_country.agreements.+={country: Palau, statuses: [{on: 2028-06-01, status: in_force}]}"
    long = load_us("plan-2025", ["period.until=2028-12-31", later]).model
    short = long.model_copy(update={"period": long.period.model_copy(update={"until": date(2028, 1, 20)})})
    assert warm_up.opening_key(short, 7, 10) != warm_up.opening_key(long, 7, 10)


def test_whoever_looks_on_sees_each_month_and_changes_nothing() -> None:
    model = load_us("plan-2025").model
    ticks: list[int] = []
    seen = run(model, seen=lambda simulation: ticks.append(simulation.tick))
    np.testing.assert_array_equal(seen.panel.flow, run(model).panel.flow)
    assert ticks == sorted(set(ticks))
    assert ticks[-1] == seen.calendar.ticks
    assert max(np.diff([0, *ticks])) <= 31
