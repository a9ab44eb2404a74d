"""What is wrong with a scenario, said so that its author can mend it.

A `Problem` is one plain sentence with the place it is about; a `ScenarioError` carries all problems of one
reading, in the order of the files. The rendered form follows the habit of good compilers:

    plan.yaml:6:3: error: unknown key `bedz`
      6 |   bedz: 60,000
        |   ^^^^
        = did you mean `beds`?
        = allowed here: bed_day, beds, stay
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

LONGEST_LINE = 160
"""Characters of a source line that a problem shows; a longer line is cut around its place."""
LONGEST_TEXT = 60
"""Characters of a user's own text repeated inside a sentence."""
MOST_SHOWN = 50
"""Problems rendered in full; the rest are counted."""


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file, counted from 1. For an override the file is `--set` and the line 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{printable(self.file)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of one source line: where it begins, how wide it is, and the line itself."""

    place: Place
    width: int
    source: str


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong."""

    place: Place | None
    """Where; None when the trouble is a whole file, such as one that is not there."""
    message: str
    """What is wrong, in one sentence."""
    path: str = ""
    """The dotted path of the value, such as `beds.capacity`; empty when there is none."""
    hint: str | None = None
    """What is allowed, or probably meant; one suggestion a line."""
    excerpt: str | None = None
    """The source line, cut around the place when it is long."""
    width: int = 1
    """Characters to underline."""
    caret: int = 1
    """Column within the excerpt where the underline begins, counted from 1."""

    def __str__(self) -> str:
        return render(self)

    def to_json(self) -> dict[str, Any]:
        """Plain data for `--json` and for the fields of the web page."""
        place = self.place
        return {
            "file": place.file if place else None,
            "line": place.line if place else None,
            "column": place.column if place else None,
            "width": self.width,
            "path": self.path,
            "message": self.message,
            "hint": self.hint,
            "excerpt": self.excerpt,
        }


class ScenarioError(Exception):
    """A scenario cannot be used. `problems` holds every reason found; `str()` is the text to show."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        shown = [render(problem) for problem in self.problems[:MOST_SHOWN]]
        left = len(self.problems) - len(shown)
        if left:
            shown.append(f"and {left} more")
        return "\n".join(shown)

    def to_json(self) -> list[dict[str, Any]]:
        """All problems as plain data."""
        return [problem.to_json() for problem in self.problems]


class AtPath(ValueError):
    """Raised by a model's validator to point at a value inside: `AtPath("until", "lies before `from`")`.

    `path` is dotted and relative to the model being validated; `message` is a clause to stand after it. Where two
    values do not fit each other, `beside` is the path of the other one, or of several: the one written
    last is pointed at.
    """

    def __init__(self, path: str, message: str, hint: str | None = None, *, beside: str | Sequence[str] = ()) -> None:
        super().__init__(path, message, hint)
        self.beside: tuple[str, ...] = (beside,) if isinstance(beside, str) else tuple(beside)
        self.path = path
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return self.message


class AtPaths(ValueError):
    """Several `AtPath` at once, for a validator that finds more than one thing wrong."""

    def __init__(self, found: Iterable[AtPath]) -> None:
        self.found: tuple[AtPath, ...] = tuple(found)
        super().__init__(self.found)

    def __str__(self) -> str:
        return "; ".join(one.message for one in self.found)


def problem_at(mark: Mark | None, message: str, path: str = "", hint: str | None = None) -> Problem:
    """A problem at a mark, with its line cut to a readable length."""
    if mark is None:
        return Problem(None, message, path, hint)
    start, source = mark.place.column - 1, mark.source
    cut = max(0, start - LONGEST_LINE // 2) if len(source) > LONGEST_LINE else 0
    excerpt = source[cut : cut + LONGEST_LINE]
    width = max(1, min(mark.width, len(excerpt) - (start - cut)))
    return Problem(mark.place, message, path, hint, excerpt, width, start - cut + 1)


def render(problem: Problem) -> str:
    """A problem as plain text of a few lines, without a final line break."""
    head = f"{problem.place}: error: {problem.message}" if problem.place else f"error: {problem.message}"
    lines, margin = [head], 5
    if problem.place and problem.excerpt is not None and problem.excerpt.strip():
        number = f"{problem.place.line:>3}"
        margin = len(number) + 1
        before, under = _split(problem.excerpt, problem.caret - 1, problem.width)
        lines += [
            f"{number} | {_shown(problem.excerpt)}",
            f"{' ' * margin}| {' ' * before}{'^' * max(1, under)}",
        ]
    if problem.hint:
        lines += [f"{' ' * margin}= {line}" for line in problem.hint.split("\n")]
    return "\n".join(map(printable, lines))


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that `word` was probably meant to be, or None."""
    by_fold = {one.casefold(): one for one in allowed}
    found = difflib.get_close_matches(word[:LONGEST_LINE].casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None


def suggestion(word: str, allowed: Sequence[str], label: str = "allowed here") -> str | None:
    """`did you mean` and the list of what is allowed, one a line; None when nothing can be said."""
    lines = []
    if meant := nearest(word, allowed):
        lines.append(f"did you mean `{meant}`?")
    if allowed:
        more = f", and {len(allowed) - 40} more" if len(allowed) > 40 else ""
        lines.append(f"{label}: {', '.join(allowed[:40])}{more}")
    return "\n".join(lines) or None


def quoted(text: str) -> str:
    """A user's text, short and safe to print, between backticks."""
    cut = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
    return f"`{printable(cut)}`"


def printable(text: str) -> str:
    """The text with everything that a terminal would obey or hide written as an escape."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def _shown(source: str) -> str:
    """A source line with one visible character for each hidden one, so that carets stay under their place."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "�" for c in source)


def _split(source: str, start: int, width: int) -> tuple[int, int]:
    """Screen columns before and under the carets; wide characters take two, combining ones none."""
    return sum(map(_columns, source[:start])), sum(map(_columns, source[start : start + width])) or width


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
