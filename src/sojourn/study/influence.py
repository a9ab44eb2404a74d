"""Which of the numbers in doubt matter: how each goes together with the main results, draw by draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

MAIN = ("removed_all", "held_peak", "exit_released_no_bed")
"""Lines by which it is told what matters."""
MOST = 5
"""Numbers that are named."""
FALSE = 0.1
"""Chance that noise alone has anything named."""
FEWEST = 10
"""Draws from which anything is said."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Influence:
    """How one number goes together with results."""

    key: str
    correlation: Mapping[str, float | None]
    """Result to rank correlation, -1 to 1 (Spearman); None where the result never differs."""

    @property
    def most(self) -> float:
        """The largest, whatever its sign."""
        return max((abs(one) for one in self.correlation.values() if one is not None), default=0.0)


def influences(drawn: Mapping[str, Floats], results: Mapping[str, Floats]) -> tuple[Influence, ...]:
    """Each number with its rank correlations, the strongest first.

    Args:
        drawn: number to its draws, each (draws,).
        results: result to its values, in the same order.
    """
    found = [
        Influence(key, {name: correlation(values, result) for name, result in results.items()})
        for key, values in drawn.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.most, one.key)))


def beyond_noise(found: tuple[Influence, ...], draws: int) -> tuple[Influence, ...]:
    """The few that matter: stronger than noise would make any of them, but for one case in ten."""
    if draws < FEWEST or not found:
        return ()
    tried = max(1, len(found) * len(found[0].correlation))
    least = NormalDist().inv_cdf(1 - FALSE / 2 / tried) / np.sqrt(draws - 1)
    return tuple(one for one in found if one.most >= least)[:MOST]


def correlation(one: Floats, other: Floats) -> float | None:
    """Spearman's rank correlation; None where either never differs."""
    if len(one) < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return None
    from scipy.stats import rankdata

    return float(np.corrcoef(rankdata(one), rankdata(other))[0, 1])
