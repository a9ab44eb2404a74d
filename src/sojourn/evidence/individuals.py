"""Tables about single people are refused when they are read.

Sojourn needs totals only. A table is taken to be about individuals when a column would identify a person (a
name, an alien number, a date of birth, a passport, an address, a case number), when rows carry two event
dates and no count, or when a cell holds an alien number. The check is about the shape of a table; it is a
fence against an accident, not a proof that a table is harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_PERSONAL = re.compile(
    r"""
      (?:(?:first|middle|last|given|family|full|maiden|person|detainee|subject|alien|child|sponsor)_?)?names?
    | surname | forename | initials | alias(?:es)?
    | (?:.*_)?(?:a|alien|alien_?file|a_?file)_?(?:number|num|no|nbr|id)
    | (?:.*_)?(?:dob|yob|date_of_birth|year_of_birth|birth_?(?:date|day|year))
    | (?:.*_)?(?:passport|ssn|social_security|fingerprint|photo|phone|telephone|e?_?mail|street|address)
      (?:_(?:number|num|no|id|line|line_[0-9]|[0-9]))?
    | (?:.*_)?(?:person|individual|detainee|subject|civ(?:ilian)?|unique|anonymi[sz]ed|pseudonymous)
      _?(?:id|identifier|number|no)
    | (?:.*_)?(?:eid|fins|idn_?case|idn_?proceeding)
    | (?:.*_)?(?:case|booking|stay|stint|detention|encounter|removal|arrest)_?(?:id|identifier|number|no)
    """,
    re.VERBOSE,
)
_EVENT = re.compile(
    r"(?:.*_)?(?:apprehension|arrest|book_?in|book_?out|booked_in|booked_out|entry|entered|departed?|departure"
    r"|released?|removal|removed|admission|discharge|detention_(?:start|end)|stay_(?:start|end)|order|hearing)"
    r"_(?:date|day|datetime|date_time)"
)
_COUNT = re.compile(
    r"(?:.*_)?(?:n|count|people|persons|children|number|total|book_ins|book_outs|removals|arrests|cases|adp|share)"
)
_ALIEN_NUMBER = re.compile(r"A[-\s]?(?:[0-9]{8,9}|[0-9]{2,3}[-\s][0-9]{3}[-\s][0-9]{3})")


class IndividualLevelTable(ValueError):
    """A table whose rows seem to describe single people; the message says which column gave it away."""


def refuse_columns(columns: Sequence[str], where: str) -> None:
    """Refuse a header that would identify people.

    Args:
        columns: the header as written; case, spaces and punctuation do not matter.
        where: the file, for the message.

    Raises:
        IndividualLevelTable: a column identifies a person, or there are two event dates and no count.
    """
    plain = [_plain(column) for column in columns]
    for at, (column, name) in enumerate(zip(columns, plain, strict=True), start=1):
        if _PERSONAL.fullmatch(name):
            raise IndividualLevelTable(
                f"{where}:1:{at}: column {column[:60]!r} identifies a person; only tables of totals are read "
                "(if it does not, give it a plainer name, such as facility_name)"
            )
    events = [column for column, name in zip(columns, plain, strict=True) if _EVENT.fullmatch(name)]
    if len(events) > 1 and not any(_COUNT.fullmatch(name) for name in plain):
        raise IndividualLevelTable(
            f"{where}:1: columns {events[0][:60]!r} and {events[1][:60]!r} without a count make each row one "
            "person; only tables of totals are read"
        )


def refuse_cells(cells: Iterable[str], where: str) -> None:
    """Refuse a row with an alien number in it.

    Raises:
        IndividualLevelTable: a cell is an alien number.
    """
    for at, cell in enumerate(cells, start=1):
        if _ALIEN_NUMBER.fullmatch(cell.strip().upper()):
            raise IndividualLevelTable(f"{where}:{at}: holds an alien number; only tables of totals are read")


def _plain(column: str) -> str:
    """The column's name in lower case with underscores, so that `Alien File#` is `alien_file_number`."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", column.replace("#", " number "))
    return re.sub(r"[\W_]+", "_", spaced.lower()).strip("_")
