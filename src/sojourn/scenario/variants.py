"""One scenario in many variants: read once, then changed at some paths and checked, time and again.

What is wrong with a variant is told at the place where the change was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from sojourn.scenario import overrides, paths, sentences
from sojourn.scenario.choice import Choice
from sojourn.scenario.errors import Problem, ScenarioError, problem_at, quoted
from sojourn.scenario.overlay import Layers, Log
from sojourn.scenario.paths import Parts
from sojourn.scenario.shape import Shape, shape_of
from sojourn.scenario.written import Written


@dataclass(frozen=True)
class Variants:
    """A scenario that has been read, and may be varied."""

    root: Written = field(repr=False)
    form: type[BaseModel]
    files: tuple[str, ...]
    """The scenario itself, then what it extends, as they were named."""

    @property
    def shape(self) -> Shape:
        """The paths that there are."""
        return shape_of(self.form)

    def path(self, key: str, written: Written) -> tuple[Parts, None] | tuple[None, Problem]:
        """A dotted path as its parts, if the scenario has such, or may get such an entry; else what is wrong."""
        mark = written.key or written.mark
        try:
            parts = paths.split(key)
        except ValueError as trouble:
            return None, problem_at(mark, str(trouble), key)
        if (added := overrides.added_to(parts, self.shape)) is not None:
            if added < len(parts) - 1:
                hint = f"write {paths.join(parts[: added + 1])} and the whole entry"
                return None, problem_at(mark, "`+` adds a whole entry, and nothing stands after it", key, hint)
        elif self.shape.unknown(parts) is not None:
            message = f"there is no {quoted(paths.join(parts))} in a scenario"
            return None, problem_at(mark, message, key, self.shape.instead(parts, self.root))
        return parts, None

    def with_changes(self, changes: Mapping[Parts, Written]) -> tuple[Any, dict[str, Any], list[Problem]]:
        """The scenario with values in their places: its model, its data, and what is wrong; no model where it is.

        Args:
            changes: values by path, each with the place where it was written.
        """
        log, written = Log(), self.root
        for path, value in changes.items():
            written = overrides.put(written, path, value, self.shape, log)
        data = written.plain()
        as_they_were = {key: part for key, part in self._sections.items() if key not in {path[0] for path in changes}}
        try:
            model: Any = self._model(data, as_they_were)
        except ValidationError as trouble:
            over = next((value.mark.place.file for value in changes.values()), overrides.FILE)
            told = sentences.problems(trouble, written, log.removed, lambda: self.shape, over)
            return None, data, [*log.problems, *told]
        return (None if log.problems else model), data, log.problems

    def _model(self, data: dict[str, Any], known: Mapping[str, BaseModel]) -> Any:
        """The model of a variant, of which some sections are known; an error is of all of it, as it was written."""
        with suppress(ValidationError):
            return self.form.model_validate({**data, **known})
        return self.form.model_validate(data)

    @cached_property
    def _sections(self) -> Mapping[str, BaseModel]:
        """The sections of the scenario as it is, read once for all variants that leave them alone."""
        written = self.root.table
        try:
            model = self.form.model_validate(self.root.plain())
        except ValidationError:
            return {}
        named = {field.alias or name: getattr(model, name) for name, field in self.form.model_fields.items()}
        return {key: part for key, part in named.items() if key in written and isinstance(part, BaseModel)}


def variants(source: str | Path, choice: Choice, *, shipped: Mapping[str, str]) -> Variants:
    """Read a scenario, to be varied.

    Args:
        source: a path, or the name of a shipped scenario.
        choice: the models among which its `system` decides.
        shipped: YAML text by name.

    Raises:
        ScenarioError: it cannot be read. Whether its values fit is seen of each variant.
    """
    log = Log()
    written = Layers(shipped, True, log).open(source)
    form = choice.model(written, log.problems)
    if log.problems:
        raise ScenarioError(log.problems)
    return Variants(written, form, tuple(log.files))
