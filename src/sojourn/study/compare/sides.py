"""The sides of a comparison: the scenarios, what each is called, and the days that all of them have."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from sojourn.results.periods import WHOLE, Span, spans
from sojourn.run import CannotRun, data_of, load, name_of_scenario, seed_of, us_only
from sojourn.scenario import Document
from sojourn.scenario.overrides import FILE
from sojourn.scenario.paths import split
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar

MOST = 6
"""Scenarios that can be compared at once."""
Given = Document[Any] | UsScenario | str | Path


@dataclass(frozen=True)
class Side:
    """One scenario of a comparison."""

    letter: str
    """A, B and so on; A is the base."""
    name: str
    """Name of the shipped scenario, or of the file."""
    label: str
    """The name, and what was set on top of it."""
    model: UsScenario = field(repr=False)
    data: dict[str, Any] = field(repr=False)
    """The scenario as plain values, resolved."""
    document: Document[UsScenario] | None = field(default=None, repr=False)
    """Where each value was written; None for a scenario that was not read."""


@dataclass(frozen=True)
class Sides:
    """All scenarios of a comparison, and the days that are compared."""

    all: tuple[Side, ...]
    seed: int
    """Names the draws and the luck of all of them."""
    until: date
    """First day that is not simulated, of all of them."""
    spans: tuple[Span, ...]
    """What is compared: the fiscal years, and the whole, that have the same days in all of them."""
    notes: tuple[str, ...]
    """What a reader has to know of days and seeds, in sentences."""

    @property
    def base(self) -> Side:
        """The first, from which differences are taken."""
        return self.all[0]

    @property
    def others(self) -> tuple[Side, ...]:
        """The others."""
        return self.all[1:]

    @property
    def same_people(self) -> bool:
        """Whether all start on the same day, so that the same people come with the same luck."""
        return len({one.model.period.start.value for one in self.all}) == 1

    @property
    def whole(self) -> str:
        """The longest span that is compared: the whole, or the last fiscal year that all have."""
        keys = [one.key for one in self.spans]
        return WHOLE if WHOLE in keys else keys[-1]


def sides(scenarios: Sequence[Given], seed: int | None, until: date | None) -> Sides:
    """Make scenarios ready to be compared.

    Args:
        scenarios: two or more; the first is the base.
        seed: for all; that of the base where not given.
        until: first day that is not simulated.

    Raises:
        CannotRun: there are too few or too many, they are of different systems, or have no days in common.
        ScenarioError: one cannot be read.
    """
    if not 2 <= len(scenarios) <= MOST:
        raise CannotRun(
            f"a comparison takes 2 to {MOST} scenarios, not {len(scenarios)}; for example `sojourn compare plan-2025 "
            "mine.yaml`, or one scenario and what to change of it: `sojourn compare plan-2025 --set PATH=VALUE`"
        )
    read = [load(one) if isinstance(one, str | Path) else one for one in scenarios]
    _one_system(read)
    found = tuple(_side(letter, one) for letter, one in zip(ascii_uppercase, read, strict=False))
    own = {one.model.seed for one in found}
    used = seed_of(found[0].model, seed)
    notes = []
    if seed is None and len(own) > 1:
        notes.append(f"The scenarios have seeds of their own; all were run with that of A, {used}.")
    end, more = _end(found, until)
    same = _same(found, end)
    if not same:
        raise CannotRun(
            f"{found[0].name} and the others start on different days and have no whole fiscal year in common; "
            f"{_moved(found)}"
        )
    notes += more
    if len({one.model.period.start.value for one in found}) > 1:
        days = ", ".join(f"{one.letter} on {one.model.period.start.value}" for one in found)
        notes.append(
            f"They start on different days ({days}): only {_listed([one.key for one in same])}, which all have from "
            "the first day to the last, is compared, and the people are not the same ones, so that bands are wider."
        )
    return Sides(found, used, end, same, tuple(notes))


def _one_system(read: Sequence[Any]) -> None:
    models = [one.model if isinstance(one, Document) else one for one in read]
    systems = list(dict.fromkeys(one.system for one in models))
    if len(systems) > 1:
        named = " and ".join(
            f"{name_of_scenario(one)} of {model.system!r}" for one, model in zip(read, models, strict=True)
        )
        raise CannotRun(f"only scenarios of one system can be compared: {named}")
    for one in read:
        us_only(one)


def _side(letter: str, one: Document[UsScenario] | UsScenario) -> Side:
    name = name_of_scenario(one)
    if isinstance(one, Document):
        return Side(letter, name, _label(name, one), one.model, data_of(one), one)
    return Side(letter, name, name, one, data_of(one))


def _label(name: str, document: Document[UsScenario]) -> str:
    """`plan-2025 with beds.capacity=60,000 beds`; many changes are counted."""
    written = [path for path, place in document.places.items() if place.file == FILE]
    paths = list(dict.fromkeys(path.removesuffix(".value").removesuffix(".source") for path in written))
    top = [path for path in paths if not any(path.startswith(f"{other}.") for other in paths if other != path)]
    inner = [_inner(document.data, path) for path in top]
    if not top:
        return name
    if len(top) > 2 or any(len(text) > 60 for text in inner):
        return f"{name} with {len(top)} value{'s' * (len(top) > 1)} set"
    return f"{name} with {' and '.join(inner)}"


def _inner(data: dict[str, Any], path: str) -> str:
    """`beds.capacity=60,000 beds`; down to the one value where a mapping has but one."""
    node: Any = data
    for part in split(path):
        node = node[int(part)] if isinstance(node, list) else node[part]
    while isinstance(node, dict) and "value" not in node and len(node) == 1:
        ((key, node),) = node.items()
        path = f"{path}.{key}"
    if isinstance(node, dict) and "value" in node:
        node = node["value"]
    return f"{path}={node}" if isinstance(node, str | int | float) else f"{path} set"


def _end(found: Sequence[Side], until: date | None) -> tuple[date, list[str]]:
    """First day that is not simulated, and what there is to say of it."""
    first = max(one.model.period.start.value for one in found)
    ends = {one.letter: one.model.period.until for one in found}
    last = min(ends.values())
    if last <= first:
        early = next(one for one in found if one.model.period.until == last)
        late = next(one for one in found if one.model.period.start.value == first)
        raise CannotRun(
            f"{early.name} ends on {last} and {late.name} starts on {first}: they have no day in common; "
            f"{_moved(found)}"
        )
    if until is not None:
        if not first < until <= last:
            raise CannotRun(f"a comparison until {until} is not inside the days that all have, {first} to {last}")
        return until, []
    if len(set(ends.values())) > 1:
        told = ", ".join(f"{letter} ends on {day}" for letter, day in ends.items())
        return last, [f"They end on different days ({told}); all were run until {last}, and only those days compared."]
    return last, []


def _same(found: Sequence[Side], until: date) -> tuple[Span, ...]:
    """The spans that have the same days in all scenarios."""
    each = [{s.key: s for s in spans(Calendar(one.model.period.start.value, until))} for one in found]
    days = [{(s.key, s.first, s.last) for s in one.values()} for one in each]
    common = set.intersection(*days)
    return tuple(s for s in each[0].values() if (s.key, s.first, s.last) in common)


def _moved(found: Sequence[Side]) -> str:
    """How to lay one over the days of another."""
    other = next(one for one in found[1:] if one.model.period != found[0].model.period)
    period, first = other.model.period, found[0]
    names = [one.name if one.document is None else one.document.files[0] for one in (first, other)]
    command = ["sojourn", "compare", names[0], "--set", f"period.start={period.start.value}"]
    command += ["--set", f"period.until={period.until}", names[1]]
    return f"to run {first.name} over the days of {other.name}, write `{shlex.join(command)}`"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
