"""Given dates and terms, the UK-Rwanda scheme ends with four volunteers and nobody removed; and dates are why."""

from __future__ import annotations

import statistics
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from replays import SEEDS, left, replay
from sojourn.evidence import figure, table
from sojourn.evidence.period import first_day, last_day
from sojourn.results.uk_rwanda import per_person, sums
from sojourn.run import load, run
from sojourn.scenario import ScenarioError

NAME = "uk-rwanda-2022"
FORCED, CHOSEN = "relocated", "relocated_voluntarily"
NO_MEASURE = ("litigation.0.acts.0.effect=none",)
NO_COURTS = ("litigation=[]",)


def moved(changes: tuple[str, ...] = (), seed: int = 1) -> tuple[int, int]:
    made = replay(NAME, changes, seed)
    return left(made, FORCED), left(made, CHOSEN)


def flight_on(day: date) -> tuple[str, ...]:
    """The first flight on another day; the second is taken away."""
    return (f"forced.flights=[{{on: {day}, directions: 130 people, seats: 200 seats}}]",)


@pytest.mark.parametrize("seed", SEEDS)
def test_it_ends_as_the_record_does(seed: int) -> None:
    assert moved(seed=seed) == (0, figure("uk_rwanda.relocated").number)


def test_nothing_that_is_put_in_says_that_nobody_is_removed() -> None:
    flights = load(NAME).model.forced.flights
    assert all(flight.directions.value > 100 and flight.seats.value > 100 for flight in flights)


def test_without_the_interim_measure_the_flight_takes_who_was_left_on_its_list() -> None:
    """Each of 130 stays on it with a chance of 7 in 130; the mean of five runs within three standard errors."""
    taken = [moved(NO_MEASURE, seed)[0] for seed in SEEDS]
    told, stay = 130, figure("uk_rwanda.first_flight_remaining").number / 130
    error = np.sqrt(told * stay * (1 - stay) / len(SEEDS))
    assert statistics.fmean(taken) == pytest.approx(told * stay, abs=3 * error)
    assert all(people > 0 for people in taken)
    assert taken == [left(replay(NAME, (), seed), "flight_did_not_leave") for seed in SEEDS]


def test_the_day_of_the_measure_decides() -> None:
    later = moved(("litigation.0.acts.0.on=2022-06-15",))
    assert later == moved(NO_MEASURE)
    assert later[0] > 0
    assert moved(("litigation.0.acts.0.on=2022-06-13",)) == (0, 4)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2023, 2, 1), "lawful at first instance, and the interim measure still stands"),
        (date(2023, 8, 1), "held unlawful on appeal"),
        (date(2023, 12, 20), "held unlawful by the highest court, and the treaty is not in force"),
        (date(2024, 7, 24), "given up by then"),
    ],
)
def test_a_flight_on_a_day_that_is_shut_takes_nobody(day: date, why: str) -> None:
    assert moved(flight_on(day))[0] == 0, why


@pytest.mark.parametrize("day", [date(2022, 6, 13), date(2024, 6, 24)])
def test_a_flight_on_a_day_that_is_open_takes_some(day: date) -> None:
    assert moved(flight_on(day))[0] > 0


def test_without_the_act_the_courts_would_have_stopped_the_later_flight_too() -> None:
    assert moved((*flight_on(date(2024, 6, 24)), "act=2024-08-31"))[0] == 0


def test_a_scheme_that_goes_on_has_its_second_flight() -> None:
    goes_on = ("agreements.1.statuses.2.on=2024-08-15",)
    day = replay(NAME, goes_on).calendar.tick(date(2024, 7, 24))
    taken = replay(NAME, goes_on).series[f"exit_{FORCED}"].sum(axis=1)
    assert taken[day] > 0
    assert taken.sum() == taken[day]


def test_volunteers_go_while_there_is_an_agreement_and_courts_do_not_stop_them() -> None:
    assert moved(NO_COURTS)[1] == 4
    assert moved(("agreements.1.statuses.2.on=2024-05-15",))[1] == 1
    assert moved(("agreements.1.statuses.2.on=2024-04-28",))[1] == 0
    assert moved(("voluntary.offer=2024-06-20",))[1] == 4
    first = replay(NAME, ("voluntary.offer=2024-06-20",))
    assert first.series[f"exit_{CHOSEN}"].sum(axis=1).nonzero()[0].tolist() == [first.calendar.tick(date(2024, 6, 20))]


def test_as_many_arrive_and_have_a_notice_as_are_published() -> None:
    """Within four standard errors of the published counts, summed over the whole quarters."""
    made = replay(NAME)
    for name, column, series in (
        ("uk_small_boats", "people", made.series["arrived_boats"].sum(axis=1)),
        ("uk_inadmissibility", "notices", made.panel.taken(target="notice_of_intent").sum(axis=1)),
    ):
        rows = [row for row in table(name) if made.calendar.tick(first_day(row.text("as_of"))) >= 0]
        here = [row for row in rows if made.calendar.tick(last_day(row.text("as_of"))) < made.calendar.ticks]
        spans = [(first_day(row.text("as_of")), last_day(row.text("as_of"))) for row in here]
        got = sum(int(series[made.calendar.tick(a) : made.calendar.tick(b) + 1].sum()) for a, b in spans)
        want = sum(row.number(column) for row in here)
        assert got == pytest.approx(want, abs=4 * np.sqrt(want))


def test_what_was_paid_is_what_the_record_says_and_rises_with_people() -> None:
    made = replay(NAME)
    fixed = sum(one.gbp for one in sums(made) if one.what == "fixed")
    assert fixed == 290e6
    assert sum(one.gbp for one in sums(made)) == 290e6 + 4 * 3000
    assert per_person(made) == pytest.approx((290e6 + 12e3) / 4)
    many = replay(NAME, (*NO_MEASURE, "forced.taken_off=0%"))
    assert left(many, FORCED) == 130
    assert sum(one.gbp for one in sums(many)) == 290e6 + 4 * 3000 + 130 * 170_874
    crowd = (
        "litigation=[]",
        "forced.taken_off=0%",
        "forced.flights.0.directions=400 people",
        "forced.flights.0.seats=400 seats",
    )
    assert sum(one.gbp for one in sums(replay(NAME, crowd)) if one.what == "300 relocated") == 120e6


def test_the_flight_is_told_two_weeks_before() -> None:
    made = replay(NAME)
    told = made.panel.taken(target="listed").sum(axis=1)
    assert told.nonzero()[0].tolist() == [made.calendar.tick(date(2022, 6, 14) - timedelta(14))]
    assert told.sum() == 130


DAYS = st.dates(date(2022, 5, 20), date(2024, 8, 20))
"""From the first day on which a list of 130 can be full."""


def may_leave(day: date, measure: date, act: date, ended: date) -> bool:
    """By hand: an agreement in force, and no court in the way that the law does not put aside."""
    in_force = day < date(2023, 12, 5) or date(2024, 4, 25) <= day < ended
    stops = (measure, date(2023, 6, 29), date(2023, 11, 15))
    return in_force and not any(stop <= day and (day < act or stop >= act) for stop in stops)


@example(flight=date(2024, 6, 24), measure=date(2022, 6, 14), act=date(2024, 4, 25), ended=date(2024, 8, 1))
@example(flight=date(2024, 6, 24), measure=date(2022, 6, 14), act=date(2024, 6, 25), ended=date(2024, 8, 1))
@settings(max_examples=12, deadline=None)
@given(flight=DAYS, measure=DAYS, act=DAYS, ended=st.dates(date(2024, 4, 25), date(2024, 8, 20)))
def test_on_any_dates_people_leave_only_on_a_day_that_is_open(
    flight: date, measure: date, act: date, ended: date
) -> None:
    changes = (
        *flight_on(flight),
        f"litigation.0.acts.0.on={measure}",
        f"act={act}",
        f"agreements.1.statuses.2.on={ended}",
        "forced.taken_off=0%",
    )
    made = run(load(NAME, changes), seed=1)
    assert made.identity["holds"]
    told, leaves = (may_leave(day, measure, act, ended) for day in (flight - timedelta(14), flight))
    assert left(made, FORCED) == (130 if told and leaves else 0)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("arrivals=uk_small_boat", "uk_small_boats"),
        ("forced.notices=uk_small_boats", "notices"),
        ("forced.directions_before=0 days", "at least one day"),
        ("sums.fund=20000 USD per person", "GBP"),
        ("forced.flights.1.on=2022-06-14", "not after"),
    ],
)
def test_what_cannot_be_is_one_sentence(change: str, says: str) -> None:
    with pytest.raises(ScenarioError, match=says):
        load(NAME, [change])
