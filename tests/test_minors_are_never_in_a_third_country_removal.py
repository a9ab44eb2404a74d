"""Minors are never in a third-country removal: no file can ask for it, and families go only where they are accepted."""
# ruff: noqa: E501 (a table reads best unbroken)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sojourn
from agreement_runs import deal, ran
from sojourn.scenario import ScenarioError, read
from sojourn.scenario.agreements import MINORS, Accepts
from sojourn.scenario.shipped import shipped
from sojourn.scenario.us import UsScenario
from sojourn.systems.us_people import kinds

FAMILIES = "people.families.border=40%"
STATUS = "statuses: [{{on: 2025-03-01, status: in_force}}]"
PLACES = {
    "in an agreement": "third_country: {{agreements: [{{country: Panama, {}: true, statuses: []}}]}}",
    "in whom it accepts": f"third_country: {{{{agreements: [{{{{country: Guam, accepts: {{{{{{}}: 1}}}}, {STATUS}}}}}]}}}}",
    "for all agreements": "third_country: {{{}: 10%}}",
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("key", MINORS)
def test_a_file_that_tries_gets_one_plain_sentence(place: str, key: str) -> None:
    text = f"extends: plan-2025\n{PLACES[place].format(key)}\n"
    with pytest.raises(ScenarioError) as caught:
        read("mine", UsScenario, shipped={**shipped(), "mine": text})
    (problem,) = caught.value.problems
    assert "minors are never in a third-country removal" in problem.message
    assert problem.place is not None
    assert problem.place.line == 2
    assert text.splitlines()[1][problem.place.column - 1 :].startswith((key, "true", "1", "10%"))


@given(st.sampled_from(["all", ("Cuba",)]), st.sampled_from(["all", ("other",)]))
def test_a_family_is_taken_only_where_families_are(nationalities: str, criminality: str) -> None:
    accepts = Accepts.model_validate({"nationalities": nationalities, "criminality": criminality})
    assert accepts.takes("Cuba", "other")
    assert not accepts.takes("Cuba", "other", family=True)
    assert accepts.model_copy(update={"families": True}).takes("Cuba", "other", family=True)


def test_nobody_in_the_system_is_a_minor_alone() -> None:
    parts = kinds(sojourn.load("plan-2025", [FAMILIES]).model).parts
    assert set(parts) == {"nationality", "criminality", "agency", "case", "area", "unit"}
    assert parts["unit"] == ("alone", "family")


def test_families_go_only_where_they_are_accepted() -> None:
    changes = (FAMILIES, "limits.family=null", "people.change.Venezuela.refusal=100%")
    only, both = (
        ran((deal(f"accepts: {{nationalities: [Venezuela], families: {word}}}"),), *changes, until="2025-07-01")
        for word in ("false", "true")
    )
    told = [run.panel.taken(target="notice: Panama").sum() for run in (only, both)]
    assert 0 < told[0] < told[1], "the same people come in both, and some of them with children"
