"""What `--lead` says of staff holds in the scenario of the plan, not only in the programme that proposes it."""

from __future__ import annotations

import numpy as np
import pytest

from plan_toys import DAYS, lever, responses, run
from sojourn.evidence.registry import figure
from sojourn.run import CannotRun, load_us
from sojourn.scenario.us import UsScenario
from sojourn.study.plan.applied import Proposal, applied
from sojourn.study.plan.building import Builder
from sojourn.study.plan.fluid import Pace
from sojourn.study.plan.levers import Control, Name, control, first_ticks, levers_of, steps_of, with_limits
from sojourn.systems.us_staff import in_post

STEPS = steps_of(DAYS)
BEGINS = first_ticks(DAYS, STEPS)
RISE = 40.0


def model(*changes: str) -> UsScenario:
    return load_us("plan-2025", ["period.start=2025-10-01", *changes]).model


def staffed(name: Name, lead: str) -> Control:
    usual = levers_of(model(), DAYS, (name,))
    one = with_limits(usual, {name: lead}, {name: f"{RISE:g} per month"}, {}, {})[name]
    return control(name, one, np.full(DAYS.ticks, one.first), DAYS, STEPS)


@pytest.mark.parametrize("lead", ["0 days", "3 weeks", "150 days", "500 days"])
@pytest.mark.parametrize("name", ["judges", "documents"])
def test_staff_are_in_post_when_the_plan_has_them(name: Name, lead: str) -> None:
    of = staffed(name, lead)
    begins = tuple(DAYS.day(int(tick)) for tick in BEGINS)
    proposal = Proposal(DAYS, begins, {of.key: of}, {of.key: of.high})
    staff = applied(model(), proposal).staff
    posts = staff.judges if name == "judges" else staff.document_officers
    assert posts is not None
    assert in_post(posts, DAYS)[BEGINS] == pytest.approx(of.high, abs=1)
    assert of.high[-1] > of.own[-1] + RISE


def test_the_programme_hands_the_lead_on() -> None:
    judges, came = lever("judges", first=735.0, rise=RISE, lead=30.0), responses(50.0)
    builder = Builder(model(), DAYS, came, run(1e6, {}), {"judges": judges}, paces=[Pace(judges, 2.0, came)])
    builder.build()
    assert builder.out.controls["judges"].lead == 30.0


def test_a_lead_that_is_not_given_keeps_its_source() -> None:
    of = staffed("judges", f"{figure('staff.judge_lead').number:g} days")
    begins = tuple(DAYS.day(int(tick)) for tick in BEGINS)
    posts = applied(model(), Proposal(DAYS, begins, {of.key: of}, {of.key: of.high})).staff.judges
    assert posts is not None
    assert posts.lead.source == "staff.judge_lead"
    assert posts.training.source == "staff.judge_training"


def test_a_lead_beside_that_of_the_scenario_is_refused() -> None:
    levers = levers_of(model("staff.judges={in_post: 700 judges, lead: 150 days}"), DAYS, ("judges",))
    with pytest.raises(CannotRun, match=r"--set staff\.judges\.lead='30 days'"):
        with_limits(levers, {"judges": "30 days"}, {}, {}, {})
