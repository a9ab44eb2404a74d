"""The JSON Schema that editors use for completion, hover and squiggles.

It asks for no key, since a file that extends another writes only what it changes; `sojourn scenarios check` asks for
all.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

EXTENDS = {
    "description": "The scenario, or scenarios, that this one is laid over: shipped names or paths of files.",
    "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
}


def editor_schema(model: type[BaseModel]) -> dict[str, Any]:
    """JSON Schema of a model for yaml-language-server, with `extends`, and with nothing required."""
    schema = _relaxed(model.model_json_schema(by_alias=True), named=False)
    schema["properties"] = {"extends": EXTENDS, **schema.get("properties", {})}
    schema["title"] = schema.get("title") or "Sojourn scenario"
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema}


def _relaxed(schema: Any, *, named: bool) -> Any:
    """A schema without `required`, and without defaults that cannot be written, at any level.

    `named` is true where keys are names of the model's own, such as those of properties, not JSON Schema's.
    """
    if isinstance(schema, list):
        return [_relaxed(one, named=False) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _relaxed(value, named=not named and key in {"properties", "$defs", "patternProperties"})
        for key, value in schema.items()
        if named or not (key == "required" or (key == "default" and not _can_be_written(schema)))
    }


def _can_be_written(schema: dict[str, Any]) -> bool:
    """Whether a default, which editors offer to insert, is what a user would write: 30.0 is not, for `30 days`."""
    kind = schema.get("type")
    if kind == "string":
        return isinstance(schema["default"], str)
    return kind in ("boolean", "integer", "number") or (isinstance(kind, list) and "number" in kind)
