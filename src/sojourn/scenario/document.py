"""Reading a scenario: from a name or a path to a validated model that knows where each value was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar, overload

from pydantic import BaseModel, ValidationError

from sojourn.scenario import overrides as sets
from sojourn.scenario import paths, sentences
from sojourn.scenario.choice import Choice
from sojourn.scenario.errors import Place, Problem, ScenarioError
from sojourn.scenario.overlay import Layers, Log, Replaced
from sojourn.scenario.shape import shape_of
from sojourn.scenario.shipped import DEFAULT

M = TypeVar("M", bound=BaseModel)
NOTHING_SHIPPED: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Document(Generic[M]):
    """A scenario that has been read and found right."""

    model: M
    data: dict[str, Any]
    """The merged data as plain values, without `extends`."""
    places: Mapping[str, Place] = field(repr=False)
    """Where each value stands, by dotted path."""
    replaced: tuple[Replaced, ...]
    """What each layer and override replaced, in the order in which it happened."""
    files: tuple[str, ...]
    """The scenario itself, then what it extends, as they were named."""

    def place(self, path: str) -> Place | None:
        """Where the value at a dotted path stands; where its nearest parent does, if nobody wrote it."""
        try:
            parts = paths.split(path)
        except ValueError:
            return None
        while parts:
            if (found := self.places.get(paths.join(parts))) is not None:
                return found
            parts = parts[:-1]
        return None


@overload
def read(
    source: str | Path,
    model: type[M],
    *,
    overrides: Sequence[str] = (),
    shipped: Mapping[str, str] = NOTHING_SHIPPED,
    allow_outside: bool = True,
) -> Document[M]: ...


@overload
def read(
    source: str | Path,
    model: Choice,
    *,
    overrides: Sequence[str] = (),
    shipped: Mapping[str, str] = NOTHING_SHIPPED,
    allow_outside: bool = True,
) -> Document[Any]: ...


def read(
    source: str | Path,
    model: type[M] | Choice,
    *,
    overrides: Sequence[str] = (),
    shipped: Mapping[str, str] = NOTHING_SHIPPED,
    allow_outside: bool = True,
) -> Document[M] | Document[Any]:
    """Read a scenario and check it against a model.

    Args:
        source: a path, or the name of a shipped scenario.
        model: the pydantic model; give it `extra="forbid"`, so that a misspelt key is an error. Or the choice of
            models among which the scenario's `system` decides.
        overrides: texts `PATH=VALUE`, laid over the data in turn.
        shipped: YAML text by name; a name shadows a file of that name.
        allow_outside: whether `extends` may leave the scenario's folder; say False for files of strangers.

    Raises:
        ScenarioError: with everything that is wrong, in the order of the files. Nothing that a user can write
            raises anything else.
    """
    log = Log()
    try:
        written = Layers(shipped, allow_outside, log).open(source)
        form: type[BaseModel] = model.model(written, log.problems) if isinstance(model, Choice) else model
    except ScenarioError as trouble:
        raise _in_order(trouble.problems, log.files) from None
    if overrides:
        written = sets.apply(written, overrides, shape_of(form), log)
    data = written.plain()
    found = list(log.problems)
    try:
        checked: Any = form.model_validate(data)
    except ValidationError as trouble:
        known = tuple(f"{problem.path}." for problem in found if problem.path)
        told = sentences.problems(trouble, written, log.removed, lambda: shape_of(form))
        others = [name for name in shipped if name not in log.files]
        if others and len(log.files) == 1:
            told = _with_extends(told, DEFAULT if DEFAULT in others else others[0])
        found += [one for one in told if not f"{one.path}.".startswith(known)]
        raise _in_order(found, log.files) from None
    if found:
        raise _in_order(found, log.files)
    return Document(checked, data, written.places(), tuple(log.replaced), tuple(log.files))


def _with_extends(problems: list[Problem], name: str) -> list[Problem]:
    """The problems, with the way out where somebody wrote an overlay and forgot to say over what."""
    whole = [problem for problem in problems if problem.message.endswith(sentences.MISSING_FROM_ALL)]
    hint = f"to change only a few things of a shipped scenario, begin with `extends: {name}`"
    return [replace(one, hint=hint) if len(whole) > 1 and one is whole[0] else one for one in problems]


def _in_order(problems: Sequence[Problem], files: Sequence[str]) -> ScenarioError:
    """The problems once each, by file in the order of reading, then by place; overrides come last."""
    order = {name: number for number, name in enumerate(files)}

    def rank(problem: Problem) -> tuple[int, int, int]:
        place = problem.place
        if place is None:
            return (-1, 0, 0)
        if place.file == sets.FILE:
            return (len(files), 0, 0)
        return (order.get(place.file, len(files)), place.line, place.column)

    return ScenarioError(sorted(dict.fromkeys(problems), key=rank))
