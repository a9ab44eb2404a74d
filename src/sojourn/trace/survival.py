"""How long until people leave, when some are still inside at the end.

The product-limit estimate: E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete
observations", Journal of the American Statistical Association 53 (1958), 457-481.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Survival:
    """Share still inside, day by day."""

    days: Ints
    """(times,): days on which somebody left, rising."""
    inside: Floats
    """(times,): estimated share still inside at the end of each of them."""
    longest: int
    """Most days for which anybody was observed; a longer time than that says nothing of those still inside then."""

    def after(self, days: int) -> float:
        """Estimated share still inside after a number of days."""
        at = int(np.searchsorted(self.days, days, side="right"))
        return float(self.inside[at - 1]) if at else 1.0

    def known_after(self, days: int) -> float | None:
        """The same, or None where nobody was observed so long and some were inside when last seen."""
        share = self.after(days)
        return share if days <= self.longest or share < 1e-12 else None

    def quantile(self, share: float) -> int | None:
        """Days within which a share of the people has left; None where the estimate never reaches it."""
        reached = np.flatnonzero(1.0 - self.inside >= share - 1e-12)
        return int(self.days[reached[0]]) if len(reached) else None


def kaplan_meier(days: Ints, left: npt.NDArray[np.bool_]) -> Survival:
    """The product-limit estimate.

    Args:
        days: days observed, one entry a person.
        left: whether the person left after those days; otherwise they were still inside then.
    """
    times, counts = np.unique(days[left], return_counts=True)
    at_risk = len(days) - np.searchsorted(np.sort(days), times, side="left")
    inside: Floats = np.cumprod(1.0 - counts / at_risk, dtype=np.float64)
    return Survival(times.astype(np.int64), inside, int(days.max()))
