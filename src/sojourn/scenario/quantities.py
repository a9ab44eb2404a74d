"""Quantities: what a scenario writes as text with a unit, and the pydantic types that read it.

    horizon: 4 years            Days, a float
    first_day: 2025-01-20       Date
    beds: 41,500 beds           Annotated[int, count("beds")], an int
    book_ins: 14,000 per month  PerDay, a float
    bed_day: $165 per bed-day   Annotated[MoneyRate, money_per("bed-day")]
    request: $86bn              Money
    refused: 12%                Share, a float in [0, 1]
    effort: 1.5                 Factor, a float

A number without its unit is an error wherever a unit could be mistaken. Months are a twelfth of a year, and
years are 365.25 days. Each `parse_` has a `show_`, and parsing what it shows gives the same value.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from sojourn.scenario import dates
from sojourn.scenario.amounts import NUMBER, SCALE, QuantityError, bare, leading, named, tidy, trimmed, within, words
from sojourn.scenario.dates import parse_date, show_date
from sojourn.scenario.errors import quoted
from sojourn.scenario.money import Money, MoneyRate, money_per, parse_money, show_money
from sojourn.scenario.quantity import PER, Quantity, either_number, same_unit, unit_hint, with_unit

__all__ = [
    "Beds",
    "Count",
    "Date",
    "Days",
    "Factor",
    "Money",
    "MoneyRate",
    "People",
    "PerDay",
    "Quantity",
    "QuantityError",
    "Seats",
    "Share",
    "count",
    "money_per",
    "parse_date",
    "parse_duration",
    "parse_factor",
    "parse_money",
    "parse_rate",
    "parse_share",
    "show_count",
    "show_date",
    "show_duration",
    "show_factor",
    "show_money",
    "show_rate",
    "show_share",
]  # fmt: skip

DAYS_IN = {
    "minute": Decimal(1) / 1440,
    "hour": Decimal(1) / 24,
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal("30.4375"),
    "year": Decimal("365.25"),
}
"""Days in each unit of time."""

_TIME_WORDS = {
    **{word: unit for unit in DAYS_IN for word in (unit, unit + "s")},
    "min": "minute",
    "h": "hour",
    "hr": "hour",
    "hrs": "hour",
    "d": "day",
    "w": "week",
    "wk": "week",
    "wks": "week",
    "mo": "month",
    "mos": "month",
    "y": "year",
    "yr": "year",
    "yrs": "year",
    "fiscal year": "year",
}
_TIME = "|".join(sorted(_TIME_WORDS, key=len, reverse=True))
MOST_DAYS = 36525
MOST_COUNT = 10**12


# durations

_DURATIONS = ("30 days", "6 weeks", "72 hours", "3 months", "2 years")


def parse_duration(value: object) -> float:
    """Days, from `30 days`, `6 weeks`, `72 hours`, `3 months` or `2 years`; 0 to 100 years."""
    if (number := bare(value)) is not None:
        raise QuantityError(f"a duration expected, got {named(value)}", with_unit(number, "day"), _DURATIONS)
    text = tidy(value, "a duration", _DURATIONS)
    found = leading(text, scaled=False)
    if found is None:
        raise QuantityError(f"a duration expected, got {quoted(text)}", None, _DURATIONS)
    number, word = found
    unit = _TIME_WORDS.get(word.casefold())
    if unit is None:
        hint = (
            with_unit(number, "day") if not word else unit_hint(word, _TIME_WORDS, ", ".join(u + "s" for u in DAYS_IN))
        )
        raise QuantityError(f"a duration expected, got {quoted(text)}", hint, _DURATIONS)
    days = number * DAYS_IN[unit]
    return float(within(days, 0, MOST_DAYS, "a duration lies between 0 days and 100 years", text))


def show_duration(days: float) -> str:
    """`30 days`; whole weeks and months are written as days too."""
    return f"{trimmed(days)} day{'s' * (days != 1)}"


# rates

_RATES = ("462 per day", "14,000 per month", "113,431 per year")
_NO_THING = {
    "to", "or", "and", "dozen", "dozens", "hundred", "hundreds", "thousands", "millions", "billions", "times", "x",
}  # fmt: skip
"""Words that would change the number, so that they are not taken for what is counted."""


def _things(text: str) -> bool:
    """Whether what stands after a number only names what is counted, and so leaves the number as it is."""
    return words(text) and _NO_THING.isdisjoint(text.casefold().split())


def parse_rate(value: object) -> float:
    """How many a day, from `462 per day`, `3 per week`, `14,000 per month` or `113,431 per year`."""
    if (number := bare(value)) is not None:
        hint = f"say per what: `{trimmed(number)} per day`?"
        raise QuantityError(f"a rate expected, got {named(value)}", hint, _RATES)
    text = tidy(value, "a rate", _RATES)
    parted = PER.match(text)
    found = leading(parted[1] if parted else text)
    if found is None:
        raise QuantityError(f"a rate expected, got {quoted(text)}", None, _RATES)
    number, things = found
    if not _things(things):
        hint = "write one number and, if you like, what is counted: `300 people per day`"
        raise QuantityError(f"a rate expected, got {quoted(text)}", hint, _RATES)
    if parted is None:
        raise QuantityError(f"a rate expected, got {quoted(text)}", f"say per what: `{text} per day`?", _RATES)
    unit = _TIME_WORDS.get(parted[2].casefold())
    if unit is None:
        hint = unit_hint(parted[2], _TIME_WORDS, ", ".join(DAYS_IN))
        raise QuantityError(f"a rate expected, got {quoted(text)}", hint, _RATES)
    within(number, 0, MOST_COUNT, "a rate lies between 0 and 1 trillion", text)
    return float(number / DAYS_IN[unit])


def show_rate(per_day: float) -> str:
    """`462 per day`."""
    return f"{trimmed(per_day)} per day"


# shares and factors

_SHARES = ("12%", "0.12")
_FACTORS = ("1.5", "150%")


def parse_share(value: object) -> float:
    """A share from 0 to 1, from `12%`, `0.12` or the number 0.12."""
    number, percent, text = _ratio(value, "a share", _SHARES)
    if not percent and number > 1:
        hint = f"write {trimmed(number)}% or {trimmed(number / 100)}" if number <= 100 else None
        raise QuantityError(f"a share lies between 0% and 100%, got {quoted(text)}", hint, () if hint else _SHARES)
    return float(within(number, 0, 1, "a share lies between 0% and 100%", text))


def parse_factor(value: object) -> float:
    """A factor of 0 or more, from `1.5`, `150%` or the number 1.5; at most a million."""
    number, _percent, text = _ratio(value, "a factor", _FACTORS)
    return float(within(number, 0, 10**6, "a factor lies between 0 and 1,000,000", text))


def show_share(share: float) -> str:
    """`12%`."""
    return f"{trimmed(Decimal(str(share)) * 100)}%"


def show_factor(factor: float) -> str:
    """`1.5`."""
    return trimmed(factor)


def _ratio(value: object, expected: str, examples: tuple[str, ...]) -> tuple[Decimal, bool, str]:
    """A number, whether it was written in percent, and its text."""
    if (number := bare(value)) is not None:
        return number, False, str(value)
    text = tidy(value, expected, examples, ratio=True)
    found = leading(text, scaled=False)
    if found is None or found[1].casefold() not in {"", "%", "percent", "per cent"}:
        raise QuantityError(f"{expected} expected, got {quoted(text)}", None, examples)
    return (found[0] / 100, True, text) if found[1] else (found[0], False, text)


# counts


def count(unit: str = "") -> Quantity:
    """Annotates a whole number of something.

    `unit` is the word allowed, in the plural: `Annotated[int, count("beds")]`. It may be left out where it is
    written (`41,500`), but another one is an error (`41,500 seats`).
    """
    word = f" {unit}" if unit else ""
    examples = (f"41,500{word}", f"83k{word}", f"1.2 million{word}")
    expected = f"a number of {unit}" if unit else "a whole number"

    def parse(value: object) -> int:
        number, rest, text = bare(value), "", str(value)
        if number is None:
            text = tidy(value, expected, examples)
            found = leading(text)
            if found is None:
                raise QuantityError(f"{expected} expected, got {quoted(text)}", None, examples)
            number, rest = found
        if rest and not (unit and same_unit(rest, unit)):
            hint = f"write {trimmed(number)}{word}" if _things(rest) else None
            raise QuantityError(f"{expected} expected, got {quoted(text)}", hint, examples)
        within(number, 0, MOST_COUNT, f"{expected} lies between 0 and 1 trillion", text)
        if number != number.to_integral_value():
            raise QuantityError(f"{expected} is whole, got {quoted(text)}", None, examples)
        return int(number)

    named_so = rf"(?:{either_number(unit)})?" if unit else ""
    description = f"How many {unit}." if unit else "How many."
    return Quantity(parse, description, rf"^\s*{NUMBER}\s*{SCALE}?\s*{named_so}\s*$", examples, number=True)


def show_count(number: int, unit: str = "") -> str:
    """`41,500 beds`."""
    return f"{number:,} {unit}".rstrip()


Days = Annotated[
    float,
    Quantity(
        parse_duration,
        "A duration, in days once read.",
        rf"^\s*{NUMBER}\s*(?:{_TIME})\s*$",
        _DURATIONS,
        show=show_duration,
    ),
]
"""A duration; a float of days."""
PerDay = Annotated[
    float,
    Quantity(
        parse_rate,
        "How many in a time; per day once read.",
        rf"^\s*{NUMBER}\s*{SCALE}?\s*[A-Za-z ]*(?:/|\b(?:per|an?)\b)\s*(?:{_TIME})\s*$",
        _RATES,
        show=show_rate,
    ),
]
"""A rate; a float per day."""
Share = Annotated[
    float,
    Quantity(
        parse_share,
        "A share between 0% and 100%.",
        rf"^\s*{NUMBER}\s*(?:%|per ?cent)?\s*$",
        _SHARES,
        number=True,
    ),
]
"""A share; a float from 0 to 1."""
Factor = Annotated[
    float,
    Quantity(
        parse_factor,
        "A factor; 1 changes nothing.",
        rf"^\s*{NUMBER}\s*(?:%|per ?cent)?\s*$",
        _FACTORS,
        number=True,
    ),
]
"""A factor; a float of 0 or more."""
Date = Annotated[date, Quantity(parse_date, "A day.", dates.PATTERN, dates.EXAMPLES)]
"""A day; a `datetime.date`."""
Count = Annotated[int, count()]
Beds = Annotated[int, count("beds")]
Seats = Annotated[int, count("seats")]
People = Annotated[int, count("people")]
"""Whole numbers of something; each is an int."""
