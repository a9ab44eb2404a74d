"""Calls come on the 7th, 14th and 30th business day after release: no weekends, no federal holidays."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from children_runs import a_run
from sojourn.systems.business_days import holidays, is_business_day

OPM = {
    2024: "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
    2025: "01-01 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-25",
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24",
}
"""Federal holidays as observed, from the lists of the Office of Personnel Management."""
CLOSED = {date.fromisoformat(f"{year}-{day}") for year, days in OPM.items() for day in days.split()}


def business(day: date) -> bool:
    return day.weekday() < 5 and day not in CLOSED


def later(day: date, number: int) -> date:
    """The nth business day after a day, counted one by one."""
    while number:
        day += timedelta(days=1)
        number -= business(day)
    return day


@pytest.mark.parametrize("year", OPM)
def test_holidays_are_those_of_the_published_lists(year: int) -> None:
    assert list(holidays(year)) == [date.fromisoformat(f"{year}-{day}") for day in OPM[year].split()]


def test_new_year_on_a_saturday_is_observed_the_year_before() -> None:
    friday = np.array(["2021-12-31"], dtype="datetime64[D]")
    assert holidays(2022)[0] == date(2021, 12, 31)
    assert not is_business_day(friday)[0]


@pytest.mark.parametrize("seed", [1, 2])
def test_each_call_is_on_its_day(seed: int) -> None:
    told = a_run("period.until=2026-03-01", "lists.work=none", seed=seed)
    days = [told.calendar.day(tick) for tick in range(told.calendar.ticks)]
    released = told.panel.taken(target="released").sum(axis=1)
    called = {
        7: told.panel.taken(stage="released").sum(axis=1),
        14: sum(told.panel.taken(stage=f"{how}_7").sum(axis=1) for how in ("heard", "unheard")),
        30: sum(told.panel.taken(stage=f"{how}_14").sum(axis=1) for how in ("heard", "unheard")),
    }
    assert released.sum() > 40_000
    for number, counts in called.items():
        due = dict.fromkeys(days, 0)
        for day, count in zip(days, released.tolist(), strict=True):
            if (call := later(day, number)) in due:
                due[call] += count
        assert dict(zip(days, np.asarray(counts).tolist(), strict=True)) == due
        assert all(business(day) for day, count in due.items() if count)


def test_who_answers_no_call_is_tried_again_and_nobody_else() -> None:
    told = a_run("period.until=2026-03-01", "lists.work=none", "court.missed=0%", "follow_up.answered=66.5%")
    last = told.panel.taken(stage="unheard_14").sum() + told.panel.taken(stage="heard_14").sum()
    unheard = int(told.panel.taken(stage="unheard_14", target="attempt_1").sum())
    share = (1 - 0.665) ** 3
    assert unheard / last == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / last))
    assert unheard == told.panel.taken(target="attempt_1").sum()
