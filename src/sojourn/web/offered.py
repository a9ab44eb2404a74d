"""What the page is told of a scenario: its controls, its lists (agreements, cases, money), and what may be written."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import islice
from typing import Any, get_args

from sojourn.evidence.registry import figures
from sojourn.evidence.tables import tables
from sojourn.results.standing import standings
from sojourn.run import load
from sojourn.scenario import Document, paths
from sojourn.scenario.accounts import Account
from sojourn.scenario.agreements import Criminality, Status, Weekday
from sojourn.scenario.litigation import ACTS, CHANNELS, EFFECTS, OF_AGREEMENT
from sojourn.scenario.shape import shape_of
from sojourn.scenario.us import UsScenario
from sojourn.web.ask import offered, refused
from sojourn.web.controls import controls, shown

LISTS = ("third_country.agreements", "litigation", "money.accounts", "beds.blocks", "people.change")
"""Paths that are set as a whole."""
MOST_PATHS = 1500


@cache
def scenarios() -> dict[str, Any]:
    """All shipped scenarios that can be started from, the default first."""
    return {"scenarios": [_head(name, load(name).model) for name in offered()]}


@cache
def scenario(name: str) -> dict[str, Any]:
    """One scenario, with everything that can be moved in it."""
    document = load(name)
    model = document.model
    return {
        **_head(name, model),
        "seed": model.seed,
        "controls": controls(document),
        "lists": {path: _at(document.data, path) for path in LISTS},
        "choices": choices(model),
        "paths": _paths(document),
    }


def choices(model: Any) -> dict[str, Any]:
    """The words that may stand in agreements, cases, accounts and requests to follow somebody."""
    from sojourn.systems.us_people import CASES, nationalities

    return {
        "nationalities": [one.name for one in nationalities(model)],
        "criminality": list(get_args(Criminality)),
        "agency": ["interior", "border"],
        "case": list(CASES),
        "status": list(get_args(Status)),
        "weekday": list(get_args(Weekday)),
        "act": list(ACTS),
        "effect": list(EFFECTS),
        "channel": [*CHANNELS, *(f"{OF_AGREEMENT}{one.country}" for one in model.third_country.agreements)],
        "account": list(get_args(Account)),
    }


def standing(document: Document[Any]) -> list[dict[str, Any]]:
    """Each value of a scenario as it is asked for, and what it stands on."""
    return [
        {"path": one.path, "value": _written(one.value), "source": one.source, "grade": one.grade}
        for one in standings(document.model)
        if one.value is not None
    ]


def evidence(key: str) -> dict[str, Any]:
    """A figure, or a table, of the evidence.

    Raises:
        Refused: there is neither of this name.
    """
    if (figure := figures().get(key)) is not None:
        parts = ("unit", "as_of", "publisher", "document", "grade", "note")
        ends = {
            end: None if (value := getattr(figure, end)) is None else shown(value) for end in ("value", "low", "high")
        }
        return {"kind": "figure", "key": key, **ends, **{part: getattr(figure, part) for part in parts}}
    if (table := tables().get(key)) is not None:
        told = {part: getattr(table, part) for part in ("unit", "publisher", "document", "grade", "note")}
        return {
            "kind": "table",
            "key": key,
            "value": table.what,
            "low": None,
            "high": None,
            "as_of": table.period,
            **told,
        }
    from sojourn.scenario.errors import nearest

    near = nearest(key, [*figures(), *tables()])
    raise refused("key", f"there is no evidence {key[:80]!r}", f"did you mean {near}?" if near else None, status=404)


def _head(name: str, model: UsScenario) -> dict[str, Any]:
    return {
        "name": name,
        "title": model.title,
        "about": " ".join(model.about.split()),
        "from": model.period.start.value.isoformat(),
        "until": model.period.until.isoformat(),
        "last_day": (model.period.until - timedelta(days=1)).isoformat(),
    }


def _at(data: Any, path: str) -> Any:
    for part in path.split("."):
        data = data.get(part) if isinstance(data, dict) else None
    return _written(data)


def _written(value: Any) -> Any:
    """Plain data as JSON has it; what JSON does not have, as it is written."""
    if isinstance(value, dict):
        return {str(key): _written(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_written(one) for one in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _paths(document: Document[Any]) -> list[str]:
    """Paths that can be set, for whoever looks for one."""
    shape = shape_of(UsScenario)
    return [paths.join(one) for one in islice(shape.paths(None), MOST_PATHS) if len(one) > 1]
