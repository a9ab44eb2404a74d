"""A quantity says its unit; one that does not, or says another, is an error that tells what to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from sojourn.scenario import quantities
from sojourn.scenario.amounts import QuantityError
from sojourn.scenario.quantities import (
    Money,
    MoneyRate,
    count,
    money_per,
    parse_date,
    parse_duration,
    parse_factor,
    parse_money,
    parse_rate,
    parse_share,
    show_count,
    show_date,
    show_duration,
    show_factor,
    show_money,
    show_rate,
    show_share,
)

beds, people = count("beds").parse, count("people").parse
bed_day = money_per("bed-day", "person").parse
YEAR = 365.25

GOOD: list[tuple[Callable[[object], Any], object, Any]] = [
    (parse_duration, "30 days", 30.0),
    (parse_duration, "1 day", 1.0),
    (parse_duration, "6 weeks", 42.0),
    (parse_duration, "72 hours", 3.0),
    (parse_duration, "3 months", 3 * YEAR / 12),
    (parse_duration, "2 years", 2 * YEAR),
    (parse_duration, "1.5 days", 1.5),
    (parse_duration, " 30\u00a0days ", 30.0),
    (parse_duration, "0 days", 0.0),
    (parse_money, "86 billion USD", Money(Decimal(86_000_000_000), "USD")),
    (parse_money, "$86bn", Money(Decimal(86_000_000_000), "USD")),
    (parse_money, "86bn USD", Money(Decimal(86_000_000_000), "USD")),
    (parse_money, "165 USD", Money(Decimal(165), "USD")),
    (parse_money, "USD 165", Money(Decimal(165), "USD")),
    (parse_money, "$1,234.56", Money(Decimal("1234.56"), "USD")),
    (parse_money, "540 million GBP", Money(Decimal(540_000_000), "GBP")),
    (parse_money, "£540m", Money(Decimal(540_000_000), "GBP")),
    (parse_money, "A$3 million", Money(Decimal(3_000_000), "AUD")),
    (bed_day, "165 USD per bed-day", MoneyRate(Money(Decimal(165), "USD"), "bed-day")),
    (bed_day, "$12,000 per person", MoneyRate(Money(Decimal(12_000), "USD"), "person")),
    (bed_day, "$165/bed-day", MoneyRate(Money(Decimal(165), "USD"), "bed-day")),
    (parse_rate, "462 per day", 462.0),
    (parse_rate, "3 per week", 3 / 7),
    (parse_rate, "14,000 per month", 14_000 * 12 / YEAR),
    (parse_rate, "113,431 per year", 113_431 / YEAR),
    (parse_rate, "14,000 people per month", 14_000 * 12 / YEAR),
    (parse_rate, "462/day", 462.0),
    (parse_share, "12%", 0.12),
    (parse_share, "0.12", 0.12),
    (parse_share, 0.12, 0.12),
    (parse_share, "100%", 1.0),
    (parse_share, 0, 0.0),
    (beds, "41,500", 41_500),
    (beds, "41,500 beds", 41_500),
    (beds, "1 bed", 1),
    (beds, "83k", 83_000),
    (beds, "83k beds", 83_000),
    (beds, 41500, 41_500),
    (beds, "41_500", 41_500),
    (beds, "41.5 thousand", 41_500),
    (beds, "1.2 million", 1_200_000),
    (people, "1 person", 1),
    (parse_date, "2025-01-20", date(2025, 1, 20)),
    (parse_date, "20 January 2025", date(2025, 1, 20)),
    (parse_date, "20 Jan 2025", date(2025, 1, 20)),
    (parse_date, "2024-02-29", date(2024, 2, 29)),
    (parse_factor, "1.5", 1.5),
    (parse_factor, 1.5, 1.5),
    (parse_factor, "150%", 1.5),
]

BAD: list[tuple[Callable[[object], Any], object, str]] = [
    (parse_duration, 30, "give the unit: `30 days`?"),
    (parse_duration, "30", "give the unit: `30 days`?"),
    (parse_duration, 1, "give the unit: `1 day`?"),
    (parse_duration, "30 dyas", "did you mean `days`?"),
    (parse_duration, "-3 days", "between 0 days and 100 years"),
    (parse_duration, "101 years", "between 0 days and 100 years"),
    (parse_duration, "nan days", "a duration expected"),
    (parse_duration, "soon", "for example: 30 days"),
    (parse_duration, True, "a duration expected, got `true`"),
    (parse_duration, None, "a duration expected, got nothing"),
    (parse_duration, ["30 days"], "a duration expected, got a list"),
    (parse_money, 86, "give the currency: `86 USD` or `$86`?"),
    (parse_money, "86bn", "give the currency: `86bn USD` or `$86bn`?"),
    (parse_money, "86 CAD", "allowed: USD, GBP, EUR, AUD"),
    (parse_money, "86 dollars", "which dollars"),
    (parse_money, "$86 AUD", "two currencies"),
    (parse_money, "-$3", "between 0 and"),
    (parse_money, "$1,23", "write thousands as 1,234 and decimals as 1.5"),
    (parse_money, "1.234,56 EUR", "write thousands as 1,234 and decimals as 1.5"),
    (bed_day, "165 USD", "say per what: `165 USD per bed-day`?"),
    (bed_day, 165, "165 USD per bed-day"),
    (bed_day, "165 per bed-day", "give the currency"),
    (bed_day, "165 USD per bedday", "did you mean `bed-day`?"),
    (bed_day, "165 USD per flight", "allowed units: bed-day, person"),
    (parse_rate, 462, "say per what: `462 per day`?"),
    (parse_rate, "462", "say per what: `462 per day`?"),
    (parse_rate, "462 per dya", "did you mean `day`?"),
    (parse_rate, "-1 per day", "between 0 and 1 trillion"),
    (parse_share, "12", "write 12% or 0.12"),
    (parse_share, 12, "write 12% or 0.12"),
    (parse_share, "120%", "between 0% and 100%"),
    (parse_share, -0.1, "between 0% and 100%"),
    (parse_share, float("nan"), "nan is not a number that can be used here"),
    (beds, "41,500 seats", "write 41,500 beds"),
    (beds, "0.5", "is whole"),
    (beds, 1.5, "is whole"),
    (beds, -1, "between 0 and 1 trillion"),
    (beds, float("inf"), "inf is not a number that can be used here"),
    (beds, "nan", "a number of beds expected"),
    (beds, "41.500,00", "write thousands as 1,234"),
    (beds, False, "got `false`"),
    (parse_date, "2025-02-30", "2025-02-30 is not a date: February 2025 has 28 days"),
    (parse_date, "2024-02-30", "2024-02-30 is not a date: February 2024 has 29 days"),
    (parse_date, "2025-13-01", "there is no month 13"),
    (parse_date, "01/20/2025", "write 2025-01-20"),
    (parse_date, "05/06/2025", "write 2025-05-06 or 2025-06-05"),
    (parse_date, "20.1.2025", "write 2025-01-20"),
    (parse_date, "January 20, 2025", "write 2025-01-20"),
    (parse_date, "20 Januray 2025", "write 2025-01-20"),
    (parse_date, "2025-1-5", "write 2025-01-05"),
    (parse_date, "2025-01-20T10:00:00Z", "write 2025-01-20"),
    (parse_date, 20250120, "write 2025-01-20"),
    (parse_date, "0025-01-20", "between 1900 and 2199"),
    (parse_factor, -1, "between 0 and 1,000,000"),
    (parse_factor, "1.5 days", "a factor expected"),
    (parse_factor, "inf", "a factor expected"),
]


@pytest.mark.parametrize(("parse", "text", "value"), GOOD)
def test_a_quantity_with_its_unit_is_read(parse: Callable[[object], Any], text: object, value: Any) -> None:
    assert parse(text) == pytest.approx(value, rel=1e-12) if isinstance(value, float) else parse(text) == value


@pytest.mark.parametrize(("parse", "text", "words"), BAD)
def test_what_is_wrong_and_what_to_write_is_told(parse: Callable[[object], Any], text: object, words: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse(text)
    error = caught.value
    assert words in f"{error.message}\n{error.hint}\nfor example: {', '.join(error.examples)}"


@given(st.integers(0, 36_525 * 8))
def test_a_duration_shown_is_read_back(eighths: int) -> None:
    assert parse_duration(show_duration(eighths / 8)) == eighths / 8


@given(st.decimals(0, 10**14, places=2), st.sampled_from(["USD", "GBP", "EUR", "AUD"]))
def test_money_shown_is_read_back(amount: Decimal, currency: str) -> None:
    assert parse_money(show_money(Money(amount, currency))) == Money(amount, currency)


@given(st.floats(0, 1))
def test_a_share_shown_is_read_back(share: float) -> None:
    assert parse_share(show_share(share)) == pytest.approx(share, rel=1e-12, abs=1e-12)


@given(st.floats(0, 1e6))
def test_rates_and_factors_shown_are_read_back(number: float) -> None:
    assert parse_rate(show_rate(number)) == pytest.approx(number, rel=1e-12, abs=1e-12)
    assert parse_factor(show_factor(number)) == pytest.approx(number, rel=1e-12, abs=1e-12)


@given(st.integers(0, 10**12))
def test_counts_shown_are_read_back(number: int) -> None:
    assert beds(show_count(number, "beds")) == number


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_dates_shown_are_read_back(day: date) -> None:
    assert parse_date(show_date(day)) == day
    assert parse_date(f"{day.day} {day:%B} {day.year}") == day


PARSERS = [parse_duration, parse_money, bed_day, parse_rate, parse_share, parse_factor, beds, parse_date]
ANY = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text("0123456789.,-+_%$£ eEkmbn/perdaywkUSDGBP:T"),
    st.from_regex(r"[-+]?[0-9,._]{1,12}(e[0-9]{1,4})? ?[a-z%]{0,9}( per [a-z-]{1,9})?"),
    st.lists(st.integers(), max_size=2),
)


@given(ANY)
def test_any_value_is_a_quantity_or_a_quantity_error(value: object) -> None:
    for parse in (
        parse_duration,
        parse_money,
        bed_day,
        parse_rate,
        parse_share,
        parse_factor,
        beds,
        parse_date,
    ):
        message = ""
        try:
            parse(value)
        except QuantityError as error:
            message = error.message
        assert message.isprintable()


@pytest.mark.parametrize(("parse", "text", "value"), GOOD)
def test_editors_accept_what_is_read(parse: Callable[[object], Any], text: object, value: Any) -> None:
    kinds = {
        parse_duration: quantities.Days,
        parse_money: Money,
        parse_rate: quantities.PerDay,
        parse_share: quantities.Share,
        parse_factor: quantities.Factor,
        parse_date: quantities.Date,
        beds: quantities.Beds,
        people: quantities.People,
    }
    if parse not in kinds or "\u00a0" in str(text):
        return
    schema = TypeAdapter(kinds[parse]).json_schema()
    if isinstance(text, str):
        assert re.search(schema["pattern"], text)
    else:
        assert "number" in schema["type"]
    assert all(re.search(schema["pattern"], example) for example in schema["examples"])
    assert not re.search(schema["pattern"], "soon")
