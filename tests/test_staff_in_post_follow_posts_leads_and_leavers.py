"""Staff in post follow the posts authorised, the lead of hiring, those who leave and the most that can be hired."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.scenario.staff import ArrestOfficers, DocumentOfficers, Judges, Posts
from sojourn.systems.calendar import Calendar
from sojourn.systems.us_staff import YEAR, daily, in_post, roster

START = date(2025, 1, 20)


def calendar(days: int) -> Calendar:
    return Calendar(START, START + timedelta(days=days))


def judges(**said: Any) -> Judges:
    plain = {"in_post": "100 judges", "lead": "3 days", "training": "0 days", "attrition": "0%"}
    return Judges.model_validate({**plain, **said})


def later(day: int, posts: int, first: int = 100) -> list[dict[str, Any]]:
    return [{"value": first}, {"from": START + timedelta(days=day), "value": posts}]


@pytest.mark.parametrize("kind", [Judges(), DocumentOfficers(), ArrestOfficers()], ids=lambda kind: type(kind).__name__)
def test_with_nothing_changed_the_number_stays(kind: Posts) -> None:
    assert np.ptp(in_post(kind, calendar(1500))) < 1e-9 * kind.in_post.value
    same = kind.model_copy(update={"authorised": None})
    said = type(kind).model_validate({"authorised": kind.in_post.value})
    assert np.allclose(in_post(said, calendar(1500)), in_post(same, calendar(1500)))


def test_posts_are_filled_a_lead_after_they_are_authorised() -> None:
    number = in_post(judges(authorised=later(5, 130)), calendar(12))
    assert number.tolist() == [100] * 8 + [130] * 4


def test_no_more_are_hired_than_can_be() -> None:
    """Thirty posts from day 2 on, a lead of 3 days, and 304.375 a month: ten a day."""
    number = in_post(judges(authorised=later(2, 130), most_hired="304.375 per month"), calendar(10))
    assert np.allclose(number, [100] * 5 + [110, 120, 130, 130, 130])


def test_a_straight_line_of_posts_is_followed_a_lead_later() -> None:
    line = [{"value": 100}, {"from": START, "reached": START + timedelta(days=10), "value": 200}]
    number = in_post(judges(authorised=line), calendar(14))
    assert np.allclose(number, [100, 100, 100, *(100 + 10 * day for day in range(11))])


def test_leavers_who_are_not_replaced_are_gone_at_the_rate_of_a_year() -> None:
    """Nobody is sought from day 0 on; those sought before the start still come for the three days of the lead."""
    number = in_post(judges(attrition="20%", most_hired="0 per day"), calendar(1464))
    years = (np.arange(1464) - 2) / YEAR
    assert np.allclose(number[3:], 100 * 0.8 ** years[3:])
    assert number[:3].tolist() == pytest.approx([100, 100, 100])
    assert daily(0.2) == pytest.approx(1 - 0.8 ** (1 / 365.25))


def test_the_recurrence_by_hand() -> None:
    """A share of 0.01 leaves a day, 12 a day can be hired, 120 posts from day 1 on; the lead is 2 days."""
    posts = judges(authorised=later(1, 120), lead="2 days", attrition=1 - 0.99**YEAR, most_hired="12 per day")
    # Until day 2 as before; then 99 + 12, 109.89 + 10.11, and from then on what leaves is replaced.
    by_hand = [100.0, 100.0, 100.0, 111.0, 120.0, 120.0, 120.0, 120.0, 120.0]
    assert in_post(posts, calendar(9)).tolist() == pytest.approx(by_hand)


def test_where_more_leave_than_are_hired_the_number_nears_hirings_over_leavers() -> None:
    posts = judges(attrition="30%", most_hired="20 per year")
    most = 20 / YEAR / daily(0.3)
    assert in_post(posts, calendar(9000))[-1] == pytest.approx(most, rel=1e-3)


def test_a_number_that_is_lowered_is_reached_by_leaving_alone() -> None:
    posts = judges(authorised="80 judges", attrition="10%")
    number = in_post(posts, calendar(3 * 366))
    assert (np.diff(number) <= 1e-9).all()
    reached = 2 + math.log(0.8) / math.log(0.9) * YEAR
    first = int(np.argmax(number <= 80 + 1e-9))
    assert first == math.ceil(reached)
    assert number[-1] == pytest.approx(80)


def test_training_is_the_end_of_the_lead_and_is_paid() -> None:
    found = roster(judges(authorised=later(5, 130), training="2 days"), calendar(12))
    assert found.started.tolist() == [0] * 6 + [30] + [0] * 5
    assert found.in_training.tolist() == [0] * 6 + [30, 30] + [0] * 4
    assert found.vacant.tolist() == [0] * 5 + [30] * 3 + [0] * 4


def test_while_hiring_is_stopped_nobody_begins_and_whoever_was_to_come_waits() -> None:
    frozen = np.zeros(14, dtype=bool)
    frozen[4:9] = True
    posts = judges(authorised=later(2, 130), training="1 day")  # would begin on day 4, and be in post on day 5
    found = roster(posts, calendar(14), frozen)
    assert found.started.tolist() == [0] * 9 + [30] + [0] * 4
    assert found.in_post.tolist() == [100] * 10 + [130] * 4


def test_stopped_hiring_loses_those_who_leave() -> None:
    posts = judges(attrition="20%", lead="100 days", training="10 days")
    frozen = np.zeros(400, dtype=bool)
    frozen[50:] = True
    found = roster(posts, calendar(400), frozen)
    assert found.in_post[59] == pytest.approx(100)
    assert found.in_post[399] == pytest.approx(100 * 0.8 ** (340 / YEAR))
    assert found.started[50:].sum() == 0
    assert found.in_training[60:].sum() == 0


@settings(max_examples=60, deadline=None)
@given(
    first=st.integers(1, 5000),
    goal=st.integers(0, 20000),
    lead=st.integers(0, 400),
    training=st.integers(0, 400),
    attrition=st.floats(0, 0.95),
    most=st.one_of(st.none(), st.floats(0, 100)),
)
def test_people_in_post_are_those_before_less_leavers_and_those_who_began(
    first: int, goal: int, lead: int, training: int, attrition: float, most: float | None
) -> None:
    said: dict[str, Any] = {"in_post": first, "authorised": later(30, goal, first), "attrition": attrition}
    said |= {"lead": f"{lead} days", "training": f"{min(lead, training)} days"}
    posts = judges(**said, **({} if most is None else {"most_hired": f"{most:.6f} per day"}))
    found, leave, wait = roster(posts, calendar(500)), daily(attrition), min(lead, training)
    came = found.in_post[1:] - (1 - leave) * found.in_post[:-1]
    assert (came > -1e-6).all()
    assert np.allclose(came[wait:], found.started[1 : 500 - wait], atol=1e-6)
    assert (found.in_post <= max(first, goal) * (1 + 1e-9)).all()
    assert (found.in_post >= 0).all()
    if most is not None:
        assert (came[lead:] <= most + 1e-5).all()
