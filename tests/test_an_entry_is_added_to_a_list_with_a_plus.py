"""A `+` at the end of a path adds one entry to a list and leaves the others as they are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.run import load
from sojourn.scenario import ScenarioError
from toy_scenario import BASE, errors_of, read_text

CUSTODY = "money.accounts.custody.appropriations"
SUPPLEMENTAL = "{amount: 10 billion USD, from: 2025-03-15, lapses: 2025-09-30}"


def test_a_supplemental_is_added_to_what_there_is() -> None:
    plain = load("appropriations-2025").model.money.accounts["custody"].appropriations
    document = load("appropriations-2025", [f"{CUSTODY}.+={SUPPLEMENTAL}"])
    found = document.model.money.accounts["custody"].appropriations
    assert found[:-1] == plain
    assert (found[-1].since, found[-1].lapses) == (date(2025, 3, 15), date(2025, 9, 30))
    assert int(found[-1].value.amount) == 10_000_000_000
    assert str(document.place(f"{CUSTODY}.{len(plain)}.amount")).startswith("--set:1:")


def test_it_is_the_first_entry_where_there_is_none() -> None:
    found = load("plan-2025", [f"{CUSTODY}.+={SUPPLEMENTAL}"]).model.money.accounts["custody"]
    assert len(found.appropriations) == 1


def test_entries_are_added_one_after_another_in_their_order() -> None:
    document = read_text(BASE, ["weights.+=0.25", "weights.+=0.5", "agreements.+={country: Palau, status: talks}"])
    assert document.model.weights == [0.25, 0.5]
    assert [one.country for one in document.model.agreements][1:] == ["Palau"]
    assert read_text(BASE, ["weights.+=0.25", "weights.0=0.75"]).model.weights == [0.75]


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ("agreements.+.quota=3", "write agreements.+={quota: ...}"),
        ("agreements.+=null", "nothing to add to `agreements`"),
        ("agreements.+=", "a value is missing after `=`"),
        ("agreements.+", "a value is missing"),
        ("agreements.+={country: Palau}", "`status` is missing"),
        ("beds.+=3", "there is no `beds.+`"),
        ("horizon.+=3", "there is no `horizon.+`"),
        ("beds.capacity.+={from: 2026-01-01, value: 3}", "`beds.capacity` is no list here"),
        ("agreements.++={country: Palau}", "there is no"),
    ],
)
def test_what_cannot_be_added_is_told_at_the_override(override: str, words: str) -> None:
    (problem,) = errors_of(BASE, [override]).problems
    assert problem.place is not None
    assert problem.place.file == "--set"
    assert words in f"{problem.message}\n{problem.hint}"


@given(weights=st.lists(st.floats(0, 1e6).map(lambda x: round(x, 3)), max_size=6), more=st.floats(0, 1e6))
def test_whatever_is_there_stays(weights: list[float], more: float) -> None:
    added = read_text(BASE, [f"weights={weights}", f"weights.+={more!r}"]).model.weights
    assert added == [*weights, more]


@given(value=st.text(max_size=40), after=st.sampled_from(["", ".", ".x", ".0", ".+", " "]))
def test_whatever_is_added_is_read_or_refused_in_sentences(value: str, after: str) -> None:
    problems = []
    try:
        read_text(BASE, [f"agreements.+{after}={value}"])
    except ScenarioError as refused:
        problems = [problem.message for problem in refused.problems]
    assert all(problems)
