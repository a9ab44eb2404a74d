"""What the evidence derives of staff, and of people beside custody, is what its arithmetic gives."""

from __future__ import annotations

import pytest

from sojourn.evidence import figure, table

YEAR = 365.25


def value(key: str) -> float:
    return figure(key).number


def test_a_judge_and_day_is_a_whole_agency_over_its_judges() -> None:
    row = figure("cost.judge_day")
    assert row.number == pytest.approx(value("budget.eoir.FY2021") / value("court.ij_count.2021-05") / YEAR, abs=0.5)
    assert row.high == pytest.approx(value("budget.eoir_100_judges.FY2022") / 100 / YEAR, abs=0.5)
    assert row.low == pytest.approx(600_000 / YEAR, abs=0.5)


def test_an_officer_and_day_is_a_year_of_one() -> None:
    row = figure("cost.arrest_officer_day")
    year = value("cost.cbp_officer_year.2013")
    assert year == pytest.approx(600_000_000 / 3_500, abs=50)
    assert (row.number, row.high) == (pytest.approx(year / YEAR, abs=0.5), pytest.approx(1.5 * year / YEAR, abs=0.5))
    agent = figure("cost.ice_agent_year.2017")
    assert (agent.low, agent.high) == (1_380_000_000 / 15_000, pytest.approx(1_480_000_000 / 15_000, abs=0.5))
    assert row.low == pytest.approx(agent.number / YEAR, abs=0.5)


def test_arrests_by_an_officer_are_all_arrests_over_all_officers() -> None:
    row, officers = figure("staff.arrests_per_officer"), value("staff.ero_officers")
    assert row.number == pytest.approx(value("throughput.arrests_ero.FY2024") / officers, abs=5e-4)
    assert row.high == pytest.approx(value("throughput.arrests_ero.FY2012") / officers, abs=0.05)


def test_judges_who_leave_and_the_time_to_hire_one() -> None:
    assert value("staff.judge_attrition") == pytest.approx(value("court.ij_left.FY2019") / ((395 + 442) / 2), abs=5e-5)
    assert value("staff.judge_lead") == 365 * value("court.ij_hire_time")


def test_releases_that_are_in_the_number_on_alternatives() -> None:
    reasons = ("bonded", "recognizance", "paroled", "supervision")
    released = sum(
        row.whole("book_outs")
        for row in table("book_outs_monthly")
        if "2023-10" <= row.text("month") <= "2024-09" and row.text("reason") in reasons
    )
    assert value("flow.monitored_releases_per_day.FY2024") == pytest.approx(released / 366, abs=0.005)


def test_children_in_care_are_those_of_the_last_report() -> None:
    last = max(table("children_daily"), key=lambda row: row.text("on"))
    row = figure("children.in_care.2024-12-30")
    assert (row.as_of, row.number) == (last.text("on"), last.whole("in_care"))
