"""A line behind which only the author's own numbers are live has no grade: it is marked as set by them alone."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from sojourn.run import load_us, run

CHILDREN = "children={in_care: %s}"
A_CHILD = "money.accounts.children.costs=[{value: %s}]"
JAIL = "beds.blocks=[{type: county_jail, beds: 500, ordered: 2025-01-22%s}]"
JUDGES = "staff.judges={in_post: 100, authorised: 100, lead: 10 days, training: 5 days%s}"
A_JUDGE = "money.accounts.legal.costs=[{value: 1000 USD per judge-day, dollars: 2024}]"
A_DAY = "money.accounts.agreements.costs=[{value: 200 USD per day, dollars: 2024}]"
BORDER = "arrivals.border=100 per day"


@cache
def told(*changes: str, scenario: str = "plan-2025", until: date = date(2025, 1, 24)) -> dict[str, Any]:
    document = load_us(scenario, ["opening.warm_up=180 days", *changes])
    return dict(run(document, until=until).summary["lines"])


@pytest.mark.parametrize(
    ("changes", "line", "path"),
    [
        ((A_DAY,), "money_agreements", "money.accounts.agreements.costs.0"),
        ((CHILDREN % "6000", A_CHILD % "9 USD per child-day, dollars: 2024"), "money_children_low", "children.in_care"),
        ((JAIL % ", stand_up: 9 USD per bed",), "money_stand_up", "beds.blocks.0.stand_up"),
        ((JAIL % ", stand_up: 9 USD per bed",), "beds_stand_up", "beds.blocks.0.stand_up"),
        ((JUDGES % ", attrition: 0%", A_JUDGE), "money_legal", "staff.judges.in_post"),
        ((JUDGES % ", attrition: 0%",), "staff_judges_last", "staff.judges.in_post"),
        ((BORDER,), "arrived_border", "arrivals.border"),
    ],
)
def test_it_is_set_by_you_alone(changes: tuple[str, ...], line: str, path: str) -> None:
    one = told(*changes)[line]
    assert one["grade"] is None
    assert one["sources"] == one["assumed"] == one["plan"] == []
    assert path in one["yours"]


@pytest.mark.parametrize(
    ("changes", "line", "grade", "source"),
    [
        (
            (CHILDREN % "6000", A_CHILD % "290 USD per child-day, source: cost.child_day"),
            "money_children",
            "B",
            "cost.child_day",
        ),
        ((JAIL % "",), "money_stand_up", "C", "new_bed.county_jail.stand_up"),
        ((JUDGES % "", A_JUDGE), "money_legal", "C", "staff.judge_attrition"),
        ((JUDGES % "",), "staff_judges_last", "C", "staff.judge_attrition"),
    ],
)
def test_one_number_of_the_evidence_gives_it_its_own_grade(
    changes: tuple[str, ...], line: str, grade: str, source: str
) -> None:
    one = told(*changes)[line]
    assert (one["grade"], one["sources"]) == (grade, [source])


def test_what_is_counted_of_people_keeps_their_evidence() -> None:
    decision = "money.accounts.legal.costs.0={value: 900 USD per decision, dollars: 2024}"
    one = told(decision)["money_legal"]
    assert one["grade"] == "C"
    assert "nationalities" in one["sources"]
    assert "money.accounts.legal.costs.0" in one["yours"]
    assert told()["arrived_border"]["grade"] == "A"


def test_published_arrivals_of_days_of_the_run_are_live() -> None:
    one = told(BORDER, scenario="us-2024", until=date(2023, 10, 5))["arrived_border"]
    assert one["grade"] == "A"
    assert one["sources"] == ["book_ins_monthly"]
