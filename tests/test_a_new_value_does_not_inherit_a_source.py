"""A value laid over another names its own source or none: no old citation is left beside a new number."""

from __future__ import annotations

from pydantic import BaseModel

from sojourn.scenario import read
from sojourn.scenario.quantities import Beds
from sojourn.scenario.sourced import Section, Sourced


class Plan(Section):
    beds: Sourced[Beds]


BASE = "beds: {value: 41_500, source: detention.funded_beds.FY2025}\n"


def source_of(overlay: str) -> str | None:
    model: BaseModel = read("over", Plan, shipped={"base": BASE, "over": f"extends: base\n{overlay}"}).model
    assert isinstance(model, Plan)
    return model.beds.source


def test_a_new_value_without_a_source_has_none() -> None:
    assert source_of("beds: {value: 60_000}\n") is None


def test_a_bare_new_value_has_none() -> None:
    assert source_of("beds: 60_000\n") is None


def test_a_new_value_with_a_source_has_that_one() -> None:
    assert source_of("beds: {value: 60_000, source: plan.beds_goal}\n") == "plan.beds_goal"


def test_an_old_value_keeps_its_source() -> None:
    assert source_of("") == "detention.funded_beds.FY2025"
