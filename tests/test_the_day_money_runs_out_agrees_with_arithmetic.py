"""The day on which a plan has spent an amount is the one that a pencil finds on the ledger."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_paths import runs
from sojourn.results.ledger import Item, Ledger, UnitCost
from sojourn.study.budget_answer import until_empty
from sojourn.study.budget_runs import Outcome
from sojourn.systems.calendar import Calendar

DOLLAR = 1_000_000
TEN = Calendar(date(2025, 9, 26), date(2025, 10, 6))


def outcome(held: list[int]) -> Outcome:
    """So many held on each day, each for 2 dollars a day, 1 to 4; one more is removed each day."""
    counts = np.array(held, np.int64)
    book = Ledger(
        (Item("bed_day", "custody", "bed-day", UnitCost(DOLLAR, 2 * DOLLAR, 4 * DOLLAR, 2024), counts),), "USD", 2024
    )
    one = np.ones(len(held), np.int64)
    return Outcome(None, book, removals=one, held=counts, arrests=2 * one, waiting=0.0, queues={}, no_bed=0.0)


BASE, PLAN = outcome([10] * 10), outcome([10, 20, 30, 40, 50, 50, 50, 50, 50, 50])


def test_by_hand() -> None:
    # Beyond the base: 0, 10, 20, 30, 40, 40 ... people; at 2 dollars 20, 60, 120, 200, 280 dollars are drawn by day 6.
    found = until_empty(PLAN, BASE, TEN, 200_00, "value")
    assert found.on == date(2025, 10, 1)  # the first 200 dollars last through the fifth day
    assert found.removals == {"FY2025": 5, "FY2026": 0}
    assert found.person_days == {"FY2025": 150, "FY2026": 0}
    assert found.arrests == {"FY2025": 10, "FY2026": 0}
    assert (found.drawn, found.asked, found.base_removals) == (200_00, 600_00, 5)


def test_a_cent_less_ends_a_day_earlier() -> None:
    assert until_empty(PLAN, BASE, TEN, 199_99, "value").on == date(2025, 9, 30)


def test_dearer_units_end_it_sooner() -> None:
    low, value, high = (until_empty(PLAN, BASE, TEN, 200_00, end) for end in ("low", "value", "high"))
    assert low.on == date(2025, 10, 3)  # 100, 140, 180, 220 by the eighth day
    assert high.on == date(2025, 9, 29)  # 40, 120, 240 by the fourth day
    assert value.on is not None
    assert high.on < value.on < low.on


def test_enough_lasts_to_the_end() -> None:
    found = until_empty(PLAN, BASE, TEN, 600_00, "value")
    assert (found.on, found.drawn, found.removed) == (None, 600_00, 10)


def test_what_the_base_does_not_spend_it_keeps() -> None:
    thrifty = outcome([0, 0, 30, 30, 10, 10, 10, 10, 10, 10])  # saves 20 bed-days, then needs 40 more
    found = until_empty(thrifty, BASE, TEN, 30_00, "value")
    assert found.on == date(2025, 9, 29)
    assert found.asked == 40_00


@given(st.lists(st.integers(0, 100), min_size=10, max_size=10), st.integers(1, 3000))
def test_a_purse_paid_from_day_by_day_says_the_same(held: list[int], dollars: int) -> None:
    kept, left, empty = Fraction(0), Fraction(dollars), None
    for day, people in enumerate(held):
        kept += 20 - 2 * people
        left += min(kept, 0)
        kept = max(kept, Fraction(0))
        if left < 0:
            empty = day
            break
    found = until_empty(outcome(held), BASE, TEN, dollars * 100, "value")
    assert found.on == (None if empty is None else TEN.day(empty))


@pytest.mark.parametrize("seed", [1, 2025])
def test_on_the_ledger_of_a_run(seed: int) -> None:
    made = runs(seed=seed)
    spent = [int(made.own.ledger.entries[:, day].sum()) for day in range(made.calendar.ticks)]
    brought = [int(made.base.ledger.entries[:, day].sum()) for day in range(made.calendar.ticks)]
    cents = sum(spent[:60]) - sum(brought[:60])
    found = until_empty(made.own, made.base, made.calendar, cents, "value")
    assert found.on == made.calendar.day(60)
    assert found.removed == int(made.own.removals[:60].sum())
