"""Bands: what many runs say of one number, and how much of their spread is chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from sojourn.results.line import Value

SURE = 0.90
"""Share of runs that a band is to hold."""
LOW, HIGH = 0.05, 0.95
MOSTLY = 2 / 3
"""Share of the variance from which a spread is mostly of one kind."""

RARELY = 0.01
"""Chance that a spread that is all luck is taken for not knowing."""

Cause = Literal["chance", "not_known", "both"]


@dataclass(frozen=True)
class Band:
    """The median of some runs, and the ends between which the next one lies in nine of ten cases."""

    median: float
    low: float
    high: float
    chance: float | None
    """Share of the variance that is chance, 0 to 1, as estimated; None where nothing varies, or too few runs tell."""
    cause: Cause | None = None
    """What the spread mostly is; ``both`` also where the runs are too few to tell."""

    def holds(self, value: float) -> bool:
        """Whether a number lies inside."""
        return self.low <= value <= self.high

    @property
    def always(self) -> bool:
        """Whether every run gave the same."""
        return self.low == self.high


def held(runs: int) -> float:
    """Share of cases in which one more run lies inside the band of so many: 0.9, and less of fewer than 19.

    Between the lowest and the highest of n lie (n - 1) / (n + 1).
    """
    return min(SURE, (runs - 1) / (runs + 1))


def band(values: Sequence[Value], by_chance: Sequence[Value] = ()) -> Band | None:
    """The band of a number over runs; None where no run has it.

    The ends are the points below which p (n + 1) of n runs lie (E. J. Gumbel, 1939), at most the lowest and the
    highest: one more run falls below each in five of a hundred cases, however few runs there are, if at least 19.

    Args:
        values: one a run, each with its draw and its luck.
        by_chance: one a run at the central values, which differ by luck alone.
    """
    found = numbers(values)
    if len(found) == 0:
        return None
    low, high = np.quantile(found, (LOW, HIGH), method="weibull")
    share = chance_share(found, numbers(by_chance))
    cause = None if share is None else _cause(share, len(numbers(by_chance)), len(found))
    return Band(float(np.median(found)), float(low), float(high), share, cause)


def chance_share(values: npt.NDArray[np.float64], by_chance: npt.NDArray[np.float64]) -> float | None:
    """Variance at the central values as a share of that of all runs.

    The variance of all is that by chance and that by not knowing; the first is taken to be the same whatever is drawn.
    """
    if len(values) < 2 or len(by_chance) < 2:
        return None
    everything = float(values.var(ddof=1))
    return min(1.0, float(by_chance.var(ddof=1)) / everything) if everything > 0 else None


def _cause(share: float, by_chance: int, runs: int) -> Cause:
    """What a spread mostly is. Not knowing is said only where chance alone would rarely look like it (F test)."""
    if share >= MOSTLY:
        return "chance"
    return "not_known" if share <= min(1 - MOSTLY, least_by_chance(by_chance - 1, runs - 1)) else "both"


@cache
def least_by_chance(above: int, below: int) -> float:
    """The ratio of two variances of the same law that is undercut in one of a hundred cases; degrees of freedom."""
    from scipy.stats import f

    return float(f.ppf(RARELY, above, below))


def numbers(values: Sequence[Value]) -> npt.NDArray[np.float64]:
    """Those that there are; a day as its number."""
    plain = (date.fromisoformat(one).toordinal() if isinstance(one, str) else one for one in values if one is not None)
    return np.array(list(plain), dtype=np.float64)


def as_value(number: float, unit: str) -> float | str:
    """A number of a band in the form of its line: a day as text, a count of people whole where it is."""
    if unit == "date":
        return date.fromordinal(round(number)).isoformat()
    return int(number) if number == int(number) and unit != "share" else number
