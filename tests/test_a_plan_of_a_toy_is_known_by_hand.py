"""Where everybody stays 30 days and leaves by land, beds are arrivals times the stay and seats are arrivals."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_toys import DAYS, STAY, lever, search
from sojourn.study.plan.fluid import USED
from sojourn.systems.calendar import Calendar

MANY = {"rise": 1e5, "lead": 0.0}


@settings(max_examples=6, deadline=None)
@given(st.floats(5, 500))
def test_beds_are_arrivals_times_the_stay(rate: float) -> None:
    found = search(rate, {"beds": lever("beds", first=1e6, rise=0.0)}, least="beds").find({})
    assert found.stop is None
    assert found.goal == pytest.approx(rate * STAY, rel=1e-6)
    assert found.proposal.levels["beds"].max() == pytest.approx(rate * STAY, rel=0.01)


def test_removals_are_arrivals_a_stay_later_and_fill_their_seats() -> None:
    levers = {"arrests": lever("arrests", first=50.0, rise=1e4), "seats": lever("seats", first=1.0, rise=1e4)}
    asked = ("removals >= 36,500 in FY2027",)  # 100 a day
    found = search(50.0, levers, targets=asked, changes=("departures.land=60 per day",)).find({})
    assert found.stop is None
    assert found.values[0, "FY2027"] == pytest.approx(36_500, rel=1e-6)
    begins = [(day - DAYS.start).days for day in found.proposal.begins]
    step = np.searchsorted(begins, np.arange(DAYS.ticks), side="right") - 1
    come = (50 + found.proposal.levels["added"][step])[365 - STAY : 730 - STAY].sum()
    assert come == pytest.approx(36_500, rel=0.02)
    seats = found.proposal.levels["seats: land"]
    assert (seats * USED >= 59.9 * USED).all()
    assert seats.max() * USED >= 100 * 0.98


def test_one_more_removal_costs_an_arrest_and_its_stay() -> None:
    levers = {"arrests": lever("arrests", first=50.0, rise=1e4)}
    found = search(50.0, levers, targets=("removals >= 36,500 in FY2027",)).find({})
    assert found.prices[0, "FY2027"] == pytest.approx(100 + STAY * 10, rel=1e-6)


def test_one_more_in_the_last_whole_year_is_asked_of_the_days_after_it_too() -> None:
    levers = {"arrests": lever("arrests", first=50.0, rise=1e4)}
    days = Calendar(DAYS.start, date(2028, 1, 1))
    found = search(50.0, levers, targets=("removals >= 36,500 per fiscal year",), days=days).find({})
    rest = (days.until - DAYS.until).days / 365.25
    assert found.prices[0, "FY2027"] == pytest.approx((100 + STAY * 10) * (1 + rest), rel=1e-6)
    assert found.followed == ((0, "FY2027"),)


def test_a_target_that_is_met_anyway_has_no_price() -> None:
    levers = {"arrests": lever("arrests", first=50.0, rise=1e4)}
    found = search(50.0, levers, targets=("removals >= 100 in FY2027",)).find({})
    assert found.prices[0, "FY2027"] == pytest.approx(0, abs=1e-9)
    assert found.proposal.levels["added"].max() == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    ("scarce", "changes", "beds"),
    [("seats", ("departures.land=20 per day",), 1e6), ("beds", (), 600.0)],
)
def test_what_stops_a_target_is_named(scarce: str, changes: tuple[str, ...], beds: float) -> None:
    levers = {"arrests": lever("arrests", first=50.0, rise=1e4)}
    asked = ("removals >= 36,500 in FY2027",)
    found = search(50.0 if beds > 1e5 else 10.0, levers, targets=asked, changes=changes, beds=beds).find({})
    assert found.stop is not None
    assert found.stop.limits[0][0] == scarce
    most = 365 * (20 * USED if scarce == "seats" else 600 / STAY)
    missed = found.stop.missed[0, "FY2027"]
    assert 36_500 - missed == pytest.approx(most, rel=0.02)


@pytest.mark.parametrize("first", [20_000, 30_000])
def test_the_most_that_can_be_reached_keeps_nobody_waiting_for_a_year_that_counts(first: int) -> None:
    """Fifty a day come and seats are free: nobody leaves later so that they count in the second year."""
    asked = (f"removals >= {first:,} in FY2026", "removals >= 40,000 in FY2027")
    levers = {"beds": lever("beds", first=1e6, rise=0.0)}
    stop = search(50.0, levers, targets=asked, changes=("departures.land=200 per day",)).find({}).stop
    assert stop is not None
    assert 40_000 - stop.missed[1, "FY2027"] == pytest.approx(50 * 365, rel=0.01)
    assert first - stop.missed[0, "FY2026"] == pytest.approx(50 * (365 - STAY), rel=0.01)


def test_arrests_that_cannot_be_had_in_time_stop_a_target() -> None:
    levers = {"arrests": lever("arrests", first=50.0, rise=2.0, lead=365.0)}
    found = search(50.0, levers, targets=("removals >= 36,500 in FY2027",)).find({})
    assert found.stop is not None
    assert {name for name, _, _ in found.stop.limits} == {"arrests"}


def test_a_level_begins_after_its_lead_and_rises_no_faster_than_it_can() -> None:
    levers = {"arrests": lever("arrests", first=50.0, rise=10.0, lead=180.0)}
    found = search(50.0, levers, targets=("removals >= 25,000 in FY2027",)).find({})
    level = found.proposal.levels["added"]
    assert (level[:2] <= 1e-6).all()
    assert (np.diff(level) <= 10.0 * 3.05 + 1e-6).all()


def test_fewer_beds_turn_people_away_and_a_peak_is_kept() -> None:
    levers = {"beds": lever("beds", first=1e6, rise=0.0)}
    asked = ("peak population <= 1,000",)
    assert search(50.0, levers, targets=asked, beds=1e5).find({}).stop is not None
    found = search(50.0, levers, targets=asked, beds=1e5, turned=("other",)).find({})
    assert found.stop is None
    assert found.values[0, "all"] <= 1_000 * (1 + 1e-6)
    assert found.turned == pytest.approx((50 - 1_000 / STAY) * 730, rel=0.03)


def test_nobody_waits_for_a_seat_while_one_is_free() -> None:
    levers = {"arrests": lever("arrests", first=50.0, rise=1e4)}
    asked = ("removals >= 30,000 in FY2027",)
    one = search(50.0, levers, targets=asked, changes=("departures.land=200 per day",))
    found = one.find({})
    assert found.stop is None
    waiting = [column for column, name in enumerate(one.fluid.program.columns) if name.startswith("waiting[0]")]
    assert all(one.fluid.program.ends(column)[1] == 0.0 or column not in one.filling.closed for column in waiting)
    held = found.held[-1]
    assert held == pytest.approx(STAY * (50 + found.proposal.levels["added"][-1]), rel=0.05)


def test_a_target_that_stops_another_is_named() -> None:
    levers = {"arrests": lever("arrests", first=50.0, rise=1e4)}
    asked = ("removals >= 36,500 in FY2027", "removals <= 20,000 in FY2027", "peak population <= 1 million")
    found = search(50.0, levers, targets=asked).find({})
    assert found.stop is not None
    (missed,) = {key[0] for key in found.stop.missed}
    assert {key[0] for key in found.stop.against} == {1 - missed}


def test_what_is_missed_only_because_of_another_is_known_from_what_cannot_be() -> None:
    """Whoever is arrested is held for 30 days. Fifty a day are arrested anyway, and 100 could be, but for the other."""
    levers = {"arrests": lever("arrests", first=50.0, rise=1e4)}
    asked = ("arrests >= 36,500 in FY2027", "nobody held over 20 days in FY2027")
    stop = search(50.0, levers, targets=asked).find({}).stop
    assert stop is not None
    arrested, held = (0, "FY2027"), (1, "FY2027")
    assert stop.missed[arrested] == pytest.approx(36_500 - 50 * 365, rel=1e-6)
    assert stop.alone[arrested] == pytest.approx(0, abs=1)
    assert stop.alone[held] == pytest.approx(stop.missed[held], rel=1e-6)
    weighed = search(50.0, levers, targets=asked, own=(18_250.0, 73_000.0)).find({}).stop
    assert weighed is not None
    assert set(weighed.missed) == {held}
    only = search(50.0, levers, targets=asked[1:]).find({}).stop
    assert only is not None
    assert only.missed[0, "FY2027"] == pytest.approx(stop.alone[held], rel=1e-6)
    assert only.alone == {}


def test_whoever_has_no_seat_for_months_has_waited_for_it() -> None:
    """Fifty a day come, and leave after 30 days: where fewer are to leave, some wait, and the programme knows it."""
    levers = {"beds": lever("beds", first=1e6, rise=0.0)}
    one = search(50.0, levers, targets=("removals <= 12,000 in FY2027",), changes=("departures.land=200 per day",))
    found = one.find({})
    assert found.stop is None
    assert one.filling.needed
    assert not one.filling.needed & one.filling.closed
    assert found.held.max() > STAY * 50 + 1_000
