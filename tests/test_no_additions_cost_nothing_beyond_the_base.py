"""The base costs nothing beyond itself, and a plan that adds nothing is the base to the last person."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from budget_paths import SHORT, UNTIL, runs
from sojourn.run import load_us
from sojourn.run import run as simulate
from sojourn.scenario.accounts import STAFF_DAYS, STAFF_HIRES
from sojourn.study.budget import budget
from sojourn.study.budget_answer import until_empty
from sojourn.study.budget_levels import Leads, base_levels

NOTHING_ADDED = ("arrivals.interior_added=0 per day", "beds.capacity=41,500 beds")


def test_the_base_costs_nothing_beyond_itself() -> None:
    made = runs()
    again = made.at(base_levels(made.scenario))
    assert again.beyond(made.base) == 0
    assert not again.drawn(made.base).any()
    assert made.own.beyond(made.base) > 0


def test_a_plan_that_adds_nothing_is_the_base() -> None:
    made = runs(*NOTHING_ADDED)
    for end in ("low", "value", "high"):
        found = until_empty(made.own, made.base, made.calendar, 1, end)
        assert (found.on, found.asked, found.drawn) == (None, 0, 0)
        assert found.removed == found.base_removals
    np.testing.assert_array_equal(made.own.held, made.base.held)


@pytest.mark.parametrize("seed", [1, 2025])
def test_the_plan_is_what_a_run_of_it_gives(seed: int) -> None:
    """Its ledger is that of `sojourn run`, day by day; staff whom it does not follow cost as much as in the base."""
    made = runs(seed=seed)
    alone = simulate(load_us("plan-2025", [SHORT]).model, until=UNTIL, seed=seed)
    units = (*STAFF_DAYS.values(), *STAFF_HIRES.values())
    own, base = made.own.ledger, made.base.ledger
    staff = [item.unit in units for item in own.items]
    np.testing.assert_array_equal(own.entries[np.invert(staff)].sum(axis=0), alone.ledger.entries.sum(axis=0))
    np.testing.assert_array_equal(own.entries[staff], base.entries[[item.unit in units for item in base.items]])
    np.testing.assert_array_equal(made.own.held, alone.series["held"].sum(axis=1))


def test_appropriations_of_a_scenario_limit_nothing() -> None:
    soon = Leads(0, 0, 0, 0)
    poor = load_us("appropriations-2025", [SHORT, "money.accounts.custody.appropriations.0.amount=1 USD"])
    one, other = (
        budget(which, amount="100 million USD", until=date(2025, 3, 1), draws=0, leads=soon, seed=7)
        for which in (poor, load_us("plan-2025", [SHORT]))
    )
    assert one.as_it_stands == other.as_it_stands
    assert one.spread == other.spread
