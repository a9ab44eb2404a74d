"""The page on parameters, written from the default scenario and the evidence that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from pages import DOCS
from sojourn.evidence.registry import Figure, figures
from sojourn.evidence.tables import tables
from sojourn.results.standing import Standing, standings
from sojourn.run import load
from sojourn.scenario.document import Document
from sojourn.scenario.paths import join, split

FILE = DOCS / "parameters.md"
SCENARIO = "plan-2025"
GRADES = {"plan": "P", "yours": "Y"}
HEAD = f"""# Every parameter and its source

Every value of the scenario `{SCENARIO}`, the one that runs where none is named, as the program has it. `--set
PATH=VALUE` changes one ([ten minutes](start.md#change-the-beds)); `sojourn evidence KEY` shows all that is
known of a source. A grade of A is official, B press or secondary, C assumed or fitted; P is the plan's own
number ([grades](evidence.md#grades)). Low and high are the ends that draws go through
([uncertainty](uncertainty.md#what-is-drawn-and-how)), in the unit of the source.
"""
CHOICES = """## Choices and names

These stand on no evidence: they name a thing, or choose a rule. Rules that could be otherwise are run beside a study
([uncertainty](uncertainty.md#three-kinds-kept-apart)).
"""
SOURCES = """## Sources

The figures and tables named above. A table has a row for each of many numbers, with grades of their own where
they differ; the grade above is the worst.
"""


@cache
def document() -> Document[Any]:
    """The default scenario, as it was read."""
    return load(SCENARIO)


@cache
def sourced() -> tuple[Standing, ...]:
    """Every value that has a source, each once."""
    return tuple(one for one in standings(document().model) if not one.path.endswith(".source"))


def leaves(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Paths of all values as they are written."""
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    if isinstance(node, list) and not any(isinstance(one, dict | list) for one in node):
        inside = ()
    for name, one in inside:
        yield from leaves(one, (*path, str(name)))
    if not inside:
        yield path


def choices() -> list[str]:
    """Paths of the values that stand on no evidence."""
    covered = [split(one.path) for one in sourced()]
    found = [path for path in leaves(document().data) if not any(path[: len(one)] == one for one in covered)]
    return [join(path) for path in found if path[-1] != "source"]


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    sections = dict.fromkeys(one.path.partition(".")[0] for one in sourced())
    for section in sections:
        rows = [row(one) for one in sourced() if one.path.partition(".")[0] == section]
        parts.append(f"## `{section}`\n")
        parts.append(_table(("path, and what it is", "value", "low to high", "grade", "source"), rows))
    named = [(f"`{path}`<br>{_cell(about(path))}", _cell(written(path))) for path in choices()]
    parts += [CHOICES, _table(("path, and what it is", "value"), named)]
    keys = sorted({one.source for one in sourced() if one.source})
    parts += [SOURCES, _table(("key", "value", "as of", "publisher", "document"), [source(key) for key in keys])]
    return "\n".join(parts)


def row(one: Standing) -> tuple[str, ...]:
    """A value with its range, grade, source and meaning."""
    figure = figures().get(one.source or "")
    key = f"[`{one.source}`](#{anchor(one.source)})" if one.source else ""
    return (
        f"`{one.path}`<br>{_cell(about(one.path))}",
        _cell(written(one.path) or f"{one.value:g}, where nothing is written"),
        ends(figure),
        GRADES.get(one.grade, one.grade),
        key,
    )


def source(key: str) -> tuple[str, ...]:
    """What the evidence says of a key."""
    mark = f'<a id="{anchor(key)}"></a>`{key}`'
    if (figure := figures().get(key)) is not None:
        value = figure.value if isinstance(figure.value, str) else f"{_number(figure.value)} {figure.unit}"
        return mark, _cell(value), figure.as_of, _cell(figure.publisher), _cell(figure.document)
    table = tables()[key]
    file = f"[table](../src/sojourn/evidence/data/{key}.csv)"
    return mark, f"{file}: {_cell(table.what)}", table.period, _cell(table.publisher), _cell(table.document)


def ends(figure: Figure | None) -> str:
    """The range of a figure, in its unit."""
    if figure is None or figure.low is None or figure.high is None:
        return ""
    return f"{_number(figure.low)} to {_number(figure.high)} {_cell(figure.unit)}"


def written(path: str) -> str:
    """A value as its file has it, with its days; nothing where no file has it."""
    node: Any = document().data
    for part in split(path):
        if isinstance(node, list) and part.isdigit() and int(part) < len(node):
            node = node[int(part)]
        elif isinstance(node, dict) and part in node:
            node = node[part]
        else:
            return ""
    return _told(node)


def _told(node: Any) -> str:
    if isinstance(node, list):
        return "; ".join(_told(one) for one in node)
    if not isinstance(node, dict):
        return {True: "yes", False: "no"}.get(node, str(node)) if isinstance(node, bool) else str(node)
    said = {name: _told(one) for name, one in node.items() if name != "source"}
    first = [said.pop(name) for name in ("value", "status", "amount") if name in said]
    return ", ".join([*first, *(f"{name} {one}" for name, one in said.items())])


def about(path: str) -> str:
    """What a parameter is, by the schema."""
    value, found = document().model, ""
    for part in split(path):
        if isinstance(value, BaseModel):
            fields = type(value).model_fields
            name = next((name for name, field in fields.items() if part in (name, field.alias)), "")
            if name:
                found = fields[name].description or found
                value = getattr(value, name)
                continue
            value = getattr(value, "steps", ())  # of a value that changes on dates, the path has only the number
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, tuple | list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
    return found


def anchor(key: str) -> str:
    """The mark of a source on the page."""
    return "source-" + re.sub(r"[^\w-]", "-", key).lower()


def _number(value: float) -> str:
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def _table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"
