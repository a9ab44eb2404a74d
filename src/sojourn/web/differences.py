"""A scenario file as a difference from a shipped scenario, so that a file that was sent in is a state of the page."""

from __future__ import annotations

import json
from typing import Any

from sojourn.scenario import paths
from sojourn.scenario.paths import Parts
from sojourn.web import offered as offers
from sojourn.web import sheltered
from sojourn.web.ask import offered

FILE = "your file"
"""What a scenario that was sent in is called where something is wrong with it."""
NOT_BARE = frozenset("#:{}[],&*!|>'\"%@`")
"""Characters that YAML reads as more than text."""
WHOLE = tuple(paths.split(one) for one in offers.WHOLE)


def difference(text: str) -> dict[str, Any]:
    """The shipped scenario that a file differs least from, and what is to be set on top of it.

    The file may extend shipped scenarios and no files.

    Raises:
        ScenarioError: it is no scenario, with everything that is wrong with it.
    """
    document = sheltered.read(FILE, texts={FILE: text})
    data = document.model.model_dump(mode="json", by_alias=True)
    same = (name for name in offered() if sheltered.read(name).model.system == document.model.system)
    found = [(name, _changes(_plain(name), data, ())) for name in same]
    name, changes = min(found, key=lambda one: sum(len(value) for value in one[1].values()))
    return {"scenario": name, "set": changes}


def _plain(name: str) -> dict[str, Any]:
    plain: dict[str, Any] = sheltered.read(name).model.model_dump(mode="json", by_alias=True)
    return plain


def _changes(old: Any, new: Any, path: Parts) -> dict[str, str]:
    """Paths at which two scenarios differ, with what to write there."""
    if old == new:
        return {}
    if isinstance(old, dict) and isinstance(new, dict) and path not in WHOLE:
        if set(new) == {"steps"} == set(old):
            return _steps(old["steps"], new["steps"], path)
        if set(old) == set(new) and not {"value", "amount"} & set(new):
            return {where: text for key in new for where, text in _changes(old[key], new[key], (*path, key)).items()}
        if set(old) == set(new) == {"value", "source"} and not isinstance(new["value"], dict | list):
            return _sourced(old, new, path)
    return {paths.join(path): _text(_bare(new))}


def _steps(old: list[Any], new: list[Any], path: Parts) -> dict[str, str]:
    if len(old) == len(new) and len(new) > 1:
        out: dict[str, str] = {}
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            here = (*path, str(number))
            if one == other:
                continue
            for key in ("from", "reached"):
                if one[key] != other[key]:
                    if other[key] is None or one[key] is None:
                        return {paths.join(path): _text(_bare({"steps": new}))}
                    out[paths.join((*here, key))] = _text(other[key])
            if (one["value"], one["source"]) != (other["value"], other["source"]):
                if one["source"] is None or other["source"] in (None, one["source"]):
                    return {paths.join(path): _text(_bare({"steps": new}))}
                out |= _sourced(one, other, here)
        return out
    return {paths.join(path): _text(_bare({"steps": new}))}


def _sourced(old: dict[str, Any], new: dict[str, Any], path: Parts) -> dict[str, str]:
    """A value set by hand is written as one; any other keeps its source."""
    if new["source"] == "set by you" and old["source"] is not None:
        return {paths.join(path): _text(new["value"])}
    return {paths.join(path): _text({key: value for key, value in new.items() if value is not None})}


def _bare(value: Any) -> Any:
    """A value as it is written: steps as a list, and nothing that is not there."""
    if isinstance(value, dict):
        if set(value) == {"steps"}:
            steps = [_bare(one) for one in value["steps"]]
            return steps[0] if len(steps) == 1 and not {"from", "reached"} & set(steps[0]) else steps
        return {key: _bare(one) for key, one in value.items() if one is not None}
    return [_bare(one) for one in value] if isinstance(value, list) else value


def _text(value: Any) -> str:
    """A value as text after `PATH=`: a word as it is, all else as JSON, which YAML reads."""
    if isinstance(value, str) and value == value.strip() and value[:1].isalnum() and not set(value) & NOT_BARE:
        return value
    return json.dumps(value, ensure_ascii=False)
