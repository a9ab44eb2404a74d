"""The header's numbers are those of the first and the last day of the run, and its agreements are told by date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from a_run import a_run
from sojourn.results import agreements
from sojourn.results.findings import findings
from sojourn.run import load
from sojourn.show.assumptions import assumptions
from sojourn.systems.calendar import Calendar


def header(*changes: str, until: date = date(2025, 9, 1), start: date = date(2025, 1, 20)) -> str:
    return assumptions(load("plan-2025", changes).model, Calendar(start, until))


def test_steps_that_start_after_the_end_of_the_run_are_not_told() -> None:
    later = "beds.capacity=[{value: 41500 beds}, {from: 2026-05-01, value: 90000 beds}]"
    assert "beds 41,500;" in header(later)
    assert "beds 41,500 to 90,000 from 2026-05-01;" in header(later, until=date(2026, 6, 1))


def test_the_last_value_is_the_one_of_the_last_day() -> None:
    model = load("plan-2025").model
    calendar = Calendar(date(2025, 1, 20), date(2025, 7, 1))
    last = calendar.values(model.beds.capacity)[-1]
    assert 60_000 < last < 80_000
    assert f"beds 41,500 to {last:,.0f};" in assumptions(model, calendar)


def test_the_first_value_is_the_one_of_the_first_day() -> None:
    steps = "beds.capacity=[{value: 1000 beds}, {from: 2025-01-20, value: 82000 beds}]"
    assert "beds 82,000;" in header(steps)


def test_what_lies_between_is_told_where_it_lies_outside() -> None:
    up = "{from: 2025-03-01, value: 90000 beds}"
    steps = f"beds.capacity=[{{value: 41500 beds}}, {up}, {{from: 2025-06-01, value: 41500 beds}}]"
    assert "beds 41,500 (at most 90,000 between);" in header(steps)


def test_what_a_plan_adds_is_in_the_arrests_and_published_arrivals_are_told_as_such() -> None:
    assert "interior arrests a day 1,311;" in header("arrivals.interior_added=1,000 per day")
    model = load("us-2024").model
    assert "arrivals as published;" in assumptions(model, Calendar(date(2023, 10, 1), date(2025, 1, 1)))


DEAL = "third_country.agreements=[{}]"
TOLD = {
    "none named": ("", "No third-country agreement is in force; on the last day"),
    "one floated": (
        "{country: Chile, statuses: [{on: 2024-12-01, status: floated}]}",
        "1 country is named, and has not",
    ),
    "two floated": (
        ", ".join(f"{{country: {name}, statuses: [{{on: 2024-12-01, status: talks}}]}}" for name in ("Chile", "Peru")),
        "2 countries are named, none of which has signed",
    ),
    "signed": (
        "{country: Panama, statuses: [{on: 2025-03-01, status: signed}]}",
        "Panama has signed (on 2025-03-01) but is not in force, so nobody is sent",
    ),
    "signed after the end": (
        "{country: Panama, statuses: [{on: 2024-12-01, status: talks}, {on: 2026-03-01, status: signed}]}",
        "No third-country agreement is in force; 1 country is named",
    ),
    "enjoined": (
        "{country: Panama, statuses: [{on: 2025-03-01, status: in_force}, {on: 2025-06-01, status: enjoined}]}",
        "with Panama from 2025-03-01 to 2025-05-31 (enjoined from 2025-06-01)",
    ),
    "to the end": ("{country: Panama, statuses: [{on: 2025-03-01, status: in_force}]}", "with Panama from 2025-03-01."),
    "in force after the end": (
        "{country: Panama, statuses: [{on: 2026-03-01, status: in_force}]}",
        "No third-country agreement is in force",
    ),
    "no quota": (
        "{country: Panama, quota: 0 people, statuses: [{on: 2025-03-01, status: in_force}]}",
        "with Panama from 2025-03-01, but with a quota of 0",
    ),
    "accepts nobody": (
        "{country: Panama, accepts: [], statuses: [{on: 2025-03-01, status: in_force}]}",
        "but with no nationality accepted",
    ),
    "two with one country": (
        (
            "{country: Panama, ends: 2025-05-01, statuses: [{on: 2025-01-20, status: in_force}]}, "
            "{country: Panama, statuses: [{on: 2025-06-01, status: in_force}]}"
        ),
        "Panama (2 agreements: one from 2025-01-20 to 2025-05-01 (its last day); one from 2025-06-01)",
    ),
    "before the start": (
        "{country: Panama, statuses: [{on: 2024-12-01, status: in_force}]}",
        "with Panama on every day",
    ),
}


@pytest.mark.parametrize(("deals", "says"), TOLD.values(), ids=TOLD.keys())
def test_agreements_are_told_by_date(deals: str, says: str) -> None:
    model = load("plan-2025", [DEAL.replace("{}", deals)]).model
    run = replace(a_run(), scenario=model)
    (sentence,) = [one for one in findings(run, a_run().summary["lines"]) if "greement" in one]
    assert says in sentence
    in_force, stalled, _ = agreements.told(model, run.calendar)
    head = assumptions(model, run.calendar)
    assert all(one in head for one in (*in_force, *stalled))
    assert ("no agreement in force" in head) == (not in_force)


def test_who_has_signed_is_not_said_to_send_nobody_where_it_counts_as_in_force() -> None:
    deal = "{country: Panama, statuses: [{on: 2025-03-01, status: signed}]}"
    model = load("plan-2025", [DEAL.replace("{}", deal), "third_country.credit=open"]).model
    _, (stalled,), _ = agreements.told(model, a_run().calendar)
    assert stalled == "Panama has signed (on 2025-03-01) but is not in force, and counts as if it were"


def test_a_case_on_what_counts_as_in_force_is_told() -> None:
    deal = "{country: Panama, statuses: [{on: 2025-01-01, status: floated}]}"
    case = "{case: A v. B, channel: 'agreement:Panama', acts: [{on: 2025-02-10, act: injunction}]}"
    changes = [DEAL.replace("{}", deal), "third_country.credit=floated", f"litigation=[{case}]"]
    model = load("plan-2025", changes).model
    run = replace(a_run(), scenario=model)
    days = (run.calendar.until - date(2025, 2, 10)).days
    said = f"Panama (floated, stopped by A v. B on {days:,} days)"
    assert said in assumptions(model, run.calendar)
    assert any(said in one for one in findings(run, a_run().summary["lines"]))
    assert agreements.claimed(model, run.calendar) == ["Panama (floated)"]


def test_no_sentence_says_that_no_year_passes_the_best() -> None:
    told = dict(a_run().summary["lines"])
    told["share_of_best"] = {**told["share_of_best"], "values": {"FY2026": 0.95, "all": None}}
    told["removed_all"] = {**told["removed_all"], "values": {"FY2026": 388_000, "all": 388_000}}
    (sentence,) = [one for one in findings(a_run(), told) if one.startswith("Most removals")]
    assert "95 %" in sentence
    assert "assumed seats (C)" in sentence
    assert "since May 2023" in sentence
    assert "pass" not in sentence
