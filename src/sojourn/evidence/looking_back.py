"""The tables as somebody would have read them on an earlier day: what describes a later time is not there.

For tests of forecasts in the past. Inside `known_before(day)` a table has only the rows whose month, day or fiscal
year ended before the day, and a table without such a column is refused if its period reaches further. It holds for the
thread it is entered in. It does not reach what was read and kept before, other files, or `figures`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from sojourn.evidence.period import last_day
from sojourn.evidence.reading import Row

DATED = ("month", "as_of", "on", "fy")
"""Columns that say what time a row is about."""

_DAY: ContextVar[date | None] = ContextVar("known_before", default=None)


class NotYetKnown(LookupError):
    """A table whose numbers describe a time that lies ahead; the message names it."""


@contextmanager
def known_before(day: date) -> Iterator[None]:
    """Hide from `table` everything that describes this day or a later one."""
    before = _DAY.set(min(day, _DAY.get() or day))
    try:
        yield
    finally:
        _DAY.reset(before)


def known(name: str, period: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows that are known; all of them unless inside `known_before`.

    Raises:
        NotYetKnown: the table has no dates by row, and its period ends too late.
    """
    day = _DAY.get()
    if day is None or last_day(period) < day:
        return rows
    column = _dated(rows)
    if column is None:
        raise NotYetKnown(f"the table {name!r} describes {period}, and only what lies before {day} may be used here")
    prefix = "FY" if column == "fy" else ""
    return tuple(row for row in rows if last_day(prefix + row.text(column)) < day)


def _dated(rows: Sequence[Row]) -> str | None:
    return next((column for column in DATED if rows and column in rows[0]), None)
