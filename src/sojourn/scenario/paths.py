"""Dotted paths: how a value inside a scenario is named, in errors, in overrides and in links.

`beds.capacity`, `agreements.0.quota`, `nationalities."El Salvador".refuses`: keys joined by dots, list
entries by their number from 0, and quotes around a key that holds a dot, a space, an equals sign or a
quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

Parts = tuple[str, ...]
"""A path in parts; a list entry's number is a part too."""

_PLAIN = re.compile(r"""[^\s."'=]+\Z""")
_PART = re.compile(r"""\s*+(?:"((?:[^"\\]|\\.)*+)"|'([^']*+)'|([^."'=]++))\s*+(\.|=|\Z)""", re.DOTALL)


def join(parts: Iterable[str | int]) -> str:
    """The dotted text of a path; `split(join(parts))` gives the parts back, as text."""
    return ".".join(_written(str(part)) for part in parts)


def split(text: str) -> Parts:
    """The parts of a dotted path. Raises ValueError with the sentence to show."""
    parts, end = scan(text)
    if end != len(text):
        raise ValueError(f"a path ends before `=`: {text[:end]}")
    return parts


def scan(text: str) -> tuple[Parts, int]:
    """The parts of the path that `text` begins with, and where it ends: at an `=` or at the end of the text.

    Raises ValueError with the sentence to show when it is not a path.
    """
    parts: list[str] = []
    position = 0
    while match := _PART.match(text, position):
        double, single, plain, closing = match.groups()
        if double is not None:
            single = re.sub(r"\\(.)", r"\1", double, flags=re.DOTALL)
        parts.append(single if single is not None else plain.strip())
        position = match.end()
        if closing != ".":
            return tuple(parts), match.start(4)
    raise ValueError("a path is keys joined by dots, such as beds.capacity or departures.charter.0.flights")


def _written(part: str) -> str:
    if _PLAIN.match(part):
        return part
    return '"' + part.replace("\\", "\\\\").replace('"', '\\"') + '"'
