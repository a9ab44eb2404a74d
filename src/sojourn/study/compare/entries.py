"""Entries of a scenario's lists by name, so that the same entry is found in another scenario wherever it stands there.

Some have a name: the country of an agreement, the name of a route. Beds that are ordered have none, and are told by
their type and day. Entries that are equal belong to each other first, then those of one name, then those that are
alike in less, each in order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

Path = tuple[str, ...]
Entry = dict[str, Any]
Alike = Callable[[Entry], object]
"""Of an entry what is equal in two that may belong to each other."""


@dataclass(frozen=True)
class Named:
    """A list whose entries have names."""

    name: Callable[[Entry], str]
    """Of an entry."""
    less: Alike | None = None
    """What an entry still has in common with one of another name that it may have been before."""
    whole: bool = True
    """Whether an entry is one change; if not, each value in it is."""


AGREEMENTS: Path = ("third_country", "agreements")
BLOCKS: Path = ("beds", "blocks")
NAMED = MappingProxyType(
    {
        AGREEMENTS: Named(lambda one: str(one["country"])),
        ("departures", "charter"): Named(lambda one: str(one["name"]), whole=False),
        BLOCKS: Named(lambda one: f"{one['type']} ordered {one['ordered']}", less=lambda one: one["type"]),
    }
)
"""The lists, by path."""


def names(kind: Named, old: Sequence[Entry], new: Sequence[Entry]) -> tuple[list[str], list[str]]:
    """The names of the entries of a list in two scenarios: equal where two belong together, else never."""
    partner: dict[int, int] = {}
    for alike in (_itself, kind.name, *([] if kind.less is None else [kind.less])):
        for at, entry in enumerate(new):
            left = [number for number in range(len(old)) if number not in partner.values()]
            found = next((number for number in left if alike(old[number]) == alike(entry)), None)
            if at not in partner and found is not None:
                partner[at] = found
    taken: list[str] = []
    second = [_fresh(kind.name(entry), taken) for entry in new]
    first = {number: second[at] for at, number in partner.items()}
    return [first.get(number) or _fresh(kind.name(entry), taken) for number, entry in enumerate(old)], second


def _itself(entry: Entry) -> object:
    return entry


def _fresh(name: str, taken: list[str]) -> str:
    """A name that none has yet: numbered from the second of a name on."""
    number, shown = 1, name
    while shown in taken:
        number += 1
        shown = f"{name} {number}"
    taken.append(shown)
    return shown
