"""What a program is put together from: columns that grow an entry at a time, and rows by kind that are kept once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sojourn.engine.program import Rows


def narrow(array: npt.NDArray[np.generic]) -> Rows:
    """The same rows in 16 bits where they fit, else in 32."""
    return array.astype(np.uint16) if array.max(initial=np.int64(0)) < 1 << 16 else array.astype(np.uint32)


@dataclass
class Maps:
    """Rows of tables by kind, each kept once; the first is all zero."""

    kinds: int

    def __post_init__(self) -> None:
        """Start with the map that puts everybody in row 0."""
        self._starts: dict[bytes, int] = {}
        self._arrays: list[npt.NDArray[np.int32]] = []
        self.add(np.zeros(self.kinds, dtype=np.int32))

    def add(self, rows: npt.NDArray[np.int32]) -> int:
        """The column of a map in :meth:`flat`."""
        array = rows.astype(np.int32)
        key = array.tobytes()
        if key not in self._starts:
            self._starts[key] = len(self._arrays)
            self._arrays.append(array)
        return self._starts[key]

    @property
    def width(self) -> int:
        """How many maps there are."""
        return len(self._arrays)

    def flat(self) -> Rows:
        """(kinds, width): all maps, so that what a kind needs lies together."""
        return narrow(np.stack(self._arrays, axis=1).ravel())


@dataclass
class Columns:
    """Named columns that grow an entry at a time."""

    lists: dict[str, list[int]] = field(default_factory=dict)

    def add(self, **values: int) -> None:
        """One more entry in each of the named columns."""
        for name, value in values.items():
            self.lists.setdefault(name, []).append(int(value))

    def extend(self, **values: Sequence[int]) -> None:
        """Several more entries in each of the named columns."""
        for name, some in values.items():
            self.lists.setdefault(name, []).extend(some)

    def length(self, name: str) -> int:
        """Entries in a column so far."""
        return len(self.lists.get(name, []))

    def u8(self, name: str) -> npt.NDArray[np.uint8]:
        """A column as an array."""
        return np.array(self.lists.get(name, []), dtype=np.uint8)

    def u32(self, name: str) -> npt.NDArray[np.uint32]:
        """A column as an array."""
        return np.array(self.lists.get(name, []), dtype=np.uint32)

    def u64(self, name: str) -> npt.NDArray[np.uint64]:
        """A column as an array."""
        return np.array(self.lists.get(name, []), dtype=np.uint64)

    def i32(self, name: str) -> npt.NDArray[np.int32]:
        """A column as an array."""
        return np.array(self.lists.get(name, []), dtype=np.int32)

    def i64(self, name: str) -> npt.NDArray[np.int64]:
        """A column as an array."""
        return np.array(self.lists.get(name, []), dtype=np.int64)
