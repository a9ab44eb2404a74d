"""One dated path of border arrivals moves the US system, and the children's system where it follows it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from children_runs import scenario
from sojourn.evidence import figure
from sojourn.run import load, run
from sojourn.scenario import ScenarioError
from sojourn.systems.calendar import Calendar
from sojourn.systems.children import arrivals
from sojourn.systems.us_arrivals import history

CHANGE = date(2025, 7, 1)
HALF = """\
extends: plan-2025
arrivals:
  border:
    - {value: 465.1 per day, source: flow.book_ins_border_per_day.2024Q4}
    - {from: 2025-07-01, value: 232.55 per day}
"""


def test_who_follows_has_so_many_for_each_at_the_border() -> None:
    one = scenario("arrivals.follow=plan-2025")
    rate = arrivals(one, Calendar(date(2025, 1, 20), date(2025, 12, 31)))
    ratio = figure("implied.children_per_border_book_in").number
    assert rate == pytest.approx(np.full(len(rate), 465.1 * ratio))
    # Unchanged, it is what came at the end of 2024, but for rounding.
    assert rate[0] == pytest.approx(figure("flow.children_intake_per_day.2024Q4").number, rel=0.001)


def test_a_change_in_the_us_scenario_moves_both(tmp_path: Path) -> None:
    path = tmp_path / "half.yaml"
    path.write_text(HALF, encoding="utf-8")
    us = load(path).model
    days = Calendar(date(2025, 1, 20), date(2026, 1, 1))
    at = days.tick(CHANGE)
    border = np.where(history(us, days, "border")[1], np.nan, days.values(us.arrivals.border))
    children = arrivals(scenario(f"arrivals.follow={path}"), days)
    for rate in (border, children):
        assert rate[at] / rate[at - 1] == pytest.approx(0.5)
        assert rate[-1] / rate[0] == pytest.approx(0.5)
    assert np.array_equal(children[:at], arrivals(scenario("arrivals.follow=plan-2025"), days)[:at])


def test_the_children_who_come_follow_it(tmp_path: Path) -> None:
    path = tmp_path / "half.yaml"
    path.write_text(HALF, encoding="utf-8")
    changes = ("lists.work=none", "period.until=2026-01-01")
    whole, half = (
        run(scenario(*changes, f"arrivals.follow={name}"), seed=5).series["arrived_border"].sum(axis=1)
        for name in ("plan-2025", path)
    )
    at = (CHANGE - date(2025, 1, 20)).days
    assert np.array_equal(whole[:at], half[:at])
    expected = whole[at:].sum() / 2
    assert half[at:].sum() == pytest.approx(expected, abs=4 * np.sqrt(2 * expected))


@pytest.mark.parametrize("name", ["plan-2052", "children-2025", "", "nowhere.yaml"])
def test_what_cannot_be_followed_is_said(name: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load("children-2025", [f'arrivals.follow="{name}"'])
    (problem,) = caught.value.problems
    assert problem.path == "arrivals.follow"
    assert "cannot be followed" in problem.message


def test_reports_come_before_what_is_followed() -> None:
    days = Calendar(date(2024, 12, 1), date(2025, 2, 1))
    own, followed = (arrivals(scenario(*some), days) for some in ((), ("arrivals.follow=plan-2025",)))
    known = days.tick(date(2024, 12, 29))
    assert np.array_equal(own[:known], followed[:known])
