"""What is said when a network cannot be run: one plain sentence."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class NetworkError(ValueError):
    """The network as described cannot be run; the message says where, what is wrong and what is allowed."""


def suggest(word: str, allowed: Iterable[str]) -> str:
    """``"; did you mean 'x'?"`` for a near miss, else the allowed names, else nothing."""
    names = list(allowed)
    near = get_close_matches(word, names, 1)
    if near:
        return f"; did you mean {near[0]!r}?"
    shown = ", ".join(repr(name) for name in names[:8])
    return f"; allowed: {shown}{', ...' if len(names) > 8 else ''}" if names else ""
