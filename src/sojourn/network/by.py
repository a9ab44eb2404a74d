"""Values that differ by kind."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from sojourn.network.errors import NetworkError, shown, suggest
from sojourn.network.kinds import Kinds
from sojourn.network.numbers import FAR, whole_number

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


@dataclass(frozen=True)
class By(Generic[T_co]):
    """A value for each level of one part of the kind, or for each combination of levels of several.

    ``By("criminality", {"convicted": 12, "pending": 25, "other": 20})`` or
    ``By(("agency", "criminality"), {("ICE", "convicted"): 12, ...})``. ``default`` serves the levels not named.
    """

    parts: str | tuple[str, ...]
    values: Mapping[str | tuple[str, ...], T_co]
    default: T_co | None = None

    def __post_init__(self) -> None:
        """Check the form; levels are checked against the kinds of a network.

        Raises:
            NetworkError: a part or a level is no text, a part stands twice, or the values are not by level.
        """
        parts = (self.parts,) if isinstance(self.parts, str) else self.parts
        if not isinstance(parts, tuple | list) or not all(isinstance(part, str) for part in parts):
            raise NetworkError(f"a value by kind needs the name of a part, or of several, not {shown(self.parts)}")
        if len(set(parts)) != len(parts):
            raise NetworkError(f"a value by kind names a part twice: {', '.join(parts)}")
        if not isinstance(self.values, Mapping):
            raise NetworkError(f"a value by kind needs a value by level, not {shown(self.values)}")
        for key in self.values:
            levels = (key,) if isinstance(key, str) else key
            if not isinstance(levels, tuple) or not all(isinstance(level, str) for level in levels):
                raise NetworkError(f"a value by kind is given for {shown(key)}, which is not the name of a level")

    def rows(self, kinds: Kinds) -> tuple[npt.NDArray[np.int32], list[T_co]]:
        """Row of each kind, and the value of each row.

        Raises:
            NetworkError: a level has no value and there is no default, or a level does not exist.
        """
        if not isinstance(kinds, Kinds):
            raise NetworkError(f"the rows of a value by kind are those of Kinds, not of {shown(kinds)}")
        parts = (self.parts,) if isinstance(self.parts, str) else self.parts
        given = {(key,) if isinstance(key, str) else tuple(key): value for key, value in self.values.items()}
        if len(given) != len(self.values):
            raise NetworkError(f"a value by {' / '.join(parts)} names a level twice")
        combinations = list(itertools.product(*(kinds.levels(part) for part in parts)))
        known = set(combinations)
        for key in given:
            if key not in known:
                flat = [" / ".join(c) for c in combinations]
                raise NetworkError(
                    f"{' / '.join(key)!r} is no level of {' / '.join(parts)}{suggest(' / '.join(key), flat)}"
                )
        values: list[T_co] = []
        for combination in combinations:
            value = given.get(combination, self.default)
            if value is None:
                raise NetworkError(f"no value for {' / '.join(combination)!r} of {' / '.join(parts)}")
            values.append(value)
        return kinds.rows(parts), values


def by_kind(value: T | By[T], kinds: Kinds) -> tuple[npt.NDArray[np.int32], list[T]]:
    """Rows of a value that may or may not differ by kind: one row for everybody where it does not."""
    if isinstance(value, By):
        return value.rows(kinds)
    return np.zeros(kinds.size, dtype=np.int32), [value]


@dataclass(frozen=True)
class Dated(Generic[T_co]):
    """A value that changes on given ticks: ``Dated([(0, a), (365, b)])`` is ``a`` until tick 364 and ``b`` from 365."""

    steps: Sequence[tuple[int, T_co]]

    def __post_init__(self) -> None:
        """Check the order.

        Raises:
            NetworkError: the steps are not in order of their ticks, or the first is after tick 0.
        """
        if isinstance(self.steps, Iterator):  # it can be gone through only once
            object.__setattr__(self, "steps", tuple(self.steps))
        try:
            ticks = [tick for tick, _ in self.steps]
        except (TypeError, ValueError):
            raise NetworkError(f"dated values need pairs of a tick and a value, not {shown(self.steps)}") from None
        ticks = [whole_number(tick, "the tick of a dated value", -FAR) for tick in ticks]
        if not ticks or ticks[0] > 0 or ticks != sorted(set(ticks)):
            raise NetworkError("dated values need a first step at or before tick 0 and then rising ticks")
