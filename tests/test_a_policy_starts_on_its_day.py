"""What a scenario changes holds from its day on: not before, and not in the past that made the opening population."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

import sojourn
from sojourn.scenario import ScenarioError
from sojourn.warm_up import opening


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("releases.paroled=[{from: 2025-05-01, value: 0}]", "nothing is said of the days before 2025-05-01"),
        ("beds.capacity=[{from: 2025-05-20, value: 60k beds}]", "nothing is said of the days before 2025-05-20"),
        ("departures.land=[{reached: 2025-05-20, value: 800 per day}]", "needs a step before it"),
    ],
)
def test_a_first_step_after_the_start_leaves_days_unsaid(change: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=said):
        sojourn.load("plan-2025", [change])


def test_a_way_out_ends_on_the_day_it_ends() -> None:
    steps = "[{value: 0.945}, {from: 2025-03-01, value: 0}]"
    run = sojourn.run(sojourn.load("plan-2025", [f"releases.paroled={steps}"]), until=date(2025, 4, 1))
    paroled = run.panel.taken(target="paroled").sum(axis=1)
    last = run.calendar.tick(run.calendar.start.replace(month=3, day=1))
    assert paroled[:last].min() > 0
    # Whoever's clock was to ring on the day itself has run its time by then.
    assert paroled[last + 1 :].sum() == 0


@pytest.mark.parametrize(
    "change",
    ["departures.charter.0.flights=0 per week", "releases.paroled=0", "people.refusal_scale=0", "costs.deaths=0"],
)
def test_the_past_stays_as_it_was(change: str) -> None:
    as_is = sojourn.load("plan-2025").model
    changed = sojourn.load("plan-2025", [change]).model
    before, after = opening(as_is, 3), opening(changed, 3)
    for name in ("kind", "stage", "entered", "held_since", "mark"):
        assert np.array_equal(getattr(before, name), getattr(after, name))


@pytest.mark.parametrize(
    "change",
    [
        "arrivals.interior=1e12 per day",
        "departures.charter.0.days=[]",
        "opening.warm_up=0 days",
        "beds.order=[convicted, convicted, other]",
        "arrivals.added_convicted=99%",
    ],
)
def test_what_cannot_be_is_refused(change: str) -> None:
    with pytest.raises(ScenarioError):
        sojourn.load("plan-2025", [change])


def test_everybody_refused_is_an_answer_too() -> None:
    run = sojourn.run(sojourn.load("plan-2025", ["people.refusal_scale=100"]), until=date(2025, 3, 1))
    assert run.panel.taken(target="removed_border").sum() > 0
