"""Attempts a day are a gate: a list of N with k attempts each is worked off on working day ceil(N k / a)."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest

from children_runs import NOBODY_NEW, a_run, listed, scenario
from sojourn.run import load
from sojourn.study.children import Terms, central, contact, days_for, drawn, nth_working_day, working_days

HOLIDAYS = {date(2025, 1, 20), date(2025, 2, 17), date(2025, 5, 26), date(2025, 6, 19), date(2025, 7, 4)}
"""Federal holidays as the Office of Personnel Management lists them, 20 January to August 2025."""
START = date(2025, 1, 20)


def working_day(number: int) -> date:
    """The nth working day from the start on, counted by hand."""
    day = START - timedelta(days=1)
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5 and day not in HOLIDAYS
    return day


@pytest.mark.parametrize(
    ("children", "staff", "each", "most"), [(1000, 4, 7, 1), (1000, 4, 7, 3), (997, 1, 40, 2), (30, 10, 6, 2)]
)
def test_without_success_it_is_the_attempts_over_the_attempts_a_day(
    children: int, staff: int, each: int, most: int
) -> None:
    told = a_run(
        *NOBODY_NEW,
        "period.until=2025-09-01",
        "lists.work=missed_hearing",
        f"lists.missed_hearing={children} children",
        f"contact.staff={staff} workers",
        f"contact.attempts_per_worker={each}",
        f"contact.attempts_each={most} attempts",
        "contact.gap=0 days",
        "contact.reaches=0%",
    )
    left = np.cumsum(np.add(listed(told, "exit_not_reached"), listed(told, "exit_unreachable")))
    done = told.calendar.day(int(np.flatnonzero(left == children)[0]))
    assert done == working_day(math.ceil(children * most / (staff * each)))
    once = told.calendar.day(int(np.flatnonzero(np.array(listed(told, "in_attempt_1")) == 0)[0]))
    assert once == working_day(math.ceil(children / (staff * each)))


def test_no_more_attempts_are_made_than_there_are_workers_for() -> None:
    told = a_run("period.until=2025-09-01")
    made = sum(told.panel.taken(stage=f"attempt_{number}").sum(axis=1) for number in (1, 2, 3))
    days = [told.calendar.day(tick) for tick in range(told.calendar.ticks)]
    for day, attempts in zip(days, np.asarray(made).tolist(), strict=True):
        assert attempts <= (3000 if day.weekday() < 5 and day not in HOLIDAYS else 0)
    assert made.max() == 3000


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_share_reached_and_the_attempts_made_agree_with_arithmetic(seed: int) -> None:
    size, most, chance, bad = 20_000, 3, 0.3, 0.0691
    told = a_run(
        *NOBODY_NEW,
        "period.until=2026-09-01",
        "lists.work=missed_hearing",
        f"lists.missed_hearing={size} children",
        "contact.staff=60 workers",
        seed=seed,
    )
    share = (1 - bad) * (1 - (1 - chance) ** most)
    off = np.sqrt(size * share * (1 - share))
    assert sum(listed(told, "exit_located")) == pytest.approx(size * share, abs=4 * off)
    made = sum(int(told.panel.taken(stage=f"attempt_{number}")[:, 1:].sum()) for number in range(1, most + 1))
    each = bad * most + (1 - bad) * sum((1 - chance) ** number for number in range(most))
    assert made == pytest.approx(size * each, abs=4 * np.sqrt(size))


def test_terms_count_attempts_one_by_one() -> None:
    for bad, chance, most in ((0.0, 0.3, 1), (0.0691, 0.3, 3), (0.5, 1.0, 4), (0.2, 0.0, 5), (1.0, 0.4, 2)):
        by_hand = bad * most + (1 - bad) * sum((1 - chance) ** number for number in range(most))
        assert Terms(bad, chance, most, 6).attempts == pytest.approx(by_hand)


def test_working_days_are_counted_both_ways() -> None:
    for number in range(1, 100):
        day = working_day(number)
        assert nth_working_day(START, number) == day
        assert working_days(START, day + timedelta(days=1)) == number


def test_the_answer_and_the_run_agree() -> None:
    answer = contact("children-2025", staff=500)
    (both,) = (one for one in answer.efforts if one.children == 323_000)
    told = answer.simulated
    assert told.tried_once == both.first_by == working_day(math.ceil(323_000 / 3000))
    assert both.all_by is not None
    assert told.worked_off is not None
    assert abs((told.worked_off - both.all_by).days) <= 7
    assert told.located / 323_000 == pytest.approx(both.reached.value, abs=0.005)


def test_as_many_as_it_says_are_done_by_the_day_asked_about() -> None:
    by = date(2026, 1, 20)
    asked = contact("children-2025", by=by)
    for one in asked.efforts:
        assert one.staff_first is not None
        days = working_days(START, by)
        enough = int(one.staff_first.value)
        assert math.ceil(one.children / (6 * enough)) <= days < math.ceil(one.children / (6 * (enough - 1)))


def test_bands_follow_their_rows_and_a_number_you_set_is_not_drawn() -> None:
    free, own = drawn(scenario(), 1), drawn(scenario("contact.reaches=25%"), 1)
    reaches = np.asarray(free.reaches)
    assert 0.1 <= reaches.min() < 0.15 < 0.6 < reaches.max() <= 0.665
    # The mean of a triangular law is that of its three corners.
    off = 4 * reaches.std() / np.sqrt(len(reaches))
    assert reaches.mean() == pytest.approx((0.1 + 0.3 + 0.665) / 3, abs=off)
    assert np.all(np.asarray(own.reaches) == 0.25)
    assert set(np.asarray(free.each).tolist()) == {1.0, 2.0, 3.0, 4.0, 5.0}
    assert central(scenario()).each == 3


def test_staff_that_changes_is_counted_day_by_day() -> None:
    staff = np.array([2.0, 2.0, 0.0, 5.0])
    for work, days in ((1, 1), (2, 1), (2.5, 2), (4, 2), (4.5, 4), (9, 4), (9.5, 5), (14, 5), (14.1, 6)):
        assert days_for(work, staff) == days
    answer = contact(
        load("children-2025", ["contact.staff=[{value: 100 workers}, {from: 2025-03-03, value: 900 workers}]"])
    )
    (both,) = (one for one in answer.efforts if one.children == 323_000)
    # 28 working days with 100 workers to 28 February, then 900: 600 attempts a day, then 5,400.
    before = working_days(START, date(2025, 3, 3))
    assert both.first_days.value == before + math.ceil((323_000 - 600 * before) / 5400)
    assert answer.simulated.tried_once == both.first_by
