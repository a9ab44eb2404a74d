"""Draws by name: draw i of a number depends on the seed of the study, the number's key and i, and on nothing else.

So two scenarios get the same draws of whatever both contain, and more draws leave the earlier ones as they are. They
are stratified all the same, as in a Latin hypercube that grows: of the first 25 draws of a number one lies in each
twenty-fifth of its law, and of the first 50, 100, 200 one in each fiftieth, hundredth, two-hundredth. (Within a
twenty-fifth, later blocks of 25 follow a van der Corput sequence with nested scrambling; A. B. Owen, 1995.)
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

BLOCK = 25
"""Draws that are laid out together."""
LEVELS = 16
"""Halvings of a stratum that are laid out; what is below is at random."""
MAX_SEED = (1 << 63) - 1


@dataclass(frozen=True)
class Draws:
    """Joint draws of several numbers, such as a fit gives: one row a draw, one named column a number.

    They take the place of the independent laws of those numbers. A column is named by what it is drawn of: a key of the
    evidence (`fitted.order_spread`, in the unit of its row), a cell of the custody table
    (`custody_2024.border.convicted.order_long`) or of the paces (`paces_2024.border.2024-12-01.paroled`), or a path of
    the scenario (`releases.paroled`, in the units of the scenario). Draw i is row i, and after the last row the first
    again.
    """

    names: tuple[str, ...]
    rows: npt.NDArray[np.float64] = field(repr=False)
    """(draws, names)."""
    grade: str = "C"
    """Grade of what is drawn; a fit is C."""
    source: str = "the rows of a table"
    """What they come from, in a few words."""
    aside: frozenset[str] = frozenset()
    """Columns that are part of a draw and are not told or ranked one by one."""

    def __post_init__(self) -> None:
        if self.rows.ndim != 2 or self.rows.shape[1] != len(self.names) or len(self.rows) == 0:
            raise ValueError(f"joint draws of {len(self.names)} numbers need rows of as many, got {self.rows.shape}")
        if len(set(self.names)) != len(self.names):
            raise ValueError("two columns of the joint draws have the same name")
        if not np.isfinite(self.rows).all():
            raise ValueError("joint draws have to be numbers; some are not")

    def row(self, number: int) -> dict[str, float]:
        """Draw ``number`` by name."""
        return dict(zip(self.names, self.rows[number % len(self.rows)].tolist(), strict=True))

    def column(self, name: str) -> npt.NDArray[np.float64]:
        """All draws of one number."""
        return self.rows[:, self.names.index(name)]


def share_below(seed: int, key: str, number: int) -> float:
    """The share of its law below draw ``number`` (from 0) of the number called ``key``; above 0 and below 1."""
    block, place = divmod(number, BLOCK)
    stratum = _order(seed, key, block)[place]
    inside = 0.0
    for level in range(LEVELS):
        before = block & ((1 << level) - 1)
        flip = _hash(seed, key, "within", stratum, level, before) & 1
        inside += (((block >> level) & 1) ^ flip) / (2 << level)
    rest = (_hash(seed, key, "rest", stratum, block) >> 32) + 0.5
    return (stratum + inside + rest / (1 << 32) / (1 << LEVELS)) / BLOCK


def luck(seed: int, what: str, number: int) -> int:
    """The seed of a run of a study."""
    return _hash(seed, "luck", what, number) & MAX_SEED


def uniforms(seed: int, keys: Mapping[str, object] | tuple[str, ...], number: int) -> dict[str, float]:
    """Draw ``number`` of each key, as shares of their laws."""
    return {key: share_below(seed, key, number) for key in keys}


@lru_cache(maxsize=4096)
def _order(seed: int, key: str, block: int) -> tuple[int, ...]:
    """The strata of a block in the order of its draws."""
    return tuple(sorted(range(BLOCK), key=lambda place: _hash(seed, key, "order", block, place)))


def _hash(*parts: object) -> int:
    """64 bits by name."""
    text = "\0".join(str(part) for part in parts).encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little")
