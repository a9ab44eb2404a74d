"""`sojourn destinations` and `scenarios list` end on the last day simulated, and say how things stand on that day."""

from __future__ import annotations

import json

from command_line import sojourn
from destination_toys import SHORT, UNTIL
from sojourn.run import load
from sojourn.scenario.us import UsScenario
from sojourn.study.destination_summary import summary
from sojourn.study.destinations import destinations

LATE = (
    "[{country: Panama, in_all: 3 people, statuses: [{on: 2024-12-05, status: floated},"
    " {on: 2025-07-16, status: in_force}]},"
    " {country: Eswatini, quota: 10 people, statuses: [{on: 2025-07-16, status: in_force}]},"
    " {country: Ghana, quota: 10 people, statuses: [{on: 2025-02-01, status: in_force},"
    " {on: 2025-03-12, status: ended}]}]"
)
CHANGED = (SHORT[0], f"third_country.agreements={LATE}")
"""Runs to 11 March 2025: the 12th is the first day that is not simulated."""


def test_the_period_ends_on_the_last_day_simulated() -> None:
    changes = [part for one in CHANGED for part in ("--set", one)]
    told = sojourn("destinations", "plan-2025", "--workers", "1", "--until", str(UNTIL), *changes)
    plain = " ".join(told.out.split())
    assert "20 January 2025 to 11 March 2025" in plain
    assert "by 2025-03-11" in plain
    assert "not yet: in force from 2025-07-16" in plain
    assert "3 in all" in plain
    assert "is used up, and holds the numbers down: Panama (3)." in plain
    assert max(map(len, told.out.splitlines())) <= 100


def test_the_status_is_that_of_the_last_day() -> None:
    model = load("plan-2025", CHANGED).model
    assert isinstance(model, UsScenario)
    found = destinations(model, until=UNTIL, seed=5, workers=1)
    of = {one["country"]: one for one in summary(found)["candidates"]}
    assert of["Panama"]["status"] == "floated 2024-12-05"
    assert of["Eswatini"]["status"] == "not yet: in force from 2025-07-16"
    assert of["Ghana"]["status"] == "in force 2025-02-01"  # it ends on the first day that is not simulated
    assert of["Ghana"]["dated_in_force"] == "2025-02-01"
    assert (of["Panama"]["in_all_used"], of["Ghana"]["in_all_used"]) == (True, False)


def test_the_list_of_scenarios_ends_each_on_the_day_before_until() -> None:
    (plan,) = [one for one in json.loads(sojourn("scenarios", "list", "--json").out) if one["name"] == "plan-2025"]
    assert (plan["until"], plan["last_day"]) == ("2029-01-20", "2029-01-19")
    assert "2025-01-20 to 2029-01-19" in sojourn("scenarios", "list").out
