"""A hindcast's parts add up in every member, it starts from the published count, and a seed gives it again."""

from __future__ import annotations

import numpy as np
import pytest

from custody_toys import toy_arrivals, toy_fit
from sojourn.study.custody.ahead import Ensemble, ahead
from sojourn.study.custody.fit import Fit
from sojourn.study.forecasts.series import AGENCIES, CLASSES, REASONS, SERIES


@pytest.fixture(scope="module")
def found() -> Fit:
    return toy_fit()


@pytest.fixture(scope="module")
def members(found: Fit) -> Ensemble:
    return ahead(found, toy_arrivals())


def test_every_series_is_there_for_every_member_and_month(members: Ensemble) -> None:
    assert tuple(members) == SERIES
    assert all(each.shape == (12, 6) and np.isfinite(each).all() and (each >= 0).all() for each in members.values())


def test_parts_add_up_in_every_member(members: Ensemble) -> None:
    total = members["population.total"]
    for parts in (AGENCIES, CLASSES):
        assert np.allclose(sum(members[f"population.{name}"] for name in parts), total)
    assert np.allclose(sum(members[f"book_outs.{name}"] for name in REASONS), members["book_outs.total"])
    assert np.array_equal(members["removals.custody"], members["book_outs.removed"])


def test_nobody_is_lost_but_those_who_leave_uncounted(members: Ensemble) -> None:
    """Book-ins less book-outs less the change in population is the residual, which is never below zero by much.

    The population is a mean of days and 1 % noise lies on it: 3 standard deviations on 5,000 people, twice.
    """
    ins = toy_arrivals().book_ins.sum(axis=1)[1:-1].sum()
    out = members["book_outs.total"][:, 1:-1].sum(axis=1)
    change = members["population.total"][:, -1] - members["population.total"][:, 0]
    left_uncounted = ins - out - change
    assert (left_uncounted > -0.15 * ins).all()


def test_the_first_month_begins_at_the_published_count(found: Fit, members: Ensemble) -> None:
    """5,200 people were counted in a year whose averages were 5,000: the start is brought to that level.

    From there twelve members fitted in one step lose or gain up to a third of the people within the month.
    """
    counted = float((found.window.last_count.people * found.window.bridge).sum())
    assert counted == pytest.approx(5_000, rel=0.01)
    assert np.median(members["population.total"][:, 0]) == pytest.approx(counted, rel=0.33)


def test_a_seed_gives_the_same_again_and_another_does_not(found: Fit, members: Ensemble) -> None:
    again, other = ahead(found, toy_arrivals()), ahead(found, toy_arrivals(), seed=2)
    assert all(np.array_equal(again[name], members[name]) for name in SERIES)
    assert not np.array_equal(other["population.total"], members["population.total"])
    assert np.array_equal(toy_fit().ensemble, found.ensemble)


def test_a_longer_forecast_begins_as_a_shorter_one(found: Fit) -> None:
    """Quantities of the first months do not hang on how far the arrivals reach, but for noise of what is published."""
    short, long = (ahead(found, toy_arrivals(last))["population.total"] for last in ("2023-02", "2023-06"))
    assert np.median(long[:, 0]) == pytest.approx(np.median(short[:, 0]), rel=0.1)


def test_more_book_ins_hold_more_people(found: Fit, members: Ensemble) -> None:
    more = ahead(found, toy_arrivals(times=2.0))["population.total"]
    assert (np.median(more[:, 1:], axis=0) > np.median(members["population.total"][:, 1:], axis=0)).all()


def test_bands_widen_with_the_months(found: Fit) -> None:
    """With paces that walk the spread between members grows: over five luck seeds together, month 6 beyond month 1."""
    together = np.concatenate([np.log(ahead(found, toy_arrivals(), seed=s)["population.total"]) for s in range(5)])
    assert together[:, 5].std() > 1.2 * together[:, 0].std()
