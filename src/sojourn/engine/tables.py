"""Probabilities turned into integers: tables of 32-bit thresholds, each with a guide that mostly knows the answer.

Inverting the distribution function keeps comparisons honest: a little more of a parameter moves every draw the same
way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.engine.program import NONE
from sojourn.network import Duration, Fixed, Never

FULL = 1 << 32
GUIDE_BITS = 8
"""A duration's guide has a place for each value of a draw's upper 8 bits."""
KNOWN_BITS = 11
"""A guide's place holds so many bits of a threshold: half as much to read as if it held all of them."""
LAST_NAMED = (1 << 20) - 1
"""The last entry that a guide's place can name."""
Integers = npt.NDArray[np.int64]
U32 = npt.NDArray[np.uint32]


def threshold(probability: npt.NDArray[np.float64]) -> Integers:
    """``floor(p 2^32 + 1/2)``, at most 2^32, for each probability."""
    return np.minimum(np.floor(probability * float(FULL) + 0.5), float(FULL)).astype(np.int64)


def duration_thresholds(law: Duration, longest: int) -> Integers:
    """Thresholds of ``cdf(k)``, k = 0 ... ``longest``, ending at the first that is full."""
    chunk = 256
    out = np.zeros(0, dtype=np.int64)
    while True:
        ticks = np.arange(len(out), min(len(out) + chunk, longest + 1), dtype=np.int64)
        out = np.concatenate([out, threshold(law.cdf(ticks))])
        full = np.flatnonzero(out == FULL)
        if len(full):
            return out[: full[0] + 1]
        if len(out) > longest:
            return out
        chunk *= 4


def guide(thresholds: Integers, bits: int) -> U32:
    """For each value of the upper ``bits`` bits of a draw, what is known of the entry before looking at thresholds.

    Each place holds an entry in bits 11 to 30, and in the lower 11 those of its threshold less one that follow the
    upper ``bits``: whoever has more there has the next entry, whoever has less this one. Who has the same has to look
    at thresholds, and so has everybody where bit 31 is set: more than one threshold lies there, or the entry is beyond
    the last that a place can name.
    """
    starts = np.arange(1 << bits, dtype=np.int64) << (32 - bits)
    ends = starts + (1 << (32 - bits)) - 1
    line = np.append(thresholds, [FULL, FULL])
    entry = np.searchsorted(thresholds, starts, side="right")
    more = (ends >= line[entry]) & (ends >= line[entry + 1])
    known = np.minimum((line[entry] - 1 - starts) >> (32 - bits - KNOWN_BITS), (1 << KNOWN_BITS) - 1)
    far = entry > LAST_NAMED
    more, entry = more | far, np.where(far, LAST_NAMED, entry)
    packed: U32 = more.astype(np.uint32) << np.uint32(31) | (entry << KNOWN_BITS | known).astype(np.uint32)
    return packed


def below(thresholds: Integers) -> U32:
    """Thresholds less one, so that a full one fits in 32 bits: ``u < c`` is ``u <= c - 1``. Zeros are never used."""
    return np.maximum(thresholds - 1, 0).astype(np.uint32)


@dataclass
class DurationTables:
    """The durations of a network, end to end. Equal laws share a table."""

    longest: int

    def __post_init__(self) -> None:
        """Start empty."""
        self._numbers: dict[Duration, int] = {}
        self._tables: list[U32] = []
        self._guides: list[U32] = []
        self.starts: list[int] = [0]
        """Where each table begins, and where the last one ends."""
        self.fixed: list[int] = []
        """The duration of a law that is fixed, beyond the longest for one that never rings, NONE for any other."""

    def number(self, law: Duration) -> int:
        """Number of a law; its table is made when first asked for."""
        if law not in self._numbers:
            thresholds = duration_thresholds(law, self.longest)
            self._numbers[law] = len(self._tables)
            length = len(thresholds) - 1 if thresholds[-1] == FULL else self.longest + 1
            self.fixed.append(length if isinstance(law, Fixed | Never) else NONE)
            sentinel = np.array([0xFFFFFFFF], dtype=np.uint32)
            table = np.concatenate([below(thresholds), sentinel])
            self._guides.append(guide(thresholds, GUIDE_BITS))
            self._tables.append(table)
            self.starts.append(self.starts[-1] + len(table))
        return self._numbers[law]

    def numbers(self, laws: Sequence[Duration]) -> list[int]:
        """Number of each of many laws, most of which stand there more than once."""
        known = {id(law): self.number(law) for law in {id(law): law for law in laws}.values()}
        return [known[id(law)] for law in laws]

    def flat(self) -> U32:
        """All tables end to end: the thresholds less one, a sentinel."""
        return np.concatenate(self._tables) if self._tables else np.zeros(1, np.uint32)

    def guides(self) -> U32:
        """The laws' guides end to end."""
        return np.concatenate(self._guides) if self._guides else np.zeros(1, np.uint32)
