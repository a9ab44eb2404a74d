"""The ranking of the factors that matter: the share of a result's variance that each has, with intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from sojourn.study.sensitivity import sobol
from sojourn.study.sensitivity.factors import LUCK, REST, Factor, Factors, Where
from sojourn.study.sensitivity.sobol import Estimate

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Rows:
    """The runs of the indices."""

    keys: tuple[str, ...]
    """One a column: the named factors, the others together, luck."""
    together: tuple[str, ...]
    """The others."""
    places: Floats
    """(columns + 2, rows, columns): A, B, and A with one column of B; shares of laws, or numbers of draws."""
    scores: Floats
    """The same as normal scores; not a number where a column has no order."""

    def wheres(self) -> Iterator[Where]:
        """Where each run is, block by block."""
        for block in self.places:
            for row in block:
                yield dict(zip(self.keys, row.tolist(), strict=True))


@dataclass(frozen=True)
class Ranked:
    """One factor and one result."""

    factor: Factor
    alone: Estimate
    """Share of the variance that goes away once the factor is known."""
    together: Estimate
    """Share of the variance in which it has any part."""
    narrower: Estimate
    """How much narrower the band becomes once it is known, as a share of its width."""
    sure: bool
    """Whether its share alone is more than nothing."""


def rows(factors: Factors, named: Sequence[str], many: int, seed: int) -> Rows:
    """The runs of the indices.

    Args:
        factors: of the scenario.
        named: keys of those with an index each.
        many: rows of A and of B; a power of two.
        seed: names them.
    """
    from scipy.stats import norm

    others = factors.rest(named)
    keys = (*named, *((REST,) if others else ()), LUCK)
    ordered = [at for at, key in enumerate(keys) if key in named and factors[key].ordered]
    a, b = np.zeros((many, len(keys))), np.zeros((many, len(keys)))
    if ordered:
        a[:, ordered], b[:, ordered] = sobol.samples(len(ordered), many, seed)
    for at in range(len(keys)):
        if at not in ordered:
            a[:, at], b[:, at] = np.arange(1, many + 1), np.arange(many + 1, 2 * many + 1)
    places = sobol.design(a, b)
    scores = np.full(places.shape, np.nan)
    scores[..., ordered] = norm.ppf(places[..., ordered])
    return Rows(keys, others, places, scores)


def ranked(factors: Factors, design: Rows, values: Floats, seed: int) -> tuple[Ranked, ...]:
    """Shares of the variance of a result, the factor with the largest first; the others together and luck come last.

    Args:
        factors: of the scenario.
        design: the runs.
        values: of the result, run by run.
        seed: names the resamples.
    """
    found = sobol.indices(sobol.evaluated(values.reshape(design.places.shape[:2])), design.scores, seed=seed)
    whole = []
    for key, alone, together, sure in zip(design.keys, found.alone, found.together, found.sure, strict=True):
        factor = factors[key] if key != REST else Factor(REST, "rest", "all others together")
        whole.append(Ranked(factor, alone, together, narrower(alone), sure))
    last = {REST: 1, LUCK: 2}
    return tuple(sorted(whole, key=lambda one: (last.get(one.factor.key, 0), -one.alone.value, one.factor.key)))


def narrower(alone: Estimate) -> Estimate:
    """By how much a band is expected to narrow once a share of the variance goes away: 1 - sqrt(1 - share)."""
    value, low, high = (1.0 - sqrt(1.0 - min(max(one, 0.0), 1.0)) for one in (alone.value, alone.low, alone.high))
    return Estimate(value, low, high, (high - low) / 2)
