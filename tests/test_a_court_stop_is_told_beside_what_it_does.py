"""A court that stops charters or expedited removal is told by its case, days and first day, where it stops anything."""

from __future__ import annotations

import pytest

import sojourn
from agreement_runs import case, deal, ran
from sojourn.results.court_stops import court_stops
from sojourn.systems.calendar import Calendar

MONTH = "{on: 2025-02-10, act: injunction}, {on: 2025-03-15, act: stay}"
CLOSED = "proceedings.expedited_removal.interior=closed"
SEATED = "departures under agreements with seats"


def said(*changes: str) -> list[str]:
    document = sojourn.load("plan-2025", ["period.until=2025-10-01", *changes])
    return list(court_stops(document.model, Calendar(document.model.period.start.value, document.model.period.until)))


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        ([case("flights", MONTH)], ["Charter flights are stopped by A v. B on 33 days from 10 February 2025."]),
        (
            [case("flights", "{on: 2025-09-30, act: injunction}")],
            ["Charter flights are stopped by A v. B on 1 day, 30 September 2025."],
        ),
        ([case("flights", "{on: 2025-02-10, act: filed}")], []),
        ([case("third_country_removal", MONTH)], []),
        (
            [case("expedited_removal", MONTH)],
            ["Expedited removal is stopped by A v. B on 33 days from 10 February 2025."],
        ),
        (
            [case("expedited_removal_interior", MONTH), "proceedings.expedited_removal.interior=open"],
            ["Expedited removal is stopped by A v. B on 33 days from 10 February 2025 (inside the country)."],
        ),
        ([case("expedited_removal_interior", MONTH), CLOSED], []),
        (
            [case("flights", MONTH), f"third_country.agreements=[{deal('seats: 10')}]"],
            [f"Charter flights and {SEATED} are stopped by A v. B on 33 days from 10 February 2025."],
        ),
    ],
)
def test_what_is_stopped_by_whom_and_when(changes: list[str], sentences: list[str]) -> None:
    assert said(*changes) == sentences


def test_two_cases_are_told_in_one_sentence() -> None:
    first = "{case: A v. B, channel: flights, acts: [{on: 2025-02-10, act: injunction}]}"
    other = "{case: C v. D, channel: flights, acts: [{on: 2025-09-21, act: injunction}]}"
    (told,) = said(f"litigation=[{first}, {other}]")
    assert told.endswith("A v. B on 233 days from 10 February 2025; and by C v. D on 10 days from 21 September 2025.")


def test_a_run_says_it_after_the_seats() -> None:
    findings = ran((), case("flights", "{on: 2025-05-01, act: injunction}")).summary["findings"]
    at = next(number for number, one in enumerate(findings) if one.startswith("Seats"))
    assert findings[at + 1] == "Charter flights are stopped by A v. B on 153 days from 1 May 2025."
