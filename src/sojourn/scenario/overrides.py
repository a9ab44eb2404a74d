"""`--set PATH=VALUE`: single values changed on top of a scenario, checked against the model's paths.

The value is read as YAML, so `[1, 2]` is a list and `{a: b}` a mapping, while `60,000 beds` stays text;
`null` removes. Set to a scalar, a mapping of a `value` and its `source` keeps its shape: the scalar becomes
the value, and the source says `set by you`. A `+` in the place of a number adds an entry at the end of a list:
`money.accounts.custody.appropriations.+={amount: ..., from: ..., lapses: ...}`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sojourn.scenario import paths, text
from sojourn.scenario.errors import Mark, Place, ScenarioError, quoted
from sojourn.scenario.overlay import Log
from sojourn.scenario.paths import Parts, join
from sojourn.scenario.shape import Shape
from sojourn.scenario.written import Written

FILE = "--set"
SET_BY_YOU = "set by you"
LONGEST = 100_000
ADD = "+"
"""Stands for the number of an entry that is added to a list."""


def apply(root: Written, overrides: Sequence[str], shape: Shape, log: Log) -> Written:
    """The data with each override laid over it in turn; what is wrong with one goes to the log."""
    for override in overrides:
        whole = Mark(Place(FILE, 1, 1), max(1, len(override)), override)
        if len(override) > LONGEST:
            log.complain(whole, f"an override has at most {LONGEST:,} characters", ())
            continue
        try:
            path, end = paths.scan(override)
        except ValueError as trouble:
            log.complain(whole, str(trouble), (), "for example: --set beds.capacity=60,000")
            continue
        at = replace(whole, width=max(1, end))
        if override[end : end + 1] != "=":
            log.complain(at, f"a value is missing: {quoted(override)}", path, f"write {join(path)}=VALUE")
        elif (list_at := added_to(path, shape)) is not None and list_at != len(path) - 1:
            message = f"{quoted(ADD)} adds a whole entry, and nothing stands after it"
            log.complain(at, message, path, f"write {join(path[: list_at + 1])}={{{path[list_at + 1]}: ...}}")
        elif list_at is None and shape.unknown(path) is not None:
            log.complain(at, f"there is no {quoted(join(path))} in a scenario", path, shape.instead(path, root))
        else:
            root = _one(root, path, override, end, at, shape, log)
    return root


def _one(root: Written, path: Parts, override: str, end: int, at: Mark, shape: Shape, log: Log) -> Written:
    try:
        value, problems = text.parse_value(override[end + 1 :], FILE, override[: end + 1], path)
    except ScenarioError as trouble:
        log.problems += trouble.problems
        return root
    log.problems += problems
    if value.content is None and value.text == "":
        log.complain(at, "a value is missing after `=`", path, "write null to remove it")
        return root
    return put(root, path, replace(value, key=at), shape, log)


def added_to(path: Parts, shape: Shape) -> int | None:
    """The place in a path of a `+` that stands for a new entry of a list; None where there is none."""
    places = (at for at, part in enumerate(path) if part == ADD)
    return next((at for at in places if shape.is_list(path[:at])), None)


def put(root: Written, path: Parts, value: Written, shape: Shape, log: Log) -> Written:
    """The data with a value at a path that the shape knows; where it cannot stand there, the log says so at its key."""
    try:
        return _put(root, path, 0, value, shape, log)
    except LookupError as trouble:
        log.complain(value.key or value.mark, str(trouble.args[0]), path)
        return root


def _put(node: Written | None, path: Parts, done: int, value: Written, shape: Shape, log: Log) -> Written:
    """The node with `value` at `path[done:]`. Raises LookupError with the sentence to show."""
    here, rest = path[:done], path[done:]
    if not rest:
        return _replaced(node, path, value, log)
    part = rest[0]
    if part == ADD and shape.is_list(here):
        return _with_entry(node, here, value)
    if node is None or node.content is None:
        if shape.is_list(here) and part.isdigit():
            raise LookupError(f"{quoted(join(here))} has no entries; set the whole list")
        node = replace(value, content={}, text="a mapping")
    old = node.child(part)
    removing = value.content is None and len(rest) == 1 and old is not None
    if isinstance(node.content, dict):
        if removing and old is not None:
            log.note(path, old, value)
            log.removed[path] = value.mark
            return replace(node, content={k: v for k, v in node.table.items() if k != part})
        return node.with_entry(part, _put(old, path, done + 1, value, shape, log))
    if isinstance(node.content, list):
        if old is None:
            last = len(node.entries) - 1
            what = f"entries 0 to {last}" if last > 0 else "one entry, 0" if last == 0 else "no entries"
            raise LookupError(f"{quoted(join(here))} has {what}, not {quoted(part)}")
        number = int(part)
        before, after = node.entries[:number], node.entries[number + 1 :]
        if removing:
            log.note(path, old, value)
            return replace(node, content=before + after)
        return replace(node, content=[*before, _put(old, path, done + 1, value, shape, log), *after])
    raise LookupError(f"{quoted(join(here))} is {quoted(node.text)} here, with nothing below it; set it as a whole")


def _with_entry(node: Written | None, here: Parts, value: Written) -> Written:
    """A list with one entry more. Raises LookupError where no list stands."""
    if value.content is None:
        raise LookupError(f"{quoted(value.text)} is nothing to add to {quoted(join(here))}")
    if node is None or node.content is None:
        return replace(value, content=[value], text="a list")
    if not isinstance(node.content, list):
        raise LookupError(f"{quoted(join(here))} is no list here, so nothing can be added to it; set it as a whole")
    return replace(node, content=[*node.content, value])


def _replaced(old: Written | None, path: Parts, value: Written, log: Log) -> Written:
    """The new value; a mapping of value and source keeps its shape under a scalar, and a list of steps becomes one."""
    if old is None:
        return value
    if value.scalar and value.content is not None and "value" in old.table:
        kept = old.with_entry("value", _replaced(old.table["value"], (*path, "value"), value, log))
        if "source" not in old.table:
            return kept
        source = replace(value, content=SET_BY_YOU, text=SET_BY_YOU)
        log.note((*path, "source"), old.table["source"], source)
        return kept.with_entry("source", source)
    log.note(path, old, value)
    steps = old.entries
    if value.scalar and value.content is not None and steps and all("value" in step.table for step in steps):
        return replace(value, content={"value": value, "source": replace(value, content=SET_BY_YOU, text=SET_BY_YOU)})
    return value
