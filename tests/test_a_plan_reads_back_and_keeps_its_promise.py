"""The scenario of a plan reads back, and under fresh draws it meets the target about as often as was promised."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sojourn.run import load_us
from sojourn.show.plan import notes
from sojourn.study.plan.answer import Plan
from sojourn.study.plan.plan import plan
from sojourn.study.plan.summary import summary
from sojourn.study.plan.targets import Target, target_of
from sojourn.study.plan.verify import interval, number_of
from sojourn.study.plan.written import write_plan
from sojourn.study.points.drawing import drawing
from sojourn.study.points.runs import run_points

UNTIL = date(2025, 5, 1)
CHANGES = ["opening.warm_up=180 days"]
AT_ONCE = ["arrests=0 days", "beds=0 days", "seats=0 days"]
FAST = ["arrests=2,000 per month", "beds=20,000 per month", "seats=2,000 per month"]
SURE = 0.7


@cache
def own(key: str) -> float:
    """What the scenario as it is gives."""
    point = drawing(load_us("plan-2025", CHANGES).model, until=UNTIL, specialised=False).central()
    (lines,) = run_points([point], workers=1)
    return number_of(lines, key, "all")


def asked() -> float:
    """A tenth more removals than the scenario has on these days."""
    return round(1.1 * own("removed_all"), -3)


@cache
def more_removals() -> Plan:
    return plan(
        load_us("plan-2025", CHANGES), targets=(f"removals >= {asked():.0f} in all",), minimise="cost",
        levers="arrests, beds, seats", leads=AT_ONCE, rises=FAST, until=UNTIL, draws=4, sure=SURE, worth=False,
        workers=1, specialised=False,
    )  # fmt: skip


@cache
def fewer_days() -> Plan:
    """A twentieth less custody than the scenario has, by another policy of release."""
    days = round(0.95 * own("person_days"), -3)
    return plan(
        load_us("plan-2025", CHANGES), targets=(f"person-days in custody <= {days:.0f} in all",), minimise="cost",
        levers="releases", until=UNTIL, draws=0, worth=False, workers=1, specialised=False,
        agreements=["Guatemala=2025-01-20"],
    )  # fmt: skip


@cache
def with_a_choice() -> Plan:
    """People sent to a third country, who can be sent only if another government agrees."""
    return plan(
        load_us("plan-2025", CHANGES), targets=("third-country removals >= 60 in all",), minimise="cost",
        levers="agreements",
        may_agree=["Guatemala=40 people, 100 USD per person@2025-01-20", "Bahamas=1 people, 9 million USD@2025-01-20"],
        until=UNTIL, draws=0, worth=False, workers=1, specialised=False,
    )  # fmt: skip


def value(found: Plan, key: str) -> float:
    return number_of(found.trial.lines[0], key, "all")


def test_more_removals_are_found_and_met_as_surely_as_asked() -> None:
    found = more_removals()
    assert found.own("removed_all", "all") == own("removed_all") < asked()
    assert found.reached
    assert found.trial.met == sum(one[0, "all"] >= asked() for one in found.trial.values)
    assert found.trial.share >= SURE


def test_the_plan_reads_back_and_keeps_its_promise_on_fresh_seeds(tmp_path: Path) -> None:
    found = more_removals()
    document = load_us(write_plan(found, tmp_path))
    fresh = drawing(document.model, seed=5, until=UNTIL, specialised=False)
    runs = run_points([fresh.draw(number) for number in range(6)], workers=1)
    met = sum(number_of(lines, "removed_all", "all") >= asked() for lines in runs)
    assert met >= 2  # of six at 0.7 fewer come in one of a hundred cases
    answer = json.loads((tmp_path / "plan.json").read_text())
    assert answer == json.loads(json.dumps(summary(found)))


def test_what_is_not_changed_keeps_its_source() -> None:
    document = more_removals().document()
    assert document["arrivals"]["border"]["source"]
    assert document["costs"]["bed_day"]["source"]


def test_fewer_days_in_custody_are_found_by_the_same_means() -> None:
    found = fewer_days()
    assert found.stop is None
    assert value(found, "person_days") <= 0.95 * own("person_days") * 1.01
    assert found.proposal.levels["releases"].max() > 1.0
    assert value(found, "exit_recognizance") > found.own("exit_recognizance", "all")


def test_an_agreement_that_is_taken_as_given_is_told_with_its_worth() -> None:
    found = fewer_days()
    (one,) = found.agreements
    assert one.changes["removed_third_country"] == value(found, "removed_third_country") > 0
    assert "which is for its government to decide" in " ".join(notes(found))
    (deal,) = [one for one in found.document()["third_country"]["agreements"] if one["country"] == "Guatemala"]
    assert deal["statuses"][-1]["status"] == "in_force"


def test_an_agreement_that_is_chosen_is_told_as_another_governments_and_beside_the_plan_without(tmp_path: Path) -> None:
    found = with_a_choice()
    assert found.reached
    assert value(found, "removed_third_country") >= 60
    assert found.counted is not None
    assert found.counted.fewest == 1
    guatemala, bahamas = found.counted.each
    assert (guatemala.counted, bahamas.counted) == (True, False)
    alone = guatemala.changes["removed_third_country"]
    assert alone is not None
    assert alone.median == value(found, "removed_third_country")
    paid = guatemala.changes["money_agreements"]
    assert paid is not None
    assert paid.median == pytest.approx(100 * alone.median)
    assert found.counted.without.found.stop is not None
    assert number_of(found.counted.without.lines[0], "removed_third_country", "all") == 0
    said = " ".join(notes(found))
    assert "for another government to decide" in said
    assert "Without any of them the targets cannot be met" in said
    document = load_us(write_plan(found, tmp_path))
    (deal,) = [one for one in document.model.third_country.agreements if one.country == "Guatemala"]
    assert deal.quota is not None
    assert (deal.statuses[-1].status, deal.quota.value) == ("in_force", 40)
    without = load_us(str(tmp_path / "plan-without-agreements.yaml")).model
    assert all(one.statuses[-1].status != "in_force" for one in without.third_country.agreements)


def test_a_plan_that_cannot_be_says_so_and_is_the_nearest() -> None:
    found = plan(
        load_us("plan-2025", CHANGES), targets=("removals >= 2 million in all",), minimise="cost",
        levers="arrests,seats", until=UNTIL, draws=0, worth=False, workers=1, specialised=False,
    )  # fmt: skip
    assert not found.reached
    assert found.stop is not None
    assert found.missed((0, "all")) > 1e6
    assert {name for name, _, _ in found.stop.limits} & {"arrests", "seats", "beds"}


def test_an_interval_of_a_probability_is_that_of_jeffreys() -> None:
    low, high = interval(16, 19)  # beta(16.5, 3.5) at 0.05 and 0.95, from published tables of the law
    assert (low, high) == pytest.approx((0.6718, 0.9407), abs=5e-4)
    assert interval(0, 5)[0] == 0.0
    assert interval(5, 5)[1] == 1.0


def test_a_target_is_met_on_its_own_side() -> None:
    most: Target = target_of("peak population <= 10")
    assert most.met(10)
    assert not most.met(10.5)
