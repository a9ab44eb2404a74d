"""An agreement is another government's decision: a plan takes it as given from a day, or refuses in one sentence."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.policy.agreements import sends
from sojourn.run import CannotRun, calendar_of, load_us
from sojourn.study.plan.agreements import Assumed, assumed_of, with_agreements

MODEL = load_us("plan-2025").model
CALENDAR = calendar_of(MODEL, None)
ITSELF = load_us("third-country-2025").model


def test_people_can_be_sent_from_the_day_on_and_not_before() -> None:
    (assumed,) = assumed_of(["guatemala = 2025-09-01"], MODEL, CALENDAR)
    assert assumed == Assumed("Guatemala", date(2025, 9, 1))
    deals = {one.country: one for one in with_agreements(MODEL, [assumed]).third_country.agreements}
    sent = sends(deals["Guatemala"], CALENDAR.days) > 0
    day = CALENDAR.tick(date(2025, 9, 1))
    assert not sent[:day].any()
    assert sent[day:].all()
    assert not sends(deals["Panama"], CALENDAR.days).any()
    assert with_agreements(MODEL, []) == MODEL


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Guatamala=2025-09-01", "did you mean Guatemala"),
        ("Guatemala", "say from which day on"),
        ("Guatemala=soon", "2025-09-01"),
        ("Guatemala=2031-01-01", "not inside the run"),
        ("=", "no agreement with"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(text: str, words: str) -> None:
    with pytest.raises(CannotRun) as caught:
        assumed_of([text], MODEL, CALENDAR)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_one_that_is_in_force_by_itself_or_stands_twice_is_refused() -> None:
    with pytest.raises(CannotRun, match="in force from 2025-02-12 on in the scenario itself"):
        assumed_of(["Panama=2025-09-01"], ITSELF, calendar_of(ITSELF, None))
    with pytest.raises(CannotRun, match="stands twice"):
        assumed_of(["Panama=2025-09-01", "Panama=2025-10-01"], MODEL, CALENDAR)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(CannotRun):
        assert len(assumed_of([text], MODEL, CALENDAR)) == 1
