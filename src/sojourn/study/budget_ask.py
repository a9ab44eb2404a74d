"""What is asked of a budget, read from text: an amount of money, or removals a year."""

from __future__ import annotations

import re

from sojourn.run import CannotRun
from sojourn.scenario.accounts import CURRENCY
from sojourn.scenario.amounts import QuantityError, leading, tidy
from sojourn.scenario.bed_blocks import TYPES, BedType
from sojourn.scenario.errors import nearest, quoted
from sojourn.scenario.money import Money, parse_money

EXAMPLE = ("1,000,000/year", "1 million per year")
A_YEAR = re.compile(r"(?:removals?\s*)?(?:/\s*|per\s+|an?\s+)year\Z", re.IGNORECASE)
MOST_REMOVALS = 50_000_000
"""Removals a year that may be asked for: several times as many as there are people to remove."""


def amount_of(text: str) -> Money:
    """An amount to spend, from `86 billion USD`.

    Raises:
        CannotRun: it is no amount above nothing in the currency of the accounts.
    """
    try:
        money = parse_money(text)
    except QuantityError as trouble:
        raise CannotRun(_sentence("the amount", trouble, "86 billion USD")) from None
    if money.currency != CURRENCY:
        raise CannotRun(f"the amount: {money} is in {money.currency}; the accounts are in {CURRENCY}")
    if money.amount * 100 < 1:
        raise CannotRun(f"the amount: {money} buys nothing; give more than nothing, such as 86 billion USD")
    return money


def removals_of(text: str) -> int:
    """Removals in a fiscal year, from `1,000,000/year`.

    Raises:
        CannotRun: it is no whole number above 0 for each year.
    """
    try:
        found = leading(tidy(text, "removals a year", EXAMPLE))
    except QuantityError as trouble:
        raise CannotRun(_sentence("the removals", trouble, EXAMPLE[0])) from None
    if found is None:
        raise CannotRun(f"the removals: a number a year expected, got {quoted(text)}; write it as {EXAMPLE[0]}")
    number, rest = found
    if A_YEAR.match(rest) is None:
        raise CannotRun(f"the removals: {quoted(text)} does not say in what time; write it as {EXAMPLE[0]}")
    if number != int(number) or not 1 <= number <= MOST_REMOVALS:
        allowed = f"whole numbers from 1 to {MOST_REMOVALS:,} a year are allowed"
        raise CannotRun(f"the removals: {quoted(text)} cannot be asked for; {allowed}")
    return int(number)


def bed_type_of(text: str) -> BedType:
    """The type of the beds that are bought, from `soft_sided`.

    Raises:
        CannotRun: there is no such type.
    """
    for one in TYPES:
        if one == text:
            return one
    meant = nearest(text, TYPES)
    hint = f"did you mean `{meant}`?" if meant else f"types: {', '.join(TYPES)}"
    raise CannotRun(f"the bed type: there is none called {quoted(text)}; {hint}")


def _sentence(what: str, trouble: QuantityError, example: str) -> str:
    return f"{what}: {trouble}; {trouble.hint or f'write it as {example}'}"
