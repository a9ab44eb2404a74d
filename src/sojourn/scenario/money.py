"""Money: `$86bn`, `86 billion USD`, and money for each of something, `165 USD per bed-day`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from sojourn.scenario.amounts import NUMBER, SCALE, QuantityError, bare, leading, named, tidy, trimmed, within
from sojourn.scenario.errors import quoted
from sojourn.scenario.quantity import PER, Quantity, either_number, same_unit, text_schema, unit_hint

CURRENCIES = ("USD", "GBP", "EUR", "AUD")
MOST_MONEY = 10**15
_MONEYS = ("$86bn", "86 billion USD", "165 USD", "540 million GBP")
_SYMBOLS = {"US$": "USD", "A$": "AUD", "AU$": "AUD", "$": "USD", "£": "GBP", "€": "EUR"}
_SYMBOL = re.compile(r"(-?)\s*(US\$|AU\$|A\$|\$|£|€)\s*(-?.*)\Z", re.DOTALL)
_CODE_FIRST = re.compile(r"([A-Za-z]{3})\s*([-+]?[0-9.].*)\Z", re.DOTALL)
_MONEY = (
    rf"(?:(?:US\$|A\$|AU\$|\$|£|€)\s*{NUMBER}\s*{SCALE}?(?:\s*[A-Z]{{3}})?"
    rf"|{NUMBER}\s*{SCALE}?\s*[A-Za-z]{{3}}|[A-Za-z]{{3}}\s*{NUMBER}\s*{SCALE}?)"
)


@dataclass(frozen=True, order=True)
class Money:
    """An amount in one currency; never mixed with another."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return show_money(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            parse_money, serialization=core_schema.to_string_ser_schema(when_used="json-unless-none")
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return text_schema("An amount of money.", rf"^\s*{_MONEY}\s*$", _MONEYS)


@dataclass(frozen=True, order=True)
class MoneyRate:
    """Money for each of something: `165 USD per bed-day`."""

    money: Money
    per: str

    def __str__(self) -> str:
        return f"{show_money(self.money)} per {self.per}"


def parse_money(value: object) -> Money:
    """Money, from `86 billion USD`, `$86bn`, `$1,234.56` or `540 million GBP`; 0 to a million billion."""
    if isinstance(value, Money):
        return value
    if (number := bare(value)) is not None:
        raise QuantityError(
            f"an amount of money expected, got {named(value)}", _with_currency(trimmed(number)), _MONEYS
        )
    return _money(tidy(value, "an amount of money", _MONEYS), _MONEYS)


def show_money(money: Money) -> str:
    """`86 billion USD`, `165 USD`."""
    for word, power in (("trillion", 12), ("billion", 9), ("million", 6)):
        short = money.amount.scaleb(-power).normalize()
        if short >= 1 and int(short.as_tuple().exponent) >= -3:
            return f"{trimmed(short)} {word} {money.currency}"
    return f"{trimmed(money.amount)} {money.currency}"


def _money(text: str, examples: tuple[str, ...]) -> Money:
    currency, body = None, text
    if symbol := _SYMBOL.match(text):
        currency, body = _SYMBOLS[symbol[2]], symbol[1] + symbol[3]
    elif code := _CODE_FIRST.match(text):
        currency, body = _currency(code[1], text, examples), code[2]
    found = leading(body)
    if found is None:
        raise QuantityError(f"an amount of money expected, got {quoted(text)}", None, examples)
    amount, word = found
    if not word and currency is None:
        raise QuantityError(f"an amount of money expected, got {quoted(text)}", _with_currency(text), examples)
    if word:
        named_currency = _currency(word, text, examples)
        if currency not in (None, named_currency):
            hint = f"write {trimmed(amount)} {named_currency} or {trimmed(amount)} {currency}"
            raise QuantityError(f"{quoted(text)} names two currencies", hint)
        currency = named_currency
    allowed = "an amount of money lies between 0 and 1,000,000 billion"
    return Money(within(amount, 0, MOST_MONEY, allowed, text), currency or "")


def _currency(word: str, text: str, examples: tuple[str, ...]) -> str:
    if word.upper() in CURRENCIES:
        return word.upper()
    if word.casefold() in {"dollar", "dollars"}:
        raise QuantityError(f"{quoted(text)} does not say which dollars", "write USD or AUD", examples)
    if word.isalpha() and len(word) == 3:
        raise QuantityError(f"{quoted(word)} is not a currency known here", f"allowed: {', '.join(CURRENCIES)}")
    raise QuantityError(
        f"an amount of money expected, got {quoted(text)}", f"currencies: {', '.join(CURRENCIES)}", examples
    )


def _with_currency(text: str) -> str:
    return f"give the currency: `{text} USD` or `${text}`?"


def money_per(*units: str) -> Quantity:
    """Annotates money for each of something.

    `units` are the words allowed, in the singular: `Annotated[MoneyRate, money_per("bed-day", "person")]`.
    """
    examples = (*(f"165 USD per {unit}" for unit in units[:2]), f"$12,000 per {units[0]}")

    def parse(value: object) -> MoneyRate:
        if isinstance(value, MoneyRate):
            return value
        expected = f"money per {' or '.join(units)}"
        if (number := bare(value)) is not None:
            hint = f"give the currency and what it is for: `{trimmed(number)} USD per {units[0]}`?"
            raise QuantityError(f"{expected} expected, got {named(value)}", hint, examples)
        text = tidy(value, expected, examples)
        parted = PER.match(text)
        if parted is None:
            money = _money(text, examples)
            hint = f"say per what: `{show_money(money)} per {units[0]}`?"
            raise QuantityError(f"{expected} expected, got {quoted(text)}", hint, examples)
        unit = next((unit for unit in units if same_unit(parted[2], unit)), None)
        if unit is None:
            raise QuantityError(f"{expected} expected, got {quoted(text)}", unit_hint(parted[2], units), examples)
        return MoneyRate(_money(parted[1], examples), unit)

    words = "|".join(either_number(unit) for unit in units)
    pattern = rf"^\s*{_MONEY}\s*(?:/|\b(?:per|an?)\b)\s*(?:{words})\s*$"
    return Quantity(parse, f"Money per {' or '.join(units)}.", pattern, examples, show=str)
