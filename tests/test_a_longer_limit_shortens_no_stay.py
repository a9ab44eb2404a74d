"""Under the same luck a limit that is set later, or a review that releases fewer, shortens nobody's time in custody."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from safeguard_runs import SMALL, Walks, walked

SEATS = (
    *SMALL,
    "departures.land=1000 per day",
    "departures.commercial=1000 per day",
    *(f"departures.charter.{number}.flights=20 per day" for number in range(4)),
    "people.refusal_scale=30",
    "people.families.border=20%",
)
"""Beds and seats for everybody, so that nobody stands in another's way."""

STEPS = {
    "post_order": ("limits.post_order=100 days", "limits.post_order=180 days", "limits.post_order=400 days"),
    "family": ("limits.family=5 days", "limits.family=20 days", "limits.family=60 days"),
    "released_first": (
        "limits.reviews.released_first=100%",
        "limits.reviews.released_first=50%",
        "limits.reviews.released_first=0%",
    ),
    "released_second": (
        "limits.reviews.released_second=100%",
        "limits.reviews.released_second=50%",
        "limits.reviews.released_second=0%",
    ),
}
MORE = {"released_second": ("limits.post_order=300 days",)}


def ways(name: str, seed: int) -> list[Walks]:
    return [walked(step, *MORE.get(name, ()), seed=seed, base=SEATS) for step in STEPS[name]]


@pytest.mark.parametrize(("name", "seed"), list(zip(STEPS, (1, 2, 3, 4), strict=True)))
def test_everybody_is_held_at_least_as_long(name: str, seed: int) -> None:
    found = ways(name, seed)
    for shorter, longer in pairwise(found):
        assert np.array_equal(shorter.person, longer.person)
        assert np.array_equal(shorter.kind, longer.kind)
        assert (longer.held >= shorter.held).all()
        assert (longer.held > shorter.held).sum() > 20


def test_a_review_that_comes_later_keeps_nobody_longer_who_was_out_before_it() -> None:
    early, late = (walked(f"limits.reviews.first={first} days", seed=5, base=SEATS) for first in (60, 90))
    gone = (early.ordered >= 0) & (early.left - early.ordered < 60)
    assert np.array_equal(early.left[gone], late.left[gone])
