"""A quota, a number in all and the seats of a departure are never passed, on no day, in no month and not in all."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sojourn
from agreement_runs import by_month, daily, deal, ran
from sojourn.network import number_at
from sojourn.systems.calendar import Calendar
from sojourn.systems.us_people import nationalities
from sojourn.systems.us_third_country import gates

CALENDAR = Calendar(date(2025, 1, 20), date(2026, 3, 1))
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PLAN = sojourn.load("plan-2025", [f"third_country.agreements=[{deal()}]", "period.until=2026-03-01"]).model
NATIONS = nationalities(PLAN)


@given(
    quota=st.none() | st.integers(0, 400),
    seats=st.integers(0, 150),
    days=st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True),
    start=st.integers(0, 300),
    in_all=st.none() | st.integers(0, 500),
)
def test_seats_follow_the_landing_days_and_add_up_to_no_more_than_the_quota(
    quota: int | None, seats: int, days: list[str], start: int, in_all: int | None
) -> None:
    (agreement,) = PLAN.third_country.agreements
    begins = agreement.statuses[0].model_copy(update={"on": CALENDAR.day(start)})
    of = type(agreement).model_validate(
        {
            "country": "Panama",
            "statuses": [begins],
            "quota": quota,
            "in_all": in_all,
            "seats": seats,
            "landing_days": days,
        }
    )
    third = PLAN.third_country.model_copy(update={"agreements": (of,)})
    notices, places = gates(PLAN.model_copy(update={"third_country": third}), CALENDAR, NATIONS)
    supply = number_at(places.doors[0].supply, CALENDAR.ticks, "places")
    assert places.doors[0].limit == in_all
    assert supply.max() <= seats
    assert supply[:start].sum() == 0
    on = supply > 0
    assert set(CALENDAR.weekday[on].tolist()) <= {WEEKDAYS.index(day) for day in days}
    if quota is not None:
        monthly = np.bincount(CALENDAR.month, weights=supply)
        assert monthly.max() <= quota
        landings = np.bincount(CALENDAR.month, weights=np.isin(CALENDAR.weekday, [WEEKDAYS.index(d) for d in days]))
        full = landings[2 + start // 28 : -1] * seats >= quota * 2
        assert np.all(monthly[2 + start // 28 : -1][full] == quota), "with seats to spare the quota is used"
    assert notices.doors[0].refills is not None


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("quota", [0, 7, 40])
def test_no_month_passes_the_quota(quota: int, seed: int) -> None:
    run = ran((deal(f"quota: {quota}"),), seed=seed)
    sent = by_month(run, daily(run))
    assert sent.max() <= quota
    assert (sent.sum() > quota) == (quota > 0)


def test_nobody_leaves_but_on_landing_days_and_as_many_as_there_are_seats() -> None:
    run = ran((deal("seats: 12, landing_days: [tuesday, friday]"),))
    sent = daily(run)
    assert sent.max() == 12
    assert set(run.calendar.weekday[sent > 0].tolist()) == {1, 4}


def test_seats_and_quota_hold_together() -> None:
    run = ran((deal("quota: 40, seats: 15, landing_days: [wednesday]"),))
    sent = daily(run)
    assert 0 < sent.max() <= 15
    assert by_month(run, sent).max() <= 40


def test_a_number_in_all_is_not_passed_by_seats_either() -> None:
    run = ran((deal("in_all: 40, seats: 20"),))
    assert 0 < daily(run).sum() <= 40


def test_those_turned_away_are_counted_only_where_places_are_used_up() -> None:
    wide, narrow = ran((deal("quota: 100_000"),)), ran((deal("quota: 7"),))
    away = [run.summary["third_country"]["agreements"][0]["turned_away"] for run in (wide, narrow)]
    assert away[0] == 0
    assert away[1] > 0


def test_who_comes_after_the_last_notice_is_turned_away_though_places_are_left() -> None:
    (told,) = ran((deal("in_all: 40, fear_found: 10%"),)).summary["third_country"]["agreements"]
    assert told["noticed"] == 45
    assert told["sent"] < 40
    assert told["turned_away"] > 0
