"""Controls of a system for which nobody has written words: each value as it is written, labelled by its path.

A number is told in the unit in which the scenario has it (`14 days`, `3%`, `140 million GBP`), and is written back so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from sojourn.evidence.registry import figures
from sojourn.results.plain_words import in_words
from sojourn.results.standing import Standing, standings
from sojourn.scenario import Document
from sojourn.scenario.paths import split
from sojourn.scenario.shape import Shape
from sojourn.web.controls import Control, dates, slider, stands_on
from sojourn.web.forms import shape_of_model, title

WRITTEN = re.compile(r"\s*(-?[\d,]*\.?\d+)\s*(.*?)\s*", re.DOTALL)
"""A number, and what follows it."""
WHOLE = re.compile(r"(beds|seats|people|children|workers|attempts|business days)")
"""Units that are counted."""
NAMES = ("name", "nationality", "country", "case")
"""Keys by which an entry of a list is called."""
LEVELS = 3
"""Parts of a path to which a choice among words is looked for."""


def plain_controls(document: Document[Any]) -> list[Control]:
    """The controls of a scenario, in the order of its sections."""
    shape = shape_of_model(document)
    found = [*dates(document.model), *_numbers(document, shape), *_choices(document, shape)]
    groups = list(dict.fromkeys(one["group"] for one in found))
    return sorted(found, key=lambda one: groups.index(one["group"]))


def _numbers(document: Document[Any], shape: Shape) -> Iterator[Control]:
    for one in standings(document.model):
        parts = split(one.path)
        if parts[0] == "period":
            continue
        if isinstance(one.value, date):
            yield {
                **_head(document.data, shape, parts, one),
                "kind": "date",
                "value": one.value.isoformat(),
                "unit": "",
                "write": "{}",
            }
        elif (text := _text(document.data, parts)) is not None and (found := WRITTEN.fullmatch(text)):
            value, unit = float(found[1].replace(",", "")), found[2]
            yield {**_head(document.data, shape, parts, one), "kind": "number", **_range(one, value, unit)}


def _range(one: Standing, value: float, unit: str) -> Control:
    """The value in its unit, and the published range, where that is in the same unit."""
    figure = figures().get(one.source or "")
    low = high = None
    if figure is not None and not isinstance(figure.value, str):
        times = next((times for times in (1.0, 100.0) if abs(figure.number * times - value) <= 1e-9 * abs(value)), None)
        if times is not None:
            low, high = (None if end is None else end * times for end in (figure.low, figure.high))
    whole = bool(WHOLE.search(unit))
    write = f"{{}}{unit}" if unit == "%" else f"{{}} {unit}".strip()
    return {"unit": unit, "write": write, **slider(value, low, high, whole=whole, most=100.0 if unit == "%" else None)}


def _choices(document: Document[Any], shape: Shape) -> Iterator[Control]:
    """Choices among a few words."""
    for parts in shape.paths(None):
        allowed = [word for one in shape.at(parts) for word in one.get("enum", ())]
        value = _at(document.data, parts)
        if len(parts) <= LEVELS and parts[0] != "system" and len(allowed) > 1 and isinstance(value, str):
            stand = Standing(".".join(parts), value, None)
            told = {**_head(document.data, shape, parts, stand), **stands_on(None, "yours")}
            yield {**told, "kind": "choice", "value": value, "unit": "", "write": "{}", "allowed": allowed}


def _label(data: Any, parts: tuple[str, ...]) -> str:
    """`Stay`; of one of several entries its name, or its number: `Flights 2, seats`."""
    words: list[str] = []
    for at, part in enumerate(parts[1:] or parts, 1):
        if part.isdigit() and at < len(parts):
            entry = _at(data, parts[: at + 1])
            name = next((entry[key] for key in NAMES if key in entry), None) if isinstance(entry, dict) else None
            words = [f"{words[-1]} {int(part) + 1}" if words else str(int(part) + 1)] if name is None else [str(name)]
        else:
            words.append(in_words(part))
    text = ", ".join(words)
    return text[:1].upper() + text[1:]


def _head(data: Any, shape: Shape, parts: tuple[str, ...], one: Standing) -> Control:
    label = _label(data, parts)
    return {
        "path": one.path,
        "group": title(parts[:1]),
        "label": label,
        "help": _help(shape, parts),
        "first": True,
        **stands_on(one.source, one.grade, day=isinstance(one.value, date)),
    }


def _help(shape: Shape, parts: tuple[str, ...]) -> str:
    """What the schema says of a value; of one of several steps or entries nothing, since the first has said it."""
    if parts[-1].isdigit():
        parts = parts[:-1] if parts[-1] == "0" else ()
    for parent in shape.at(parts[:-1]) if parts else ():
        told = parent.get("properties", {}).get(parts[-1], {}).get("description")
        if told:
            return " ".join(str(told).replace("`", "").split())
    return ""


def _text(data: Any, parts: tuple[str, ...]) -> str | None:
    """How a value is written; None where it is no scalar."""
    found = _at(data, parts)
    if isinstance(found, dict):
        found = found.get("value")
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return None
    return f"{found:.12g}" if isinstance(found, float) else str(found)


def _at(data: Any, parts: tuple[str, ...]) -> Any:
    for part in parts:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and part.isdigit() and int(part) < len(data):
            data = data[int(part)]
        else:
            return None
    return data
