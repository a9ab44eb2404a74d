"""Beds of a type that a plan adds are ordered so early that they are there on the day, and nothing is counted twice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_toys import DAYS, STAY, lever, scenario, search
from sojourn.evidence.registry import figure
from sojourn.run import CannotRun
from sojourn.scenario.us import UsScenario
from sojourn.study.plan.applied import Proposal, applied
from sojourn.study.plan.frontier import frontier
from sojourn.study.plan.levers import bed_type_of, control, first_ticks, levers_of, steps_of
from sojourn.study.plan.plan import plan
from sojourn.systems.us_beds import in_all

STEPS = steps_of(DAYS)
BEGINS = first_ticks(DAYS, STEPS)
OWN = ("beds.capacity=40,000 beds",)


def proposal(model: UsScenario, levels: list[float], bed_type: str | None) -> Proposal:
    one = levers_of(model, DAYS, ("beds",), None if bed_type is None else bed_type_of(bed_type))["beds"]
    own = control("beds", one, in_all(model.beds, DAYS), DAYS, STEPS)
    begins = tuple(DAYS.day(int(tick)) for tick in BEGINS)
    return Proposal(DAYS, begins, {"beds": own}, {"beds": np.array(levels)})


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=len(BEGINS) - 2, max_size=len(BEGINS) - 2))
@pytest.mark.parametrize("kind", ["soft_sided", "county_jail"])
def test_beds_of_a_type_are_there_on_the_first_day_of_their_step(kind: str, more: list[int]) -> None:
    model = scenario(*OWN)
    levels = [40_000.0] * 2 + [40_000.0 + 1_000 * one for one in more]
    there = in_all(applied(model, proposal(model, levels, kind)).beds, DAYS)[BEGINS]
    late = max(int(sum(figure(f"new_bed.{kind}.{what}").number for what in ("lead_time", "build_up"))), 1)
    ready = np.maximum.accumulate(late <= BEGINS)
    rising = np.append(np.diff(levels) > 0, False)  # those of the next step may come a little before it
    assert (there[ready] >= np.array(levels)[ready] - 1).all()
    assert there[ready & ~rising] == pytest.approx(np.array(levels)[ready & ~rising], abs=1)


def test_a_plan_of_beds_leaves_what_was_ordered_before_as_it_is() -> None:
    model = scenario(*OWN, "beds.blocks=[{type: county_jail, beds: 5000 beds, ordered: 2025-01-01}]")
    levels = [50_000.0] * len(BEGINS)
    for kind in (None, "soft_sided"):
        beds = applied(model, proposal(model, levels, kind)).beds
        assert any(block.type == "county_jail" for block in beds.blocks)
        assert in_all(beds, DAYS)[BEGINS[3] :] == pytest.approx(50_000, abs=1)


def test_lead_and_price_are_those_of_the_type() -> None:
    one = levers_of(scenario(), DAYS, ("beds",), "soft_sided")["beds"]
    assert one.lead == figure("new_bed.soft_sided.lead_time").number + figure("new_bed.soft_sided.build_up").number
    assert one.once == figure("new_bed.soft_sided.stand_up").number
    with pytest.raises(CannotRun, match="did you mean soft_sided"):
        bed_type_of("soft-side")


def test_each_bed_that_is_added_is_stood_up_once() -> None:
    """Fifteen hundred beds hold 50 a day for 30 days; for twice as many a plan stands up 1,500 more."""
    asked = ("removals >= 30,000 in FY2027",)
    levers = {"beds": lever("beds", first=1500.0, rise=1e5), "arrests": lever("arrests", first=50.0, rise=1e5)}
    free = search(50.0, levers, targets=asked, beds=1500.0, costs={}).find({})
    paid = search(50.0, {**levers, "beds": replace(levers["beds"], once=1000.0)}, targets=asked, beds=1500.0, costs={})
    found = paid.find({})
    more = found.proposal.levels["beds"].max() - 1500
    assert free.goal == pytest.approx(0, abs=1)
    assert found.goal == pytest.approx(1000 * more, rel=0.02)
    assert float(found.outside.sum()) == pytest.approx(found.goal, rel=0.02)


def test_hiring_and_pay_of_document_officers_are_counted() -> None:
    one = levers_of(scenario(), DAYS, ("documents",))["documents"]
    day, hired = figure("cost.document_officer_day").number, figure("cost.document_officer_hired").number
    once = hired + figure("staff.officer_training").number * day
    assert one.once == pytest.approx(once)
    assert one.price == pytest.approx(day + once * figure("staff.officer_attrition").number / 365.25)


BEYOND = ("removals >= 30,000 in FY2027",)
ROOMY = {"arrests": lever("arrests", first=50.0, rise=1e5)}


def test_a_cheaper_bed_saves_what_it_is_cheaper_in_the_beds_that_are_added() -> None:
    """Beds of jails cost 110 dollars a day and the others 165: each day in one of them saves 55."""
    jail = replace(lever("beds", first=1500.0, rise=1e5), bed_type=bed_type_of("county_jail"))
    costs = {"bed-day": 165.0}
    usual = search(
        50.0, {**ROOMY, "beds": lever("beds", first=1500.0, rise=1e5)}, targets=BEYOND, beds=1500.0, costs=costs
    )
    typed = search(50.0, {**ROOMY, "beds": jail}, targets=BEYOND, beds=1500.0, costs=costs)
    few = search(50.0, {"beds": lever("beds", first=1500.0, rise=0.0)}, beds=1500.0, costs=costs)
    dear, cheap, before = usual.find({}), typed.find({}), few.find({})
    cheaper = 165.0 - figure("new_bed.county_jail.bed_day").number
    beyond = dear.best / 165.0 - before.best / 165.0
    assert beyond > 100_000
    assert dear.best - cheap.best == pytest.approx(cheaper * beyond, rel=0.03)


def test_beds_that_were_there_are_filled_first() -> None:
    """Nothing is saved by ordering cheap beds while the others are empty."""
    jail = replace(lever("beds", first=4000.0, rise=1e5), bed_type=bed_type_of("county_jail"))
    costs = {"bed-day": 165.0}
    typed = search(50.0, {"beds": jail}, beds=4000.0, costs=costs).find({})
    plain = search(50.0, {"beds": lever("beds", first=4000.0, rise=0.0)}, beds=4000.0, costs=costs).find({})
    assert typed.best == pytest.approx(plain.best, rel=1e-6)


def test_an_empty_bed_is_paid_for_once() -> None:
    """Of 2,000 beds 1,500 are used; a thousand of a type that is not guaranteed stand empty and cost nothing."""
    jail = replace(lever("beds", first=2000.0, rise=1e5), bed_type=bed_type_of("county_jail"), fixed=3000.0)
    found = search(50.0, {"beds": jail}, beds=2000.0, costs={"empty bed-day": 10.0}).find({})
    assert found.proposal.levels["beds"].max() == pytest.approx(3000, abs=1)
    in_its_month = 15 * STAY * 50.0  # the beds fill up over thirty days
    assert found.best == pytest.approx(10.0 * (500 * DAYS.ticks + in_its_month), rel=0.01)


def test_a_type_is_not_taken_and_dropped_where_no_beds_are_added() -> None:
    with pytest.raises(CannotRun, match="--bed-type: beds are not among the levers, which are arrests, seats"):
        plan("plan-2025", targets=["removals >= 5 in all"], levers="seats, arrests", bed_type="soft sided")
    with pytest.raises(CannotRun, match="--bed-type: beds are not among the levers, which are seats"):
        frontier("plan-2025", "removals", "cost", levers="seats", bed_type="soft sided")
