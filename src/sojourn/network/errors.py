"""What is said when a network cannot be run: one plain sentence."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class NetworkError(ValueError):
    """The network as described cannot be run; the message says where, what is wrong and what is allowed."""


def suggest(word: object, allowed: Iterable[str]) -> str:
    """``"; did you mean 'x'?"`` for a near miss, else the allowed names, else nothing."""
    names = list(allowed)
    near = get_close_matches(word, names, 1) if isinstance(word, str) else []
    if near:
        return f"; did you mean {near[0]!r}?"
    more = ", ..." if len(names) > 8 else ""
    return f"; allowed: {', '.join(repr(name) for name in names[:8])}{more}" if names else ""


def shown(value: object) -> str:
    """A value as it stands in a sentence: on one line, and not too long."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 60 else f"{text[:57]}..."


def check_name(name: object, what: str) -> None:
    """Check that something can serve as a name: text in one line.

    Raises:
        NetworkError: it is empty, no text or cannot be printed; the sentence begins with ``what``.
    """
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise NetworkError(f"{what} needs a name: some text in one line, not {shown(name)}")
