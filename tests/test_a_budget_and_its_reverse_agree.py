"""The money that so many removals a year take buys that many; and what stops them is named."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget_paths import AT_ONCE, SHORT, point
from sojourn.run import load_us
from sojourn.show.budget import reverse
from sojourn.study import budget_path
from sojourn.study.budget import budget
from sojourn.study.budget_path import Path

UNTIL = date(2026, 10, 1)
"""The end of the first fiscal year that is wholly in the run."""


@given(st.lists(st.tuples(st.floats(1, 1e6), st.floats(1, 1e6)), min_size=1, max_size=8), st.floats(0.01, 0.99))
def test_on_any_path(steps: list[tuple[float, float]], share: float) -> None:
    cost, removed, points = 0.0, 1000.0, [point(0, 1000)]
    for dollars, people in steps:
        cost, removed = cost + dollars, removed + people
        points.append(point(cost, removed))
    made = Path(tuple(points))
    wanted = 1000 + share * (removed - 1000)
    needs = made.reaching(wanted)[0].cost
    assert made.bought_with(needs)[0].best_year == pytest.approx(wanted)


def test_on_a_path_of_runs() -> None:
    plan = load_us("plan-2025", [SHORT]).model
    there = budget(plan, removals="275,000/year", until=UNTIL, draws=0, leads=AT_ONCE)
    needs = there.reverse
    assert needs is not None
    assert needs.reached
    assert needs.before.best_year < 275_000 <= needs.after.best_year
    assert needs.point.best_year == pytest.approx(275_000)
    back, before, after = there.path.bought_with(needs.point.cost)
    assert (before, after) == (needs.before, needs.after)
    assert back.best_year == pytest.approx(275_000)


def test_what_the_base_reaches_takes_nothing() -> None:
    found = budget(load_us("plan-2025", [SHORT]).model, removals="100,000/year", until=UNTIL, draws=0, leads=AT_ONCE)
    assert found.reverse is not None
    assert found.reverse.point.cost == 0
    assert reverse(found, found.reverse) == ["The base reaches it already: nothing has to be bought."]


def test_what_stops_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget_path, "MOST_STEPS", 2)
    plan = load_us("plan-2025", [SHORT, "beds.capacity=38,000 beds"]).model
    found = budget(plan, removals="5,000,000/year", until=UNTIL, draws=0, leads=AT_ONCE)
    assert found.reverse is not None
    assert not found.reverse.reached
    (said,) = reverse(found, found.reverse)
    assert said.startswith("Not reached: after 2 steps the best fiscal year has about ")
    last = found.path.steps[-1].binds
    assert said.endswith(f"what is short there: {last if last != 'seats' else 'seats out of the country'}.")
