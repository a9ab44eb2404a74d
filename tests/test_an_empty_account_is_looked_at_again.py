"""An empty account is looked at each month, and one in which nothing would fall is not called empty."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from sojourn.results.run import Run
from sojourn.results.spending import drawdowns, ledger
from sojourn.run import load_us, run
from sojourn.systems.calendar import Calendar

SHORT = "opening.warm_up=180 days"
UNTIL = date(2025, 11, 1)
START = date(2025, 1, 20)


def base(account: str, cents_a_day: int, since: date = START, until: date = UNTIL) -> str:
    """Base money of so much a day from one day until before another."""
    days = Calendar(since, until).ticks
    last = date.fromordinal(until.toordinal() - 1)
    amount = f"{{amount: {cents_a_day * days / 100:.2f} USD, from: {since}, lapses: {last}, base: true}}"
    return f"money.accounts.{account}.appropriations=[{amount}]"


def spent(made: Run, account: str) -> np.ndarray:
    return ledger(made).by_account()[account].astype(np.float64)


@pytest.fixture(scope="module")
def free() -> Run:
    return run(load_us("plan-2025", [SHORT]), until=UNTIL)


@pytest.mark.parametrize("account", ["legal", "transport"])
def test_a_share_is_lowered_while_more_is_spent_than_the_base_carries(free: Run, account: str) -> None:
    each = int(1.1 * spent(free, account)[:60].mean())  # in summer far more is spent than in spring
    poor = run(load_us("plan-2025", [SHORT, base(account, each)]), until=UNTIL)
    (empty,) = poor.emptied
    assert empty.carried is not None
    shares = [empty.carried, *(share for _, share in empty.later)]
    assert len(shares) > 1
    assert all(then < before for before, then in pairwise(shares))
    assert all(day.day == 1 for day, _ in empty.later)
    beyond = spent(free, account)[-60:].mean() - each
    unpaid = drawdowns(poor, ledger(poor))[account].unpaid[-60:].mean()
    assert beyond > 0.2 * each
    assert unpaid < 0.25 * beyond


def test_the_days_before_a_share_is_lowered_are_those_of_a_shorter_run(free: Run) -> None:
    each = int(1.1 * spent(free, "legal")[:60].mean())
    money = base("legal", each)
    whole = run(load_us("plan-2025", [SHORT, money]), until=UNTIL)
    days = whole.calendar.tick(date(2025, 9, 10))
    shorter = run(load_us("plan-2025", [SHORT, money]), until=date(2025, 9, 10))
    assert (whole.panel.flow[:days] == shorter.panel.flow).all()


def test_one_dear_day_after_cheaper_weeks_empties_nothing(free: Run) -> None:
    legal = spent(free, "legal")
    weeks = np.convolve(legal, np.ones(28) / 28, mode="valid")  # those that end on day 27 and the days after
    day = 27 + int(np.argmax(legal[27:120] / weeks[:93]))
    since = free.calendar.day(day)
    before = base("legal", int(2 * legal.max()), until=since).removesuffix("]")
    after = base("legal", int(legal[day]) - 200, since=since, until=UNTIL).partition("=[")[2]
    made = run(load_us("plan-2025", [SHORT, f"{before}, {after}"]), until=date.fromordinal(since.toordinal() + 5))
    assert int(drawdowns(made, ledger(made))["legal"].unpaid[day]) > 0
    assert not [one for one in made.emptied if one.on == since]
    assert (made.panel.flow == free.panel.flow[: made.calendar.ticks]).all()
