"""From a file to a table: its bytes as text, and the text as CSV or JSON.

CSV may come from any spreadsheet: with a byte-order mark, in UTF-8, UTF-16 or Windows-1252. What was seen is noted.
Limit: 5 MB a file. Nothing in a file is run.
"""

from __future__ import annotations

import re
from pathlib import Path

from sojourn.study.forecasts.csv_sheet import csv_sheet
from sojourn.study.forecasts.json_sheet import json_sheet
from sojourn.study.forecasts.notes import Notes
from sojourn.study.forecasts.sheet import BREAK, Sheet, unfit

MOST_BYTES = 5_000_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_sheet(path: Path, what: str) -> Sheet:
    """The cells of a file; JSON if its first sign is a bracket, else CSV.

    Args:
        path: the file.
        what: what it is meant to be, for messages, such as `arrivals`.

    Raises:
        BadFile: it is not there, no ordinary file, too large, not text, empty, or no regular table.
    """
    shown = str(path)
    return sheet_of(_load(path, shown, what), shown, what)


def sheet_of(raw: bytes, shown: str, what: str) -> Sheet:
    """The cells of a file's bytes; errors as in `read_sheet`."""
    notes = Notes()
    text = _decoded(raw, shown, notes)
    if not text.strip():
        raise unfit(shown, f"is empty; {what} need a header and rows")
    if text.lstrip()[0] in "[{":
        return json_sheet(text, shown, notes)
    return csv_sheet(text, shown, notes)


def _load(path: Path, shown: str, what: str) -> bytes:
    try:
        if path.is_dir():
            raise unfit(shown, f"is a folder, not a file of {what}")
        if not path.is_file():
            raise unfit(shown, "is not an ordinary file" if path.exists() else "is not there")
        if path.stat().st_size > MOST_BYTES:
            raise unfit(shown, _too_large(path.stat().st_size))
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as trouble:
        why = getattr(trouble, "strerror", None) or "its name is not one that a file can have"
        raise unfit(shown, f"cannot be read: {why}") from None


def _decoded(raw: bytes, shown: str, notes: Notes) -> str:
    if len(raw) > MOST_BYTES:
        raise unfit(shown, _too_large(len(raw)))
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            text = raw.decode("utf-16")
        except UnicodeDecodeError:
            raise unfit(shown, "begins as UTF-16 text and does not go on so; save it as CSV UTF-8") from None
        notes.add("the file is UTF-16 text")
    else:
        if raw.startswith(b"\xef\xbb\xbf"):
            notes.add("a byte-order mark at the start was dropped")
        if b"\x00" in raw:
            raise unfit(shown, "is not text: it holds a NUL byte; save it as CSV UTF-8")
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            try:
                text = raw.decode("cp1252")
            except UnicodeDecodeError:
                raise unfit(shown, "is neither UTF-8 nor Windows-1252 text; save it as CSV UTF-8") from None
            notes.add("the file is not UTF-8; it was read as Windows-1252")
    if found := _CONTROL.search(text):
        line = len(BREAK.findall(text[: found.start()])) + 1
        raise unfit(shown, f"is not text: line {line} holds the control character U+{ord(found.group()):04X}")
    return text


def _too_large(size: int) -> str:
    return f"is {size / 1e6:,.1f} MB; the most that is read is {MOST_BYTES / 1e6:.0f} MB"
