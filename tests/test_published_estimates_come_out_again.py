"""Each published figure comes out of its study's own inputs within its rounding, or a sentence says why not."""

from __future__ import annotations

import inspect
from decimal import Decimal

import pytest

from sojourn.evidence.prices import index
from sojourn.study.estimates.again import again
from sojourn.study.estimates.beside import LEFT_OUT, THEIRS, WHY_NOT
from sojourn.study.estimates.published import Printed, studies, study
from sojourn.study.estimates.studies import DERIVATIONS, HEADLINES

BILLION, MILLION = 10**9, 10**6

# As the studies print them, with the least and most that the last printed digit allows.
PRINTED: list[tuple[str, str, str, str]] = [
    ("american-progress-2010", "cost_per_person", "23481.5", "23482.5"),
    ("american-progress-2010", "forcible", "8.635e6", "8.645e6"),
    ("american-progress-2010", "transported", "6.215e6", "6.225e6"),
    ("american-progress-2010", "cost_apprehension", "157.5e9", "158.5e9"),
    ("american-progress-2010", "cost_detention", "28.5e9", "29.5e9"),
    ("american-progress-2010", "cost_legal", "6.5e9", "7.5e9"),
    ("american-progress-2010", "cost_transport", "5.5e9", "6.5e9"),
    ("american-progress-2010", "cost_campaign", "199.5e9", "200.5e9"),
    ("american-progress-2010", "cost_in_all", "284.5e9", "285.5e9"),
    ("american-progress-2010", "cost_per_apprehension", "18305", "18315"),
    ("action-forum-2015", "cost_deportation_low", "103.85e9", "103.95e9"),
    ("action-forum-2015", "cost_deportation_high", "303.65e9", "303.75e9"),
    ("action-forum-2015", "cost_continuing", "315.65e9", "315.75e9"),
    ("action-forum-2015", "cost_in_all_low", "419.55e9", "419.65e9"),
    ("action-forum-2015", "cost_in_all_high", "619.35e9", "619.45e9"),
    ("action-forum-2015", "years", "20", "30"),
    ("immigration-council-2024", "population", "13.25e6", "13.35e6"),
    ("immigration-council-2024", "cost_a_year", "87.5e9", "88.5e9"),
    ("immigration-council-2024-once", "cost_in_all", "314.5e9", "315.5e9"),
    ("penn-wharton-2025", "deficit", "861.5e9", "862.5e9"),
    ("ice-memo-2025", "bed_day", "145.5", "146.5"),
    ("uk-audit-office-2024", "payments", "541.25e6", "541.35e6"),
    ("uk-audit-office-2024", "payments_each", "1.75e6", "1.85e6"),
    ("uk-audit-office-2024", "if_nobody", "369.5e6", "370.5e6"),
    ("gao-2018", "budget_short", "62e6", "63e6"),
    ("cbo-2025", "in_all", "315000", "325000"),
    ("cbo-2025", "removals_a_year", "28500", "29500"),
]

EXACT = [
    ("american-progress-2010", "cost_per_person", 23_482),
    ("action-forum-2015", "cost_deportation_low", 103_900 * MILLION),
    ("action-forum-2015", "cost_deportation_high", 303_700 * MILLION),
    ("immigration-council-2024", "cost_a_year", 87_700 * MILLION),
    ("gao-2018", "budget_short", 62_050_000),
    ("uk-audit-office-2024", "payments", 541_262_200),
]


def value_of(key: str, quantity: str) -> Decimal:
    (line,) = (one.line for one in again(study(key)).numbers if one.quantity == quantity)
    assert line is not None
    return line.value


@pytest.mark.parametrize(("key", "quantity", "low", "high"), PRINTED)
def test_a_printed_figure_comes_out_within_its_rounding(key: str, quantity: str, low: str, high: str) -> None:
    assert Decimal(low) <= value_of(key, quantity) <= Decimal(high)
    (one,) = (one for one in again(study(key)).numbers if one.quantity == quantity)
    assert one.verdict == "within"
    assert one.printed is not None
    assert one.printed.means == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(("key", "quantity", "value"), EXACT)
def test_a_sum_comes_out_exactly(key: str, quantity: str, value: int) -> None:
    assert value_of(key, quantity) == value


def test_the_long_run_total_needs_the_rounding_of_the_four_costs() -> None:
    (total,) = (one for one in again(study("immigration-council-2024")).numbers if one.quantity == "cost_in_all")
    assert total.line is not None
    assert total.line.value == 11 * 87_700 * MILLION
    assert total.verdict == "inputs"
    # 6.5 + 65.5 + 12.55 + 2.05 and 7.5 + 66.5 + 12.65 + 2.15 billion, eleven times
    assert total.reach == (Decimal("952.6e9"), Decimal("976.8e9"))


def test_three_first_years_of_the_memorandum_are_not_86_billion() -> None:
    (three,) = (one for one in again(study("ice-memo-2025")).numbers if one.quantity == "three_years")
    assert three.line is not None
    assert three.printed is not None
    assert three.line.value == 80_700 * MILLION
    assert three.printed.value == 86 * BILLION
    assert three.verdict == "differs"
    assert "not public" in three.printed.difference


@pytest.mark.parametrize("key", studies())
def test_what_does_not_come_out_is_explained_and_nothing_else_is(key: str) -> None:
    for one in again(study(key)).numbers:
        if one.printed is not None:
            assert bool(one.printed.difference) == (one.verdict != "within"), one.quantity
            assert not one.printed.difference or one.printed.difference.endswith((".", "?")), one.quantity


@pytest.mark.parametrize("key", studies())
def test_the_parameters_of_a_study_are_what_the_table_gives(key: str) -> None:
    assert set(inspect.signature(DERIVATIONS[key]).parameters) == set(study(key).given)
    results = {one.quantity for one in study(key).numbers if one.kind == "result"}
    found = again(study(key))
    assert results <= {one.quantity for one in found.numbers if one.line is not None}
    assert found.headline.line is not None
    assert all(isinstance(one.line.value, Decimal) for one in found.numbers if one.line is not None)


def test_every_study_is_compared_or_says_why_not() -> None:
    assert set(DERIVATIONS) == set(HEADLINES) == set(studies())
    assert set(THEIRS) == set(LEFT_OUT)
    assert set(THEIRS) | set(WHY_NOT) == set(studies())
    assert set(THEIRS) & set(WHY_NOT) == set()


@pytest.mark.parametrize("key", studies())
def test_every_input_moves_something(key: str) -> None:
    """An input that moves nothing would hide a slip in the arithmetic."""
    from sojourn.study.estimates.again import lines_of

    one = study(key)
    before = lines_of(one, one.given)
    for name, value in one.given.items():
        assert lines_of(one, {**one.given, name: value * Decimal("1.01")}) != before, name


def test_rounding_is_read_as_printed() -> None:
    assert number("43.5e9", "0.1e9", at_least=False).means == (Decimal("43.45e9"), Decimal("43.55e9"))
    assert number("62e6", "1e6", at_least=True).means == (Decimal("62e6"), Decimal("63e6"))
    assert number("300", "0", at_least=False).means == (Decimal(300), Decimal(300))


def number(value: str, rounded_to: str, *, at_least: bool) -> Printed:
    return Printed("cost", "result", Decimal(value), "USD", Decimal(rounded_to), at_least, "B", "", "")


def test_amounts_of_the_table_are_exact() -> None:
    given = study("gao-2018").given
    assert given["bed_rate_short_fy2016"] == Decimal("5.42")
    assert study("action-forum-2015").given["apprehension_low"] == 43_500 * MILLION


def test_the_years_of_dollars_have_prices() -> None:
    assert study("american-progress-2010").year == 2008
    assert study("action-forum-2015").dollars is None
    assert study("action-forum-2015").year == 2015
    assert all(studies()[key].year >= min(index()) for key in THEIRS)
