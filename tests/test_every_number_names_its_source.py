"""Every number in a shipped scenario names its evidence, is what it says, and is marked where there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from a_run import a_run
from sojourn.evidence.registry import figures
from sojourn.evidence.tables import tables
from sojourn.results.backing import backs, in_units_of
from sojourn.results.leaning import ARRIVALS, EVERYBODY, LEANS, OTHERWISE
from sojourn.results.lines import lines
from sojourn.results.standing import PLAN, YOURS, Standing, matching, standings
from sojourn.run import load
from sojourn.scenario.shipped import shipped

NUMBERS = [(name, one) for name in shipped() for one in standings(load(name).model)]
OPTIONAL = ("releases.", "people.change.", "arrivals.history", "proceedings.pace", "staff.", "beds.blocks")
"""Sections that a scenario may leave out."""


@pytest.mark.parametrize(("name", "one"), NUMBERS, ids=[f"{name}:{one.path}" for name, one in NUMBERS])
def test_a_number_is_what_its_source_says(name: str, one: Standing) -> None:
    assert one.source is not None, "no source"
    figure = figures().get(one.source)
    if figure is None:
        assert one.source in tables()
    elif figure.unit == "date" and one.value == 0:
        assert backs(figure, one.value)
    elif not one.source.startswith(("plan.", "implied.")) and figure.grade != "C":
        said = in_units_of(figure, one.value)
        assert said == (figure.value if isinstance(said, str) else pytest.approx(figure.value, rel=1e-9))


def test_the_scenarios_name_enough_to_be_worth_a_test() -> None:
    assert len(NUMBERS) > 60
    assert {one.grade for _, one in NUMBERS} >= {"A", "B", "C", PLAN}


def test_a_value_set_by_hand_is_marked_as_yours() -> None:
    found = {one.path: one for one in standings(load("plan-2025", ["beds.patience=5 days"]).model)}
    assert found["beds.patience"].grade == YOURS
    assert "people.change.Mexico.refusal" in a_run().summary["lines"]["removed_all"]["yours"]


@pytest.mark.parametrize(
    ("change", "path", "grade"),
    [
        ("arrivals.interior={value: 9000 per day, source: throughput.arrests_ero.FY2024}", "arrivals.interior", YOURS),
        (
            'arrivals.interior={value: "113,431 per year", source: throughput.arrests_ero.FY2024}',
            "arrivals.interior",
            "A",
        ),
        ("arrivals.interior={value: 310.6 per day, source: throughput.arrests_ero.FY2024}", "arrivals.interior", "A"),
        ("beds.capacity={value: 100001 beds, source: plan.beds_goal}", "beds.capacity", PLAN),
        ("beds.capacity={value: 110000 beds, source: plan.beds_goal}", "beds.capacity", YOURS),
        ("costs.bed_day={value: 16 USD per bed-day, source: detention.adult_bed_day.FY2025}", "costs.bed_day", YOURS),
        ("beds.patience={value: 3 days, source: plan.start}", "beds.patience", YOURS),
        ("arrivals.interior_added={value: 0 per day, source: plan.start}", "arrivals.interior_added", PLAN),
    ],
)
def test_a_source_that_says_something_else_backs_nothing(change: str, path: str, grade: str) -> None:
    found = {one.path: one for one in standings(load("plan-2025", [change]).model)}
    assert found[path].grade == grade


def test_a_source_backs_no_other_currency() -> None:
    rate = load("plan-2025").model.costs.bed_day.value
    figure = figures()["detention.adult_bed_day.FY2025"]
    assert backs(figure, rate)
    assert not backs(figure, replace(rate, money=replace(rate.money, currency="EUR")))


def test_no_number_of_a_shipped_scenario_is_unbacked() -> None:
    assert [(name, one.path, one.value) for name, one in NUMBERS if one.grade == YOURS] == []


def test_every_path_that_a_line_leans_on_is_there() -> None:
    found = tuple(one for _, one in NUMBERS)
    patterns = {pattern for some in (*LEANS.values(), *ARRIVALS.values(), OTHERWISE, EVERYBODY) for pattern in some}
    missing = [one for one in patterns if not one.startswith(OPTIONAL) and not matching(found, (one,))]
    # A step of a dated value has a number after its path; one value has none. Either of the two is enough.
    assert [one for one in missing if not matching(found, (one.removesuffix(".*"), f"{one}.*"))] == []


def test_every_line_that_leans_on_something_exists() -> None:
    assert set(LEANS) <= {line.key for line in lines(a_run())}


def test_every_line_says_what_it_stands_on() -> None:
    for key, line in a_run().summary["lines"].items():
        assert line["sources"] or line["yours"], key
        assert set(line["assumed"]) <= set(line["sources"])
        assert (line["grade"] == "C") == bool(line["assumed"]), key
        assert all(source in figures() or source in tables() for source in line["assumed"])


def test_removals_are_told_to_rest_on_assumptions() -> None:
    line = a_run().summary["lines"]["removed_all"]
    assert line["grade"] == "C"
    assert {"custody_2024", "assumed.flights_central_america"} <= set(line["assumed"])
    assert a_run().summary["lines"]["arrived_border"]["grade"] == "A"
