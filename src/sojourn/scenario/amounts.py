"""Numbers as people write them: `41,500`, `41_500`, `83k`, `1.2 million`, `$86bn`.

Text becomes a `Decimal`, so `0.1` is a tenth; what does not read as a number is a `QuantityError` that says
what would.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal

from sojourn.scenario.errors import quoted

LONGEST = 80
"""Characters that a quantity may have."""

SCALES = {
    "k": 3, "thousand": 3,
    "m": 6, "mn": 6, "million": 6,
    "b": 9, "bn": 9, "billion": 9,
    "tn": 12, "trillion": 12,
}  # fmt: skip
"""Scale words and the power of ten each stands for."""

DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:_[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
NUMBER = rf"[-+]?(?:{DIGITS})(?:[eE][-+]?[0-9]{{1,2}})?"
"""A number as a regular expression, for JSON Schema too."""
SCALE = r"(?:[kKmMbB]|[mM]n|[bB]n|[tT]n|[tT]housand|[mM]illion|[bB]illion|[tT]rillion)"

_EITHER = re.compile(r"(?:[A-Z]{3} ?|[$£€])?[-+]?([1-9][0-9]{0,2})((?:\.000)+)(?![0-9.])")
"""`60.000 beds`: sixty where a point marks decimals, sixty thousand where it marks thousands."""
_WORDS = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
_NUMBER = re.compile(rf"({NUMBER})\s*(.*)\Z", re.DOTALL)
_SCALE = re.compile(rf"({SCALE})(?![A-Za-z0-9])\s*(.*)\Z", re.DOTALL | re.IGNORECASE)


class QuantityError(ValueError):
    """A value that is not the quantity expected.

    `message` is a clause to stand after the value's path; `hint` and `examples` say what would be right.
    """

    def __init__(self, message: str, hint: str | None = None, examples: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint, examples)
        self.message, self.hint, self.examples = message, hint, examples

    def __str__(self) -> str:
        return self.message


def tidy(value: object, expected: str, examples: tuple[str, ...], *, ratio: bool = False) -> str:
    """The text of a quantity, spaces evened out; QuantityError for anything but text of a sensible length.

    A point before three zeros may mark thousands. Only a `ratio`, which may stand alone, has decimals there: `1.000`.
    """
    if not isinstance(value, str):
        raise QuantityError(f"{expected} expected, got {named(value)}", None, examples)
    if len(value) > LONGEST:
        raise QuantityError(f"{expected} expected, got {quoted(value)}", None, examples)
    text = " ".join(value.replace("\u2212", "-").split())
    either = _EITHER.match(text)
    if either and not (ratio and either.end() == len(text)):
        whole, zeros = either[1], either[2].replace(".", ",")
        meant = f"`{whole}{either[2]}` can be read as {whole} and as {whole}{zeros}"
        raise QuantityError(meant, f"write {whole} or {whole}{zeros}", examples)
    return text


def words(text: str) -> bool:
    """Whether a text is empty, or words and nothing else: no digit, no sign but a hyphen inside."""
    return not text or _WORDS.fullmatch(text) is not None


def bare(value: object) -> Decimal | None:
    """A number that is not text, as a Decimal; None for anything else, true and false among it."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    if not math.isfinite(value):
        raise QuantityError(f"{value} is not a number that can be used here")
    return Decimal(str(value))


def leading(text: str, *, scaled: bool = True) -> tuple[Decimal, str] | None:
    """The number that a text begins with and the words after it, or None when it begins with no number.

    With `scaled`, a scale word belongs to the number: `86 billion USD` is 86,000,000,000 and `USD`.
    """
    found = _NUMBER.match(text)
    if found is None:
        return None
    number, rest = Decimal(found[1].replace(",", "").replace("_", "")), found[2]
    if rest[:1] in {",", ".", "_"} or rest[:1].isdigit():
        raise QuantityError(f"{quoted(text)} is not a number", "write thousands as 1,234 and decimals as 1.5")
    if scaled and (word := _SCALE.match(rest)):
        number, rest = number.scaleb(SCALES[word[1].casefold()]), word[2]
    return number, rest


def named(value: object) -> str:
    """What a value is, for a sentence."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    return quoted(str(value))


def within(number: Decimal, low: Decimal | int, high: Decimal | int, allowed: str, got: str) -> Decimal:
    """The number, when it lies in the range; otherwise QuantityError with what is allowed."""
    if not low <= number <= high:
        raise QuantityError(f"{allowed}, got {quoted(got)}")
    return number


def trimmed(number: Decimal | float) -> str:
    """A number as text with thousands commas and no idle zeros."""
    exact = Decimal(str(number))
    if abs(exact) >= 10**21:
        return str(exact)
    text = f"{exact:,.20f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
