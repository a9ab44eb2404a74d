"""An account pays from its base day by day, then from what lapses first, and says on which day it is empty."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sojourn.results.drawdown import Fund, drawn_down


def base(cents: int, first: int, last: int) -> Fund:
    return Fund("base", cents, first, last, base=True)


def other(cents: int, first: int, last: int, name: str = "supplemental") -> Fund:
    return Fund(name, cents, first, last, base=False)


FUNDS = st.lists(
    st.builds(
        lambda cents, first, days, is_base: Fund("a fund", cents, first, first + days, is_base),
        st.integers(0, 10_000),
        st.integers(-20, 60),
        st.integers(0, 80),
        st.booleans(),
    ),
    max_size=5,
)


def test_a_year_of_base_money_pays_the_same_each_day() -> None:
    assert base(365, 0, 364).released(365).tolist() == [1] * 365
    assert base(10, 0, 3).released(4).tolist() == [2, 3, 2, 3]


def test_base_days_before_the_run_are_spent() -> None:
    assert base(100, -50, 49).released(50).sum() == 50


def test_a_supplemental_is_empty_on_the_day_that_arithmetic_says() -> None:
    # 10 a day of which 4 are base: 60 more last ten days, and the eleventh is not paid.
    found = drawn_down(np.full(20, 10), [base(80, 0, 19), other(60, 0, 400)])
    assert found.empty_on == 10
    assert found.unpaid.tolist() == [0] * 10 + [6] * 10
    assert found.paid.sum(axis=1).tolist() == [80, 60]


def test_what_is_not_spent_of_the_base_stays_until_it_lapses() -> None:
    spending = np.array([0] * 5 + [8] * 5)
    found = drawn_down(spending, [base(40, 0, 9)])
    assert found.empty_on is None
    assert found.lapsed.tolist() == [0]
    assert drawn_down(np.zeros(12, np.int64), [base(40, 0, 9)]).lapsed.tolist() == [40]


def test_money_that_lapses_first_is_spent_first() -> None:
    found = drawn_down(np.full(4, 5), [other(100, 0, 300, "late"), other(10, 0, 30, "soon")])
    assert found.paid.sum(axis=1).tolist() == [10, 10]


def test_money_cannot_be_spent_before_its_day_or_after_it_lapsed() -> None:
    found = drawn_down(np.full(6, 1), [other(100, 2, 3)])
    assert found.unpaid.tolist() == [1, 1, 0, 0, 1, 1]
    assert found.lapsed.tolist() == [98]


def test_an_account_without_money_is_empty_on_the_first_day() -> None:
    assert drawn_down(np.array([0, 3]), []).empty_on == 1


@given(spending=st.lists(st.integers(0, 500), min_size=1, max_size=60), funds=FUNDS)
def test_every_cent_is_paid_lapsed_left_or_never_there(spending: list[int], funds: list[Fund]) -> None:
    found = drawn_down(np.array(spending), funds)
    there = [int(fund.released(len(spending)).sum()) for fund in funds]
    kept = found.paid.sum(axis=1) + found.lapsed + found.left if funds else []
    assert list(kept) == there
    assert (found.paid.sum(axis=0) + found.unpaid == np.array(spending)).all()


@given(spending=st.lists(st.integers(0, 500), min_size=1, max_size=60), funds=FUNDS)
def test_more_money_never_empties_an_account_sooner(spending: list[int], funds: list[Fund]) -> None:
    before = drawn_down(np.array(spending), funds).empty_on
    after = drawn_down(np.array(spending), [*funds, other(1_000, 0, 1_000)]).empty_on
    assert after is None or (before is not None and after >= before)
