"""What each number of a scenario stands on: evidence, an assumption, the plan's own word, or its author's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from pydantic import BaseModel

from sojourn.evidence.registry import figures
from sojourn.evidence.tables import tables
from sojourn.results.backing import backs
from sojourn.scenario.paths import join
from sojourn.scenario.sourced import Dated, Sourced

YOURS = "yours"
"""Stands where no evidence does: the author of the scenario set the value, or it is not what its source says."""
PLAN = "plan"
"""Stands where the number is the plan's own, or follows from it: it is no evidence."""
ASSUMED = "C"


@dataclass(frozen=True)
class Standing:
    """One value of a scenario and what it stands on."""

    path: str
    value: Any
    source: str | None
    """Key of a figure, name of a table, or whatever the author wrote; None where nothing is."""
    ends: tuple[Any, Any] = (None, None)
    """Low and high end that the author gives it; None where they give none."""

    @property
    def grade(self) -> str:
        """`A`, `B` or `C` as the evidence says, `plan`, or `yours`."""
        if self.source is None:
            return YOURS
        if (figure := figures().get(self.source)) is not None:
            if self.value is not None and not backs(figure, self.value):
                return YOURS
            return PLAN if self.source.startswith("plan.") else figure.grade
        if (table := tables().get(self.source)) is not None:
            return table.grade
        return YOURS


def standings(scenario: BaseModel) -> tuple[Standing, ...]:
    """Every value of a scenario that has, or should have, a source, in the order of its sections."""
    return tuple(_walk(scenario, ()))


def matching(found: tuple[Standing, ...], patterns: tuple[str, ...]) -> tuple[Standing, ...]:
    """Those whose path matches one of the patterns, in which `*` stands for anything."""
    return tuple(one for one in found if any(fnmatchcase(one.path, pattern) for pattern in patterns))


def _walk(value: Any, path: tuple[str, ...]) -> Iterator[Standing]:
    if isinstance(value, Sourced):
        ends = getattr(value, "low", None), getattr(value, "high", None)
        yield Standing(join(path), value.value, value.source, ends)
    elif isinstance(value, Dated):
        for number, step in enumerate(value.steps):
            here = path if len(value.steps) == 1 else (*path, str(number))
            yield Standing(join(here), step.value, step.source)
    elif isinstance(value, BaseModel):
        fields = type(value).model_fields
        if "source" in fields and not _nothing_said(value):
            yield Standing(join(path), None, getattr(value, "source", None))
        for name in fields:
            yield from _walk(getattr(value, name), (*path, name))
    elif isinstance(value, tuple | list):
        for number, one in enumerate(value):
            yield from _walk(one, (*path, str(number)))
    elif isinstance(value, dict):
        for key, changes in value.items():
            for name, one in changes or ():
                if isinstance(one, BaseModel | tuple):
                    yield from _walk(one, (*path, key, name))
                elif one is not None:
                    yield Standing(join((*path, key, name)), one, None)
    elif isinstance(value, str) and value in tables():
        yield Standing(join(path), value, value)


def _nothing_said(section: BaseModel) -> bool:
    """Whether a section could be left out and is as if it were."""
    if any(field.is_required() for field in type(section).model_fields.values()):
        return False
    return section == type(section)()
