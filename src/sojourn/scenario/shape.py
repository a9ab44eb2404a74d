"""What a model allows, path by path, read from its JSON Schema: for overrides and for suggestions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from pydantic import BaseModel

from sojourn.scenario.errors import nearest, suggestion
from sojourn.scenario.paths import Parts, join
from sojourn.scenario.written import Written

Schema = dict[str, Any]
MOST_PATHS = 3000
"""Paths that a suggestion is looked for in."""


class Shape:
    """The keys and paths of a pydantic model."""

    def __init__(self, model: type[BaseModel]) -> None:
        self.root: Schema = model.model_json_schema(by_alias=True)
        self.definitions: dict[str, Schema] = self.root.get("$defs", {})

    def at(self, path: Sequence[str]) -> list[Schema]:
        """The schemas that a value at this path may follow; empty when the model does not know the path."""
        found = self._flat(self.root)
        for part in path:
            found = self._below(found, part)
        return found

    def keys(self, path: Sequence[str], tags: Sequence[str] = ()) -> list[str]:
        """The keys that the model names at a path; `tags` narrow a union to the branch an error came from."""
        found = self.at(path)
        narrowed = [one for one in found if one.get("title") in tags or _constants(one) & set(tags)]
        return list(dict.fromkeys(key for one in narrowed or found for key in one.get("properties", {})))

    def is_list(self, path: Sequence[str]) -> bool:
        """Whether a list may stand at this path."""
        return any("items" in one or "prefixItems" in one for one in self.at(path))

    def unknown(self, path: Parts) -> int | None:
        """The number of the first part of a path that the model does not know, or None."""
        found = self._flat(self.root)
        for number, part in enumerate(path):
            found = self._below(found, part)
            if not found:
                return number
        return None

    def instead(self, path: Parts, data: Written) -> str | None:
        """What an unknown path was probably meant to be, and what is allowed where it leaves the model."""
        number = self.unknown(path) or 0
        allowed = self.keys(path[:number])
        if not allowed and (there := data.at(path[:number])) is not None:
            allowed = list(there.table) or [str(i) for i in range(len(there.entries))]
        hint = suggestion(path[number], allowed, f"allowed in {join(path[:number])}" if number else "allowed here")
        near = nearest(path[number], allowed)
        whole = (*path[:number], near, *path[number + 1 :]) if near else ()
        if near:
            meant: str | None = join(whole if self.at(whole) else whole[: number + 1])
        else:
            known = [join(one) for one in islice(self.paths(data), MOST_PATHS)]
            endings = [one for one in known if one.endswith(f".{path[-1]}")]
            meant = endings[0] if endings else nearest(join(path), known)
        lines = [line for line in (hint or "").splitlines() if not line.startswith("did you mean")]
        return "\n".join([f"did you mean `{meant}`?", *lines] if meant else lines) or None

    def paths(self, data: Written | None) -> Iterator[Parts]:
        """Each path of the model; where it leaves keys or numbers open, those in the data."""
        yield from self._paths(self._flat(self.root), data, ())

    def _paths(self, found: list[Schema], data: Written | None, path: Parts) -> Iterator[Parts]:
        if len(path) > 8:
            return
        keys = dict.fromkeys(key for one in found for key in one.get("properties", {}))
        if data is not None:
            keys |= dict.fromkeys(data.table) | dict.fromkeys(str(i) for i in range(len(data.entries)))
        for key in keys:
            if below := self._below(found, key):
                yield (*path, key)
                yield from self._paths(below, data.child(key) if data else None, (*path, key))

    def _below(self, found: list[Schema], part: str) -> list[Schema]:
        below: list[Schema] = []
        for one in found:
            if part in one.get("properties", {}):
                below += self._flat(one["properties"][part])
            elif part.isdigit() and ("items" in one or "prefixItems" in one):
                below += self._flat(one.get("items") or {})
            elif patterns := [s for p, s in one.get("patternProperties", {}).items() if re.search(p, part)]:
                below += [flat for s in patterns for flat in self._flat(s)]
            elif not one or one.get("type") == "object" or "additionalProperties" in one:
                rest = one.get("additionalProperties", "properties" not in one)
                below += self._flat({} if rest is True else rest) if rest is not False else []
        return below

    def _flat(self, schema: Schema) -> list[Schema]:
        """A schema as its alternatives, references followed."""
        while "$ref" in schema:
            schema = self.definitions[schema["$ref"].rsplit("/", 1)[-1]]
        parts = [*schema.get("anyOf", []), *schema.get("oneOf", []), *schema.get("allOf", [])]
        return [flat for part in parts for flat in self._flat(part)] if parts else [schema]


@lru_cache(maxsize=8)
def shape_of(model: type[BaseModel]) -> Shape:
    """The shape of a model, made once."""
    return Shape(model)


def _constants(schema: Schema) -> set[str]:
    """The tags of a branch of a tagged union: its `Literal` fields."""
    return {str(one["const"]) for one in schema.get("properties", {}).values() if "const" in one}
