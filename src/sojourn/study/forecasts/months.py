"""Months of the calendar as text, `2024-12`: in order as text, and counted on from one another."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years that a month may lie in; any other is taken for a slip of the pen."""


def month_of(day: date) -> str:
    """The month of a day."""
    return f"{day.year:04}-{day.month:02}"


def first_day(month: str) -> date:
    """The first day of a month."""
    return date(int(month[:4]), int(month[5:]), 1)


def days_in(month: str) -> int:
    """Days in a month."""
    return monthrange(int(month[:4]), int(month[5:]))[1]


def later(month: str, by: int = 1) -> str:
    """The month so many months later; earlier for a negative number."""
    number = int(month[:4]) * 12 + int(month[5:]) - 1 + by
    return f"{number // 12:04}-{number % 12 + 1:02}"


def between(first: str, last: str) -> int:
    """How many months from one to another; 0 for the same, negative for an earlier one."""
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])


def span(first: str, last: str) -> tuple[str, ...]:
    """All months from one to another, both included; empty when the last is earlier."""
    return tuple(later(first, by) for by in range(between(first, last) + 1))
