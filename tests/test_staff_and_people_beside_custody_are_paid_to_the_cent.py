"""Staff, people on alternatives to detention and children are counted by the day and paid for to the cent."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from sojourn.results.monitored import monitored
from sojourn.results.run import Run
from sojourn.run import load_us, run
from sojourn.scenario.beside import Alternatives
from sojourn.systems.us_staff import roster

UNTIL = date(2025, 7, 15)
DAYS = 176
JUDGES = (
    "staff.judges={in_post: 100, authorised: 160, lead: 60 days, training: 20 days, attrition: 0%, "
    "most_hired: 1 per day, elasticity: 1}"
)
COSTS = (
    "money.accounts.legal.costs=[{value: 1000 USD per judge-day, dollars: 2024}, "
    "{value: 50000 USD per judge hired, dollars: 2024}]"
)


@cache
def ran(*changes: str) -> Run:
    return run(
        load_us("plan-2025", ["opening.warm_up=180 days", "people.change.Mexico.refusal=2%", *changes]), until=UNTIL
    )


def account(made: Run, name: str) -> list[int]:
    return [int(cents) for cents in made.ledger.by_account()[name]]


def test_staff_are_paid_in_post_and_in_training_and_for_being_hired() -> None:
    """One a day is in post from day 60 on, in training for the 20 days before, and hired on the first of these."""
    cents = account(ran(JUDGES, COSTS), "legal")
    for day, (in_post, training, hired) in {0: (100, 0, 0), 39: (100, 0, 0), 40: (100, 1, 1), 50: (100, 11, 1),
                                            60: (101, 20, 1), 80: (121, 20, 1), 110: (151, 9, 0),
                                            150: (160, 0, 0)}.items():  # fmt: skip
        assert cents[day] == ((in_post + training) * 1000 + hired * 50_000) * 100, day
    assert sum(cents) == (DAYS * 100 + 60 * (DAYS - 60) - sum(range(60)) + 60 * 20) * 100_000 + 60 * 5_000_000


def test_lines_say_who_is_in_post_and_how_many_posts_are_vacant() -> None:
    lines = ran(JUDGES, COSTS).summary["lines"]
    told = {key: line["values"]["all"] for key, line in lines.items() if key.startswith("staff_")}
    assert told == {"staff_judges_last": 160, "staff_judges_vacant_peak": 60, "staff_judges_hired": 60}
    assert not [key for key in ran().summary["lines"] if key.startswith("staff_")]


def test_a_lead_beyond_the_run_is_told() -> None:
    late = ran("staff.judges={in_post: 100, authorised: 160, lead: 900 days}").summary["findings"]
    assert sum("Of the 60 judges authorised beyond those in post none" in sentence for sentence in late) == 1
    assert not any("authorised beyond" in sentence for sentence in ran(JUDGES, COSTS).summary["findings"])


def test_what_is_assumed_of_staff_is_told_where_it_is_used() -> None:
    told = ran("staff.judges={authorised: 800}").summary
    assert "staff.elasticity" in told["assumed"]
    assert "staff.elasticity" in told["lines"]["removed_all"]["assumed"]
    assert "staff.elasticity" not in ran().summary["assumed"]


def test_an_empty_account_stops_hiring_from_the_day_after() -> None:
    """100 judges cost 100,000 a day; on day 45 five more are in training and each cost 50,000 once."""
    first = sum((100 + max(0, day - 39)) * 1000 + (day >= 40) * 50_000 for day in range(46))
    fund = f"money.accounts.legal.appropriations=[{{amount: {first - 1} USD, from: 2025-01-20, lapses: 2029-09-30}}]"
    poor, rich = ran(JUDGES, COSTS, fund), ran(JUDGES, COSTS)
    (empty,) = poor.emptied
    assert (empty.on - date(2025, 1, 20)).days == 45
    assert account(poor, "legal")[:46] == account(rich, "legal")[:46]
    assert account(poor, "legal")[46:] == [106 * 100_000] * (DAYS - 46)  # nobody is hired; six are trained and stay
    assert poor.summary["lines"]["staff_judges_last"]["values"]["all"] == 106
    assert any("no judges are hired" in sentence for sentence in poor.summary["findings"])
    assert (poor.panel.flow[:46] == rich.panel.flow[:46]).all()
    assert (poor.panel.flow[46:] != rich.panel.flow[46:]).any()


def test_other_money_lets_hiring_go_on() -> None:
    fund = (
        "money.accounts.legal.appropriations=[{amount: 4.5 million USD, from: 2025-01-20, lapses: 2029-09-30}, "
        "{amount: 1 billion USD, from: 2025-04-15, lapses: 2029-09-30}]"
    )
    made = ran(JUDGES, COSTS, fund)
    assert [one.until for one in made.emptied] == [date(2025, 4, 15)]
    judges = load_us("plan-2025", [JUDGES]).model.staff.judges
    assert judges is not None
    frozen = np.zeros(made.calendar.ticks, dtype=bool)
    frozen[made.calendar.tick(made.emptied[0].on) + 1 : made.calendar.tick(date(2025, 4, 15))] = True
    found = roster(judges, made.calendar, frozen)
    assert made.summary["lines"]["staff_judges_last"]["values"]["all"] == int(found.in_post[-1] + 1e-6)
    assert found.in_post[-1] == pytest.approx(160)


def test_children_in_care_are_a_number_a_day() -> None:
    steps = "children={in_care: [{value: 6,454 children}, {from: 2025-03-01, value: 5,000 children}]}"
    cost = "money.accounts.children.costs=[{value: 290 USD per child-day, source: cost.child_day}]"
    cents = account(ran(steps.replace(",4", "4").replace(",0", "0"), cost), "children")
    index = ran(steps.replace(",4", "4").replace(",0", "0"), cost).ledger.costs[-1].value
    assert cents[0] == round(6454 * index / 10_000)
    assert cents[100] == round(5000 * index / 10_000)


def test_while_releases_are_as_before_those_on_alternatives_stay_as_many() -> None:
    section = Alternatives()
    assert np.allclose(monitored(section, np.full(900, section.before.value)), section.active.value)


def test_one_released_more_a_day_is_a_share_of_a_stay_more_in_the_end() -> None:
    section = Alternatives.model_validate({"share": "40%", "stay": "50 days", "active": 1000, "before": "0 per day"})
    found = monitored(section, np.full(1000, 10.0))
    assert found[0] == pytest.approx(1004)
    assert found[-1] == pytest.approx(1000 + 10 * 0.4 * 50, rel=1e-6)
    assert (monitored(section.model_copy(update={"before": Alternatives().before}), np.zeros(999)) >= 0).all()


def test_monitored_days_follow_the_releases_of_the_run() -> None:
    cost = "money.accounts.alternatives.costs=[{value: 5 USD per monitored day, dollars: 2024}]"
    made = ran("alternatives={}", cost)
    exits = ("bonded", "recognizance", "paroled", "supervision", "supervision_180", "released_no_bed")
    released = sum(made.series[f"exit_{name}"].sum(axis=1) for name in exits)
    expected = monitored(Alternatives(), released)
    assert sum(account(made, "alternatives")) == int(np.floor(expected.sum() + 1e-6)) * 500
    assert expected[-1] != pytest.approx(179071, rel=0.01)


def test_a_scenario_may_have_all_of_it(tmp_path: Path) -> None:
    file = tmp_path / "all.yaml"
    file.write_text(
        "extends: plan-2025\ntitle: All\nalternatives: {}\nchildren: {}\n"
        "staff: {judges: {}, document_officers: {}, arrest_officers: {}}\nmoney:\n  accounts:\n"
        "    legal:\n      costs:\n        - {value: 3769 USD per judge-day, source: cost.judge_day}\n"
        "        - {value: 100000 USD per judge hired, source: cost.judge_hired}\n"
        "    transport:\n      costs:\n"
        "        - {value: 469 USD per document officer-day, source: cost.document_officer_day}\n"
        "        - {value: 50000 USD per document officer hired, source: cost.document_officer_hired}\n"
        "    arrests:\n      costs:\n"
        "        - {value: 469 USD per arrest officer-day, source: cost.arrest_officer_day}\n"
        "        - {value: 50000 USD per arrest officer hired, source: cost.arrest_officer_hired}\n"
        "    children:\n      costs: [{value: 290 USD per child-day, source: cost.child_day}]\n"
        "    alternatives:\n      costs: [{value: 5.5 USD per monitored day, source: cost.monitored_day}]\n"
    )
    made = run(load_us(file), until=date(2025, 2, 1))
    known = {item.key: item.cost.grade for item in made.ledger.items}
    assert len(known) == 9
    assert "yours" not in known.values()
