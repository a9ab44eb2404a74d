"""Terms that no network could show are refused in one sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.network import NetworkError
from sojourn.study.guantanamo import excursion, excursions
from sojourn.systems.guantanamo import Between, guantanamo, published

TERMS = published()


@given(st.integers(-10, 200))
def test_a_tick_divides_the_hour_or_is_refused(minutes: int) -> None:
    if minutes > 0 and 60 % minutes == 0:
        guantanamo(TERMS, minutes=minutes, days=1)
    else:
        with pytest.raises(NetworkError, match="does not divide the hour; allowed: \\[1, 2, 3, 4, 5, 6, 10"):
            guantanamo(TERMS, minutes=minutes, days=1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"single_men": (700, 708, 10)}, r"700 single men among 688 people \(Cuban\)"),
        ({"desk_hours": 25.0}, "desk_hours is 25"),
        ({"ferry_hours": 0.0}, "ferry_hours is 0"),
        ({"boats": 0}, "0 boats"),
        ({"ferry_hours": 1.5}, "no boat is there and back within 1.5 hours"),
    ],
)
def test_terms_that_cannot_be_are_named(change: dict[str, object], said: str) -> None:
    with pytest.raises(NetworkError, match=said):
        replace(TERMS, **change)


@pytest.mark.parametrize("corners", [(1, 1, 1), (2, 1, 3), (1, 3, 2), (-1, 0, 1), (float("nan"), 1, 2)])
def test_corners_out_of_order_are_named(corners: tuple[float, float, float]) -> None:
    with pytest.raises(NetworkError, match="needs 0 <= low <= mode <= high"):
        Between(*corners)


def test_a_run_that_is_too_short_says_how_many_are_inside() -> None:
    with pytest.raises(NetworkError, match=r"[0-9,]+ people are still inside after 5 days; give the run more days"):
        excursion(days=5)
    with pytest.raises(NetworkError, match="at least one seed"):
        excursions(seeds=())
    with pytest.raises(NetworkError, match="a run of 0 days"):
        excursion(days=0)


def test_more_officers_shorten_the_line_for_the_same_people() -> None:
    more = replace(TERMS, officers=20)
    for seed in (1, 2, 3):
        before, after = excursion(seed=seed), excursion(more, seed=seed)
        assert before.sick == after.sick
        assert before.second_screenings == after.second_screenings
        assert (after.screening_line <= before.screening_line).sum() >= 28
        assert after.waits["screening_line"] < before.waits["screening_line"] * 0.75
