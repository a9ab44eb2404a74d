"""A change in words: what it is of, what it was, what it is, and where that was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sojourn.scenario.overrides import FILE
from sojourn.scenario.paths import join
from sojourn.study.compare.changes import CASES, MISSING, ORDER, Change, Leaf, at
from sojourn.study.compare.entries import AGREEMENTS, BLOCKS, NAMED, Path, names
from sojourn.study.compare.sides import Side
from sojourn.study.compare.values import cut, text


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
    numbers = _Numbers(base, other)
    paths = tuple(_dotted(one, numbers) for one in change.leaves)
    place = next((found for one in change.leaves if (found := _place(one, numbers))), None)
    many = len(change.leaves)
    if change.why == "sources":
        return Told(f"sources of {many} number{'s' * (many > 1)}", "", "the numbers are the same", place, paths)
    if change.why == "idle":
        countries = ", ".join(one.path[-1] for one in change.leaves)
        return Told("agreements in force in neither", "", cut(f"{many}: {countries}"), place, paths)
    if change.why == "joined":
        return Told(" + ".join(_label(one) for one in change.leaves), "", "taken together", place, paths)
    first = change.leaves[0]
    old = text(first, first.old, first.new, _written(base, numbers.path(first.path, base)))
    new = text(first, first.new, first.old, _written(other, numbers.path(first.path, other)))
    return Told(_label(first), old, new, place, paths)


class _Numbers:
    """Where the entries of lists stand in either scenario."""

    def __init__(self, base: Side, other: Side) -> None:
        self.base, self.other = base, other
        plain = [side.model.model_dump(mode="json", by_alias=True) for side in (base, other)]
        self.names: list[dict[Path, list[str]]] = [
            {CASES: [one["case"] for one in data["litigation"]]} for data in plain
        ]
        for path, kind in NAMED.items():
            lists = [at(data, path) for data in plain]
            for into, given in zip(self.names, names(kind, *lists), strict=True):
                into[path] = given

    def path(self, path: Path, side: Side) -> Path | None:
        """A path whose names of entries of lists are their numbers; None where that scenario has no such entry."""
        if path[-1] == ORDER:
            return path[:-1]
        for within, given in self.names[side is self.other].items():
            if path[: len(within)] == within and len(path) > len(within):
                name = path[len(within)]
                return (*within, str(given.index(name)), *path[len(within) + 1 :]) if name in given else None
        return path


def _label(leaf: Leaf) -> str:
    path = leaf.path
    if path[-1] == ORDER:
        return f"{join(path[:-1])}, the order"
    if path[:2] == AGREEMENTS and len(path) == 3:
        return f"agreement with {path[-1]}"
    if path[: len(CASES)] == CASES and len(path) == 2:
        return f"case {path[-1]}"
    if path[:2] == BLOCKS and len(path) == 3:
        return f"beds: {path[-1].replace('_', ' ')}"
    return join(path)


def _written(side: Side, path: Path | None) -> Any:
    """The value as it was written; None where nobody wrote it."""
    if path is None or (side.document is not None and join(path) not in side.document.places):
        return None
    node: Any = side.data
    for part in path:
        if isinstance(node, list):
            node = node[int(part)] if int(part) < len(node) else None
        else:
            node = node.get(part) if isinstance(node, dict) else None
    return node


def _place(leaf: Leaf, numbers: _Numbers) -> str | None:
    for side, value, beside in ((numbers.other, leaf.new, leaf.old), (numbers.base, leaf.old, leaf.new)):
        if value is MISSING or value is None or side.document is None:
            continue
        path = numbers.path(leaf.path, side)
        if path is None:
            continue
        if leaf.path[0] not in CASES and _entries(value) and isinstance(beside, list):
            added = next((number for number, one in enumerate(value) if one not in beside), None)
            if added is None:
                continue  # it only lacks what the other one has
            path = (*path, str(added))
        places, dotted = side.document.places, join(path)
        if any(one.file == FILE for key, one in places.items() if key == dotted or key.startswith(f"{dotted}.")):
            return FILE
        found = places.get(join((*path, "value"))) or side.document.place(dotted)
        if found is not None:
            return FILE if found.file == FILE else str(found)
    return None


def _entries(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


def _dotted(leaf: Leaf, numbers: _Numbers) -> str:
    for side, value in ((numbers.other, leaf.new), (numbers.base, leaf.old)):
        if value is not MISSING and (path := numbers.path(leaf.path, side)) is not None:
            return join(path)
    return join(leaf.path)
