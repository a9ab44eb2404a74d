"""A JSON list of flat records as a table whose cells know their place."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import Any

from sojourn.scenario.errors import quoted
from sojourn.study.forecasts.notes import Notes
from sojourn.study.forecasts.sheet import BREAK, BadFile, Cell, Line, Sheet

_BLANK = re.compile(r"[ \t\r\n]*")
_ALLOWED = 'a list of records is expected, such as [{"month": "2024-12", "series": "population.total", ...}]'


class _Twice(ValueError):
    """A key that a record has twice."""


def json_sheet(text: str, shown: str, notes: Notes) -> Sheet:
    """The records as rows, the keys as columns.

    Raises:
        BadFile: not JSON, no list of flat records, or a key twice in a record.
    """
    return _Reader(text, shown, notes).read()


class _Reader:
    def __init__(self, text: str, shown: str, notes: Notes) -> None:
        self.text, self.shown, self.notes = text, shown, notes
        self.sheet = Sheet(shown, text, (), (), notes)
        # numbers stay as they are written, so that the cells of JSON and of CSV are read by the same rules
        self.decoder = json.JSONDecoder(
            object_pairs_hook=_once, parse_float=_Number, parse_int=_Number, parse_constant=_Number
        )
        self.breaks = [found.end() for found in BREAK.finditer(text)]

    def read(self) -> Sheet:
        """All records, in order."""
        at = self._blank(0)
        if self.text[at] != "[":
            raise self._bad(at, "this is a single object", _ALLOWED)
        at = self._blank(at + 1)
        columns: dict[str, int] = {}
        rows: list[Line] = []
        while self._sign(at) != "]" or rows:
            record, end = self._record(at)
            rows.append(self._row(record, at, end, columns))
            at = self._blank(end)
            if self._sign(at) == "]":
                break
            if self._sign(at) != ",":
                raise self._bad(at, "a comma or a closing bracket is expected here")
            at = self._blank(at + 1)
        if (rest := self._blank(at + 1)) < len(self.text):
            raise self._bad(rest, "there is more after the list of records")
        if not rows:
            raise self._bad(0, "the list is empty", _ALLOWED)
        header = tuple(Cell(name, rows[0].head.line, rows[0].head.column, 1) for name in columns)
        return Sheet(self.shown, self.text, header, tuple(rows), self.notes)

    def _record(self, at: int) -> tuple[dict[str, Any], int]:
        try:
            record, end = self.decoder.raw_decode(self.text, at)
        except json.JSONDecodeError as trouble:
            raise self._bad(trouble.pos, f"this is not JSON: {trouble.msg[:1].lower()}{trouble.msg[1:]}") from None
        except _Twice as trouble:
            raise self._bad(at, f"the record has the key {quoted(str(trouble))} twice") from None
        except RecursionError:
            raise self._bad(at, "this is nested too deeply", _ALLOWED) from None
        if not isinstance(record, dict):
            raise self._bad(at, "this is not a record", _ALLOWED)
        return record, end

    def _row(self, record: dict[str, Any], at: int, end: int, columns: dict[str, int]) -> Line:
        cells = {}
        for key, value in record.items():
            if isinstance(value, (dict, list)):
                raise self._bad(at, f"the value of {quoted(key)} is no single number or text", _ALLOWED)
            text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            cells[columns.setdefault(key, len(columns))] = self._cell(key, text, at, end)
        return Line(cells, self._at(at, "", 1))

    def _cell(self, key: str, text: str, at: int, end: int) -> Cell:
        """The place of a value is that of its key, or of the record if the key is written in escapes."""
        found = re.compile(re.escape(json.dumps(key, ensure_ascii=False)) + r"[ \t\r\n]*:").search(self.text, at, end)
        return self._at(found.start(), text, len(key) + 2) if found else self._at(at, text, 1)

    def _at(self, at: int, text: str, width: int) -> Cell:
        line = bisect_right(self.breaks, at)
        return Cell(text, line + 1, at - (self.breaks[line - 1] if line else 0) + 1, width)

    def _blank(self, at: int) -> int:
        found = _BLANK.match(self.text, at)
        return found.end() if found else at

    def _sign(self, at: int) -> str:
        return self.text[at : at + 1]

    def _bad(self, at: int, message: str, hint: str | None = None) -> BadFile:
        return self.sheet.bad(self._at(min(at, len(self.text)), "", 1), message, hint)


class _Number(str):
    """A number as it is written."""

    __slots__ = ()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1))
    return record
