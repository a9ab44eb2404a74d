"""pydantic's findings in plain words, each at its place in a user's file.

pydantic reports a location such as `("beds", "Sourced", "value")`, in which `Sourced` is the branch of a
union and no key. Parts that are not in the data are taken for such tags. Where a value fits no branch of a
union, pydantic reports what is wrong with each; only the branch that the value comes closest to is worth
telling.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from sojourn.scenario.amounts import QuantityError, named
from sojourn.scenario.errors import AtPath, AtPaths, Mark, Problem, nearest, problem_at, quoted, suggestion
from sojourn.scenario.overrides import FILE as OVERRIDES
from sojourn.scenario.paths import Parts, join, split
from sojourn.scenario.shape import Shape
from sojourn.scenario.written import Written

# What a value should have been, by the type of pydantic's error.
_EXPECTED = {
    "model_type": "a mapping", "model_attributes_type": "a mapping", "dict_type": "a mapping",
    "mapping_type": "a mapping", "dataclass_type": "a mapping",
    "list_type": "a list", "tuple_type": "a list", "set_type": "a list", "frozen_set_type": "a list",
    "iterable_type": "a list",
    "string_type": "text", "string_sub_type": "text", "string_unicode": "text",
    "int_type": "a whole number", "int_parsing": "a whole number", "int_from_float": "a whole number",
    "int_parsing_size": "a whole number of sensible size",
    "float_type": "a number", "float_parsing": "a number", "finite_number": "a number",
    "decimal_type": "a number", "decimal_parsing": "a number", "is_instance_of": "another kind of value",
    "bool_type": "true or false", "bool_parsing": "true or false",
    "date_type": "a date", "date_parsing": "a date", "date_from_datetime_parsing": "a date",
    "datetime_type": "a date and time", "datetime_parsing": "a date and time", "none_required": "null",
}  # fmt: skip
_COMPARED = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
    "multiple_of": ("a multiple of", "multiple_of"),
}
MISSING_FROM_ALL = "is missing from the scenario"
_CONTAINERS = {"a mapping", "a list"}
_LITERALS = {"literal_error", "enum"}


@dataclass(frozen=True)
class _Finding:
    """One of pydantic's errors, its location sorted into the path in the data and the tags of unions."""

    kind: str
    path: Parts
    """Where in the data; for a missing key, its parent."""
    tags: tuple[tuple[int, str], ...]
    """Each tag with the length of the path before it."""
    key: str
    """The missing key, else empty."""
    context: Mapping[str, Any]
    said: str
    on_key: bool
    """The trouble is with the key, not with its value."""
    words: tuple[str, ...] = ()
    """Words that another branch of a union would allow."""


def problems(
    trouble: ValidationError,
    data: Written,
    removed: Mapping[Parts, Mark],
    shape: Callable[[], Shape],
    over: str = OVERRIDES,
) -> list[Problem]:
    """All that pydantic found, as problems with places; `over` is the file of what was laid over it last."""
    found = [_sorted(error, data) for error in trouble.errors(include_url=False, include_input=False)]
    settled = _settled(found, data)
    misspelt = {one.path for one in settled if one.kind == "extra_forbidden" and one.path}
    teller = _Teller(data, removed, shape, over)
    told = [one for one in settled if not ((one.key and _is_misspelt(one, misspelt)) or _follows(one, settled))]
    return [problem for one in told for problem in teller.tell(one)]


def _is_misspelt(missing: _Finding, misspelt: set[Parts]) -> bool:
    """Whether a missing key is there under a name so near that one problem says it all."""
    return any(path[:-1] == missing.path and nearest(path[-1], [missing.key]) for path in misspelt)


def _follows(one: _Finding, all_of_them: list[_Finding]) -> bool:
    """Whether another finding says it: a wrong entry is not counted, and of what a list lacks the last is told."""
    if one.kind == "too_short":
        return any(len(other.path) > len(one.path) and other.path[: len(one.path)] == one.path for other in all_of_them)
    return one.key.isdigit() and any(
        other.path == one.path and other.key.isdigit() and int(other.key) > int(one.key) for other in all_of_them
    )


def _sorted(error: Any, data: Written) -> _Finding:
    """An error with its location sorted out."""
    location = list(error["loc"])
    key = str(location.pop()) if error["type"] == "missing" and location else ""
    on_key = bool(location) and location[-1] == "[key]"
    path: list[str] = []
    tags: list[tuple[int, str]] = []
    node: Written | None = data
    for part in location[: len(location) - on_key]:
        below = node.child(part) if node is not None else None
        if below is None:
            tags.append((len(path), str(part)))
        else:
            node = below
            path.append(str(part))
    return _Finding(error["type"], tuple(path), tuple(tags), key, error.get("ctx", {}), error["msg"], on_key)


def _settled(found: list[_Finding], data: Written, level: int = 0) -> list[_Finding]:
    """The findings with, for each union, only those of the branch that the value comes closest to."""
    kept: list[_Finding] = []
    unions: dict[Parts, dict[str, list[_Finding]]] = {}
    for one in found:
        if len(one.tags) > level:
            length, tag = one.tags[level]
            unions.setdefault(one.path[:length], {}).setdefault(tag, []).append(one)
        else:
            kept.append(one)
    for path, branches in unions.items():
        settled = [_settled(branch, data, level + 1) for branch in branches.values()]
        value = data.at(path)
        distances = [_distance(branch, path, value) for branch in settled]
        literals = [one for branch in settled for one in branch if one.kind in _LITERALS and one.path == path]
        words = tuple(word for one in literals for word in _words(one))
        closest = settled[distances.index(min(distances))]
        kept += [replace(one, words=words) if one.path == path else one for one in closest]
    return kept


def _distance(branch: list[_Finding], path: Parts, value: Written | None) -> tuple[int, int, int]:
    """How far a value is from a branch of a union: another kind of thing, another word, how many faults."""
    here = [one for one in branch if one.path == path and not one.key]
    wrong_kind = any(_is_wrong_kind(one, value) for one in here)
    near = any(_near_literal(one, value) for one in here)
    telling = any(isinstance(one.context.get("error"), QuantityError) for one in here)
    return int(wrong_kind), 0 if near else 1 if telling else 2, len(branch)


def _is_wrong_kind(one: _Finding, value: Written | None) -> bool:
    if value is None or value.scalar:
        return _EXPECTED.get(one.kind) in _CONTAINERS
    expected = _EXPECTED.get(one.kind)
    if expected in _CONTAINERS:
        return (expected == "a mapping") != isinstance(value.content, dict)
    return expected is not None or one.kind in _LITERALS or _quantity(one) is not None


def _quantity(one: _Finding) -> QuantityError | None:
    error = one.context.get("error")
    return error if isinstance(error, QuantityError) else None


def _near_literal(one: _Finding, value: Written | None) -> bool:
    return one.kind in _LITERALS and value is not None and bool(nearest(value.text, _words(one)))


def _words(one: _Finding) -> list[str]:
    """The allowed words of a `Literal`, an enum or a tagged union, from pydantic's own list of them."""
    listed = str(one.context.get("expected") or one.context.get("expected_tags") or "")
    return [word.strip().strip("'") for word in listed.replace(" or ", ", ").split(", ") if word.strip()]


class _Teller:
    """Says a finding in plain words."""

    def __init__(
        self, data: Written, removed: Mapping[Parts, Mark], shape: Callable[[], Shape], over: str = OVERRIDES
    ) -> None:
        self.data, self.removed, self.shape, self.over = data, removed, shape, over

    def tell(self, one: _Finding) -> list[Problem]:
        """The problems behind one finding: several when a validator raised `AtPaths`."""
        error = one.context.get("error")
        if isinstance(error, AtPath):
            return [self._pointed(one.path, error)]
        if isinstance(error, AtPaths):
            return [self._pointed(one.path, each) for each in error.found]
        value = self.data.at(one.path) or self.data
        if one.kind == "missing":
            return [self._missing(one, value)]
        if one.kind == "extra_forbidden" or one.on_key:
            return [self._unknown(one, value)]
        return [self._wrong(one, value)]

    def _missing(self, one: _Finding, value: Written) -> Problem:
        path = (*one.path, one.key)
        if (gone := self.removed.get(path)) is not None:
            return problem_at(gone, f"{quoted(join(path))} cannot be removed; a scenario needs it", join(path))
        if one.key.isdigit() and not value.scalar and isinstance(value.content, list):
            few = f"{int(one.key) + 1} entries expected, got {len(value.entries)}"
            return problem_at(value.head, f"{quoted(join(one.path))}: {few}", join(one.path))
        where = f"is missing from {quoted(join(one.path))}" if one.path else MISSING_FROM_ALL
        return problem_at(value.head, f"{quoted(one.key)} {where}", join(path))

    def _unknown(self, one: _Finding, value: Written) -> Problem:
        key = one.path[-1] if one.path else ""
        if one.on_key and one.kind in _LITERALS:
            hint = suggestion(key, _words(one), "allowed")
            return problem_at(value.key or value.mark, f"the key {quoted(key)} is not allowed", join(one.path), hint)
        if one.on_key:
            quantity, expected = _quantity(one), _EXPECTED.get(one.kind)
            said = quantity.message if quantity else f"{expected} expected" if expected else one.said
            return problem_at(value.key or value.mark, f"the key {quoted(key)} is not allowed: {said}", join(one.path))
        tags = [tag for _, tag in one.tags]
        hint = suggestion(key, self.shape().keys(one.path[:-1], tags))
        parent = self.data.at(one.path[:-1]) or self.data
        over, base = parent.mark.place.file, value.mark.place.file
        if len(one.path) > 1 and over != base:
            gone = f"it comes from {quoted(base)}; write `{key}: null` in {quoted(over)} to remove it"
            hint = f"{hint}\n{gone}" if hint else gone
        return problem_at(value.key or value.mark, f"unknown key {quoted(key)}", join(one.path), hint)

    def _wrong(self, one: _Finding, value: Written) -> Problem:
        message, hint = self._sentence(one, value)
        mark = value.mark
        if one.kind == "union_tag_invalid":
            discriminator = str(one.context["discriminator"]).strip("'")
            inner = value.child(discriminator)
            mark = inner.mark if inner is not None else mark
        return problem_at(mark, message, join(one.path), hint)

    def _sentence(self, one: _Finding, value: Written) -> tuple[str, str | None]:
        """What is wrong with a value, and what would be right."""
        subject = f"{quoted(join(one.path))}: " if one.path else ""
        got = quoted(value.text) if value.scalar and value.text else named(value.content)
        if (quantity := _quantity(one)) is not None:
            lines = [quantity.hint] if quantity.hint else []
            lines += [f"for example: {', '.join((*quantity.examples, *one.words))}"] if quantity.examples else []
            return subject + quantity.message, "\n".join(lines) or None
        if one.kind in _LITERALS:
            hint = suggestion(value.text, _words(one), "words allowed" if one.tags else "allowed")
            return f"{got} is not allowed" + (f" for {quoted(join(one.path))}" if one.path else ""), hint
        if one.kind == "union_tag_invalid":
            return self._tag(one)
        if one.kind == "union_tag_not_found":
            discriminator = str(one.context["discriminator"]).strip("'")
            return f"{quoted(discriminator)} is missing from {quoted(join(one.path))}", None
        if (expected := _EXPECTED.get(one.kind)) is not None:
            return f"{subject}{expected} expected, got {got}", None
        if one.kind in _COMPARED:
            words, name = _COMPARED[one.kind]
            return f"{subject}{words} {one.context[name]} expected, got {got}", None
        if one.kind == "string_pattern_mismatch":
            return f"{subject}{got} does not have the form {quoted(one.context['pattern'])}", None
        if one.kind in {"too_short", "too_long", "string_too_short", "string_too_long"}:
            return f"{subject}{self._length(one)} expected, got {got}", None
        said = one.said.removeprefix("Value error, ").removeprefix("Assertion failed, ")
        if one.kind not in {"value_error", "assertion_error"}:
            said = f"{said[:1].lower()}{said[1:]}, got {got}"
        return subject + said, None

    def _tag(self, one: _Finding) -> tuple[str, str | None]:
        discriminator, tag = str(one.context["discriminator"]).strip("'"), str(one.context["tag"])
        message = f"{quoted(tag)} is not allowed for {quoted(join((*one.path, discriminator)))}"
        return message, suggestion(tag, _words(one), "allowed")

    def _length(self, one: _Finding) -> str:
        least, most = one.context.get("min_length"), one.context.get("max_length")
        unit = ("character", "characters") if one.kind.startswith("string") else ("entry", "entries")
        if least is not None:
            return f"at least {least} {unit[least != 1]}"
        return f"at most {most} {unit[most != 1]}"

    def _short(self, path: Parts) -> Parts:
        """A path without the keys that a short form leaves out: `accepts.nationalities.0` of a list is `accepts.0`."""
        short: Parts = ()
        for part in path:
            node = self.data.at(short)
            if node is None or not node.entries or part.isdigit():
                short = (*short, part)
        return short

    def _pointed(self, base: Parts, error: AtPath) -> Problem:
        """A problem that the model's own validator found, at the nearest place to the path it names."""
        path, mark = self._nearest(base, error.path)
        for beside in error.beside:
            other, there = self._nearest(base, beside)
            path, mark = (other, there) if self._late(there) > self._late(mark) else (path, mark)
        return problem_at(
            mark, f"{quoted(join(path))}: {error.message}" if path else error.message, join(path), error.hint
        )

    def _late(self, mark: Mark) -> int:
        """Of two values the later written: an override over the outermost file, and that over what it extends."""
        order = (self.data.mark.place.file, self.over)
        return order.index(mark.place.file) + 1 if mark.place.file in order else 0

    def _nearest(self, base: Parts, relative: str) -> tuple[Parts, Mark]:
        """A path below another, and the mark of its value or of the nearest that is written."""
        try:
            path = (*base, *(split(relative) if relative else ()))
        except ValueError:
            path = base
        reached = self._short(path)
        whole = len(reached) if reached != path else -1
        while reached and self.data.at(reached) is None:
            reached = reached[:-1]
        value = self.data.at(reached) or self.data
        inner = value.child("value")  # the number of `{value: ..., source: ...}`, which an overlay may have replaced
        if inner is not None and self._late(inner.mark) > self._late(value.mark):
            return (*path, "value"), inner.mark
        return path, value.mark if reached and (reached == path or len(reached) == whole) else value.head
