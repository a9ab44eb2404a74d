"""The account of a person adds up: its days, its dates, and the order of what is needed before a plane."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from sojourn.systems.us import EXITS
from sojourn.trace import words
from sojourn.trace.account import watched
from sojourn.trace.histories import Histories, booked_in
from sojourn.trace.setting import Setting
from sojourn.trace.who import Who
from trace_runs import followed, short

PEOPLE = [
    {"nationality": "El Salvador", "criminality": "convicted"},
    {"nationality": "Mexico", "agency": "interior", "case": "reinstatement"},
    {"nationality": "Cuba"},
]


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who["nationality"])
def test_the_days_of_the_steps_are_the_days_from_arrest_to_exit(who: dict[str, str]) -> None:
    found = followed(**who)
    end = found.left or found.followed_until
    assert sum(step.days for step in found.steps) == (end - found.arrested).days == found.days
    assert found.steps[0].day == 1
    assert found.steps[0].begins == found.arrested
    for before, after in zip(found.steps, found.steps[1:], strict=False):
        assert before.ends == after.begins == before.begins + timedelta(days=before.days)
        assert after.day == (after.begins - found.arrested).days + 1
    assert (found.steps[-1].ends is None) == (found.outcome == "inside")


@pytest.fixture(scope="module")
def salvadorans() -> Histories:
    setting = Setting(short("beds.capacity=41,500 beds").model)
    who = Who.among(setting.network.kinds, nationality="El Salvador")
    return booked_in(watched(setting, who, 7).advance(), 10, 100)


def places(histories: Histories, row: int) -> list[str]:
    moves = histories.edge[histories.first[row] : histories.first[row + 1]]
    return [histories.edges[int(edge)].target for edge in moves]


def test_nobody_is_seated_before_a_travel_document_and_landing_rights(salvadorans: Histories) -> None:
    seated = [way for row in range(len(salvadorans)) if "removed_home" in (way := places(salvadorans, row))]
    assert len(seated) > 100
    assert {tuple(way) for way in seated} == {
        ("intake", "proceedings", "final_order", "travel_document", "landing_rights", "seat", "removed_home")
    }


def test_nobody_leaves_by_plane_on_day_one(salvadorans: Histories) -> None:
    first, last = salvadorans.first[:-1], salvadorans.first[1:] - 1
    home = [edge.target == "removed_home" for edge in salvadorans.edges]
    removed = np.array(home)[salvadorans.edge[last]]
    days = (salvadorans.tick[last] - salvadorans.tick[first])[removed]
    # An order, a document and a landing each take a day or more.
    assert removed.any()
    assert days.min() >= 3


def test_each_person_followed_matches_and_comes_first(salvadorans: Histories) -> None:
    assert list(salvadorans.arrived) == sorted(salvadorans.arrived)
    assert salvadorans.arrived.min() >= 10
    assert salvadorans.arrived.max() < 100
    assert len(set(salvadorans.person.tolist())) == len(salvadorans)
    assert {places(salvadorans, row)[0] for row in range(len(salvadorans))} == {"intake"}


def test_a_plane_is_possible_only_with_all_papers_and_never_sooner_than_the_least_day() -> None:
    found = followed(**PEOPLE[1])
    assert found.outcome == "removed_home"
    seat = next(step for step in found.steps if step.stage == "seat")
    assert found.plane.possible is not None
    assert found.plane.possible >= seat.begins
    assert found.left is not None
    assert found.plane.possible <= found.left
    assert found.plane.least_day is not None
    assert found.plane.fast_day is not None
    assert found.plane.possible_day is not None
    assert 3 < found.plane.least_day <= min(found.plane.fast_day, found.plane.possible_day)


def test_who_is_refused_by_the_home_country_waits_for_a_third_one() -> None:
    deal = "third_country.agreements=[{country: Rwanda, statuses: [{on: 2025-01-20, status: in_force}]}]"
    found = followed("people.change={Cuba: {refusal: 100%}}", deal, nationality="Cuba", case="reinstatement")
    assert found.quantiles.outcomes["removed_third_country"] > 0
    assert "removed_home" not in found.quantiles.outcomes
    assert found.outcome == "removed_third_country"
    assert [step.stage for step in found.steps] == [
        "intake",
        "proceedings",
        "final_order",
        "third_country",
        "notice: Rwanda",
        "departure: Rwanda",
    ]
    assert [step.title for step in found.steps[-2:]] == ["Notice: Rwanda", "Departure: Rwanda"]
    assert found.plane.possible is None
    text = " ".join(found.text().split())
    assert "Cuba refuses a document for 100% of final orders, as changed in the scenario" in text
    assert "named for this nationality, in force or not: Rwanda" in text


def test_the_model_has_words_for_all_its_stages_clocks_and_exits() -> None:
    deal = "third_country.agreements=[{country: Rwanda, statuses: [{on: 2025-01-20, status: in_force}]}]"
    setting = Setting(short("beds.capacity=41,500 beds", deal, "people.families.border=10%").model)
    assert {words.parted(stage.name)[0] for stage in setting.network.stages} == set(words.STAGES)
    assert {*EXITS, "family_limit", "inside"} == set(words.OUTCOMES)
    for stage in setting.network.stages:
        for clock in stage.clocks:
            assert clock.name in words.ENDS or clock.name in ("order", "answered") or stage.name == "notice: Rwanda"
        assert stage.granted is None or words.parted(f"grant {stage.name}")[0] in words.ENDS


def test_the_text_says_that_nobody_is_real_and_names_source_and_grade() -> None:
    found = followed(**PEOPLE[1])
    text = " ".join(found.text().split())
    assert "nobody real" in text
    assert "Mexico: median 7 days, 9 in 10 within 14 [B: nationalities]" in text
    assert "[C: assumed.landing_rights_land]" in text
    assert "crossings over land a day" in text
    assert str(found.left) in text


def test_patience_is_told_in_one_way() -> None:
    found = followed(beds=100, nationality="Mexico", criminality="other")
    text = " ".join(found.text().split())
    assert found.outcome == "released_no_bed"
    assert "patience of 3 days: released on the morning after [C: assumed.bed_patience]" in text
    assert "brought in for a bed" in text
    assert "booked in" not in text.replace("not booked in", "")


def test_a_number_that_is_not_what_its_source_says_has_no_grade() -> None:
    found = followed("beds.patience={value: 9 days, source: assumed.bed_patience}", **PEOPLE[1])
    said = [str(number) for step in found.steps for number in step.numbers if "patience" in number.text]
    assert said == [
        "patience of 9 days: released on the morning after, which is not the value of assumed.bed_patience [set by you]"
    ]
