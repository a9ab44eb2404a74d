"""What differs between two scenarios, change by change, and the scenarios with some of the changes and not others.

Two scenarios are compared as they were understood, not as they were written: `60,000 beds` and `60000` are the same,
and what is not written has its default. What belongs together is one change: all steps of a value in time, an agreement
with all its terms, a court case with all its acts, beds that are ordered together, any other list, such as the
appropriations of an account. Titles and texts are none, and neither are the period and the seed, which are the same
on both sides. Where only the source of a number differs, the number is the same; all such differences are one change,
which can move nothing but what is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from sojourn.policy.agreements import counts
from sojourn.scenario.agreements import Agreement
from sojourn.scenario.litigation import OF_AGREEMENT
from sojourn.scenario.us import UsScenario
from sojourn.study.compare.entries import AGREEMENTS, NAMED, Path, names

ASIDE = ("title", "about", "system", "period", "seed")
"""Keys of a scenario that are no changes."""
CASES: Path = ("litigation",)
ORDER = "(order)"
"""Stands for the order of a list in the place of the name of an entry."""
LEAF = ("value", "steps")
"""A mapping with one of these keys is a value."""


class _Missing:
    def __repr__(self) -> str:
        return "nothing"


MISSING: Final = _Missing()


Why = Literal["one", "idle", "sources", "joined"]
"""Why leaves are one change: there is one; agreements that count in neither scenario; only sources differ; one cannot
be had without the other."""


@dataclass(frozen=True)
class Leaf:
    """One place at which two scenarios differ."""

    path: Path
    old: Any
    """As plain values; :data:`MISSING` where there is none."""
    new: Any
    only_source: bool = False
    """Whether the value is the same, and only what it stands on differs."""


@dataclass(frozen=True)
class Change:
    """Leaves that are taken together."""

    leaves: tuple[Leaf, ...]
    why: Why = "one"

    @property
    def paths(self) -> frozenset[Path]:
        """Where it changes something."""
        return frozenset(one.path for one in self.leaves)


def both(base: UsScenario, other: UsScenario) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two scenarios as plain values with all defaults, their named lists as mappings."""
    one, two = (scenario.model_dump(mode="json", by_alias=True) for scenario in (base, other))
    for (*above, last), kind in NAMED.items():
        lists = [at(data, above) for data in (one, two)]
        for node, given in zip(lists, names(kind, *(node[last] for node in lists)), strict=True):
            node[last] = dict(zip(given, node[last], strict=True))
    for data in (one, two):
        cases: dict[str, Any] = {}
        for entry in data["litigation"]:
            cases.setdefault(entry["case"], []).append(entry)
        data["litigation"] = cases
    return one, two


def changes(base: UsScenario, other: UsScenario) -> tuple[Change, ...]:
    """What differs between two scenarios, in the order of the scenario's sections."""
    found = list(_leaves(*both(base, other), ()))
    idle = [one for one in found if one.path[:2] == AGREEMENTS and _idle(one, base, other)]
    sources = [one for one in found if one.only_source and one not in idle]
    single = [Change((one,)) for one in found if one not in idle and one not in sources]
    out = [*single]
    if idle:
        out.append(Change(tuple(idle), "idle"))
    if sources:
        out.append(Change(tuple(sources), "sources"))
    return tuple(out)


def mixed(base: UsScenario, other: UsScenario, taken: Iterable[Change]) -> dict[str, Any]:
    """The base with some of the changes, as plain data that a scenario can be made of.

    The period is the longer one, so that no step of either lies outside it. What a court does to an agreement that is
    not among the changes taken does nothing, and is left out.
    """
    one, two = both(base, other)
    paths = {path for change in taken for path in change.paths}
    data: dict[str, Any] = _mixed(one, two, paths, ())
    for *above, last in NAMED:
        node = at(data, above)
        node[last] = list(node[last].values())
    there = {f"{OF_AGREEMENT}{deal['country']}" for deal in data["third_country"]["agreements"]}
    channels = {entry["channel"] for entries in data["litigation"].values() for entry in entries}
    gone = {channel for channel in channels if channel.startswith(OF_AGREEMENT)} - there
    cases = [entry for entries in data["litigation"].values() for entry in entries]
    data["litigation"] = [entry for entry in cases if entry["channel"] not in gone]
    data["period"]["until"] = max(one["period"]["until"], two["period"]["until"])
    return data


def _leaves(old: Any, new: Any, path: Path) -> Iterable[Leaf]:
    if _open(old, path) and _open(new, path):
        for key in _joined(list(old), list(new)):
            if not path and key in ASIDE:
                continue
            yield from _leaves(old.get(key, MISSING), new.get(key, MISSING), (*path, key))
        if path in NAMED and _common(old, new) != _common(new, old):
            yield Leaf((*path, ORDER), list(old), list(new))
    elif old != new:
        yield Leaf(path, old, new, only_source=_bare(old) == _bare(new))


def _mixed(old: Any, new: Any, taken: set[Path], path: Path) -> Any:
    if _open(old, path) and _open(new, path):
        turned = (*path, ORDER) in taken
        keys = _joined(list(new), list(old)) if turned else _joined(list(old), list(new))
        both = {
            key: _mixed(old.get(key, MISSING), new.get(key, MISSING), taken, (*path, key))
            for key in keys
            if path or key not in ASIDE
        }
        if not path:
            both |= {key: old[key] for key in ASIDE if key in old}
        return {key: value for key, value in both.items() if value is not MISSING}
    return new if path in taken else old


def _open(node: Any, path: Path) -> bool:
    """Whether a value is a mapping that is looked into."""
    entry = path[:-1] == CASES or (path[:-1] in NAMED and NAMED[path[:-1]].whole)
    return isinstance(node, dict) and not entry and not any(key in node for key in LEAF)


def at(data: dict[str, Any], path: Iterable[str]) -> Any:
    """What stands at a path of plain values."""
    node: Any = data
    for part in path:
        node = node[part]
    return node


def _joined(one: list[str], other: list[str]) -> list[str]:
    """The keys of both: those of the first in their order, each other one after the key that it follows."""
    out = list(one)
    for at, key in enumerate(other):
        if key not in out:
            out.insert(out.index(other[at - 1]) + 1 if at else 0, key)
    return out


def _common(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    return [key for key in one if key in other]


def _bare(node: Any) -> Any:
    """A value without what it stands on."""
    if isinstance(node, dict):
        return {key: _bare(value) for key, value in node.items() if key != "source"}
    return [_bare(one) for one in node] if isinstance(node, list) else node


def _idle(leaf: Leaf, base: UsScenario, other: UsScenario) -> bool:
    """Whether an agreement counts on no day in either scenario, even under the credit of the other."""
    drawn = any(one.third_country.prospects == "drawn" for one in (base, other))
    if leaf.path[-1] == ORDER or drawn:
        return False
    deals = [Agreement.model_validate(one) for one in (leaf.old, leaf.new) if one is not MISSING]
    given = {one.third_country.credit for one in (base, other)}
    return not any(counts(change.status, credit) for deal in deals for change in deal.statuses for credit in given)
