"""CSV tables of published totals, read with types and refused when they are about single people.

A column is whole numbers if every filled cell is one, else numbers if every filled cell is one, else text; an
empty cell is None. Months such as 2024-12 and codes such as 06 stay text.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sojourn.evidence.individuals import refuse_cells, refuse_columns

Cell = str | int | float | None

_WHOLE = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,29})?(?:\.[0-9]{1,30})?(?:(?<=[0-9])[eE][+-]?[0-9]{1,2})?(?<=[0-9])")


class BadTable(ValueError):
    """A table that cannot be read; the message names the file and the line."""


class Row(Mapping[str, Cell]):
    """One row: a mapping from column to cell, with readers that say what type is expected."""

    __slots__ = ("_cells",)

    def __init__(self, cells: Mapping[str, Cell]) -> None:
        self._cells = dict(cells)

    def __getitem__(self, column: str) -> Cell:
        return self._cells[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __repr__(self) -> str:
        return f"Row({self._cells!r})"

    def text(self, column: str) -> str:
        """The cell as text; empty for an empty cell."""
        cell = self._cells[column]
        return "" if cell is None else str(cell)

    def number(self, column: str) -> float:
        """The cell as a number.

        Raises:
            BadTable: the cell is empty or text.
        """
        cell = self._cells[column]
        if cell is None or isinstance(cell, str):
            raise BadTable(f"column {column!r} holds {cell!r} where a number is needed")
        return float(cell)

    def whole(self, column: str) -> int:
        """The cell as a whole number.

        Raises:
            BadTable: the cell is empty, text, or has a fraction.
        """
        cell = self._cells[column]
        if not isinstance(cell, int):
            raise BadTable(f"column {column!r} holds {cell!r} where a whole number is needed")
        return cell


def read_table(path: Path) -> tuple[Row, ...]:
    """A user's own table of totals, typed by column.

    Raises:
        BadTable: the file cannot be read, or is no regular table.
        IndividualLevelTable: its rows seem to describe single people.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadTable(f"{path}: cannot be read ({error.strerror or 'no reason given'})") from error
    except UnicodeDecodeError as error:
        raise BadTable(f"{path}: is not UTF-8 text; save it as CSV UTF-8") from error
    return typed(read_text(text, str(path)))


def read_text(text: str, where: str) -> list[dict[str, str]]:
    """The rows of a CSV text as plain text cells.

    Args:
        text: the file's text, first line the header.
        where: the file, for messages.

    Raises:
        BadTable: no header, a column named twice or not at all, or a row of another length.
        IndividualLevelTable: its rows seem to describe single people.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        _check_header(header, where)
        rows = []
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                raise BadTable(f"{where}:{reader.line_num}: has {len(cells)} cells where the header has {len(header)}")
            refuse_cells(cells, f"{where}:{reader.line_num}")
            rows.append(dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        raise BadTable(f"{where}:{reader.line_num}: is not CSV ({error})") from error
    return rows


def typed(rows: Sequence[Mapping[str, str]]) -> tuple[Row, ...]:
    """Rows of text with each column turned into whole numbers, numbers or text."""
    columns = list(rows[0]) if rows else []
    turns = {column: _turn([row[column] for row in rows]) for column in columns}
    return tuple(Row({c: turns[c](row[c]) if row[c] else None for c in columns}) for row in rows)


def _turn(cells: Sequence[str]) -> type[int] | type[float] | type[str]:
    filled = [cell for cell in cells if cell]
    if filled and all(_WHOLE.fullmatch(cell) for cell in filled):
        return int
    if filled and all(_NUMBER.fullmatch(cell) for cell in filled):
        return float
    return str


def _check_header(header: Sequence[str], where: str) -> None:
    if not any(header):
        raise BadTable(f"{where}:1: has no header; the first line names the columns")
    for at, column in enumerate(header, start=1):
        if not column.strip():
            raise BadTable(f"{where}:1:{at}: the column has no name")
        if column in header[: at - 1]:
            raise BadTable(f"{where}:1:{at}: column {column[:60]!r} is named twice")
    refuse_columns(header, where)
