"""A name that is no estimate gets one sentence; a study that needs no run is told without one."""

from __future__ import annotations

import json
from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import sojourn
from sojourn.study.estimates.measured import Measured
from sojourn.study.estimates.published import UnknownEstimate, studies, study


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ice-memo", "did you mean ice-memo-2025?"),
        ("american-progres-2010", "did you mean american-progress-2010?"),
        ("86", "there are american-progress-2010, action-forum-2015"),
        ("", "there are american-progress-2010"),
        ("gao\n2018", "did you mean gao-2018?"),
    ],
)
def test_a_bad_name_gets_one_sentence(name: str, says: str) -> None:
    told = sojourn("estimates", name)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("error: no estimate is called ")
    assert says in told.err
    assert len(told.err.splitlines()) == 1


@given(st.text())
def test_any_text_is_a_study_or_one_line(name: str) -> None:
    try:
        assert study(name).key in studies()
    except UnknownEstimate as trouble:
        assert len(str(trouble).splitlines()) == 1  # noqa: PT017


def test_upper_case_and_blanks_are_no_trouble() -> None:
    assert study(" GAO-2018 ").key == "gao-2018"


@pytest.mark.parametrize("key", ["uk-audit-office-2024", "gao-2018", "cbo-2025"])
def test_a_study_that_is_not_compared_runs_nothing(key: str) -> None:
    with patch("sojourn.study.estimates.measured.measure", side_effect=AssertionError("a run was made")):
        told = sojourn("estimates", key)
        as_json = sojourn("estimates", key, "--json")
    assert (told.code, told.err) == (0, "")
    assert "nothing is compared" in " ".join(told.out.split())
    (one,) = json.loads(as_json.out)["estimates"]
    assert one["estimate"] == key
    assert one["beside"]["compared"] is False


MADE_UP = Measured("toy", 1, date(2023, 10, 1), date(2024, 9, 29), 1000, 2000, 1500, 60_000, 700, 1000)


def test_a_compared_study_is_told_with_its_parts() -> None:
    with patch("sojourn.study.estimates.measured.measure", return_value=MADE_UP):
        found = json.loads(sojourn("estimates", "american-progress-2010", "--json").out)
        told = sojourn("estimates", "american-progress-2010").out
        everything = sojourn("estimates")
    (one,) = found["estimates"]
    beside = one["beside"]
    assert beside["study_cents"] == 200_465_280_000_00
    assert beside["study_cents"] + sum(part["moves_cents"] for part in beside["inputs"]) == beside["here_cents"]
    assert beside["here_low_cents"] <= beside["here_cents"] <= beside["here_high_cents"]
    assert "200,465,280,000.00" in told
    assert "2.00 arrests, 1.50 book-ins and 60.0 days" in " ".join(told.split())
    assert (everything.code, everything.err) == (0, "")
    assert all(key in everything.out for key in studies())
