"""Whoever cannot be removed is held exactly until a review or the limit, and reviews release the share they say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from safeguard_runs import REFUSED, SMALL, Walks, walked
from sojourn.evidence import figure
from sojourn.run import load
from sojourn.scenario import ScenarioError


def refused(*changes: str, seed: int = 1) -> Walks:
    return walked(*changes, seed=seed, base=REFUSED)


def days_after_order(found: Walks, by: str) -> set[int]:
    """Days from the final order to leaving of those whom a clock released."""
    here = (found.by == by) & (found.left < found.ticks)
    assert here.sum() > 100
    return set((found.left - found.ordered)[here].tolist())


@pytest.mark.parametrize(("first", "second", "limit"), [(90, 180, 180), (30, 75, 120)])
def test_they_leave_on_the_days_of_the_rules_alone(first: int, second: int, limit: int) -> None:
    found = refused(
        f"limits.reviews.first={first} days", f"limits.reviews.second={second} days", f"limits.post_order={limit} days"
    )
    assert days_after_order(found, "clock third_country.review_first") == {first}
    assert days_after_order(found, "clock kept_after_review.limit") == {limit}
    if second < limit:
        assert days_after_order(found, "clock kept_after_review.review_second") == {second}
    else:
        assert "clock kept_after_review.review_second" not in found.by
    ordered = (found.ordered >= 0) & (found.ordered < found.ticks - limit)
    assert set(found.exit[ordered]) <= {"supervision", "supervision_180", "died"}


@pytest.mark.parametrize(("share", "seed"), [(0.0, 1), (0.2, 2), (0.54, 3), (0.8, 4), (1.0, 1)])
def test_the_first_review_releases_its_share(share: float, seed: int) -> None:
    found = refused(f"limits.reviews.released_first={share:.0%}", seed=seed)
    flow = {
        place: int(found.panel.taken(owner="clock third_country.review_first", target=place).sum())
        for place in ("supervision", "kept_after_review")
    }
    reviewed = sum(flow.values())
    assert reviewed > 1000
    assert abs(flow["supervision"] - share * reviewed) <= 4 * math.sqrt(share * (1 - share) * reviewed)


def test_the_second_review_releases_its_share_where_the_limit_is_later() -> None:
    found = refused("limits.post_order=300 days", "limits.reviews.released_second=30%")
    due = (found.ordered >= 0) & (found.ordered < found.ticks - 181) & (found.left - found.ordered >= 180)
    out = due & (found.by == "clock kept_after_review.review_second")
    assert abs(out.sum() - 0.3 * due.sum()) <= 4 * math.sqrt(0.3 * 0.7 * due.sum())


def test_releases_that_end_on_a_date_end_at_the_reviews_too() -> None:
    steps = "releases.supervision=[{value: 1}, {from: 2024-06-01, value: 0}]"
    found = refused("limits.post_order=300 days", "limits.reviews.awaiting_document=30%", steps)
    ends = 244  # 1 October 2023 to 1 June 2024
    left = found.left[found.exit == "supervision"]
    assert left.max() <= ends
    assert np.count_nonzero(left >= ends - 30) > 100


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_a_factor_on_the_rate_is_one_on_the_hazard_at_the_review(factor: float) -> None:
    found = refused("limits.reviews.released_first=40%", f"releases.supervision={factor}")
    released, reviewed = (
        int(found.panel.taken(owner="clock third_country.review_first", target=place).sum())
        for place in ("supervision", None)
    )
    share = 1 - 0.6**factor
    assert reviewed > 1000
    assert abs(released - share * reviewed) <= 4 * math.sqrt(share * (1 - share) * reviewed)


def test_nobody_whose_removal_is_in_sight_is_released_at_a_review() -> None:
    slow = ("people.document_scale=3", "departures.land=1 per day", "departures.commercial=1 per day")
    found = walked(*slow, base=(*SMALL, "people.refusal_scale=0"))
    beyond = (found.left - found.ordered)[(found.ordered >= 0)] > 90
    assert beyond.sum() > 300
    assert not {"supervision"} & set(found.exit)


def test_those_who_wait_for_a_document_are_released_only_where_it_is_said() -> None:
    slow = (*SMALL, "people.refusal_scale=0", "people.document_scale=4", "limits.post_order=300 days")
    found = walked("limits.reviews.awaiting_document=40%", base=slow)
    first = found.by == "clock travel_document.review_first"
    assert set((found.left - found.ordered)[first].tolist()) == {90}
    due = (found.ordered >= 0) & (found.left - found.ordered >= 90) & (found.ordered < found.ticks - 91)
    assert 100 < first.sum() < 0.41 * due.sum()


def test_the_share_that_is_assumed_leaves_the_days_in_custody_as_the_rate_would() -> None:
    model = load("us-2024").model
    mean, first, limit = model.third_country.review.value, model.limits.reviews.first.value, 180.0
    by_rate = mean * (1 - math.exp(-(limit - first) / mean))
    by_reviews = (1 - figure("assumed.review_first_released").number) * (limit - first)
    assert by_reviews == pytest.approx(by_rate, rel=0.1)


@pytest.mark.parametrize("seed", [1, 2])
def test_until_the_first_review_everybody_leaves_as_by_the_rate_alone(seed: int) -> None:
    rated = ("people.refusal_scale=1000", "departures.land=100 per day")
    with_them = walked(*rated, seed=seed)
    without = walked(*rated, "limits.reviews.first=36500 days", "limits.reviews.second=36501 days", seed=seed)
    here = (with_them.ordered >= 0) & (with_them.ordered == without.ordered)
    assert here.sum() > 0.99 * (without.ordered >= 0).sum() > 3000
    early = here & (without.left - without.ordered < 90)
    assert np.array_equal(with_them.left[early], without.left[early])
    assert np.array_equal(
        with_them.exit[early & (without.left < without.ticks)], without.exit[early & (without.left < without.ticks)]
    )
    late = here & ~early
    assert (with_them.left - with_them.ordered)[late].min() >= 90
    due = here & (without.ordered < without.ticks - 180)
    for found in (with_them, without):
        assert (found.left - found.ordered)[due].max() <= 180
    # The rate stops at the review: who is released later is released on its day, or at the limit.
    for place, day in (("supervision", 90), ("supervision_180", 180)):
        assert set((with_them.left - with_them.ordered)[late & due & (with_them.exit == place)].tolist()) == {day}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("limits.reviews.first=200 days", "has to come after the first"),
        ("limits.reviews.released_first=120%", "share"),
        ("limits.reviews.released_frist=20%", "released_first"),
    ],
)
def test_what_cannot_be_is_refused(change: str, said: str) -> None:
    with pytest.raises(ScenarioError) as wrong:
        load("us-2024", [change])
    assert said in str(wrong.value)
