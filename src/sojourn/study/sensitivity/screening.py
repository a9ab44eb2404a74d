"""The screening of a scenario: which factors move a result by more than luck does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import pi, sqrt

import numpy as np
import numpy.typing as npt

from sojourn.study.sensitivity import morris
from sojourn.study.sensitivity.division import LUCKS
from sojourn.study.sensitivity.factors import LUCK, Factor, Factors, Where, share_at
from sojourn.study.uncertain import REACH

Floats = npt.NDArray[np.float64]

MEAN_DIFFERENCE = 2 / sqrt(pi)
"""Mean absolute difference of two draws of a standard normal law."""
AS_WIDE = 2 * REACH / MEAN_DIFFERENCE
"""From the mean difference between two members of a group to a range of nine in ten of them, were they normal."""


@dataclass(frozen=True)
class Walk:
    """Trajectories through the ranges of all factors, luck among them."""

    keys: tuple[str, ...]
    """One a column of the paths; luck has several."""
    ordered: tuple[bool, ...]
    """Of each column whether it is a number."""
    paths: Floats
    """(trajectories, moves + 1, columns), levels from 0 to 1."""

    def places(self) -> Iterator[Where]:
        """Where each run is, trajectory by trajectory."""
        for number, path in enumerate(self.paths):
            for levels in path:
                yield self._place(number, levels)

    def _place(self, number: int, levels: Floats) -> Where:
        """Levels of a number are shares of its law; of anything else each level of each trajectory is another draw."""
        out: dict[str, float] = {}
        for key, ordered, level in zip(self.keys, self.ordered, levels, strict=True):
            which = round(float(level) * (morris.LEVELS - 1))
            if key == LUCK:
                out[key] = out.get(key, number) * morris.LEVELS + which
            else:
                out[key] = share_at(float(level)) if ordered else number * morris.LEVELS + which
        return out


@dataclass(frozen=True)
class Screened:
    """What the screening says of one factor and one result."""

    factor: Factor
    mu: float | None
    """Mean change of the result from the low to the high end of its range; None where it has no order."""
    mu_star: float
    """Mean absolute change over its range."""
    sigma: float | None
    """Standard deviation of the change, at different values of the others; None where it has no order."""
    told: bool
    """Whether it moves the result by more than luck does."""
    still: bool
    """Whether it does not move the result at all."""


def walk(factors: Factors, trajectories: int, seed: int) -> Walk:
    """The trajectories of a scenario's factors.

    Args:
        factors: of the scenario.
        trajectories: how many.
        seed: names them.
    """
    keys = (*factors.keys, *(LUCK,) * LUCKS)
    ordered = (*(one.ordered for one in factors.known), *(False,) * LUCKS)
    return Walk(keys, ordered, morris.trajectories(len(keys), trajectories, seed))


def screened(factors: Factors, walked: Walk, values: Floats) -> tuple[tuple[Screened, ...], float]:
    """What the screening says of each factor, the one that moves the result most first, and the same of luck alone.

    Args:
        factors: of the scenario.
        walked: the trajectories.
        values: of the result, run by run.
    """
    found = morris.effects(walked.paths, values.reshape(walked.paths.shape[:2]))
    many = len(factors.known)
    own, noise = found[:, :many], found[:, many:]
    told = morris.told_from(own, noise)
    read = morris.screen(own)
    out = []
    for at, factor in enumerate(factors.known):
        mu_star = float(read.mu_star[at])
        still = not bool(own[:, at].any())
        if factor.ordered:
            found_one = Screened(factor, float(read.mu[at]), mu_star, float(read.sigma[at]), bool(told[at]), still)
        else:
            found_one = Screened(factor, None, mu_star * morris.step() * AS_WIDE, None, bool(told[at]), still)
        out.append(found_one)
    floor = float(np.abs(noise).mean()) * morris.step() * AS_WIDE
    return tuple(sorted(out, key=lambda one: (-one.mu_star, one.factor.key))), floor


def chosen(results: Mapping[str, Sequence[Screened]]) -> tuple[str, ...]:
    """The factors that are told from luck in any result, those with the largest share of any result first."""
    share: dict[str, float] = {}
    for found in results.values():
        whole = sum(one.mu_star**2 for one in found)
        for one in found:
            if one.told and whole > 0:
                share[one.factor.key] = max(share.get(one.factor.key, 0.0), one.mu_star**2 / whole)
    return tuple(sorted(share, key=lambda key: (-share[key], key)))
