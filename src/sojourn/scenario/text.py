"""From bytes to values with places: YAML 1.2, and a plain sentence for each way a file can be unfit to read.

Numbers stay numbers, `NO` and dates stay text, and nothing in a file can run code. Limits: 5 MB a file, 60
levels, and 200,000 values (20,000 in a short file, once aliases are written out), so that no file can take the machine
down.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sojourn.scenario.commas import split_number_in_list, split_number_in_mapping
from sojourn.scenario.errors import Mark, Place, Problem, ScenarioError, problem_at, quoted
from sojourn.scenario.paths import Parts, join
from sojourn.scenario.written import Scalar, Written

if TYPE_CHECKING:
    from ruamel.yaml import YAML

MOST_BYTES = 5_000_000
MOST_VALUES = 200_000
MOST_ALIASED = 20_000
"""Values of a short file once aliases are written out; a value written by itself takes at least two characters."""
MOST_DEPTH = 60
LONGEST_NUMBER = 40

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INT = re.compile(r"[-+]?[0-9][0-9_]*\Z")
_BASED = re.compile(r"0(?:x[0-9a-fA-F_]+|o[0-7_]+|b[01_]+)\Z")
_FLOAT = re.compile(r"[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?\Z")
_POINT = re.compile(r"[-+]?[1-9][0-9]{0,2}\.000\Z")
_NOT_FINITE = re.compile(r"[-+]?\.?(?:nan|inf|infinity)\Z", re.IGNORECASE)
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ["str", "int", "float", "bool", "null", "map", "seq", "timestamp", "merge", "value"]
}
_MERGE = "tag:yaml.org,2002:merge"


def load(path: Path, shown: str, what: str = "scenario") -> str:
    """The text of a file. Raises `ScenarioError` when it is not there, too large, or not UTF-8 text.

    `shown` is the name used in messages, `what` what the file should be.
    """
    try:
        if path.is_dir():
            raise _unfit(shown, f"is a folder, not a {what} file")
        if not path.is_file():
            raise _unfit(shown, "is not an ordinary file" if path.exists() else "is not there")
        if path.stat().st_size > MOST_BYTES:
            raise _unfit(shown, _too_large(path.stat().st_size))
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as trouble:
        why = getattr(trouble, "strerror", None) or "its name is not one that a file can have"
        raise _unfit(shown, f"cannot be read: {why}") from None
    return decode(raw, shown)


def decode(raw: bytes, shown: str) -> str:
    """Bytes as text, a byte-order mark removed. Raises `ScenarioError` for anything but UTF-8 text."""
    if len(raw) > MOST_BYTES:
        raise _unfit(shown, _too_large(len(raw)))
    if raw[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        raise _unfit(shown, "is UTF-32 text; save it as UTF-8")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _unfit(shown, "is UTF-16 text; save it as UTF-8")
    if b"\x00" in raw:
        zeros = raw[:400:2].count(0), raw[1:400:2].count(0)
        if max(zeros) > len(raw[:400]) // 4 and min(zeros) == 0:
            raise _unfit(shown, "looks like UTF-16 text; save it as UTF-8")
        before = raw[: raw.index(b"\x00")].decode("utf-8", "replace")
        raise _unfit(shown, "is not text: it holds a NUL byte", before)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        before = raw[: trouble.start].decode("utf-8", "replace")
        byte = raw[trouble.start]
        raise _unfit(shown, f"is not UTF-8 text: byte 0x{byte:02x} here; save it as UTF-8", before) from None


def parse(
    text: str, shown: str, what: str = "a scenario is keys and values, such as `title: my plan`"
) -> tuple[Written, list[Problem]]:
    """The mapping that a YAML text holds, and the problems that do not stop the reading.

    Raises `ScenarioError` when there is no mapping to go on with; `what` says what there should be.
    """
    reader = _Reader(text, shown)
    root = reader.compose()
    if root is None:
        only = "holds only comments" if text.strip() else "is empty"
        raise _unfit(shown, f"{only}; {what}")
    written = reader.written(root, ())
    if not isinstance(written.content, dict):
        found = "a list" if isinstance(written.content, list) else "a single value"
        raise ScenarioError(
            [
                problem_at(
                    written.mark,
                    f"this file is {found}; {what}",
                )
            ]
        )
    return written, reader.problems


def parse_value(text: str, shown: str, before: str, path: Parts) -> tuple[Written, list[Problem]]:
    """A single value, as in an override; `before` is what stands before it on its line, for the excerpt."""
    reader = _Reader(text, shown, before)
    root = reader.compose()
    if root is None:
        mark = Mark(Place(shown, 1, len(before) + 1), 1, before + text)
        raise ScenarioError([problem_at(mark, "a value is missing after `=`; write null to remove", join(path))])
    return reader.written(root, path), reader.problems


class _Reader:
    """One text on its way from YAML nodes to `Written`."""

    def __init__(self, text: str, shown: str, before: str = "") -> None:
        self.text, self.shown, self.before = text, shown, before
        self.lines = _LINE_BREAK.split(text)
        self.problems: list[Problem] = []
        self.count = 0
        self.most = min(MOST_VALUES, max(MOST_ALIASED, len(text)))

    def compose(self) -> Any:
        """The root node, or None for a text without content."""
        from ruamel.yaml.error import MarkedYAMLError, YAMLError

        from sojourn.scenario.syntax import sentence

        if found := _UNPRINTABLE.search(self.text):
            at = self.text[: found.start()]
            raise _unfit(self.shown, f"holds the control character U+{ord(found.group()):04X}", at)
        try:
            return _yaml().compose(self.text)
        except MarkedYAMLError as trouble:
            message, mark = sentence(trouble)
            place = self.mark(mark, None) if mark is not None else None
            raise ScenarioError([problem_at(place, message)]) from None
        except (
            YAMLError,
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
            AssertionError,
            ArithmeticError,
        ):
            # ruamel lets plain Python errors out for odd escapes and directives, without a place
            raise _unfit(self.shown, "is not YAML; look for an escape after a backslash or a line with `%`") from None

    def mark(self, start: Any, end: Any) -> Mark:
        """A YAML mark as a `Mark`; the width stops at the end of the line."""
        line = min(start.line, len(self.lines) - 1)
        source = (self.before if line == 0 else "") + self.lines[line]
        column = min(start.column + (len(self.before) if line == 0 else 0), len(source))
        if end is not None and end.line == start.line:
            width = end.column - start.column
        else:
            width = len(source[column:].split(" #")[0].rstrip())
        return Mark(Place(self.shown, line + 1, column + 1), max(1, width), source)

    def written(self, node: Any, path: Parts, key: Mark | None = None) -> Written:
        """A node as a value with its place, aliases written out."""
        from ruamel.yaml.nodes import MappingNode, SequenceNode

        self.count += 1
        mark = self.mark(node.start_mark, node.end_mark)
        if self.count > self.most or len(path) >= MOST_DEPTH:
            deep = f"more than {MOST_DEPTH} levels" if len(path) >= MOST_DEPTH else f"more than {self.most:,} values"
            raise ScenarioError([problem_at(mark, f"{deep} once aliases are written out; put large tables in files")])
        if str(node.tag) not in _TAGS:
            self.complain(mark, f"tags such as {quoted(str(node.tag))} are not used in scenarios; remove it", path)
        if isinstance(node, MappingNode):
            return self.mapping(node, path, mark, key)
        if isinstance(node, SequenceNode):
            if said := split_number_in_list(node):
                entry, hint = said
                wrong = "a comma between digits starts a new entry of the list"
                self.complain(self.mark(entry.start_mark, entry.end_mark), wrong, path, hint)
            entries = [self.written(child, (*path, str(i))) for i, child in enumerate(node.value)]
            return Written(entries, mark, f"a list of {len(entries)}", key, bool(node.flow_style))
        value = self.scalar(node, mark, path)
        return Written(value, mark, node.value, key)

    def mapping(self, node: Any, path: Parts, mark: Mark, key: Mark | None) -> Written:
        """A mapping; a key given twice is a problem, and its first value stays."""
        from ruamel.yaml.nodes import SequenceNode

        table: dict[str, Written] = {}
        merged: list[Any] = []
        split = split_number_in_mapping(node)
        name = ""
        for key_node, value_node in node.value:
            key_mark = self.mark(key_node.start_mark, key_node.end_mark)
            if split is not None and key_node is split[0]:
                self.complain(
                    key_mark,
                    "a comma between digits starts a new entry of the mapping",
                    (*path, name),
                    split[1],
                )
                continue
            if str(key_node.tag) == _MERGE:
                merged += value_node.value if isinstance(value_node, SequenceNode) else [value_node]
                continue
            if not isinstance(key_node.value, str):
                self.complain(key_mark, "a key is a word, not a list or a mapping", path)
                continue
            name = key_node.value
            if name in table:
                first = table[name].key
                where = f" at line {first.place.line}, column {first.place.column}" if first else ""
                self.complain(key_mark, f"{quoted(name)} is given twice: first{where}, again here", (*path, name))
                continue
            if any("\ud800" <= c <= "\udfff" for c in name):
                self.complain(key_mark, "half of a surrogate pair is not text", path)
                continue
            table[name] = self.written(value_node, (*path, name), key_mark)
        for source in merged:
            table = {**self.merge(source, path), **table}
        return Written(table, mark, "a mapping", key, bool(node.flow_style))

    def merge(self, node: Any, path: Parts) -> dict[str, Written]:
        """The entries that a merge key (`<<: *base`) brings in."""
        written = self.written(node, (*path, "<<"))
        if not isinstance(written.content, dict):
            self.complain(written.mark, "`<<` merges mappings only", path)
        return written.table

    def scalar(self, node: Any, mark: Mark, path: Parts) -> Scalar:
        """A scalar's value: quoted text stays text; dates and `NO` are text in any case."""
        text: str = node.value
        if any("\ud800" <= c <= "\udfff" for c in text):
            self.complain(mark, "half of a surrogate pair is not text", path)
            return ""
        if node.style is not None or str(node.tag).endswith(":str"):
            return text
        if text in _NULL:
            return None
        if text in _BOOL:
            return _BOOL[text]
        if _NOT_FINITE.match(text):
            self.complain(mark, f"{quoted(text)} is not a number that can be used here", path)
            return text
        if not (_INT.match(text) or _BASED.match(text) or _FLOAT.match(text)):
            return text
        if len(text) > LONGEST_NUMBER:
            self.complain(mark, f"a number of {len(text):,} characters is too long", path)
            return text
        return self.number(text, mark, path)

    def number(self, text: str, mark: Mark, path: Parts) -> Scalar:
        """A YAML 1.2 number; `60.000` stays text."""
        digits = text.replace("_", "")
        if _INT.match(text):
            return int(digits)
        if _POINT.match(text):  # thousands to many readers; whoever wants the number says which is meant
            return text
        if _BASED.match(text):
            return int(digits, 0) if len(digits) > 2 else text
        value = float(digits)
        if not math.isfinite(value):
            self.complain(mark, f"{quoted(text)} is too large a number", path)
            return text
        return value

    def complain(self, mark: Mark, message: str, path: Parts, hint: str | None = None) -> None:
        self.problems.append(problem_at(mark, message, join(path), hint))


def _yaml() -> YAML:
    """A YAML 1.2 reader that builds nodes, never objects, and stops at the limits."""
    from ruamel.yaml import YAML
    from ruamel.yaml.composer import Composer, ComposerError
    from ruamel.yaml.error import MarkedYAMLError

    class Bounded(Composer):
        def __init__(self, loader: Any = None) -> None:
            super().__init__(loader)
            self.warn_double_anchors = False
            self.seen = 0

        def compose_node(self, parent: Any, index: Any) -> Any:
            self.seen += 1
            if self.seen > MOST_VALUES:
                raise ComposerError(None, None, "too many values", self.parser.peek_event().start_mark)
            start = self.parser.peek_event()
            try:
                return super().compose_node(parent, index)
            except MarkedYAMLError as trouble:
                # where a text ends too early, its innermost open bracket is the place to show
                if getattr(start, "flow_style", False) and "stream end" in str(trouble.problem):
                    trouble.context_mark, trouble.problem = start.start_mark, f"open {type(start).__name__}"
                raise

    yaml = YAML(typ="safe", pure=True)
    yaml.Composer = Bounded
    yaml.max_depth = MOST_DEPTH
    return yaml


def _too_large(size: int) -> str:
    most = MOST_BYTES // 1_000_000
    size_mb = math.ceil(size / 1e5) / 10
    return f"is {size_mb:,.1f} MB; a scenario has at most {most} MB, so put large tables in CSV files"


def _unfit(shown: str, why: str, before: str | None = None) -> ScenarioError:
    """A whole file that cannot be used; `before` is the text up to the place, where there is one."""
    lines = _LINE_BREAK.split(before or "")
    place = Place(shown, len(lines), len(lines[-1].removeprefix("\ufeff")) + 1)
    return ScenarioError([Problem(place, f"{quoted(shown)} {why}")])
