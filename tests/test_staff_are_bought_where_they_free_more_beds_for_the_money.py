"""Where beds bind, judges and document officers are bought if they remove more people for the money than beds do."""

from __future__ import annotations

import pytest

from budget_paths import AT_ONCE, SHORT, path, runs
from sojourn.run import calendar_of, load_us
from sojourn.study.budget_free import beyond, worth
from sojourn.study.budget_levels import Levels, scenario_at, with_template, without_limits
from sojourn.study.budget_staff import MOST_STAFF, STAFF_STEP, in_time
from sojourn.systems.us_staff import in_post

FEW_BEDS = "beds.capacity=34,000 beds"
QUICK = "lead: 0 days, training: 0 days, attrition: 0%"
JUDGES, OFFICERS = f"staff.judges={{{QUICK}}}", f"staff.document_officers={{{QUICK}}}"


def priced(judge: str, officer: str) -> tuple[str, ...]:
    """The plan with few beds, where staff are there at once and cost so much a day."""
    legal = f"money.accounts.legal.costs=[{{value: {judge} USD per judge-day, dollars: 2024}}]"
    transport = f"money.accounts.transport.costs=[{{value: {officer} USD per document officer-day, dollars: 2024}}]"
    return FEW_BEDS, JUDGES, OFFICERS, legal, transport


def test_cheap_judges_are_bought_before_beds() -> None:
    made = path(*priced("0.01", "1000000"), steps=1)
    assert made.steps[1].bought == "judges"
    assert made.steps[1].levels.judges == 1 + STAFF_STEP
    assert made.steps[1].levels.beds == made.steps[0].levels.beds


def test_dear_staff_are_not_bought_and_the_number_is_told() -> None:
    made = path(*priced("1000000", "1000000"), steps=1)
    assert made.steps[1].bought == "beds"
    assert {one.what for one in made.tried} == {"judges", "document_officers"}
    judges = next(one for one in made.tried if one.what == "judges" and one.step == 0)
    assert (judges.number, judges.bought) == (pytest.approx(735 * STAFF_STEP, abs=0.01), False)
    assert judges.beds is not None
    assert judges.removals * judges.beds[1] < judges.beds[0] * judges.cents  # fewer for the money
    assert [one.beds for one in made.tried if one.step == len(made.steps) - 1] == [None, None]


def test_what_is_told_of_a_step_of_staff_is_the_difference_of_two_runs() -> None:
    changes = priced("1000000", "1000000")
    made, those = path(*changes, steps=1), runs(*changes)
    tried = next(one for one in made.tried if one.what == "judges" and one.step == 0)
    base = those.base
    assert base.levels is not None
    more = those.at(Levels(0.0, base.levels.beds, {}, judges=1 + STAFF_STEP))
    assert (tried.removals, tried.cents) == beyond(more, base)
    days = (runs(*changes).calendar.ticks, 735 * STAFF_STEP)
    assert more.ledger.by_account()["legal"].sum() - base.ledger.by_account()["legal"].sum() == pytest.approx(
        days[0] * days[1] * 100_000_000, rel=0.01
    )
    assert worth(more, base) < worth(those.at(Levels(0.0, base.levels.beds * 1.15)), base)


def test_there_are_twice_as_many_at_most() -> None:
    made = path(*priced("0.01", "0.01"), steps=6)
    assert max(point.levels.judges for point in made.steps) <= MOST_STAFF
    assert max(point.levels.document_officers for point in made.steps) <= MOST_STAFF
    assert {point.bought for point in made.steps} >= {"judges", "document_officers"}


def test_staff_who_come_too_late_are_not_tried() -> None:
    made = path(FEW_BEDS, steps=1)
    assert made.tried == ()
    assert made.steps[1].bought == "beds"


def test_staff_that_are_bought_come_after_their_lead_in_a_straight_line() -> None:
    model = load_us(
        "plan-2025", [SHORT, "staff.judges={lead: 100 days, training: 0 days, attrition: 0%, in_post: 100}"]
    ).model
    ready = with_template(without_limits(model), "contract_facility")
    leads = AT_ONCE.__class__(arrests=0, beds=0, seats=0, full=300)
    bought = scenario_at(ready, Levels(0.0, 41_500.0, {}, judges=2.0), leads)
    assert bought.staff.judges is not None
    number = in_post(bought.staff.judges, calendar_of(bought, None))
    assert number[[0, 100, 200, 300, 400]] == pytest.approx([100, 100, 150, 200, 200], abs=1.01)
    assert bought.staff.arrest_officers is None
    assert in_time(bought, "judges", 102)
    assert not in_time(bought, "judges", 101)


def test_what_a_scenario_says_of_staff_stays_and_the_rest_is_of_the_evidence() -> None:
    model = load_us("plan-2025", [SHORT, *priced("7", "8")]).model
    found = {
        cost.value.per: cost.source
        for account in with_template(model, "contract_facility").money.accounts.values()
        for cost in account.costs
    }
    assert (found["judge-day"], found["document officer-day"]) == (None, None)
    assert (found["judge hired"], found["document officer hired"]) == (
        "cost.judge_hired",
        "cost.document_officer_hired",
    )
