"""A change in words: what it is of, what it was, what it is, and where that was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sojourn.scenario.overrides import FILE
from sojourn.scenario.paths import join
from sojourn.study.compare.changes import AGREEMENTS, CASES, MISSING, NAMED, ORDER, Change, Leaf, Path
from sojourn.study.compare.sides import Side

NOTHING = "nothing"
LONGEST = 60
"""Characters of a value."""


@dataclass(frozen=True)
class Told:
    """A change, for a reader."""

    label: str
    """`beds.capacity`, `agreement with Panama`."""
    old: str
    new: str
    place: str | None
    """`plan.yaml:6:13`: where the new value stands, or else the old one; None where nobody knows."""
    paths: tuple[str, ...]
    """Dotted paths of the scenario."""


def told(change: Change, base: Side, other: Side) -> Told:
    """What a change is, between a base and another scenario."""
    first = change.leaves[0]
    paths = tuple(_dotted(one, base, other) for one in change.leaves)
    place = next((found for one in change.leaves if (found := _place(one, base, other))), None)
    many = len(change.leaves)
    if change.why == "sources":
        return Told(f"sources of {many} number{'s' * (many > 1)}", "", "the numbers are the same", place, paths)
    if change.why == "idle":
        countries = ", ".join(one.path[-1] for one in change.leaves)
        return Told("agreements in force in neither", "", _cut(f"{many}: {countries}"), place, paths)
    if change.why == "joined":
        return Told(" + ".join(_label(one) for one in change.leaves), "", "taken together", place, paths)
    old, new = (_text(first, side, value) for side, value in ((base, first.old), (other, first.new)))
    return Told(_label(first), old, new, place, paths)


def _label(leaf: Leaf) -> str:
    path = leaf.path
    if path[-1] == ORDER:
        return f"{join(path[:-1])}, the order"
    if path[:2] == AGREEMENTS and len(path) == 3:
        return f"agreement with {path[-1]}"
    if path[: len(CASES)] == CASES and len(path) == 2:
        return f"case {path[-1]}"
    return join(path)


def _text(leaf: Leaf, side: Side, value: Any) -> str:
    if value is MISSING or value is None:
        return NOTHING
    path = leaf.path
    if path[-1] == ORDER:
        return _cut(", ".join(value))
    if path[:2] == AGREEMENTS and len(path) == 3:
        return _cut(", ".join(f"{one['status'].replace('_', ' ')} {one['on']}" for one in value["statuses"]))
    if path[: len(CASES)] == CASES and len(path) == 2:
        acts = sum(len(one["acts"]) for one in value)
        first = min(act["on"] for one in value for act in one["acts"])
        return f"{acts} act{'s' * (acts > 1)} from {first}"
    written = _written(side, path)
    return _cut(_value(value if written is None else written))


def _value(node: Any) -> str:
    """`41,500 beds; 100,000 beds by 2026-01-20`."""
    if isinstance(node, dict) and "steps" in node:
        node = node["steps"]
    if isinstance(node, list) and node and all(isinstance(one, dict) and "value" in one for one in node):
        return "; ".join(_step(one, number) for number, one in enumerate(node))
    if isinstance(node, dict) and "value" in node:
        return _value(node["value"])
    if isinstance(node, list):
        return ", ".join(map(str, node)) if all(isinstance(one, str) for one in node) else f"{len(node)} entries"
    if isinstance(node, dict):
        return ", ".join(f"{key} {_value(value)}" for key, value in node.items() if value not in (None, [], ()))
    return {True: "yes", False: "no"}.get(node, str(node)) if isinstance(node, bool) else str(node)


def _step(one: dict[str, Any], number: int) -> str:
    text = _value(one["value"])
    if one.get("reached"):
        return f"{text} by {one['reached']}"
    return f"{text} from {one['from']}" if number and one.get("from") else text


def _written(side: Side, path: Path) -> Any:
    """The value as it was written; None where nobody wrote it."""
    found = _numbered(path, side)
    if found is None or (side.document is not None and join(found) not in side.document.places):
        return None
    node: Any = side.data
    for part in found:
        if isinstance(node, list):
            node = node[int(part)] if int(part) < len(node) else None
        else:
            node = node.get(part) if isinstance(node, dict) else None
    return node


def _place(leaf: Leaf, base: Side, other: Side) -> str | None:
    for side, value in ((other, leaf.new), (base, leaf.old)):
        if value is MISSING or value is None or side.document is None:
            continue
        path = _numbered(leaf.path, side)
        if path is None:
            continue
        found = side.document.places.get(join((*path, "value"))) or side.document.place(join(path))
        if found is not None:
            return FILE if found.file == FILE else str(found)
    return None


def _dotted(leaf: Leaf, base: Side, other: Side) -> str:
    for side, value in ((other, leaf.new), (base, leaf.old)):
        if value is not MISSING and (path := _numbered(leaf.path, side)) is not None:
            return join(path)
    return join(leaf.path)


def _numbered(path: Path, side: Side) -> Path | None:
    """A path whose names of entries of lists are their numbers."""
    if path[-1] == ORDER:
        return path[:-1]
    for within, key in ((CASES, "case"), *NAMED.items()):
        if path[: len(within)] != within or len(path) == len(within):
            continue
        node: Any = side.model.model_dump(mode="json", by_alias=True)
        for part in within:
            node = node[part]
        seen: list[str] = []
        for number, entry in enumerate(node):
            name = str(entry[key])
            again = seen.count(name)
            seen.append(name)
            if path[len(within)] == (name if not again else f"{name} {again + 1}"):
                return (*within, str(number), *path[len(within) + 1 :])
        return None
    return path


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3].rstrip(' ,;')}..."
