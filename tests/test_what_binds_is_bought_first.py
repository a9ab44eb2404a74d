"""Where seats are few, seats are bought first; where beds are few, beds; where neither binds, arrests."""

from __future__ import annotations

import pytest

from budget_paths import path, runs
from sojourn.study.budget_path import BEDS_BIND, SEATS_BIND

FEW_SEATS = ("departures.land=150 per day",)
FEW_BEDS = ("beds.capacity=34,000 beds",)


@pytest.mark.parametrize(
    ("changes", "first"),
    [(FEW_SEATS, "seats"), (FEW_BEDS, "beds"), ((), "arrests"), ((*FEW_SEATS, *FEW_BEDS), "seats")],
)
def test_the_first_step_is_what_is_short(changes: tuple[str, ...], first: str) -> None:
    made = path(*changes, steps=1)
    assert made.steps[1].bought == made.steps[0].binds == first


def test_seats_are_bought_where_people_wait() -> None:
    base, bought = runs(*FEW_SEATS).base, path(*FEW_SEATS, steps=1).steps[1].levels.seats
    assert max(base.queues, key=lambda door: base.queues[door]) == "land"
    assert set(bought) == {"land"}
    assert base.waiting > SEATS_BIND


def test_more_of_what_binds_leaves_less_of_it() -> None:
    few, more = (made.no_bed for made in (runs(*FEW_BEDS).base, runs("beds.capacity=36,000 beds").base))
    assert few > more
    assert few > BEDS_BIND
    there = path(*FEW_BEDS, steps=1)
    assert there.steps[1].levels.beds > there.steps[0].levels.beds
    assert there.steps[1].levels.arrests == there.steps[0].levels.arrests == 0


def test_each_round_ends_where_neither_beds_nor_seats_bind() -> None:
    made = path()
    assert made.steps[-1].settled
    assert {one.bought for one in made.steps[1:]} >= {"arrests", "beds"}
