"""The tables of published aggregates that ship with Sojourn, and the sidecar that says what each is.

`table("book_ins_monthly")` gives typed rows; `table_info` gives unit, publisher, document, grade, period and
the traps; `gaps()` lists what was looked for and not found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sojourn.evidence.looking_back import known
from sojourn.evidence.reading import Row, read_text, typed


@dataclass(frozen=True, slots=True)
class TableInfo:
    """What a table is and where it comes from."""

    table: str
    """The table's name, which is also its file's."""
    what: str
    """What a row says, in a line."""
    unit: str
    """Unit of the numbers, by column where they differ."""
    publisher: str
    """Who answers for the numbers."""
    document: str
    """Title of the primary document."""
    grade: str
    """A official, B press or secondary, C assumed or estimated; the worst in it, unless rows say."""
    period: str
    """The period covered, as in a figure's `as_of`."""
    note: str
    """How the table was made, and the traps in it."""


class UnknownTable(LookupError):
    """A table that is not there; the message says what was probably meant."""


@cache
def tables() -> Mapping[str, TableInfo]:
    """What each table is, by name; read once."""
    return MappingProxyType({row["table"]: TableInfo(**row) for row in _rows("tables")})


def table_info(name: str) -> TableInfo:
    """What one table is.

    Raises:
        UnknownTable: no table has this name.
    """
    found = tables().get(name)
    if found is None:
        near = get_close_matches(name[:80], tables(), n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(tables())}"
        raise UnknownTable(f"no table is called {name[:80]!r}; {hint}")
    return found


def table(name: str) -> tuple[Row, ...]:
    """The rows of one table, typed by column; read once.

    Raises:
        UnknownTable: no table has this name.
        NotYetKnown: inside `known_before`, and all of it describes a later time.
    """
    info = table_info(name)
    return known(name, info.period, _typed(info.table))


@cache
def gaps() -> tuple[Row, ...]:
    """What was looked for and not found: key, what, note."""
    return typed(_rows("gaps"))


@cache
def _typed(name: str) -> tuple[Row, ...]:
    return typed(_rows(name))


def _rows(name: str) -> list[dict[str, str]]:
    file = files(__package__).joinpath(f"data/{name}.csv")
    return read_text(file.read_text(encoding="utf-8"), file.name)
