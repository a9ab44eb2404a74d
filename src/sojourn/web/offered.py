"""What the page is told of a scenario: its controls, its lists (agreements, cases, money), and what may be written."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import islice
from typing import Any, get_args

from sojourn.evidence.registry import figures
from sojourn.evidence.tables import tables
from sojourn.results.standing import standings
from sojourn.scenario import Document, paths
from sojourn.scenario.accounts import Account
from sojourn.scenario.agreements import Criminality, Status, Weekday
from sojourn.scenario.litigation import ACTS, CHANNELS, EFFECTS, OF_AGREEMENT
from sojourn.systems.registry import SYSTEMS
from sojourn.web import sheltered
from sojourn.web.ask import offered, refused
from sojourn.web.controls import controls, shown
from sojourn.web.files import names_of_files
from sojourn.web.forms import forms, shape_of_model, terms
from sojourn.web.plain_controls import plain_controls

LISTS = ("third_country.agreements", "litigation", "money.accounts", "people.change")
"""Lists of the US system that the page has forms of its own for."""
WHOLE = (
    *LISTS,
    *("beds.blocks", "departures.charter", "agreements", "people"),
    *("forced.flights", "voluntary.ready", "sums.fixed", "follow_up.calls"),
)
"""Paths that are set as a whole, of any system; not where they have as many entries as before."""
NOT_HERE = {
    "draws": "Bands: what is not known is drawn of the US system only. Another seed shows the luck.",
    "quick": "A first picture of a tenth of the people: everybody is simulated at once.",
    "trace": "One person followed.",
    "pictures": "The map, the flow diagram and most other pictures of the US system.",
}
"""What the page does not have for a system other than the US one, in words."""
MOST_PATHS = 1500


@cache
def scenarios() -> dict[str, Any]:
    """All shipped scenarios that can be started from, the default first."""
    return {"scenarios": [_head(name, sheltered.read(name).model) for name in offered()]}


@cache
def scenario(name: str) -> dict[str, Any]:
    """One scenario, with everything that can be moved in it."""
    document = sheltered.read(name)
    model, us = document.model, document.model.system == "us"
    return {
        **_head(name, model),
        "seed": model.seed,
        "controls": controls(document) if us else plain_controls(document),
        "lists": {path: _at(document.data, path) for path in LISTS} if us else {},
        "forms": _written(forms(document)),
        "terms": terms(document) if us else [],
        "choices": choices(model) if us else {},
        "paths": _paths(document),
        "files": names_of_files(),
        "not_here": {} if us else NOT_HERE,
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


def _head(name: str, model: Any) -> dict[str, Any]:
    return {
        "name": name,
        "system": model.system,
        "about_system": SYSTEMS[model.system].what,
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
    shape = shape_of_model(document)
    return [paths.join(one) for one in islice(shape.paths(None), MOST_PATHS) if len(one) > 1]
