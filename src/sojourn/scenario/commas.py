"""A trap of brackets: in YAML `[40,000, 50,000]` is four numbers and `{value: 40,000}` has a key `000`.

The two functions find it in YAML nodes and say what to write instead.
"""

from __future__ import annotations

import re
from typing import Any

_HEAD = re.compile(r"[-+]?[^\w\s]{0,2}[0-9]{1,3}\Z", re.ASCII)
_TAIL = re.compile(r"([0-9]{3})(?!\w)(.*)\Z", re.ASCII | re.DOTALL)


def split_number_in_list(node: Any) -> tuple[Any, str] | None:
    """The entry that is the head of a split number, and what to write; None when all is well.

    `[41,500]` may well be meant as two numbers. It is refused when the second part could not stand alone
    (`000`, `500 beds`) or when the list also has commas with a space after them, as in `[41,500, 60,250]`.
    """
    if not node.flow_style:
        return None
    pairs = list(zip(node.value, node.value[1:], strict=False))
    spaced = any(not _touching(left, right) for left, right in pairs)
    for left, right in pairs:
        if found := _tail(left, right):
            digits, rest = found
            if digits.startswith("0") or rest.strip() or spaced:
                return left, _instead(left.value, digits, rest)
    return None


def split_number_in_mapping(node: Any) -> tuple[Any, str] | None:
    """The key that is really the tail of a number, and what to write; None when all is well."""
    if not node.flow_style:
        return None
    for (_, left), (right, value) in zip(node.value, node.value[1:], strict=False):
        if value.value == "" and (found := _tail(left, right)):
            return right, _instead(left.value, *found)
    return None


def _touching(left: Any, right: Any) -> bool:
    """Only a comma stands between the two."""
    before, after = left.end_mark, right.start_mark
    return bool(before.line == after.line and after.column == before.column + 1)


def _tail(left: Any, right: Any) -> tuple[str, str] | None:
    """The three digits and the rest of `right` when `left,right` reads as one number."""
    plain = all(isinstance(one.value, str) and one.style is None for one in (left, right))
    if not (plain and _touching(left, right) and _HEAD.match(left.value)):
        return None
    found = _TAIL.match(right.value)
    return (found[1], found[2]) if found else None


def _instead(head: str, digits: str, rest: str) -> str:
    short = head + (f".{digits}".rstrip("0").rstrip(".")) + "k"
    return f"write {head}_{digits}{rest} or {short}{rest}"
