"""The YAML reader's complaints in plain words."""

from __future__ import annotations

import re
from typing import Any

from sojourn.scenario.errors import quoted

_START, _HERE = "context", "problem"

# Pattern of the complaint, the sentence, and which of its two marks is the place to show.
_SENTENCES: tuple[tuple[str, str, str], ...] = (
    (r"quoted scalar.*(end of stream|document separator)", "the quote opened here is never closed", _START),
    (r"open SequenceStartEvent", "the bracket opened here is never closed", _START),
    (r"open MappingStartEvent", "the brace opened here is never closed", _START),
    (r"flow sequence.*but got ':'", "the bracket opened here is not closed before a new key begins", _START),
    (r"flow mapping.*but got ':'", "the brace opened here is not closed before a new key begins", _START),
    (r"flow sequence.*but got", "a comma or `]` is missing here", _HERE),
    (r"flow mapping.*but got", "a comma or `}}` is missing here", _HERE),
    (r"'\\t' that cannot start", "a tab cannot indent a line or begin a value; use spaces", _HERE),
    (r"found character '(.)' that cannot", "text that begins with `{0}` must be in quotes", _HERE),
    (
        r"mapping values are not allowed",
        "a second `:` in one line; quote text that holds `: `, or mind the indentation",
        _HERE,
    ),
    (r"could not find expected ':'", "this line is no `key: value`; a `:` is missing", _START),
    (
        r"sequence entries are not allowed",
        "a list entry (`- `) cannot begin here; put it on a line of its own",
        _HERE,
    ),
    (
        r"expected <block end>, but found '<scalar>'",
        "text after a closing quote; quote the whole value",
        _HERE,
    ),
    (r"expected <block end>", "this line does not fit the lines above; mind the indentation", _HERE),
    (r"expected the node content, but found '(.+?)'", "a value is expected here, not `{0}`", _HERE),
    (r"undefined alias '(.*)'", "no anchor `&{0}` stands above this alias", _HERE),
    (
        r"expected a single document",
        "a second document begins here (`---`); write one scenario a file",
        _HERE,
    ),
    (
        r"unknown escape character '(.*)'",
        "`\\{0}` is no escape; write `\\\\` for a backslash, or use single quotes",
        _HERE,
    ),
    (r"escape sequence of", "an escape such as `\\u0041` wants that many hexadecimal digits", _HERE),
    (r"maximum depth", "more than 60 levels, one inside another", _HERE),
    (r"too many values", "more than 200,000 values; put large tables in CSV files", _HERE),
    (
        r"scanning (an anchor|an alias)",
        "a name is missing after `&` or `*`; quote text that begins with one",
        _HERE,
    ),
    (r"block scalar", "after `|` or `>` comes a new line, then indented text", _HERE),
    (r"tag", "text that begins with `!` must be in quotes", _START),
    (
        r"directive|incompatible YAML|document start",
        "this is no `key: value`; a line that begins with `%` must be in quotes",
        _HERE,
    ),
)


def sentence(trouble: Any) -> tuple[str, Any]:
    """One plain sentence for a `MarkedYAMLError`, and the mark it is about (None when there is none)."""
    said = " ".join(str(part) for part in (trouble.context, trouble.problem) if part)
    marks = {_START: trouble.context_mark, _HERE: trouble.problem_mark}
    for pattern, words, which in _SENTENCES:
        if found := re.search(pattern, said, re.DOTALL):
            return words.format(*found.groups()), marks[which] or trouble.problem_mark or trouble.context_mark
    return f"this is not YAML: {quoted(said)}", trouble.problem_mark or trouble.context_mark
