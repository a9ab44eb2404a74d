"""Findings in the words of the page: without the commands and paths that a reader of the command line is pointed to."""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMMAND = re.compile(r"; see `sojourn [^`]*`")
_PATHS = re.compile(r" \((?:[a-z_]+(?:\.[a-z_*]+)+|`[^`]*` in [a-z_]+\.json)\)")


def own_words(findings: Iterable[str]) -> list[str]:
    """The sentences without what only the command line has: `; see ...` and paths or files in brackets."""
    return [_PATHS.sub("", _COMMAND.sub("", one)) for one in findings]
