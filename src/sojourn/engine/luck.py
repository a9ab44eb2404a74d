"""Luck by name, not by turn: each draw is a hash of who it is for and what it is for.

The constants are those of SplitMix64 (Steele, Lea and Flood 2014, the variant 13 mix of Stafford). See `docs/engine-
rules.md`.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import numpy.typing as npt

MASK = (1 << 64) - 1
PERSON = 0x9E3779B97F4A7C15
"""Odd multiplier of the person's number."""
LAP = 0xD1342543DE82EF95
"""Odd multiplier of the lap."""
COUNT_INDEX = 0xFFFFFF
"""The index that stands for a tick's number of arrivals; no person has it."""
TICK_BIAS = 1 << 14
"""Added to every tick that is stored, so that ticks before the start are positive."""


def mix(x: int) -> int:
    """Scramble 64 bits."""
    x &= MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def mix_each(x: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Scramble each of many 64 bits; products wrap."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def salt(text: str) -> int:
    """64 bits that stand for a name."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def source_key(seed: int, source: str) -> int:
    """What the seed and the source add to each of its people's draws."""
    return mix((seed & MASK) ^ salt(f"source {source}"))


def shifted_key(seed: int, source: str, number: int) -> int:
    """A source's key less what the source's number, which stands above a person's in a record, adds to a name."""
    return (source_key(seed, source) - (number << 40) * PERSON) & MASK


def poisson_counts(seed: int, source: str, rate: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Arrivals at each tick with the given expectations: the Poisson law inverted at a draw named by source and tick.

    A higher rate never gives fewer arrivals under the same seed.
    """
    from scipy.special import pdtr, pdtrik

    ticks = np.arange(len(rate), dtype=np.uint64) + np.uint64(TICK_BIAS)
    person = (ticks << np.uint64(24)) | np.uint64(COUNT_INDEX)
    with np.errstate(over="ignore"):
        x = person * np.uint64(PERSON) + np.uint64((source_key(seed, source) + salt("count")) & MASK)
        x = mix_each(x)
    w = (x >> np.uint64(11)).astype(np.float64) * 2.0**-53
    guess = pdtrik(np.clip(w, 1e-300, None), np.maximum(rate, 1e-300))
    counts = np.maximum(np.floor(np.nan_to_num(guess)) - 1.0, 0.0)
    while np.any(low := (pdtr(counts, rate) <= w) & (rate > 0)):
        counts[low] += 1.0
    while np.any(high := (counts > 0) & (pdtr(np.maximum(counts - 1.0, 0.0), rate) > w)):
        counts[high] -= 1.0
    return np.where(rate > 0, counts, 0.0).astype(np.int64)
