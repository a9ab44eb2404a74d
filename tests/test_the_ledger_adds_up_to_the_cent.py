"""The ledger adds up to the cent, and another rate or another year's dollars need no new run."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.evidence.prices import NoPrices, index, last_year, restated
from sojourn.results.cents import dollars, micro, spent
from sojourn.results.ledger import Item, Ledger, UnitCost

COUNTS = st.lists(st.integers(0, 200_000), min_size=1, max_size=40)
RATES = st.decimals(0, 30_000, places=3)


def cost(rate: str | Decimal, year: int = 2024) -> UnitCost:
    return UnitCost(None, micro(Decimal(rate)), None, year)


def item(key: str, counts: list[int], rate: str | Decimal, account: str = "custody", year: int = 2024) -> Item:
    return Item(key, account, "bed-day", cost(rate, year), np.array(counts))


def test_whole_dollars_are_counts_times_rates_exactly() -> None:
    ledger = Ledger((item("bed_day", [41_500, 41_501, 0], "165"),), "USD", 2024)
    assert ledger.total() == (41_500 + 41_501) * 165 * 100


def test_a_fraction_of_a_cent_is_rounded_each_day_and_then_only_added() -> None:
    ledger = Ledger((item("monitored", [1, 2, 3], "1.248"),), "USD", 2024)
    assert ledger.entries.tolist() == [[125, 250, 374]]  # 124.8, 249.6 and 374.4 cents
    assert ledger.total() == 749


@given(counts=COUNTS, rates=st.lists(RATES, min_size=1, max_size=6))
def test_rows_columns_accounts_and_periods_add_up(counts: list[int], rates: list[Decimal]) -> None:
    items = tuple(item(f"item {at}", counts, rate, f"account {at % 3}") for at, rate in enumerate(rates))
    ledger = Ledger(items, "USD", 2024)
    middle = len(counts) // 2
    halves = [("first", slice(0, middle)), ("second", slice(middle, None))]
    assert sum(int(row["cents_value"]) for row in ledger.rows(halves)) == ledger.total()  # type: ignore[call-overload]
    assert sum(int(days.sum()) for days in ledger.by_account().values()) == ledger.total()
    exact = sum(sum(counts) * rate * 100 for rate in rates)
    assert abs(ledger.total() - exact) <= Decimal("0.5") * len(counts) * len(rates)


@given(counts=COUNTS, rate=RATES)
def test_twice_the_rate_costs_twice_as_much_without_a_new_run(counts: list[int], rate: Decimal) -> None:
    ledger = Ledger((item("bed_day", counts, rate.quantize(Decimal("0.01"))),), "USD", 2024)
    doubled = ledger.repriced({"bed_day": cost(2 * rate.quantize(Decimal("0.01")))})
    assert doubled.total() == 2 * ledger.total()


def test_low_and_high_ends_stand_around_the_value_and_a_lone_rate_is_its_own_end() -> None:
    banded = UnitCost(micro(152), micro(165), micro(170), 2024)
    ledger = Ledger((Item("bed_day", "custody", "bed-day", banded, np.array([10])),), "USD", 2024)
    assert [ledger.total(end=end) for end in ("low", "value", "high")] == [152_000, 165_000, 170_000]  # type: ignore[arg-type]
    lone = Ledger((item("bed_day", [10], "165"),), "USD", 2024)
    assert lone.total(end="low") == lone.total(end="high") == lone.total()


def test_dollars_of_another_year_are_those_of_the_price_index() -> None:
    # BLS, CPI-U annual averages: 215.303 in 2008, 313.689 in 2024.
    ledger = Ledger((item("decision", [1_000_000], "817", year=2008),), "USD", 2024)
    assert dollars(ledger.total()) == pytest.approx(
        Decimal("817000000") * Decimal("313.689") / Decimal("215.303"), rel=Decimal("1e-8")
    )
    assert ledger.in_dollars_of(2008).total() == 81_700_000_000


def test_restating_there_and_back_changes_nothing() -> None:
    for year in (2000, 2008, 2018):
        assert restated(year, 2024) * restated(2024, year) == 1


def test_a_year_after_the_last_index_is_of_the_last() -> None:
    assert restated(last_year() + 5, last_year()) == 1


def test_a_year_before_the_index_is_refused() -> None:
    with pytest.raises(NoPrices, match=f"no price index for 1999; years from {min(index())}"):
        restated(1999, 2024)


def test_nobody_is_told_dollars_of_a_year_to_come() -> None:
    ledger = Ledger((item("bed_day", [1], "165"),), "USD", 2024)
    with pytest.raises(NoPrices, match=f"for 2060; years from {min(index())} to {last_year()} are allowed"):
        ledger.in_dollars_of(2060)


def test_a_ledger_of_items_that_do_not_go_together_is_refused() -> None:
    with pytest.raises(ValueError, match="same name"):
        Ledger((item("a", [1], "1"), item("a", [1], "1")), "USD", 2024)
    with pytest.raises(ValueError, match="different days"):
        Ledger((item("a", [1], "1"), item("b", [1, 2], "1")), "USD", 2024)
    with pytest.raises(KeyError, match="no item 'b'"):
        Ledger((item("a", [1], "1"),), "USD", 2024).repriced({"b": cost("1")})


def test_what_does_not_fit_is_refused_and_not_wrapped() -> None:
    with pytest.raises(OverflowError, match="in one day is more than the ledger holds"):
        spent(np.array([10**12]), micro(10**3))
