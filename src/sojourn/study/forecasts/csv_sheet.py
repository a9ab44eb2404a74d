"""CSV text as a table whose cells know their place.

Cells are divided by commas, semicolons, tabs or bars, whichever the header has most of, or by what `sep=;` in the first
line says; quotes are as in RFC 4180. Empty rows, and lines before the header that begin with #, are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from sojourn.scenario.errors import quoted
from sojourn.study.forecasts.notes import Notes
from sojourn.study.forecasts.sheet import BREAK, Cell, Line, Sheet, unfit

MOST_COLUMNS = 1_000
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)


def csv_sheet(text: str, shown: str, notes: Notes) -> Sheet:
    """The rows of a CSV text under its header.

    Raises:
        BadFile: no header, a row longer than the header, a quote that does not close, or too many columns.
    """
    bare = Sheet(shown, text, (), (), notes)
    begin = 0
    delimiter = ""
    for line in text.splitlines(keepends=True):
        if found := _SEPARATOR.fullmatch(line.rstrip("\r\n")):
            if found[1] not in DELIMITERS:
                raise unfit(shown, f"says that {quoted(found[1])} divides its cells; a comma does")
            delimiter = found[1]
        elif line.startswith("#"):
            notes.add("lines before the header that begin with # were left out")
        elif line.strip(" \t\r\n,;|"):
            delimiter = delimiter or max(DELIMITERS, key=re.sub(r'"[^"]*"', "", line).count)
            break
        begin += len(line)
    delimiter = delimiter or ","
    if delimiter != ",":
        notes.add(f"the cells are divided by {DELIMITERS[delimiter]}")
    lines = iter(_rows(bare, delimiter, begin))
    header = next(lines, [])
    while header and not header[-1].text.strip():
        header.pop()
    if not header:
        raise unfit(shown, "has no header; the first line names the columns")
    rows = []
    for cells in lines:
        if not any(cell.text.strip() for cell in cells):
            if len(cells) > 1:
                notes.add("empty rows were left out")
            continue
        over = [cell for cell in cells[len(header) :] if cell.text.strip()]
        if over:
            hint = "a number with a comma in it needs quotes" if delimiter == "," else None
            raise bare.bad(over[0], f"the row has {len(cells)} cells where the header has {len(header)}", hint)
        rows.append(Line(dict(enumerate(cells[: len(header)])), cells[0]))
    return Sheet(shown, text, tuple(header), tuple(rows), notes, delimiter)


def _rows(sheet: Sheet, delimiter: str, at: int) -> Iterator[list[Cell]]:
    """The cells of each line of CSV (RFC 4180), with their places; the csv module gives no columns."""
    text, end = sheet.text, len(sheet.text)
    d = re.escape(delimiter)
    cell = re.compile(rf'[ ]*"((?:[^"]|"")*+)"[ ]*(?=[{d}\r\n]|\Z)|([^{d}\r\n]*)')
    starts = [0, *(found.end() for found in BREAK.finditer(text))]
    cells: list[Cell] = []
    while at <= end:
        found = cell.match(text, at)
        assert found is not None  # the second branch matches anything
        line = bisect_right(starts, at)
        quoted_text, plain = found.groups()
        one = Cell(
            plain if quoted_text is None else quoted_text.replace('""', '"'),
            line,
            at - starts[line - 1] + 1,
            len(found[0]),
        )
        if plain is not None and plain.lstrip(" ").startswith('"'):
            raise sheet.bad(one, "a quote opens this cell and does not close at its end")
        cells.append(one)
        if len(cells) > MOST_COLUMNS:
            raise sheet.bad(one, f"the row has more than {MOST_COLUMNS:,} cells; a table has a few")
        at = found.end()
        if at < end and text[at] == delimiter:
            at += 1
            continue
        yield cells
        cells = []
        if at >= end:
            return
        at += 2 if text.startswith("\r\n", at) else 1
        if at >= end:
            return
