"""The changes between two scenarios are those of what they mean; with none of them stands one, with all the other."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compared import SHORT, plan
from sojourn.run import load_us
from sojourn.scenario.us import UsScenario
from sojourn.study.compare.changes import Change, changes, mixed
from sojourn.study.compare.sides import sides
from sojourn.study.compare.told import told

TEXTS = {"title", "about", "seed", "period"}
PAIRS = [
    ("plan-2025", "third-country-2025"),
    ("third-country-2025", "plan-2025"),
    ("plan-2025", "appropriations-2025"),
    ("third-country-2025", "appropriations-2025"),
    ("us-2024", "plan-2025"),
]


def same(one: UsScenario, other: UsScenario) -> bool:
    return one.model_dump(exclude=TEXTS) == other.model_dump(exclude=TEXTS)


@pytest.mark.parametrize(("base", "other"), PAIRS)
def test_with_none_stands_one_and_with_all_the_other(base: str, other: str) -> None:
    one, two = load_us(base).model, load_us(other).model
    # Laid over the same days, so that no step lies outside them.
    found = changes(one, two)
    assert found
    data = [mixed(one, two, taken) for taken in ((), found)]
    for each in data:
        each["period"] = two.model_dump(mode="json")["period"] if base == "us-2024" else each["period"]
    assert same(UsScenario.model_validate(data[0]), one)
    assert same(UsScenario.model_validate(data[1]), two)


@settings(max_examples=10)
@given(st.sets(st.integers(0, 10)))
def test_with_some_exactly_those_are_changes(taken: set[int]) -> None:
    one, two = load_us("plan-2025").model, load_us("third-country-2025").model
    found = changes(one, two)
    assert len(found) == 11
    some = [change for at, change in enumerate(found) if at in taken]
    between = UsScenario.model_validate(mixed(one, two, some))
    deals = {path[-1] for change in some for path in change.paths if path[0] == "third_country"}
    rest = {path[-1] for change in found if change not in some for path in change.paths if path[0] == "third_country"}
    there = {deal.country for deal in between.third_country.agreements}
    assert there >= {deal.country for deal in two.third_country.agreements if deal.country in deals}
    assert there >= {deal.country for deal in one.third_country.agreements if deal.country in rest}


def test_what_belongs_together_is_one_change() -> None:
    found = labels("plan-2025", "third-country-2025")
    assert len([one for one in found if one.startswith("agreement with")]) == 7
    assert len([one for one in found if one.startswith("case ")]) == 3
    assert found[-1] == "agreements in force in neither"
    assert labels("us-2024", "plan-2025", "period.start=2025-01-20", "period.until=2029-01-20") == [
        "arrivals.interior_added",
        "beds.capacity",
        "agreements in force in neither",
    ]


def labels(base: str, other: str, *laid: str) -> list[str]:
    found = sides((load_us(base, laid), load_us(other)), None, None)
    return [told(one, *found.all).label for one in changes(found.base.model, found.all[1].model)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("beds.patience=2 days", "beds.patience=48 hours"),
        ("beds.capacity=60,000 beds", "beds.capacity=60000 beds"),
        ("departures.charter.0.flights=21 per week", "departures.charter.0.flights=3 per day"),
        ("seed=1", "seed=2"),
        ("title=One", "title=Other"),
    ],
)
def test_the_same_in_other_words_is_no_change(one: str, other: str) -> None:
    assert changes(plan(one).model, plan(other).model) == ()


def test_a_change_is_found_whatever_else_is_set() -> None:
    (found,) = changes(plan("beds.patience=2 days").model, plan("beds.patience=3 days").model)
    assert found.paths == {("beds", "patience")}


def test_an_order_of_a_list_is_a_change_of_its_own() -> None:
    first, last = (
        f"{{country: {country}, statuses: [{{on: 2025-02-01, status: in_force}}]}}" for country in ("Panama", "Peru")
    )
    both = (f"third_country.agreements=[{a}, {b}]" for a, b in ((first, last), (last, first)))
    one, other = (load_us("plan-2025", (SHORT, text)).model for text in both)
    (found,) = changes(one, other)
    assert same(UsScenario.model_validate(mixed(one, other, [found])), other)
    assert same(UsScenario.model_validate(mixed(one, other, [])), one)


def test_an_act_of_a_court_waits_for_its_agreement() -> None:
    one, two = load_us("plan-2025").model, load_us("third-country-2025").model
    cases = [change for change in changes(one, two) if next(iter(change.paths))[0] == "litigation"]
    channels = {case.channel for case in UsScenario.model_validate(mixed(one, two, cases)).litigation}
    assert channels == {"agreement:Panama", "third_country_removal"}  # the plan has but Panama of them


def test_a_change_is_a_value() -> None:
    assert isinstance(changes(plan().model, plan("beds.patience=9 days").model)[0], Change)
