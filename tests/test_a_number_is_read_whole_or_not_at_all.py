"""A number is read whole or not at all: what stands beside it never changes it unseen, and no hint proposes a part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.run import load
from sojourn.scenario import ScenarioError
from sojourn.scenario.amounts import QuantityError
from sojourn.scenario.money import parse_money
from sojourn.scenario.quantities import count, parse_duration, parse_rate

beds = count("beds").parse


@pytest.mark.parametrize(
    "written",
    [
        "14'000 per month",
        "300-400 per day",
        "300 to 400 per day",
        "600 - 700 people per day",
        "300 +- 20 per day",
        "300% per day",
        "5 dozen per day",
        "14 thousands per month",
        "3x10^2 per day",
        "20 flights or more per week",
    ],
)
def test_a_rate_with_more_than_a_number_and_a_name_is_refused(written: str) -> None:
    with pytest.raises(QuantityError) as told:
        parse_rate(written)
    assert "write one number" in (told.value.hint or "")


@pytest.mark.parametrize("written", ["300 per day", "300 people per day", "300 removal flights a day", "300/day"])
def test_what_is_counted_may_be_named(written: str) -> None:
    assert parse_rate(written) == 300


@given(st.integers(1, 999), st.text("'-+±~%^*x/ 0123456789to", min_size=1, max_size=8))
def test_no_sign_or_digit_after_a_number_is_dropped(number: int, more: str) -> None:
    try:
        value = parse_rate(f"{number}{more} per day")
    except QuantityError:
        return
    said = " ".join(f"{number}{more}".split())
    digits = "".join(one for one in said if one.isdigit())
    assert value == int(digits), said


@pytest.mark.parametrize(
    ("parse", "written", "ways"),
    [
        (beds, "60.000 beds", "write 60 or 60,000"),
        (beds, "60.000", "write 60 or 60,000"),
        (parse_rate, "14.000", "write 14 or 14,000"),
        (beds, "1.000.000 beds", "write 1 or 1,000,000"),
        (beds, "60.000 Betten", "write 60 or 60,000"),
        (parse_rate, "14.000 per month", "write 14 or 14,000"),
        (parse_duration, "1.000 days", "write 1 or 1,000"),
        (parse_money, "86.000 million USD", "write 86 or 86,000"),
        (parse_money, "$86.000 million", "write 86 or 86,000"),
    ],
)
def test_a_point_that_may_mark_thousands_is_asked_about(
    parse: Callable[[object], object], written: str, ways: str
) -> None:
    with pytest.raises(QuantityError) as told:
        parse(written)
    assert told.value.hint == ways
    assert "can be read as" in told.value.message


@pytest.mark.parametrize(("written", "value"), [("1.2k beds", 1200), ("0.06 million beds", 60_000), ("41,500", 41_500)])
def test_points_that_can_only_mark_decimals_are_read(written: str, value: int) -> None:
    assert beds(written) == value


@pytest.mark.parametrize(
    "written",
    ["60'000 beds", "2025-02-30", "60 %", "1/2 beds", "1:30", "60,000-70,000 beds", "60k to 70k beds"],
)
def test_no_hint_proposes_a_part_of_what_was_written(written: str) -> None:
    with pytest.raises(QuantityError) as told:
        beds(written)
    assert "write" not in (told.value.hint or "")


@pytest.mark.parametrize("written", ["60,000 seats", "60000 camas", "60,000 beds per day"])
def test_another_unit_is_told_with_the_right_one(written: str) -> None:
    with pytest.raises(QuantityError) as told:
        beds(written)
    assert told.value.hint == "write 60,000 beds"


def test_a_point_that_may_mark_thousands_is_asked_about_without_a_unit_in_a_file_too(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("extends: us-2024\nbeds:\n  capacity: 60.000\n")
    for trouble in (lambda: load(plan), lambda: load("us-2024", ["beds.capacity=60.000"])):
        with pytest.raises(ScenarioError) as told:
            trouble()
        assert "`60.000` can be read as 60 and as 60,000" in str(told.value)


def test_a_factor_keeps_its_zeros() -> None:
    assert load("us-2024", ["people.refusal_scale=2.000"]).model.people.refusal_scale.value == 2
