"""The difference of one number between two scenarios, run by run: both runs of a pair have the same draw and luck.

A band of paired differences is narrower than one of two separate bands, since what both sides share cancels. How much
narrower is measured: the same runs are also paired wrongly, each with another one's, in every cyclic order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.results.bands import HIGH, LOW, Band, band, numbers
from sojourn.results.line import Value

Floats = npt.NDArray[np.float64]
MOST_ORDERS = 100
"""Cyclic orders that are looked at, the right one among them."""
FEWEST = 4
"""Pairs from which it is said what the pairing gains: of two or three there is but a wrong order or two."""


@dataclass(frozen=True)
class Difference:
    """What one number of a scenario is, less what it is of the base, over paired runs."""

    base: Band
    """The number of the base."""
    other: Band
    """The number of the other scenario."""
    band: Band
    """The other less the base, pair by pair."""
    above: int
    """Pairs in which the other is larger."""
    below: int
    """Pairs in which it is smaller."""
    runs: int
    """Pairs."""
    narrower: float | None
    """Width of the band of wrong pairs over that of right ones; None where a width is nothing or pairs are few."""

    @property
    def sure(self) -> bool:
        """Whether every pair says the same of which is larger."""
        return self.runs in (self.above, self.below, self.runs - self.above - self.below)

    @property
    def nothing(self) -> bool:
        """Whether no pair differs at all."""
        return self.above == self.below == 0


def difference(
    base: Sequence[Value],
    other: Sequence[Value],
    base_chance: Sequence[Value] = (),
    other_chance: Sequence[Value] = (),
) -> Difference | None:
    """The difference of a number; None where no pair of runs has it on both sides.

    Args:
        base: of each run of the base; a day is taken as its number.
        other: of each run of the other scenario, in the same order.
        base_chance: the same of runs at the central values, which differ by luck alone.
        other_chance: those of the other.
    """
    first, second = both(base, other)
    if len(first) == 0:
        return None
    lucky, unlucky = both(base_chance, other_chance)
    change = second - first
    found = [band(one.tolist()) for one in (first, second)]
    whole = band(change.tolist(), (unlucky - lucky).tolist())
    if found[0] is None or found[1] is None or whole is None:
        raise TypeError("numbers that are there have a band")
    return Difference(
        base=found[0],
        other=found[1],
        band=whole,
        above=int(np.count_nonzero(change > 0)),
        below=int(np.count_nonzero(change < 0)),
        runs=len(change),
        narrower=gain(first, second),
    )


def both(one: Sequence[Value], other: Sequence[Value]) -> tuple[Floats, Floats]:
    """The pairs in which both are there."""
    kept = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    return numbers([a for a, _ in kept]), numbers([b for _, b in kept])


def gain(base: Floats, other: Floats) -> float | None:
    """How many times wider the band is where each run of one side is paired with the run of another draw and luck.

    The mean width over all cyclic orders, so that each band is of as many runs as the paired one.
    """
    runs = len(base)
    if runs < FEWEST or np.ptp(other - base) == 0:
        return None
    turned = (np.arange(runs) + np.arange(min(runs, MOST_ORDERS))[:, None]) % runs
    low, high = np.quantile(other[turned] - base, (LOW, HIGH), method="weibull", axis=1)
    paired, *crossed = (high - low).tolist()
    return float(np.mean(crossed)) / paired if paired > 0 and any(crossed) else None
