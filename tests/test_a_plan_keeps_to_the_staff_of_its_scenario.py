"""Where a scenario follows staff itself, a plan leaves its leads, its attrition and its limit of hiring as they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_toys import DAYS, lever, responses, run
from sojourn.run import load_us
from sojourn.scenario.us import UsScenario
from sojourn.study.plan.applied import Proposal, applied
from sojourn.study.plan.building import Builder
from sojourn.study.plan.levers import Control, control, first_ticks, levers_of, steps_of
from sojourn.systems.us_staff import added_at_most, in_post

STEPS = steps_of(DAYS)
BEGINS = first_ticks(DAYS, STEPS)
OWN = "authorised: [{value: 700 judges}, {from: 2026-01-01, value: 720 judges}]"
JUDGES = f"staff.judges={{in_post: 700 judges, lead: 150 days, attrition: 10%, most_hired: 120 per year, {OWN}}}"


def model(*changes: str) -> UsScenario:
    return load_us("plan-2025", ["period.start=2025-10-01", *changes]).model


def judges(scenario: UsScenario) -> Control:
    one = levers_of(scenario, DAYS, ("judges",))["judges"]
    assert one.own is not None
    return control("judges", one, one.own, DAYS, STEPS)


def proposal(of: Control, levels: list[float]) -> Proposal:
    begins = tuple(DAYS.day(int(tick)) for tick in BEGINS)
    return Proposal(DAYS, begins, {of.key: of}, {of.key: np.array(levels)})


def test_limits_are_those_of_the_scenario() -> None:
    """A hundred and twenty are hired a year and a tenth leaves: so many are in post that dN/dt = 120 - a N."""
    scenario = model(JUDGES)
    of = judges(scenario)
    assert levers_of(scenario, DAYS, ("judges",))["judges"].lead == 150
    years = (BEGINS - 150) / 365.25
    assert (of.high[years <= 0] == of.own[years <= 0]).all()
    late = years > 0.5
    leaving = -np.log(1 - 0.1)
    settled = 120 / leaving
    assert of.high[late] == pytest.approx(settled + (700 - settled) * np.exp(-leaving * years[late]), abs=1)
    with pytest.raises(AssertionError):
        judges(model())  # nothing is said of staff: the plan has limits of its own


@settings(max_examples=15, deadline=None)
@given(st.floats(0, 1))
def test_a_plan_reaches_its_levels_under_the_limits_and_leaves_them_as_they_are(share: float) -> None:
    scenario = model(JUDGES)
    of = judges(scenario)
    levels = of.own + share * (of.high - of.own)
    after = applied(scenario, proposal(of, levels.tolist())).staff.judges
    before = scenario.staff.judges
    assert after is not None
    assert before is not None
    kept = {"authorised"}
    assert after.model_dump(exclude=kept) == before.model_dump(exclude=kept)
    assert in_post(after, DAYS)[BEGINS] == pytest.approx(levels, abs=4)


def test_officers_who_arrest_limit_the_arrests_of_a_plan() -> None:
    scenario = model("staff.arrest_officers={in_post: 6000 officers, authorised: 6400 officers}")
    levers = {"arrests": lever("arrests", first=50.0, rise=1e4)}
    builder = Builder(scenario, DAYS, responses(50.0), run(1e6, {}), levers)
    builder.build()
    most = added_at_most(scenario, DAYS)[BEGINS]
    assert (builder.out.controls["added"].high <= most + 1e-6).all()
    assert 0 < builder.out.controls["added"].high[-1] < 25


def test_beds_that_are_ordered_stay() -> None:
    scenario = model("beds.blocks=[{type: county_jail, beds: 5000 beds, ordered: 2025-03-01}]")
    levers = {"beds": lever("beds", first=20_000.0, rise=0.0)}
    builder = Builder(scenario, DAYS, responses(50.0), run(20_000.0, {}), levers)
    builder.build()
    assert builder.out.controls["beds"].low[0] == 5_000
    assert builder.out.controls["beds"].low[-1] == 5_000
