"""On 80 columns and on 100, no number and no day of `sojourn children` is cut, however few the caseworkers are."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from command_line import sojourn
from sojourn.run import load
from sojourn.show.children import as_data, show
from sojourn.study.children import ContactAnswer, contact

EMPTY = ("lists.missed_hearing=0 children", "lists.no_notice=0 children")


def shown(answer: ContactAnswer, width: int) -> str:
    text = io.StringIO()
    show(answer, Console(file=text, width=width, highlight=False, markup=False, color_system=None))
    return text.getvalue()


@pytest.mark.parametrize("staff", [500, 200, 100, 20, 2, 1])
def test_no_cell_is_cut(staff: int) -> None:
    answer = contact(staff=staff)
    for width in (80, 100):
        text = shown(answer, width)
        assert "…" not in text
        assert max(map(len, text.splitlines())) <= width
        words = text.split()
        for one in answer.efforts:
            for band, day in ((one.first_days, one.first_by), (one.all_days, one.all_by)):
                assert f"{one.children:,}" in words
                assert f"{band.value:,.0f}" in words
                assert f"({band.low:,.0f}-{band.high:,.0f})" in words
                assert (str(day) in words) if day else "after 2199" in text


def test_without_room_for_ranges_the_numbers_are_left() -> None:
    answer = contact(load("children-2025", ["contact.attempts_per_worker=0.0001", "contact.staff=1"]))
    text = shown(answer, 80)
    assert "…" not in text
    assert all(f"{one.all_days.value:,.0f}" in text.split() for one in answer.efforts)


def test_one_caseworker_is_one() -> None:
    assert "1 caseworker, from" in shown(contact(staff=1), 100)


def test_with_empty_lists_there_is_nobody_to_contact() -> None:
    answer = contact(load("children-2025", EMPTY))
    text = shown(answer, 100)
    assert "The scenario's list has 0 children: there is nobody to contact from it" in text
    assert "all tried once" not in text
    rows = [line.split() for line in text.splitlines() if line.startswith(("Missed a hearing", "Either, if none"))]
    assert len(rows) == 2
    assert all(row[-6:] == ["0", "–", "–", "–", "–", "–"] for row in rows)
    efforts = {one["who"]: one for one in as_data(answer)["efforts"]}
    assert efforts["missed a hearing"]["share_reached"] is None
    assert efforts["missed a hearing"]["all_attempts_working_days"] == {"low": 0, "value": 0, "high": 0}
    assert efforts["transferred FY2019-FY2023"]["share_reached"] is not None


@pytest.mark.parametrize("option", [("--staff", "5"), ("--by", "2026-01-20"), ("--set", "contact.staff=5")])
def test_a_replay_refuses_what_it_would_leave_aside(option: tuple[str, str]) -> None:
    told = sojourn("children", "--replay", *option)
    assert (told.code, told.out) == (2, "")
    assert f"--replay takes no {option[0]}" in told.err


def test_who_has_been_tried_once_is_not_said_to_be_still_to_be_tried() -> None:
    answer = contact(load("children-2025", ["period.until=2025-07-01", "lists.no_notice=0 children"]), staff=40)
    told = answer.simulated
    waiting = told.run.series["in_attempt_1"][-1].sum()
    assert 0 < waiting < told.still
    assert f"{told.still:,} still to be tried, or tried again, on" in " ".join(shown(answer, 100).split())
