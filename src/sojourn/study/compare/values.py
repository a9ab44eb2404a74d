"""The two values of a change in words: of what is large, what the other one has not."""

from __future__ import annotations

from typing import Any

from sojourn.study.compare.changes import CASES, MISSING, ORDER, Leaf
from sojourn.study.compare.entries import AGREEMENTS

NOTHING = "nothing"
LONGEST = 60
"""Characters of a value."""
FEW = 3
"""Acts of a court, and entries of a list, that are told one by one."""


def text(leaf: Leaf, value: Any, other: Any, written: Any) -> str:
    """One value of a leaf in words.

    Args:
        leaf: the place at which two scenarios differ.
        value: the value there, of one of them.
        other: that of the other.
        written: the value as it was written; None where nobody wrote it.
    """
    if value is MISSING or value is None:
        return NOTHING
    path = leaf.path
    if path[-1] == ORDER:
        return cut(", ".join(value))
    if path[: len(CASES)] == CASES and len(path) == 2:
        return cut(_case(value, [] if other is MISSING else other))
    if path[:2] == AGREEMENTS and len(path) == 3:
        return cut(_agreement(value, {} if other is MISSING else other))
    if isinstance(value, dict) and isinstance(other, dict):
        differing = [key for key in value if value[key] != other.get(key)]
        if len(differing) < len(value):
            return cut(_value({key: _as_written(written, key, value[key]) for key in differing}))
    if isinstance(value, list) and isinstance(other, list) and any(isinstance(one, dict) for one in (*value, *other)):
        return cut(_entries(value, [one for one in value if one not in other]))
    return cut(_value(value if written in (None, {}) else written))


def cut(told: str) -> str:
    """A text that is not too long."""
    return told if len(told) <= LONGEST else f"{told[: LONGEST - 3].rstrip(' ,;')}..."


def _case(entries: list[dict[str, Any]], others: list[dict[str, Any]]) -> str:
    """What courts do in a case; where it is another thing in the other scenario, that."""
    here, there = ([(one["channel"], _act(act)) for one in some for act in one["acts"]] for some in (entries, others))
    new, gone = ([told for one, told in a if (one, told) not in b] for a, b in ((here, there), (there, here)))
    acts = list(dict.fromkeys(new))
    if gone and 0 < len(acts) <= FEW:
        return ", ".join(acts)
    first = min(act["on"] for one in entries for act in one["acts"])
    return f"{len(here)} act{'s' * (len(here) > 1)} from {first}"


def _act(act: dict[str, Any]) -> str:
    effect = f" ({act['effect']})" if act.get("effect") else ""
    return f"{act['act'].replace('_', ' ')}{effect} {act['on']}"


def _agreement(deal: dict[str, Any], other: dict[str, Any]) -> str:
    """Its course; of one whose course is the same in both scenarios the terms that are not."""
    if other and deal["statuses"] == other["statuses"]:
        return _value({key: value for key, value in deal.items() if value != other.get(key)})
    return ", ".join(f"{one['status'].replace('_', ' ')} {one['on']}" for one in deal["statuses"])


def _entries(all_: list[Any], only: list[Any]) -> str:
    """The entries of a list; one by one those few that the other scenario has not."""
    number = f"{len(all_)} {'entry' if len(all_) == 1 else 'entries'}"
    if not 0 < len(only) <= FEW:
        return number if all_ else NOTHING
    told = "; ".join(_entry(one) for one in only)
    return told if len(only) == len(all_) else f"{number}, with {told}"


def _entry(node: Any) -> str:
    if isinstance(node, dict) and "amount" in node:
        return f"{node['amount']} from {node['from']}"
    return _value(node)


def _as_written(written: Any, key: str, value: Any) -> Any:
    return written[key] if isinstance(written, dict) and key in written else value


def _value(node: Any) -> str:
    """`41,500 beds; 100,000 beds by 2026-01-20`."""
    if isinstance(node, dict) and "steps" in node:
        node = node["steps"]
    if isinstance(node, list) and node and all(isinstance(one, dict) and "value" in one for one in node):
        return "; ".join(_step(one, number) for number, one in enumerate(node))
    if isinstance(node, dict) and "value" in node:
        return _value(node["value"])
    if isinstance(node, list):
        plain = all(isinstance(one, str) for one in node)
        return (", ".join(map(str, node)) if plain else _entries(node, node)) or NOTHING
    if isinstance(node, dict):
        some = {key: value for key, value in node.items() if key != "source" and value not in (None, [], (), {})}
        return ", ".join(f"{key} {_value(value)}" for key, value in some.items()) or NOTHING
    return {True: "yes", False: "no"}.get(node, str(node)) if isinstance(node, bool) else str(node)


def _step(one: dict[str, Any], number: int) -> str:
    told = _value(one["value"])
    if one.get("reached"):
        return f"{told} by {one['reached']}"
    return f"{told} from {one['from']}" if number and one.get("from") else told
