"""A user's table, CSV or JSON, as cells that know their line and column.

Reading it is the work of `reading`, which gives it to `csv_sheet` or `json_sheet`; what its columns mean is for those
who ask for them by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sojourn.scenario.errors import Mark, Place, Problem, ScenarioError, problem_at, quoted, suggestion
from sojourn.study.forecasts.notes import Notes
from sojourn.study.forecasts.series import slug

BREAK = re.compile(r"\r\n|\n|\r")
"""What ends a line of a file."""


class BadFile(ScenarioError):
    """A file of arrivals, of a forecast or of what happened cannot be used; `str()` is the text to show."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one cell and where it stands, both counted from 1."""

    text: str
    line: int
    column: int
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells by the number of their column; a record of JSON may lack some."""

    cells: dict[int, Cell]
    head: Cell
    """Where the row begins, for what is wrong with all of it."""


@dataclass(frozen=True)
class Sheet:
    """A table that has been read, and not yet understood."""

    shown: str
    """The file's name in messages."""
    text: str
    columns: tuple[Cell, ...]
    rows: tuple[Line, ...]
    notes: Notes = field(default_factory=Notes)
    delimiter: str = ""
    """What divides the cells; empty for JSON."""

    def bad(self, cell: Cell | None, message: str, hint: str | None = None) -> BadFile:
        """The error that says what is wrong with a cell; None for the whole file."""
        if cell is None:
            return BadFile([Problem(None, f"{self.shown}: {message}", hint=hint)])
        lines = self._lines
        source = lines[cell.line - 1] if cell.line <= len(lines) else ""
        mark = Mark(Place(self.shown, cell.line, cell.column), max(1, cell.width), source)
        return BadFile([problem_at(mark, message, hint=hint)])

    @cached_property
    def _lines(self) -> list[str]:
        return BREAK.split(self.text)

    def find(self, name: str, others: Sequence[str] = ()) -> int | None:
        """The number of the column with a name, or else with one of some other names, which is noted.

        Raises:
            BadFile: two columns have the name.
        """
        for wanted in (name, *others):
            found = [at for at, cell in enumerate(self.columns) if slug(cell.text) == wanted]
            if len(found) > 1:
                raise self.bad(self.columns[found[1]], f"there are two columns {quoted(wanted)}; one is needed")
            if found:
                if wanted != name:
                    self.notes.add(f"the column {quoted(self.columns[found[0]].text)} was read as `{name}`")
                return found[0]
        return None

    def need(self, name: str, others: Sequence[str] = ()) -> int:
        """As `find`, for a column that has to be there.

        Raises:
            BadFile: there is none; the message says which was probably meant.
        """
        found = self.find(name, others)
        if found is None:
            there = [cell.text.strip() for cell in self.columns]
            hint = suggestion(name, [one for one in there if one], "columns there")
            raise self.bad(self.columns[0], f"the column `{name}` is missing", hint)
        return found

    def cell(self, row: Line, column: int) -> Cell:
        """A cell of a row.

        Raises:
            BadFile: the row ends before it.
        """
        found = row.cells.get(column)
        if found is None:
            name = self.columns[column].text.strip()
            what = "row" if self.delimiter else "record"
            raise self.bad(row.head, f"this {what} has no `{name[:40]}`")
        return found


def unfit(shown: str, message: str) -> BadFile:
    """The error that says what is wrong with a whole file."""
    return BadFile([Problem(None, f"{quoted(shown)} {message}")])
