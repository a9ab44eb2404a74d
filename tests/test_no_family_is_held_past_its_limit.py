"""Families are released when the limit on their custody is reached, are in no third-country removal, and hold beds."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from safeguard_runs import SMALL, Walks, walked
from sojourn.run import calendar_of, load
from sojourn.scenario import ScenarioError
from sojourn.systems.us import us_network
from sojourn.warm_up import opening

FAMILIES = (*SMALL, "people.families.border=40%", "people.families.interior=10%")
IN_FORCE = "statuses: [{on: 2023-10-01, status: in_force}]"


def with_families(*changes: str, seed: int = 1) -> Walks:
    return walked(*changes, seed=seed, base=FAMILIES)


@pytest.mark.parametrize(("limit", "seed"), [(0, 1), (5, 2), (20, 3), (90, 4)])
def test_nobody_is_held_longer_whatever_they_wait_for(limit: int, seed: int) -> None:
    found = with_families(f"limits.family={limit} days", "people.refusal_scale=2", seed=seed)
    family = found.level("unit") == "family"
    assert found.held[family].max() == limit
    out = found.exit == "family_limit"
    assert set(found.held[out].tolist()) == {limit}
    assert not (out & ~family).any()
    assert found.held[~family].max() > 180


def test_the_limit_runs_on_through_the_order() -> None:
    found = with_families("people.refusal_scale=2")
    after = (found.exit == "family_limit") & (found.ordered >= 0)
    assert (found.ordered - found.booked)[after].max() == 19
    assert len(np.unique(found.by[after])) >= 3  # in several stages


def test_without_a_limit_they_are_held_like_everybody_else() -> None:
    none, alone = with_families("limits.family=none"), walked()
    family = none.level("unit") == "family"
    assert none.held[family].max() > 60
    assert "family_limit" not in none.exit
    # The part that tells them apart changes nobody's luck.
    for ours, theirs in ((none.left, alone.left), (none.ordered, alone.ordered), (none.booked, alone.booked)):
        assert np.mean(ours == theirs) > 0.98


@pytest.mark.parametrize("seed", [1, 2])
def test_the_shares_are_those_that_were_asked_for(seed: int) -> None:
    found = with_families(seed=seed)
    family, border = found.level("unit") == "family", found.level("agency") == "border"
    for here, share in ((border, 0.4), (~border, 0.1)):
        assert abs(family[here].mean() - share) <= 4 * np.sqrt(share * (1 - share) / here.sum())


def test_those_who_come_alone_leave_when_they_would_have() -> None:
    one, other = with_families(), with_families("limits.family=none")
    alone = one.level("unit") == "alone"
    assert np.mean((one.left == other.left)[alone]) > 0.99


def test_they_come_only_from_their_day_on() -> None:
    steps = "people.families.border=[{value: 0%}, {from: 2024-03-01, value: 50%}]"
    found = walked(steps)
    start = (date(2024, 3, 1) - date(2023, 10, 1)).days
    family, border = found.level("unit") == "family", found.level("agency") == "border"
    assert found.arrived[family].min() == start
    later = border & (found.arrived >= start)
    assert abs(family[later].mean() - 0.5) <= 4 * 0.5 / np.sqrt(later.sum())


@pytest.mark.parametrize("families", [False, True])
def test_no_family_goes_to_a_third_country_unless_the_agreement_says_so(families: bool) -> None:
    accepts = f"accepts: {{nationalities: all, families: {str(families).lower()}}}"
    deal = f"third_country.agreements=[{{country: Panama, {IN_FORCE}, {accepts}}}]"
    found = with_families(deal, "people.refusal_scale=1000", "limits.family=60 days", "third_country.review=36500 days")
    gone = found.exit == "removed_third_country"
    family = found.level("unit") == "family"
    assert (gone & ~family).sum() > 100
    assert bool((gone & family).sum() > 100) is families


def test_without_families_there_is_no_trace_of_them() -> None:
    network = us_network(load("us-2024").model, calendar_of(load("us-2024").model, None))
    assert "unit" not in network.kinds.parts
    assert "family_limit" not in network.exits


def test_nobody_inside_on_the_first_day_is_a_family() -> None:
    scenario = load("us-2024", [*FAMILIES[len(SMALL) :], "opening.warm_up=180 days"]).model
    network = us_network(scenario, calendar_of(scenario, None))
    inside = opening(scenario, 1, specialised=False)
    assert len(inside.kind) > 30_000
    assert not network.kinds.rows(("unit",))[inside.kind].any()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("limits.family=100 days", "limits.reviews.first"),
        ("limits.post_order=10 days", "limits.post_order"),
        ("people.families.border=[{value: 0%}, {from: 2024-01-01, reached: 2024-02-01, value: 10%}]", "straight line"),
        ("people.families.border=120%", "share"),
    ],
)
def test_what_cannot_be_is_refused(change: str, said: str) -> None:
    with pytest.raises(ScenarioError) as wrong:
        load("us-2024", [*FAMILIES, change])
    assert said in str(wrong.value)
