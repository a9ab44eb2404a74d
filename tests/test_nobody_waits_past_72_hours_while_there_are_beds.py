"""A child is transferred within 72 hours; only where every bed is taken does anybody wait longer, and is counted."""

from __future__ import annotations

import numpy as np
import pytest

from children_runs import a_run

SHORT = ("period.until=2025-06-01", "lists.work=none")
LIMIT = 3


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_with_beds_nobody_is_past_the_limit(seed: int) -> None:
    told = a_run(*SHORT, seed=seed)
    assert told.series["arrived_border"].sum() > 15_000
    assert told.panel.taken(target="past_72_hours").sum() == 0
    assert told.series["in_transfer"].sum() == 0


@pytest.mark.parametrize("seed", [1, 2])
def test_without_beds_those_past_the_limit_are_counted(seed: int) -> None:
    beds = 5000
    told = a_run(*SHORT, f"care.beds={beds} beds", seed=seed)
    late = told.panel.taken(target="past_72_hours").sum(axis=1)
    waiting, held = (told.series[name].sum(axis=1) for name in ("in_past_72_hours", "held_beds"))
    assert late.sum() > 100
    assert np.all(held[waiting > 0] >= beds)
    # Within the limit are at most those who came in the last three days.
    came = told.series["arrived_border"].sum(axis=1)
    within = told.series["in_border_custody"].sum(axis=1) + told.series["in_transfer"].sum(axis=1)
    for day in range(LIMIT, len(came)):
        assert within[day] <= came[day - LIMIT + 1 : day + 1].sum()
    # Whoever came is late or got a bed, three days on.
    came_before = np.cumsum(came) + told.panel.opening[:1].sum()
    beds_within = np.cumsum(told.panel.taken(stage="transfer", target="in_care").sum(axis=1))
    assert np.all(came_before[:-LIMIT] <= (beds_within + np.cumsum(late))[LIMIT:])


def test_a_longer_limit_makes_fewer_late() -> None:
    few, many = (
        int(
            a_run(*SHORT, "care.beds=6000 beds", f"border_custody.limit={days} days")
            .panel.taken(target="past_72_hours")
            .sum()
        )
        for days in (6, 3)
    )
    assert 0 < few <= many
