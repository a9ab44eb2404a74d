"""Scenarios of strangers: read as any other, but none of them may open a file of the machine.

A scenario of the US system names tables of the evidence and nothing else. One of children can follow the arrivals of
another scenario, which may be a file (`arrivals.follow`): from here, only one that ships.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import Any

import pydantic

from sojourn.scenario import Document
from sojourn.scenario import read as read_scenario
from sojourn.scenario.choice import Choice
from sojourn.scenario.errors import AtPath
from sojourn.scenario.shipped import shipped
from sojourn.systems.registry import DEFAULT, SYSTEMS, system

FOLLOW = "follow"
"""The key under which a scenario may name another."""


def read(source: str, overrides: Sequence[str] = (), texts: dict[str, str] | None = None) -> Document[Any]:
    """A scenario by its shipped name, or by that of a text, which opens no file but what ships.

    Args:
        source: the name.
        overrides: as after `--set`.
        texts: texts by name, beside those that ship.

    Raises:
        ScenarioError: with everything that is wrong.
    """
    return read_scenario(
        source, choice(), overrides=overrides, shipped={**shipped(), **(texts or {})}, allow_outside=texts is None
    )


@cache
def choice() -> Choice:
    """The models of all systems, each so that it opens nothing."""
    return Choice({word: partial(_model, word) for word in SYSTEMS}, DEFAULT)


@cache
def _model(word: str) -> type[pydantic.BaseModel]:
    model = system(word).model()
    if not any(FOLLOW in keys for keys in _keys(model)):
        return model
    check: Any = pydantic.model_validator(mode="before")(_ships)
    return pydantic.create_model(model.__name__, __base__=model, __validators__={"sheltered": check})


def _keys(model: Any) -> list[set[str]]:
    schema = model.model_json_schema(by_alias=True)
    return [set(one.get("properties", {})) for one in (schema, *schema.get("$defs", {}).values())]


def _ships(data: Any) -> Any:
    """The data, if it follows nothing but what ships."""
    for path, name in _followed(data, ()):
        if name is not None and name not in shipped():
            raise AtPath(".".join(path), "only a scenario that ships can be followed here")
    return data


def _followed(data: Any, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], Any]]:
    if isinstance(data, dict):
        found = [((*path, FOLLOW), data[FOLLOW])] if FOLLOW in data else []
        return found + [one for key, value in data.items() for one in _followed(value, (*path, str(key)))]
    if isinstance(data, list | tuple):
        return [one for at, value in enumerate(data) for one in _followed(value, (*path, str(at)))]
    return []
