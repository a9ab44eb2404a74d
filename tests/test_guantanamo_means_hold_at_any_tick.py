"""A tick of an hour and one of a minute tell the same story: times keep their means, and the lines their lengths."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.network import Triangular
from sojourn.study.guantanamo import Excursions, excursions
from sojourn.systems.guantanamo import QUEUES, Between, InTicks, Ticks

MINUTES = [minutes for minutes in range(1, 61) if 60 % minutes == 0]
SEEDS = range(1, 11)


@given(
    st.lists(st.floats(0, 20), min_size=3, max_size=3, unique=True).map(sorted).filter(lambda c: c[2] - c[0] > 0.01),
    st.sampled_from(MINUTES),
)
def test_a_time_in_ticks_has_the_mean_of_the_time_in_hours(corners: list[float], minutes: int) -> None:
    law = InTicks(Between(*corners), 60 // minutes)
    cdf = law.cdf(np.arange(20 * 60 + 2))
    assert np.all(np.diff(cdf) >= -1e-9)
    assert cdf[-1] == pytest.approx(1.0, abs=1e-9)
    assert float((1 - cdf).sum()) * minutes / 60 == pytest.approx(sum(corners) / 3, abs=1e-6)


@pytest.mark.parametrize("corners", [(0.5, 0.5, 1.0), (0.5, 1.0, 1.0)])
def test_a_corner_may_stand_on_the_mode(corners: tuple[float, float, float]) -> None:
    cdf = InTicks(Between(*corners), 4).cdf(np.arange(10))
    assert float((1 - cdf).sum()) / 4 == pytest.approx(sum(corners) / 3)


def test_a_quarter_of_an_hour_is_an_hour_in_one_case_of_four() -> None:
    law = InTicks(Between(0.166, 0.25, 0.333), 1)
    assert law.cdf(np.arange(2)).tolist() == pytest.approx([1 - 0.749 / 3, 1.0])


@pytest.mark.parametrize("minutes", MINUTES)
def test_a_day_opens_for_twelve_hours_around_noon(minutes: int) -> None:
    ticks = Ticks(minutes, 2)
    is_open = ticks.open(12).reshape(2, -1)
    assert is_open.sum(axis=1).tolist() == [720 // minutes, 720 // minutes]
    assert is_open[0, ticks.of(6)] == is_open[1, ticks.of(18) - 1] == 1


@pytest.fixture(scope="module")
def fine() -> Excursions:
    return excursions(seeds=SEEDS, minutes=5)


@pytest.mark.parametrize("minutes", [60, 30, 15])
def test_no_wait_moves_by_more_than_two_ticks(minutes: int, fine: Excursions) -> None:
    """One tick because all who are taken on in a tick are so at its start, one because boats leave on ticks.

    The luck of the services differs with the tick, and a night adds to it for those who miss the last boat or desk:
    four standard errors of the difference over the seeds.
    """
    coarse = excursions(seeds=SEEDS, minutes=minutes)
    for queue in QUEUES:
        moved = np.array([one.waits[queue] - two.waits[queue] for one, two in zip(coarse.runs, fine.runs, strict=True)])
        assert abs(moved.mean()) < 2 * minutes / 60 + 4 * moved.std(ddof=1) / len(moved) ** 0.5, queue


def test_a_law_that_rounds_up_would_not_hold() -> None:
    """What the rule prevents: rounded up, a service of a quarter of an hour takes an hour, four times as long."""
    rounded_up = 1 - Triangular(0.166, 0.25, 0.333).cdf(np.arange(3))
    assert rounded_up.sum() == pytest.approx(1.0)
