"""Forms for what is not one number: lists of entries, and values that change on dates, each made from the schema.

A form says where its value stands (`path`), what it is (`kind`), and of each field the label, what it means, what may
be written, and an example. What is written is checked by the reader of scenario files and by nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel

from sojourn.evidence.tables import table
from sojourn.results.plain_words import in_words
from sojourn.scenario import Document
from sojourn.scenario.bed_blocks import USUAL
from sojourn.scenario.paths import Parts, join, split
from sojourn.scenario.shape import Schema, Shape, shape_of

Form = dict[str, Any]
OF_US: dict[str, tuple[str, str]] = {
    "beds.blocks": (
        "Beds that are ordered",
        "On top of the beds above. They cost money before they exist; what is not said is as published for the type.",
    ),
    "departures.charter": ("Charter routes", "Each nationality that leaves by charter belongs to one of them."),
    "staff.judges": ("Judges", "Followed from the first day once anything is said of them."),
    "staff.document_officers": ("Officers who obtain documents", "Followed once anything is said of them."),
    "staff.arrest_officers": ("Officers who arrest", "Followed once anything is said of them."),
    "beds.capacity": ("Beds, step by step", "A value from a day on; with “reached” it is come to in a straight line."),
    "arrivals.interior": ("Arrests in the interior, step by step", ""),
    "arrivals.interior_added": ("Arrests that the plan adds, step by step", ""),
    "arrivals.border": ("Handed over at the border, step by step", ""),
    "departures.land": ("Over land borders, step by step", ""),
    "departures.commercial": ("Seats on commercial flights, step by step", ""),
    "proceedings.pace": ("Pace of proceedings, step by step", "Above 1 is faster; for people already inside as well."),
}
"""Forms of the US system that are made from the schema, with a title and what to know; agreements, court stops, money
and single countries have forms of their own in the page."""
TERMS = "third_country.agreements"
"""The list of which the page's own form shows some fields, and the rest are made from the schema."""
FRESH: dict[str, Form] = {
    "beds.blocks": {"type": "soft_sided", "beds": "5,000 beds"},
    "departures.charter": {"name": "A new route", "to": ["Venezuela"], "flights": "2 per week"},
}
"""What a new entry is, where the last one is no model for it; days are the first day of the scenario."""
GIVEN = {"beds.blocks": tuple(USUAL)}
"""Keys that the schema asks for and the reader fills in where they are not said."""
DAY = r"\d{4}-\d{2}-\d{2}"
"""A pattern with this in it is that of a day."""
PLAIN = {"value", "source"}
"""Keys of a value that says where it comes from; a mapping with more of them is more than a value."""
DEEPEST = 5
MONTH = 30


def forms(document: Document[Any]) -> list[Form]:
    """The forms of a scenario, in the order of the page."""
    shape = shape_of_model(document)
    if document.model.system == "us":
        return [_form(shape, document.data, split(path), *words) for path, words in OF_US.items()]
    found = [path for path in shape.paths(None) if "0" not in path and shape.is_list(path)]
    found = [path for path in found if not any(path != one and path[: len(one)] == one for one in found)]
    return [_form(shape, document.data, path, title(path), _about(shape, path)) for path in found]


def terms(document: Document[Any]) -> list[Form]:
    """The fields of an agreement of the US system."""
    shape = shape_of_model(document)
    return list(_fields(shape, (*split(TERMS), "0"), 0))


def shape_of_model(document: Document[Any]) -> Shape:
    """What may be written in a scenario of a document's system."""
    model: type[BaseModel] = type(document.model)
    return shape_of(model)


def _form(shape: Shape, data: Any, path: Parts, name: str, about: str) -> Form:
    told = _kind(shape, path, 0)
    value = data
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    for one in told.get("fields", ()):
        one["needed"] = one["needed"] and one["key"] not in GIVEN.get(join(path), ())
    fresh = FRESH.get(join(path)) or (
        another(value) if isinstance(value, list) and value else _fresh(told.get("fields", ()))
    )
    return {"path": join(path), "title": name, "about": about, **told, "given": value, "fresh": fresh}


def another(entries: list[Any]) -> Any:
    """An entry like the last one, by another name and a month later, so that it can stand beside them."""
    entry = entries[-1]
    if not isinstance(entry, dict):
        return entry
    out: Form = {}
    for key, value in entry.items():
        if key in ("case", "name"):
            out[key] = f"Another {key}"
        elif key == "country":
            taken = [one.get(key) for one in entries]
            known = (row.text(key) for row in table("agreements"))
            out[key] = next((name for name in known if name not in taken), value)
        elif key == "on":
            day = date.fromisoformat(str(value["value"] if isinstance(value, dict) else value))
            out[key] = (day + timedelta(days=MONTH)).isoformat()
        elif key != "iso3":
            out[key] = value
    return out


def _fields(shape: Shape, path: Parts, depth: int) -> Iterator[Form]:
    """The keys of an entry; `source` is left out, since what is written by hand has none."""
    for parent in shape.at(path):
        for key, schema in parent.get("properties", {}).items():
            if key != "source" and depth < DEEPEST:
                told = _kind(shape, (*path, key), depth + 1)
                needed = key in parent.get("required", ()) and "default" not in schema
                about = _about(shape, (*path, key))
                yield {"key": key, "label": in_words(key), "help": about, "needed": needed, **told}


def _kind(shape: Shape, path: Parts, depth: int) -> Form:
    """What stands at a path: `steps`, `list`, `group`, `checks`, `names`, `choice`, `flag`, `date` or `text`."""
    found = [one for one in shape.at(path) if one.get("type") != "null"]
    entries = [one for one in shape.at((*path, "0")) if one]
    example = next((one["examples"][0] for one in found if one.get("examples")), "")
    if any({"from", "value"} <= set(one.get("properties", {})) for one in entries):
        return {"kind": "steps", "example": example, "allowed": _allowed(found)}
    if any(set(one.get("properties", {})) - PLAIN for one in found):
        return {"kind": "group", "fields": list(_fields(shape, path, depth))}
    if any(one.get("type") == "array" or "items" in one for one in found):
        if allowed := _allowed(entries):
            return {"kind": "checks", "allowed": allowed}
        if any(set(one.get("properties", {})) - PLAIN for one in entries):
            return {"kind": "list", "fields": list(_fields(shape, (*path, "0"), depth))}
        return {"kind": "names", "example": next((one["examples"][0] for one in entries if one.get("examples")), "")}
    if allowed := _allowed(found):
        return {"kind": "choice", "allowed": allowed}
    if any(one.get("type") == "boolean" for one in found):
        return {"kind": "flag"}
    if any(DAY in one.get("pattern", "") for one in found):
        return {"kind": "date"}
    return {"kind": "text", "example": example}


def _allowed(found: list[Schema]) -> list[str]:
    words = [word for one in found for word in (one.get("enum") or ([one["const"]] if "const" in one else []))]
    return [word for word in dict.fromkeys(words) if isinstance(word, str)]


def _fresh(fields: Any) -> Form:
    """An entry of what has to be said and nothing more."""
    out: Form = {}
    for one in fields:
        if one["needed"] and one["kind"] in ("text", "choice"):
            out[one["key"]] = one["allowed"][0] if one["kind"] == "choice" else one["example"]
    return out


def _about(shape: Shape, path: Parts) -> str:
    """What the schema says of a path."""
    for parent in shape.at(path[:-1]):
        schema = parent.get("properties", {}).get(path[-1], {})
        if schema.get("description"):
            return " ".join(str(schema["description"]).replace("`", "").split())
    return ""


def title(path: Parts) -> str:
    """`Forced: flights`."""
    words = [in_words(part) if not part.isdigit() else str(int(part) + 1) for part in path]
    first = words[0][0].upper() + words[0][1:]
    return first if len(words) == 1 else f"{first}: {' '.join(words[1:])}"
