"""An agreement is with a country that is known, or with one that is said to be new by a code of its own."""

from __future__ import annotations

import pytest

from sojourn.evidence.tables import table
from sojourn.run import load
from sojourn.scenario import ScenarioError
from sojourn.scenario.countries import COUNTRIES
from sojourn.scenario.us import MOST_TOLD
from sojourn.show.pictures.places import places

ENTRY = "{country: %s, statuses: [{on: 2024-03-01, status: talks}]}"


def test_the_list_of_countries_is_that_of_the_maps_and_holds_those_of_the_tables() -> None:
    assert {name.casefold() for name in COUNTRIES} == set(places())
    assert {row.text("country") for row in table("agreements")} <= set(COUNTRIES)
    assert {row.text("nationality") for row in table("nationalities")} <= {*COUNTRIES, "Other"}


def test_each_country_that_is_known_can_have_an_agreement_and_a_made_up_one_with_a_code() -> None:
    made_up = "{country: Narnia, iso3: XNA, statuses: [{on: 2024-03-01, status: talks}]}"
    agreements = load("us-2024", set=[f"third_country.agreements=[{ENTRY % 'Chile'}, {made_up}]"]).model
    assert [one.country for one in agreements.third_country.agreements] == ["Chile", "Narnia"]


def test_the_other_system_with_agreements_knows_the_same_countries() -> None:
    with pytest.raises(ScenarioError) as refused:
        load("cooperative-2019", set=["agreements.0.country=Guatamala", "agreements.0.iso3=null"])
    problems = refused.value.problems
    assert [one.path for one in problems] == ["agreements.0.country"]
    assert "did you mean `Guatemala`?" in (problems[0].hint or "")


def test_of_very_many_only_the_first_are_looked_up() -> None:
    many = ", ".join(ENTRY.replace("2025", "2024") % f"Guatema{number}" for number in range(MOST_TOLD + 50))
    with pytest.raises(ScenarioError) as refused:
        load("us-2024", set=[f"third_country.agreements=[{many}]"])
    assert len(refused.value.problems) == MOST_TOLD
