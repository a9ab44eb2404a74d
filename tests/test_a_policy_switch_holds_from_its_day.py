"""An announced switch changes nothing before its day, and from its day on it holds in every member."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from custody_toys import toy_arrivals, toy_fit
from sojourn.study.custody.ahead import ahead
from sojourn.study.custody.policy import MOST, policy_of
from sojourn.study.forecasts.series import SERIES
from sojourn.study.forecasts.sheet import BadFile
from sojourn.systems.calendar import Calendar

ENDS = b"date,what,agency,factor\n2023-03-01,bonded,,0\n"


def test_an_ended_way_out_is_taken_by_nobody_from_its_day_on() -> None:
    found, book_ins = toy_fit(), toy_arrivals()
    without, with_it = ahead(found, book_ins), ahead(found, book_ins, switched=policy_of(ENDS, "p.csv"))
    for name in SERIES:
        if not name.startswith("population"):
            assert np.array_equal(without[name][:, :2], with_it[name][:, :2])
    assert (without["book_outs.bonded"][:, 2:] > 0).all()
    assert (with_it["book_outs.bonded"][:, 2:] == 0).all()
    held = [np.median(one["population.total"][:, 5]) for one in (without, with_it)]
    assert held[1] > held[0]


def test_the_day_itself_is_the_first() -> None:
    factors = policy_of(ENDS, "p.csv")(Calendar(date(2023, 2, 27), date(2023, 3, 4)))
    assert factors["bonded"].tolist() == [[1, 1, 0, 0, 0]] * 2


def test_a_later_row_takes_the_place_of_an_earlier_one_whatever_their_order() -> None:
    rows = ["2023-03-02,paroled,CBP,0.5", "2023-03-01,paroled,,0", "2023-03-03,releases,ICE,2"]
    for order in (rows, rows[::-1]):
        text = "\n".join(["date,what,agency,factor", *order]).encode()
        factors = policy_of(text, "p.csv")(Calendar(date(2023, 2, 28), date(2023, 3, 4)))
        assert factors["paroled"].tolist() == [[1, 0, 0, 2], [1, 0, 0.5, 0.5]]
        assert factors["bonded"].tolist() == [[1, 1, 1, 2], [1, 1, 1, 1]]


def test_a_switch_before_the_start_holds_from_the_start() -> None:
    factors = policy_of(ENDS, "p.csv")(Calendar(date(2024, 1, 1), date(2024, 1, 3)))
    assert factors["bonded"].tolist() == [[0, 0], [0, 0]]


def test_all_removals_alone_are_changed_by_their_own_row() -> None:
    """Half of April and all of May and June at twice as many."""
    found, book_ins = toy_fit(), toy_arrivals()
    row = policy_of(b"date,what,agency,factor\n2023-04-16,removals.all,,2\n", "p.csv")
    without, with_it = ahead(found, book_ins), ahead(found, book_ins, switched=row)
    times = np.median(with_it["removals.all"] / without["removals.all"], axis=0)
    assert times == pytest.approx([1, 1, 1, 1.5, 2, 2])
    assert all(np.array_equal(without[name], with_it[name]) for name in SERIES if name != "removals.all")


def test_published_names_and_json_are_understood() -> None:
    found = policy_of(b'[{"date": "2023-03-01", "what": "Order of Recognizance", "factor": 0.5}]', "p.json")
    assert [(s.day, s.what, s.agencies, s.factor) for s in found.switches] == [
        (date(2023, 3, 1), "recognizance", ("ICE", "CBP"), 0.5)
    ]


@pytest.mark.parametrize(
    ("row", "place", "what"),
    [
        ("2023-03-01,parol,CBP,0", "p.csv:2:12", "did you mean `paroled`"),
        ("2023-03-01,removed,CBP,0", "p.csv:2:12", "no way out of custody that can be switched"),
        ("1 March,paroled,CBP,0", "p.csv:2:1", "not a day"),
        ("2023-03-01,paroled,FBI,0", "p.csv:2:20", "agency is not known"),
        ("2023-03-01,paroled,CBP,-1", "p.csv:2:24", "a factor of 0 to 100"),
        ("2023-03-01,paroled,CBP,101", "p.csv:2:24", "a factor of 0 to 100"),
        ("2023-03-01,paroled,CBP,often", "p.csv:2:24", "factor"),
        ("2023-03-01,removals.all,CBP,2", "p.csv:2:25", "has no agency"),
    ],
)
def test_a_bad_row_is_refused_at_its_place(row: str, place: str, what: str) -> None:
    with pytest.raises(BadFile) as refused:
        policy_of(f"date,what,agency,factor\n{row}\n".encode(), "p.csv")
    assert place in str(refused.value)
    assert what in str(refused.value)


@given(st.text(max_size=60), st.text(max_size=12), st.floats())
def test_any_row_is_a_switch_or_one_error(day: str, what: str, factor: float) -> None:
    text = f"date,what,agency,factor\n{day},{what},CBP,{factor}\n".encode(errors="replace")
    try:
        found = policy_of(text, "p.csv")
    except BadFile:
        return
    assert all(0 <= switch.factor <= MOST for switch in found.switches)
