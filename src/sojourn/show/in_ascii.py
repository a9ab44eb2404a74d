"""Letters for a terminal or a file that has not all of them: a dash stays a dash where only ASCII can be written."""

from __future__ import annotations

import codecs
import unicodedata

LIKE = "like"
"""Name of the way of encoding: for `errors` of a stream."""
_INSTEAD = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212─━╌╍", "-"),
    **dict.fromkeys("│┃║", "|"),
    **dict.fromkeys("█▓▉▊▋▌▍▎▏", "#"),
    **dict.fromkeys("\u2018\u2019", "'"),
    **dict.fromkeys("\u201c\u201d\u201e«»", '"'),
    **dict.fromkeys("•·", "*"),
    "×": "x", "±": "+/-", "≥": ">=", "≤": "<=", "→": "->", "←": "<-", "…": "...", "√": "sqrt", "€": "EUR ", "£": "GBP ",
}  # fmt: skip


def register() -> None:
    """Make the way of encoding known under its name."""
    codecs.register_error(LIKE, _like)


def _like(trouble: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(trouble, UnicodeEncodeError):
        raise trouble
    lost = trouble.object[trouble.start : trouble.end]
    return "".join(map(_letter, lost)), trouble.end


def _letter(lost: str) -> str:
    """What stands for a letter: a sign like it, the letter without its accent, or a question mark."""
    plain = unicodedata.normalize("NFKD", lost)[:1]
    return _INSTEAD.get(lost) or (plain if plain.isascii() and plain.isprintable() else "?")
