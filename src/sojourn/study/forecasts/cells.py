"""What a cell says: a month however it is written, a count, a number; refused where it could mean two things."""

from __future__ import annotations

import math
import re
from calendar import monthrange

from sojourn.study.forecasts.months import FIRST_YEAR, LAST_YEAR
from sojourn.study.forecasts.sheet import Cell, Sheet

MOST = 100_000_000
"""People in a month that nothing counted here reaches."""

_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
_TIME = r"(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:?00)?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})(?:\2([0-9]{{1,2}}){_TIME})?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")
_DAY_LAST = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}){_TIME}")
_WORD_FIRST = re.compile(r"([a-z]{3,9})\.?[ /-]?(?:([0-9]{1,2})(?:st|nd|rd|th)?,[ ]?|[ ])?[ ]?'?([0-9]{4}|[0-9]{2})")
_WORD_SECOND = re.compile(r"([0-9]{1,2})[ /-]([a-z]{3,9})\.?[ /-]([0-9]{4})")
_WORD_LAST = re.compile(r"([0-9]{4})[ /-]([a-z]{3,9})\.?")
_SPACES = " \u00a0\u202f\u2009"
_WHOLE = re.compile(r"\+?[0-9]{1,12}")
_GROUPED = re.compile(rf"\+?[0-9]{{1,3}}(?:([,.'’{_SPACES}])[0-9]{{3}})(?:\1[0-9]{{3}})*")
_WHOLE_WITH_ZEROS = re.compile(r"(\+?[0-9]{1,12})\.0*")
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,15}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})(?:[eE][-+]?[0-9]{1,3})?")
_MONTH_WANTED = "write months as 2024-12"


def month(sheet: Sheet, cell: Cell) -> str:
    """The month that a cell names, as `2024-12`.

    Read, and noted: a day of the month (taken for its month), year first with any divider, `Dec 2024`, `12/2024`,
    `Dec-24`, a day first or last where only one reading is a date. Refused: `01/02/2025`, which could be two months.

    Raises:
        BadFile: it is no month, or could be two.
    """
    text = cell.text.strip()
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        return _real(sheet, cell, text[:4], text[5:])
    folded = " ".join(text.casefold().split())
    if found := _YEAR_FIRST.fullmatch(text):
        year, _, number, day = found.groups()
        return _noted(sheet, cell, _real(sheet, cell, year, number, day or "1"))
    if found := _COMPACT.fullmatch(text) or None:
        return _noted(sheet, cell, _real(sheet, cell, *found.groups()))
    if found := _MONTH_YEAR.fullmatch(text):
        return _noted(sheet, cell, _real(sheet, cell, found[2], found[1]))
    if found := _DAY_LAST.fullmatch(text):
        return _noted(sheet, cell, _either(sheet, cell, found[1], found[3], found[4]))
    if (found := _WORD_FIRST.fullmatch(folded)) and (number := _named(found[1])):
        year = found[3] if len(found[3]) == 4 else f"20{found[3]}"
        return _noted(sheet, cell, _real(sheet, cell, year, number, found[2] or "1"))
    if (found := _WORD_SECOND.fullmatch(folded)) and (number := _named(found[2])):
        return _noted(sheet, cell, _real(sheet, cell, found[3], number, found[1]))
    if (found := _WORD_LAST.fullmatch(folded)) and (number := _named(found[2])):
        return _noted(sheet, cell, _real(sheet, cell, found[1], number))
    if re.fullmatch(r"[0-9]{5}(?:\.0)?", text):
        raise sheet.bad(cell, "this looks like a spreadsheet's number of a day, not a month", _MONTH_WANTED)
    raise sheet.bad(cell, "this is not a month" if text else "the month is missing", _MONTH_WANTED)


def count(sheet: Sheet, cell: Cell, what: str) -> int:
    """The whole number of people in a cell; thousands may be set apart where the meaning is plain.

    Args:
        sheet: the table, for its notes and errors.
        cell: the cell.
        what: what is counted, for messages.

    Raises:
        BadFile: empty, negative, with a fraction, not a number, or beyond all measure.
    """
    text = cell.text.strip().strip(_SPACES)
    if _WHOLE.fullmatch(text):
        return _sane(sheet, cell, int(text))
    if found := _GROUPED.fullmatch(text):
        if found[1] == "." and sheet.delimiter != ";" and text.count(".") == 1:
            digits = text.lstrip("+").replace(".", "")
            hint = f"write {int(digits)} if that is meant"
            raise sheet.bad(cell, f"{what}: this could be a number in thousands or one with a fraction", hint)
        sheet.notes.add("marks between thousands were taken out", cell.text, cell.line)
        return _sane(sheet, cell, int(re.sub(r"[^0-9]", "", text)))
    if found := _WHOLE_WITH_ZEROS.fullmatch(text):
        sheet.notes.add("a whole number with `.0` was read as whole", cell.text, cell.line)
        return _sane(sheet, cell, int(found[1]))
    if not text:
        raise sheet.bad(cell, f"{what}: the number is missing", "write 0 if nobody is meant")
    if text[0] in "-−(" and re.search(r"[0-9]", text):
        raise sheet.bad(cell, f"{what}: a count cannot be negative")
    if _NUMBER.fullmatch(text):
        also = "; a spreadsheet may have rounded it" if "e" in text.casefold() else ""
        raise sheet.bad(cell, f"{what}: a whole number of people is expected{also}")
    raise sheet.bad(cell, f"{what}: this is not a number")


def number(sheet: Sheet, cell: Cell, what: str) -> float:
    """The finite number in a cell; a comma between thousands is allowed.

    Raises:
        BadFile: empty, not a number, not finite, or beyond all measure.
    """
    text = cell.text.strip().strip(_SPACES)
    if re.fullmatch(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?", text):
        sheet.notes.add("marks between thousands were taken out", cell.text, cell.line)
        text = text.replace(",", "")
    if not _NUMBER.fullmatch(text):
        raise sheet.bad(cell, f"{what}: this is not a number" if text else f"{what}: the number is missing")
    value = float(text)
    if not math.isfinite(value) or abs(value) > MOST:
        raise sheet.bad(cell, f"{what}: this is larger than anything counted here (at most {MOST:,})")
    return value


def _sane(sheet: Sheet, cell: Cell, value: int) -> int:
    if value > MOST:
        raise sheet.bad(cell, f"this is larger than anything counted here (at most {MOST:,})")
    return value


def _named(word: str) -> str | None:
    """The number of a month by its name or the first letters of it."""
    found = [at for at, name in enumerate(_NAMES, start=1) if name.startswith(word) or (word, name) == ("sept", name)]
    return str(found[0]) if len(found) == 1 else None


def _either(sheet: Sheet, cell: Cell, first: str, second: str, year: str) -> str:
    """Day and month in an order that is not known: fine where only one is a date, or both mean the same month."""
    one, other = int(first), int(second)
    if one <= 12 and other <= 12 and one != other:
        hint = f"write {year}-{one:02} or {year}-{other:02}"
        raise sheet.bad(cell, "this date could be in two months, with the day first or the month first", hint)
    month, day = (first, second) if one <= 12 else (second, first)
    return _real(sheet, cell, year, month, day)


def _real(sheet: Sheet, cell: Cell, year: str, number: str, day: str = "1") -> str:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR or not 1 <= int(number) <= 12:
        raise sheet.bad(cell, "this month is not in the calendar", _MONTH_WANTED)
    if not 1 <= int(day) <= monthrange(int(year), int(number))[1]:
        raise sheet.bad(cell, "this day is not in the calendar", _MONTH_WANTED)
    return f"{int(year):04}-{int(number):02}"


def _noted(sheet: Sheet, cell: Cell, read: str) -> str:
    sheet.notes.add("months were read that are not written as 2024-12", cell.text, cell.line)
    return read
