"""Drawn dates come after what is written, by name, and change nothing that the author of a scenario said."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.policy import outlook
from sojourn.policy.agreements import sends
from sojourn.policy.competing_risks import Law
from sojourn.policy.outlook import in_force_by, standing
from sojourn.policy.prospects import SOURCE, drawn
from sojourn.run import calendar_of, load
from sojourn.scenario.agreements import Agreement, Status
from sojourn.scenario.us import UsScenario
from sojourn.study.drawn import drawn as drawn_study
from sojourn.systems.us import us_network
from sojourn.warm_up import past

START, UNTIL = date(2025, 1, 20), date(2029, 1, 20)
RULED_OUT = ("Turks and Caicos", "Bahamas", "Grenada")


@cache
def plan(*changes: str) -> UsScenario:
    model = load("plan-2025", changes).model
    assert isinstance(model, UsScenario)
    return model


def with_agreements(*entries: dict[str, object]) -> UsScenario:
    third = plan().third_country
    found = tuple(Agreement.model_validate(one) for one in entries)
    return plan().model_copy(update={"third_country": third.model_copy(update={"agreements": found})})


def by_country(scenario: UsScenario) -> dict[str, tuple[tuple[date, str], ...]]:
    return {
        one.country: tuple((change.on, change.status) for change in one.statuses)
        for one in scenario.third_country.agreements
    }


RISE: tuple[Status, ...] = ("floated", "talks", "open", "ruled_out", "signed", "in_force", "suspended", "ended")
courses = st.lists(st.tuples(st.integers(0, 400), st.sampled_from(RISE)), min_size=1, max_size=4).map(sorted)


@given(courses=st.lists(courses, min_size=1, max_size=3), seed=st.integers(0, 2**63 - 1), number=st.integers(0, 500))
def test_whatever_is_written_stays_and_the_rest_comes_after(
    courses: list[list[tuple[int, Status]]], seed: int, number: int
) -> None:
    entries = [
        {"country": country, "statuses": [{"on": START + timedelta(d - 200), "status": s} for d, s in course]}
        for country, course in zip(("Chile", "Guam", "Palau"), courses, strict=False)
    ]
    before = with_agreements(*entries)
    after = drawn(before, seed, number)
    UsScenario.model_validate(after.model_dump(mode="json", by_alias=True))
    for old, new in zip(before.third_country.agreements, after.third_country.agreements, strict=True):
        kept = len(old.statuses)
        assert new.statuses[:kept] == old.statuses
        assert new.model_copy(update={"statuses": old.statuses}) == old
        added = new.statuses[kept:]
        assert all(change.source == SOURCE for change in added)
        assert all(START <= change.on < UNTIL and change.on >= old.statuses[-1].on for change in added)
        if any(change.status == "in_force" for change in old.statuses):
            assert not added
    for case in after.litigation:
        assert all(START <= act.on < UNTIL or act.source != SOURCE for act in case.acts)
        going = next(one for one in after.third_country.agreements if one.country == case.country)
        assert any(change.status == "in_force" for change in going.statuses)


def test_the_same_name_gives_the_same_luck() -> None:
    alone = with_agreements(
        {"country": "Panama", "statuses": [{"on": date(2024, 12, 5), "status": "floated"}]},
    )
    for number in range(40):
        one, other = by_country(drawn(alone, 7, number)), by_country(drawn(plan(), 7, number))
        assert one["Panama"] == other["Panama"]
        assert drawn(plan(), 7, number) == drawn(plan(), 7, number)
    told = {by_country(drawn(plan(), seed, 3))["Panama"] for seed in range(60)}
    assert len(told) > 10


def test_two_countries_have_luck_of_their_own() -> None:
    same = [{"on": date(2024, 12, 5), "status": "floated"}]
    both = with_agreements({"country": "Panama", "statuses": same}, {"country": "Grenada", "statuses": same})
    found = [by_country(drawn(both, 7, number)) for number in range(40)]
    assert sum(one["Panama"] != one["Grenada"] for one in found) > 10


def test_who_ruled_it_out_comes_back_only_if_one_in_the_table_did() -> None:
    for number in range(100):
        after = by_country(drawn(plan(), 1, number))
        assert all(after[name][-1][1] == "ruled_out" for name in RULED_OUT)


def test_some_sign_and_some_do_not() -> None:
    ends = [by_country(drawn(plan(), 1, number))["Panama"][-1][1] for number in range(300)]
    assert {"floated", "ruled_out", "in_force"} <= set(ends)


@pytest.mark.parametrize("country", ["Panama", "Guatemala"])
@pytest.mark.parametrize("known_by", [None, date(2025, 1, 5)])
def test_the_chance_that_is_told_is_how_often_it_is_drawn(country: str, known_by: date | None) -> None:
    by = date(2027, 1, 20)
    before = next(one for one in plan().third_country.agreements if one.country == country)
    told = in_force_by(before, START, by, known_by)
    assert told is not None
    days, hits = np.array([np.datetime64(START) + at for at in range((by - START).days + 1)]), []
    draws = 600
    for number in range(draws):
        after = drawn(plan(), 11, number, known_by)
        one = next(one for one in after.third_country.agreements if one.country == country)
        hits.append(bool(sends(one, days).any()))
    # Both are means over laws that the record leaves possible: 400 of them on one side, one a draw on the other.
    error = np.sqrt(told.value * (1 - told.value) / draws + ((told.high - told.low) / 3.3) ** 2 / 400)
    assert abs(np.mean(hits) - told.value) < 4.5 * error


def test_two_steps_take_as_long_as_both(monkeypatch: pytest.MonkeyPatch) -> None:
    def certain(sort: str, number: int, seed: int = 0, known_by: date | None = None) -> tuple[Law, ...]:
        cause = {"named": "signed", "signed": "in_force"}[sort]
        return (Law((cause,), np.array([100.0]), np.array([0]), np.array([1.0])),) * number

    monkeypatch.setattr(outlook, "laws", certain)
    named = Agreement.model_validate({"country": "Panama", "statuses": [{"on": START, "status": "floated"}]})
    old = Agreement.model_validate(
        {"country": "Panama", "statuses": [{"on": START - timedelta(40), "status": "floated"}]}
    )
    for one, first in ((named, 200), (old, 160)):
        told = [in_force_by(one, START, START + timedelta(days)) for days in (0, first - 1, first, first + 99)]
        assert [None if each is None else each.value for each in told] == [0.0, 0.0, 1.0, 1.0]


def test_courts_are_drawn_for_what_comes_into_force_and_not_where_the_author_did() -> None:
    forced = {"country": "Panama", "statuses": [{"on": date(2025, 3, 1), "status": "in_force"}]}
    free = with_agreements(forced)
    stops = [drawn(free, 1, number).litigation for number in range(60)]
    assert any(stops)
    assert any(act.does == "stops" for cases in stops for case in cases for act in case.acts)
    own = {"case": "a case", "channel": "agreement:Panama", "acts": [{"on": "2025-05-01", "act": "filed"}]}
    for channel in ("agreement:Panama", "third_country_removal"):
        text = {**free.model_dump(mode="json", by_alias=True), "litigation": [{**own, "channel": channel}]}
        written = UsScenario.model_validate(text)
        assert all(drawn(written, 1, number).litigation == written.litigation for number in range(60))


def test_a_stop_comes_after_the_signature() -> None:
    for number in range(200):
        after = drawn(plan(), 5, number)
        for case in after.litigation:
            one = next(one for one in after.third_country.agreements if one.country == case.country)
            assert one.signed_on is not None
            assert case.acts[0].on >= one.signed_on


@pytest.mark.parametrize(
    ("statuses", "sort", "since"),
    [
        ([("2024-12-05", "floated"), ("2024-12-20", "open")], "named", "2024-12-05"),
        ([("2024-12-05", "floated"), ("2024-12-06", "ruled_out")], "ruled_out", "2024-12-06"),
        ([("2024-12-05", "signed"), ("2025-03-01", "signed")], "signed", "2024-12-05"),
        ([("2024-12-05", "in_force"), ("2025-03-01", "ended")], "over", "2025-03-01"),
    ],
)
def test_how_far_it_has_come_is_read_from_what_is_written(
    statuses: list[tuple[str, str]], sort: str, since: str
) -> None:
    entries = [{"on": on, "status": status} for on, status in statuses]
    at = standing(Agreement.model_validate({"country": "X", "statuses": entries}), START)
    assert (at.sort, at.since) == (sort, date.fromisoformat(since))
    assert at.now == max(START, date.fromisoformat(statuses[-1][0]))


def test_a_study_draws_dates_only_where_the_scenario_asks_for_it_and_for_its_past_alike() -> None:
    number = next(at for at in range(200) if by_country(drawn(plan(), 5, at))["Panama"][-1][1] == "in_force")
    asked = plan("third_country.prospects=drawn")
    for model, changed in ((plan(), False), (asked, True)):
        one = drawn_study(model, past(model), (), {}, prospect=(5, number))
        now, before = (by_country(each) for each in (one.scenario, one.past))
        assert now == before
        assert (now["Panama"] != by_country(model)["Panama"]) == changed
        days = calendar_of(model, date(2025, 2, 1))
        stages = [[stage.name for stage in us_network(each, days).stages] for each in (one.scenario, one.past)]
        assert stages[0] == stages[1]
        assert ("notice: Panama" in stages[0]) == changed
    assert drawn_study(asked, past(asked), (), {}).scenario == asked
