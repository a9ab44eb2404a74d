"""Dates: `2025-01-20` or `20 January 2025`; one that does not exist or has two readings is an error."""

from __future__ import annotations

import calendar
import re
from datetime import date

from sojourn.scenario.amounts import QuantityError, named, tidy
from sojourn.scenario.errors import nearest, quoted

FIRST_YEAR, LAST_YEAR = 1900, 2199
EXAMPLES = ("2025-01-20", "20 January 2025")
PATTERN = r"^\s*(\d{4}-\d{2}-\d{2}|\d{1,2} [A-Za-z]{3,9} \d{4})\s*$"

_MONTHS = [name.casefold() for name in calendar.month_name]
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_LOOSE_ISO = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})(?:[T ].*)?\Z")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})\Z")
_DAY_FIRST = re.compile(r"([0-9]{1,2}) ([A-Za-z]{3,9})\.? ([0-9]{4})\Z")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})\Z")
_SLASHES = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})\Z")


def parse_date(value: object) -> date:
    """A day from its text. Raises QuantityError."""
    if type(value) is date:
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    text = tidy(value, "a date", EXAMPLES)
    if found := _ISO.match(text):
        return _day(text, *map(int, found.groups()))
    if (found := _DAY_FIRST.match(text)) and (month := _month(found[2])):
        return _day(text, int(found[3]), month, int(found[1]))
    meant = _meant(text)
    hint = f"write {' or '.join(meant)}" if meant else None
    raise QuantityError(f"a date expected, got {named(value)}", hint, EXAMPLES)


def show_date(day: date) -> str:
    """`2025-01-20`."""
    return day.isoformat()


def _day(text: str, year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise QuantityError(f"a date lies between {FIRST_YEAR} and {LAST_YEAR}, got {quoted(text)}")
    if not 1 <= month <= 12:
        raise QuantityError(f"{text} is not a date: there is no month {month}")
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise QuantityError(f"{text} is not a date: {calendar.month_name[month]} {year} has {days} days")
    return date(year, month, day)


def _month(word: str) -> int | None:
    """The number of a month from its name or the first three letters of it."""
    name = word.casefold()
    for number, full in enumerate(_MONTHS):
        if number and (name == full or name == full[:3] or (name == "sept" and number == 9)):
            return number
    return None


def _meant(text: str) -> list[str]:
    """The ISO forms of the dates that a text may mean; two when day and month can be swapped."""
    tried: list[tuple[int, int, int]] = []
    if found := _LOOSE_ISO.match(text) or _COMPACT.match(text):
        tried = [(int(found[1]), int(found[2]), int(found[3]))]
    elif found := _SLASHES.match(text):
        first, second, year = map(int, found.groups())
        tried = [(year, first, second), (year, second, first)]
    elif found := _MONTH_FIRST.match(text) or _DAY_FIRST.match(text):
        word, day = (found[1], found[2]) if found[2].isdigit() else (found[2], found[1])
        month = _month(word) or _month(nearest(word, _MONTHS[1:]) or "")
        tried = [(int(found[3]), month, int(day))] if month else []
    meant: list[str] = []
    for year, month_number, day_number in tried:
        try:
            meant.append(_day(text, year, month_number, day_number).isoformat())
        except QuantityError:
            continue
    return list(dict.fromkeys(meant))
