"""Kinds: what is the same about people who are alike.

A kind is one integer. It is made of *parts* (nationality, criminality, area, ...), each with named levels, in mixed
radix: the last part varies fastest. Every table of the model is indexed by the kind or by some of its parts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.network.errors import NetworkError, check_name, shown, suggest
from sojourn.network.numbers import whole_number

MAX_KINDS = 1 << 20
"""A kind has to fit in 20 bits of the engine's record."""
MAX_PARTS = 64
"""An array has an axis for each part, and no more axes than this."""


@dataclass(frozen=True)
class Kinds:
    """The parts of a kind and the levels of each, in order."""

    parts: Mapping[str, tuple[str, ...]]
    """Part name to its levels, for example ``{"criminality": ("convicted", "pending", "other")}``."""

    def __post_init__(self) -> None:
        """Check names and size.

        Raises:
            NetworkError: a part has no level, a level stands twice, a name is no text, or there are over
                64 parts or 1,048,576 kinds.
        """
        if not isinstance(self.parts, Mapping):
            raise NetworkError(f"the kinds need the levels of each part by its name, not {shown(self.parts)}")
        for name, levels in self.parts.items():
            check_name(name, "a part of the kinds")
            if isinstance(levels, str | Set) or not isinstance(levels, Iterable) or getattr(levels, "ndim", 1) == 0:
                raise NetworkError(
                    f"the part {name!r} of the kinds needs names of levels, in order, not {shown(levels)}"
                )
        object.__setattr__(self, "parts", {name: tuple(levels) for name, levels in self.parts.items()})
        for name, levels in self.parts.items():
            if not levels:
                raise NetworkError(f"the part {name!r} of the kinds has no levels; give it at least one")
            for level in levels:
                check_name(level, f"a level of the part {name!r} of the kinds")
            if len(set(levels)) != len(levels):
                raise NetworkError(f"the part {name!r} of the kinds names a level twice")
        if len(self.parts) > MAX_PARTS:
            raise NetworkError(f"{len(self.parts)} parts of the kinds are too many; {MAX_PARTS} is the most")
        size = math.prod(self.shape)
        if size > MAX_KINDS:
            raise NetworkError(f"{size:,} kinds are too many; {MAX_KINDS:,} is the most")

    @classmethod
    def single(cls) -> Kinds:
        """Everybody is of one kind."""
        return cls({})

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of levels of each part."""
        return tuple(len(levels) for levels in self.parts.values())

    @property
    def size(self) -> int:
        """Number of kinds."""
        return int(np.prod(self.shape, dtype=np.int64)) if self.parts else 1

    def levels(self, part: str) -> tuple[str, ...]:
        """Levels of one part.

        Raises:
            NetworkError: there is no such part.
        """
        if not isinstance(part, str) or part not in self.parts:
            raise NetworkError(f"there is no part {shown(part)} of the kinds{suggest(part, self.parts)}")
        return self.parts[part]

    def index(self, **levels: str) -> int:
        """Kind of a person, from one level for every part.

        Raises:
            NetworkError: a part has no level, or a part or level does not exist.
        """
        for part in levels:
            self.levels(part)
        kind = 0
        for part, names in self.parts.items():
            if part not in levels:
                raise NetworkError(f"a kind needs a level for the part {part!r}")
            if not isinstance(levels[part], str) or levels[part] not in names:
                raise NetworkError(f"{shown(levels[part])} is no level of {part!r}{suggest(levels[part], names)}")
            kind = kind * len(names) + names.index(levels[part])
        return kind

    def describe(self, kind: int) -> dict[str, str]:
        """Level of every part for one kind: the inverse of :meth:`index`.

        Raises:
            NetworkError: there is no such kind.
        """
        whole_number(kind, "a kind", 0, self.size - 1)
        digits = np.unravel_index(kind, self.shape) if self.parts else ()
        return {part: self.parts[part][int(d)] for part, d in zip(self.parts, digits, strict=True)}

    def rows(self, by: Sequence[str]) -> npt.NDArray[np.int32]:
        """Row of each kind in a table laid out by the parts ``by``, the last varying fastest.

        Returns:
            int32, one entry a kind; all zero where ``by`` is empty.

        Raises:
            NetworkError: there is no such part, or one stands twice.
        """
        if not isinstance(by, tuple | list):
            raise NetworkError(f"rows by kind need the names of parts, as a tuple or a list, not {shown(by)}")
        for part in by:
            self.levels(part)
        if len(set(by)) != len(by):
            raise NetworkError(f"rows by kind need each part once, not {shown(by)}")
        names, width = list(self.parts), 1
        out = np.zeros((1,) * len(names), dtype=np.int32)
        for part in reversed(by):
            levels = len(self.levels(part))
            shape = [levels if name == part else 1 for name in names]
            out = out + (np.arange(levels, dtype=np.int32) * width).reshape(shape)
            width *= levels
        return np.broadcast_to(out, self.shape).ravel() if names else out.reshape(1)

    def stride(self, part: str) -> int:
        """How much the kind grows when ``part`` moves up one level.

        Raises:
            NetworkError: there is no such part.
        """
        self.levels(part)
        names = list(self.parts)
        return int(np.prod(self.shape[names.index(part) + 1 :], dtype=np.int64))
