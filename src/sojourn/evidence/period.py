"""What a date in the evidence means: a day, a month, a year, a fiscal year, or a span of two of them.

`2024-12-28`, `2024-12`, `2024`, `FY2024` (1 October 2023 to 30 September 2024), `FY2018/FY2024`. A figure's
date is the period that it describes, not the day it was printed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_ONE = re.compile(r"(?:FY(?P<fiscal>[0-9]{4})|(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?)")
_ALLOWED = "write 2024-12-28, 2024-12, 2024, FY2024, or two of these with a / between"


class BadPeriod(ValueError):
    """A date that cannot be read; the message says what is allowed."""


def first_day(as_of: str) -> date:
    """The first day of the period.

    Raises:
        BadPeriod: the text is none of the allowed forms, or the span ends before it begins.
    """
    return _ends(as_of)[0]


def last_day(as_of: str) -> date:
    """The last day of the period.

    Raises:
        BadPeriod: the text is none of the allowed forms, or the span ends before it begins.
    """
    return _ends(as_of)[1]


def _ends(as_of: str) -> tuple[date, date]:
    parts = as_of.split("/")
    if len(parts) > 2:
        raise BadPeriod(f"{as_of[:60]!r} has more than one /; {_ALLOWED}")
    first, last = _one(parts[0])[0], _one(parts[-1])[1]
    if last < first:
        raise BadPeriod(f"{as_of[:60]!r} ends before it begins")
    return first, last


def _one(text: str) -> tuple[date, date]:
    found = _ONE.fullmatch(text)
    if found is None:
        raise BadPeriod(f"{text[:60]!r} is not a period; {_ALLOWED}")
    try:
        if found["fiscal"]:
            year = int(found["fiscal"])
            return date(year - 1, 10, 1), date(year, 9, 30)
        year = int(found["year"])
        if found["month"] is None:
            return date(year, 1, 1), date(year, 12, 31)
        month = int(found["month"])
        if found["day"] is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        day = date(year, month, int(found["day"]))
    except ValueError as error:
        # monthrange and date both refuse a month of 13; a year of 0000 has no date either.
        raise BadPeriod(f"{text!r} is not in the calendar; {_ALLOWED}") from error
    return day, day
