"""Whatever is written into a children's scenario, or asked of it, is simulated or refused in a plain sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from children_runs import scenario
from command_line import sojourn
from sojourn.network import NetworkError
from sojourn.run import check, load
from sojourn.scenario import ScenarioError

PATHS = [
    "arrivals.children",
    "arrivals.history",
    "arrivals.per_border",
    "border_custody.days",
    "border_custody.limit",
    "care.beds",
    "care.opening",
    "care.stay",
    "care.spread",
    "care.vetting",
    "care.turned_18",
    "follow_up.calls",
    "follow_up.answered",
    "court.notice",
    "court.missed",
    "lists.transferred",
    "lists.overlap",
    "lists.work",
    "contact.staff",
    "contact.attempts_each",
    "contact.gap",
    "contact.reaches",
    "period.start",
    "system",
]
VALUES = st.one_of(
    st.text(max_size=20),
    st.integers().map(str),
    st.floats(0, 1000).map(str),
    st.sampled_from(["0%", "100%", "7 days", "0 days", "5 children", "[1, 2]", "[7, 7]", "null", "either", "1e9 beds"]),
)


@settings(max_examples=40)
@given(st.sampled_from(PATHS), VALUES)
def test_any_value_runs_or_is_refused(path: str, value: str) -> None:
    try:
        check(load("children-2025", [f"{path}={value}"]))
    except (ScenarioError, NetworkError) as trouble:
        lines = str(trouble).splitlines()
        assert lines
        assert not any("Traceback" in line or "pydantic" in line for line in lines)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("border_custody.days=2.5 days", "at least a day before the limit"),
        ("border_custody.limit=40 hours", "whole number of days"),
        ("care.turned_18=99%", "more than 100%"),
        ("care.stay=0 days", "above zero"),
        ("care.opening=nationalities", "has no column `on`"),
        ("care.opening=children_dayly", "no table of the evidence"),
        ("arrivals.history=children", "no table of the evidence"),
        ("arrivals.children=1 million per day", "at most 100,000 per day"),
        ("follow_up.calls=[14, 7]", "rising business days"),
        ("follow_up.calls=[]", "at least"),
        ("lists.work=all", "is not allowed"),
        ("lists.no_notice=3 million children", "at most 2,000,000 children"),
        ("lists.no_notice=291,000 beds", "number of children"),
        ("contact.attempts_each=0 attempts", "1 to 10 attempts"),
        ("contact.gap=9 years", "at most 1,000 days"),
        ("contact.staff=half", "number of workers"),
        ("period.start=2022-05-01", "nobody reported who was in care"),
        ("court.hearing=0 days", "above zero"),
        ("minors=1", "there is no `minors`"),
    ],
)
def test_what_is_wrong_is_said(change: str, said: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load("children-2025", [change])
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--staff", "0"), "a staff of 0 is out of range; 1 to 1,000,000"),
        (("--staff", "-5"), "a staff of -5 is out of range; 1 to 1,000,000"),
        (("--staff", "5 trillion"), "a staff of 5,000,000,000,000 is out of range; 1 to 1,000,000"),
        (("--staff", "many"), "a number of workers expected"),
        (("--staff", "500 beds"), "a number of workers expected"),
        (("--staff", "2m"), "out of range"),
        (("--by", "soon"), "a date expected"),
        (("--by", "2025-01-20"), "is not after the start"),
        (("--by", "2025-01-21"), "no working day between 2025-01-20 and 2025-01-21"),
        (("plan-2025",), "this is asked of scenarios of 'children' only"),
        (("plan-2025", "--replay"), "this is asked of scenarios of 'children' only"),
        (("childrn-2025",), "did you mean `children-2025`"),
        (("--set", "contact.attempts_per_worker=0"), "no attempts are made"),
        (("--seed", "-1"), "out of range"),
        (("--set", "contact.staff=[{value: 9}, {from: 2026-01-20, value: 0}]"), "no attempts are made in the end"),
    ],
)
def test_what_cannot_be_asked_is_said(asked: tuple[str, ...], said: str) -> None:
    told = sojourn("children", *asked)
    assert told.code == 2
    assert told.out == ""
    assert said in told.err
    assert "Traceback" not in told.err


@settings(max_examples=8)
@given(st.text(max_size=12).filter(lambda text: not any(letter.isdigit() for letter in text)))
def test_any_other_staff_or_day_is_refused(text: str) -> None:
    for option in ("--staff", "--by"):
        told = sojourn("children", f"{option}={text}")
        assert (told.code, told.out) == (2, "")
        assert told.err.startswith("error: ")


def test_the_shipped_one_is_right() -> None:
    check(scenario())
    check(load("children-2025", ["lists.no_notice=233,000 children", "lists.missed_hearing=43,000 children"]))
