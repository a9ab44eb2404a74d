"""When an account is empty its capacity falls to what its base money carries, from the day after, and not before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sojourn.results.rounding import rounded
from sojourn.results.run import Run
from sojourn.results.spending import drawdowns, ledger
from sojourn.run import load_us, run

UNTIL = date(2025, 7, 1)
SHORT = "opening.warm_up=180 days"
BASE = "{amount: 2.4 billion USD, from: 2024-10-01, lapses: 2025-09-30, base: true}"


MADE: dict[str, Run] = {}


def scenario(tmp_path: Path, accounts: str) -> Run:
    """A run of the plan with some accounts; the same one for the same accounts."""
    if accounts not in MADE:
        file = tmp_path / "money.yaml"
        file.write_text(f"extends: plan-2025\ntitle: Money\nmoney:\n  accounts:\n{accounts}", encoding="utf-8")
        MADE[accounts] = run(load_us(file, [SHORT]), until=UNTIL)
    return MADE[accounts]


def custody(*appropriations: str) -> str:
    return "    custody:\n      appropriations:\n" + "".join(f"        - {one}\n" for one in appropriations)


@pytest.fixture(scope="module")
def free() -> Run:
    return run(load_us("plan-2025", [SHORT]), until=UNTIL)


def test_without_appropriations_nothing_changes(free: Run, tmp_path: Path) -> None:
    told = scenario(tmp_path, "    legal:\n      costs: [{value: 800 USD per decision, dollars: 2024}]\n")
    assert (told.panel.flow == free.panel.flow).all()


def test_enough_money_changes_nothing(free: Run, tmp_path: Path) -> None:
    rich = scenario(tmp_path, custody("{amount: 99 billion USD, from: 2025-01-20, lapses: 2029-09-30}"))
    assert not rich.emptied
    assert (rich.panel.flow == free.panel.flow).all()


def test_beds_fall_to_what_the_base_carries_on_the_day_after(free: Run, tmp_path: Path) -> None:
    poor = scenario(tmp_path, custody(BASE, "{amount: 30 million USD, from: 2025-01-20, lapses: 2029-09-30}"))
    (emptied,) = poor.emptied
    at = poor.calendar.tick(emptied.on)
    # 240,000,000,000 cents over the 365 days of the fiscal year, at 16,500 cents a bed and day.
    carried = 240_000_000_000 // 365 // 16_500
    assert (poor.capacity[: at + 1] == free.capacity[: at + 1]).all()
    assert set(poor.capacity[at + 1 :].sum(axis=1).tolist()) == {carried}
    assert (poor.panel.flow[: at + 1] == free.panel.flow[: at + 1]).all()
    assert (poor.panel.flow[at + 1 :] != free.panel.flow[at + 1 :]).any()


def test_the_day_is_the_one_that_arithmetic_gives_from_the_free_run(free: Run, tmp_path: Path) -> None:
    poor = scenario(tmp_path, custody(BASE, "{amount: 30 million USD, from: 2025-01-20, lapses: 2029-09-30}"))
    held = free.series["held"].sum(axis=1).astype(np.int64)
    beyond = np.maximum.accumulate(np.cumsum(held * 16_500 - 240_000_000_000 / 365))
    first = int(np.flatnonzero(beyond > 3_000_000_000)[0])
    assert abs(poor.calendar.tick(poor.emptied[0].on) - first) <= 1


def test_other_money_lifts_the_ceiling_on_its_day(free: Run, tmp_path: Path) -> None:
    poor = scenario(tmp_path, custody(BASE, "{amount: 9 billion USD, from: 2025-06-01, lapses: 2029-09-30}"))
    (emptied,) = poor.emptied
    assert emptied.until == date(2025, 6, 1)
    again = poor.calendar.tick(date(2025, 6, 1))
    assert (poor.capacity[again:] == free.capacity[again:]).all()
    assert (poor.capacity[again - 1] < free.capacity[again - 1]).any()


def test_added_arrests_stop_when_the_money_for_arrests_is_gone(free: Run, tmp_path: Path) -> None:
    accounts = """\
    arrests:
      appropriations: [{amount: 500 million USD, from: 2025-01-20, lapses: 2029-09-30}]
      costs: [{value: "20,000 USD per arrest", dollars: 2024}]
"""
    poor = scenario(tmp_path, accounts)
    after = poor.calendar.tick(poor.emptied[0].on) + 1
    added = poor.panel.taken(owner="source interior_added").sum(axis=1)
    assert added[after:].sum() == 0
    assert (added[:after] == free.panel.taken(owner="source interior_added").sum(axis=1)[:after]).all()


def test_what_is_unpaid_is_told_to_the_cent(tmp_path: Path) -> None:
    poor = scenario(tmp_path, custody(BASE, "{amount: 30 million USD, from: 2025-01-20, lapses: 2029-09-30}"))
    book = ledger(poor)
    (down,) = drawdowns(poor, book).values()
    assert int(down.paid.sum() + down.unpaid.sum()) == int(book.by_account()["custody"].sum())
    assert down.empty_on == poor.calendar.tick(poor.emptied[0].on)


def test_everybody_is_still_somewhere(tmp_path: Path) -> None:
    poor = scenario(tmp_path, custody(BASE, "{amount: 30 million USD, from: 2025-01-20, lapses: 2029-09-30}"))
    came = sum(
        poor.panel.taken(owner=f"source {name}").sum()
        for name in ("border", "interior", "interior_added", "border_direct")
    )
    left = sum(poor.panel.taken(target=name).sum() for name in poor.exits)
    assert came + poor.panel.opening.sum() == left + poor.at_end.sum()


def test_the_summary_says_what_each_account_spent_and_what_was_not_paid(tmp_path: Path) -> None:
    poor = scenario(tmp_path, custody(BASE, "{amount: 30 million USD, from: 2025-01-20, lapses: 2029-09-30}"))
    lines = poor.summary["lines"]
    assert lines["money_all"]["values"]["all"] == poor.ledger.total() / 100
    assert lines["unpaid_custody"]["values"]["all"] > 0
    assert lines["money_per_bed_day"]["values"]["all"] == pytest.approx(165)


def test_each_time_that_an_account_is_empty_says_what_was_not_paid_then(tmp_path: Path) -> None:
    poor = scenario(tmp_path, custody(BASE, "{amount: 9 million USD, from: 2025-05-01, lapses: 2029-09-30}"))
    first, second = poor.emptied
    assert (first.until, second.until) == (date(2025, 5, 1), None)
    told = [sentence for sentence in poor.summary["findings"] if sentence.startswith("The account 'Custody' is empty")]
    (down,) = drawdowns(poor, ledger(poor)).values()
    again = poor.calendar.tick(date(2025, 5, 1))
    for sentence, cents in zip(told, (down.unpaid[:again].sum(), down.unpaid[again:].sum()), strict=True):
        assert f"{rounded(int(cents) / 100, 'USD')} were spent that nothing paid" in sentence


def test_what_is_paid_beside_beds_is_held_back_from_what_the_base_carries(tmp_path: Path) -> None:
    costs = "      costs: [{value: 1000 USD per book-in, dollars: 2024}]\n"
    poor = scenario(tmp_path, custody(BASE) + costs)
    on = poor.calendar.tick(poor.emptied[0].on)
    booked = next(item.counts for item in poor.ledger.items if item.unit == "book-in")
    lately = int(booked[max(on - 27, 0) : on + 1].mean() * 1000)
    assert poor.emptied[0].carried == pytest.approx((2_400_000_000 / 365 - lately) / 165, abs=1.5)
