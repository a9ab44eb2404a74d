"""An override reaches any path that the model knows, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn import load
from sojourn.scenario import ScenarioError, paths
from toy_scenario import BASE, Sourced, errors_of, read_text


def test_a_plain_value_is_replaced() -> None:
    document = read_text(BASE, ["horizon=2 years", "judges=7", "title=a=b"])
    assert (document.model.horizon, document.model.judges, document.model.title) == (730.5, 7, "a=b")
    assert str(document.place("horizon")) == "--set:1:9"


def test_a_comma_in_a_number_needs_no_quotes() -> None:
    assert read_text(BASE, ["agreements.0.quota=60,000"]).model.agreements[0].quota == 60_000
    assert read_text(BASE, ["agreements.0.quota=60,000 people"]).data["agreements"][0]["quota"] == "60,000 people"


def test_a_sourced_value_keeps_its_shape_and_says_who_set_it() -> None:
    document = read_text(BASE, ["beds.capacity=60,000 beds"])
    assert document.model.beds.capacity == Sourced[int](value=60_000, source="set by you")
    assert [(one.path, one.old_text) for one in document.replaced] == [
        ("beds.capacity.value", "41_500"),
        ("beds.capacity.source", "acme-2024"),
    ]


def test_a_dated_list_is_replaced_by_a_scalar_that_says_who_set_it() -> None:
    text = "horizon: 1 year\nbeds: {capacity: [{from: 2025-01-20, value: 3}, {from: 2026-01-01, value: 4}]}\n"
    assert read_text(text, ["beds.capacity=9"]).model.beds.capacity == Sourced[int](value=9, source="set by you")
    dated = read_text(text, ["beds.capacity.1=9"]).model.beds.capacity
    assert isinstance(dated, list)
    assert [one.value for one in dated] == [3, 9]


def test_values_may_be_lists_and_mappings() -> None:
    model = read_text(BASE, ["weights=[1, 2]", "beds.stay={dist: fixed, value: 30 days}"]).model
    assert model.weights == [1, 2]
    assert model.beds.stay is not None


def test_keys_may_be_quoted_or_new() -> None:
    model = read_text(
        BASE, ['nationalities."El Salvador".refuses=50%', "nationalities.'Côte d Ivoire'.refuses=5%"]
    ).model
    assert model.nationalities["El Salvador"].refuses == 0.5
    assert model.nationalities["Côte d Ivoire"].refuses == 0.05


def test_a_parent_that_is_not_there_is_made() -> None:
    assert read_text("horizon: 1 year\n", ["beds.capacity=3"]).model.beds.capacity == 3


def test_null_removes() -> None:
    document = read_text(BASE, ["beds.capacity=null", "agreements.0=null"])
    assert document.model.beds.capacity == 40_000
    assert document.model.agreements == []
    assert "cannot be removed" in str(errors_of(BASE, ["horizon=null"]))


def test_later_overrides_win() -> None:
    assert read_text(BASE, ["judges=1", "judges=2"]).model.judges == 2


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ("beds.capcity=3", "did you mean `beds.capacity`?"),
        ("capacity=3", "did you mean `beds.capacity`?"),
        ("beds.capacity.valu=3", "did you mean `beds.capacity.value`?"),
        ("nationalities.Peru.refuse=3%", "did you mean `nationalities.Peru.refuses`?"),
        ("agreements.0.quotas=3", "did you mean `agreements.0.quota`?"),
        ("agreements.first.quota=3", "there is no"),
        ("agreements.7.quota=3", "`agreements` has one entry, 0"),
        ("weights.0=3", "`weights` has no entries"),
        ("horizon.days=3", "there is no `horizon.days`"),
        ("beds.bed_day.money=3", "there is no"),
        ("extends=other", "there is no `extends`"),
        ("beds", "a value is missing"),
        ("beds=", "a value is missing"),
        ("=3", "a path is keys joined by dots"),
        ("", "a path is keys joined by dots"),
        ("beds..capacity=3", "a path is keys joined by dots"),
        ("beds.capacity=many", "a number of beds expected"),
        ("horizon=30", "give the unit"),
        ("weights=[1, 2", "the bracket opened here is never closed"),
        ("weights=[40,000, 50,000]", "write 40_000 or 40k"),
        ("pace=.nan", "not a number"),
    ],
)
def test_what_is_wrong_is_told_at_the_override(override: str, words: str) -> None:
    (problem,) = errors_of(BASE, [override]).problems
    assert problem.place is not None
    assert (problem.place.file, problem.place.line) == ("--set", 1)
    assert words in f"{problem.message}\n{problem.hint}"


def test_the_place_in_an_override_is_its_column() -> None:
    (problem,) = errors_of(BASE, ["beds.capacity=many"]).problems
    assert (problem.excerpt, problem.caret, problem.width) == ("beds.capacity=many", 15, 4)


def test_all_overrides_are_checked_at_once_in_their_order() -> None:
    error = errors_of(BASE, ["beds.capcity=3", "horizn=3", "weights=[1"])
    assert [problem.excerpt for problem in error.problems] == ["beds.capcity=3", "horizn=3", "weights=[1"]


@given(st.lists(st.text(min_size=1).filter(lambda part: part == part.strip()), min_size=1, max_size=5))
def test_any_path_can_be_written_and_read_back(parts: list[str]) -> None:
    assert paths.split(paths.join(parts)) == tuple(parts)


def test_every_place_of_a_document_is_a_path_that_can_be_read_back() -> None:
    document = read_text(BASE)
    assert all(document.place(path) == place for path, place in document.places.items())


def test_a_number_that_a_model_refuses_is_told_where_it_was_set(tmp_path: Path) -> None:
    """The number stands in a mapping with its source, which the shipped file wrote; the override wrote the number."""
    with pytest.raises(ScenarioError) as told:
        load("plan-2025", ["departures.charter.0.flights=1e12 per day"])
    assert str(told.value).startswith("--set:1:30: error: `departures.charter.0.flights.value`: at most 1,000,000")
    over = tmp_path / "over.yaml"
    over.write_text("extends: plan-2025\narrivals:\n  interior:\n    value: 2000000 per day\n")
    with pytest.raises(ScenarioError) as told:
        load(over)
    assert str(told.value).startswith(f"{over}:4:")


def test_the_path_that_is_given_as_an_example_is_one() -> None:
    with pytest.raises(ScenarioError) as told:
        load("plan-2025", ["beds..capacity=1"])
    example = str(told.value).partition("such as ")[2].split("\n")[0]
    for path in example.split(" or "):
        assert load("plan-2025", [f"{path}={'7 beds' if 'beds' in path else '7 per week'}"])
