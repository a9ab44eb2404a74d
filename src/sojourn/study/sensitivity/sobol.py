"""Variance-based indices: which share of a result's variance each factor has, alone and with others.

The runs are two independent Latin hypercubes A and B, and for each factor A with the factor's column of B. The indices
are those of `scipy.stats.sobol_indices` (A. Saltelli and others, Computer Physics Communications 181 (2010) 259-270),
and runs are dear, so what a regression explains is taken out first: its indices are known exactly, and only those of
the rest are left to be estimated (S. Kucherenko, B. Delpuech, B. Iooss and S. Tarantola, "Application of the control
variate technique to estimation of total sensitivity indices", Reliability Engineering & System Safety 134 (2015)
251-259). Arrays in, arrays out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

SURE = 0.90
"""What an interval is to hold."""
FALSE = 0.1
"""Chance that of factors without any share one is taken to have some, for all factors together."""
RESAMPLES = 400
"""Resamples of the rows, for the intervals."""
WORST = 1e-22
"""Variance, as a share of the squared mean, below which a result is taken not to vary: rounding makes less, and one day
of the calendar more, which is a number of some 740,000."""


@dataclass(frozen=True)
class Estimate:
    """A number that was estimated, and its interval."""

    value: float
    low: float
    high: float
    error: float
    """Standard error."""


@dataclass(frozen=True)
class Evaluated:
    """A result at all rows of a design."""

    a: Floats
    """At A, (n,)."""
    b: Floats
    """At B, (n,)."""
    ab: Floats
    """At A with one column of B, (factors, n)."""

    @property
    def everything(self) -> Floats:
        """All of them, (factors + 2, n)."""
        return np.concatenate([self.a[None], self.b[None], self.ab])

    @cached_property
    def varies(self) -> bool:
        """Whether the result varies at all."""
        values = self.everything
        return bool(values.var() > WORST * max(float((values**2).mean()), WORST))


@dataclass(frozen=True)
class Indices:
    """Of each factor the share of the variance, with intervals."""

    alone: tuple[Estimate, ...]
    """First order: how much smaller the variance is expected to be once the factor is known."""
    together: tuple[Estimate, ...]
    """Total: how much of the variance is left if all but the factor is known."""
    sure: tuple[bool, ...]
    """Whether its share alone is more than nothing; of factors that have none any is taken for sure with
    chance :data:`FALSE`."""
    explained: float
    """Share of the variance that the regression explains."""


def samples(factors: int, rows: int, seed: int) -> tuple[Floats, Floats]:
    """A and B, each (rows, factors) and a Latin hypercube of its own; strictly inside 0 to 1.

    (One Sobol' sequence for both, as is usual with thousands of rows, is worse with few: some pairs of its columns lie
    on a few lines then, and no resample of the rows shows it.)

    Args:
        factors: columns.
        rows: a power of two.
        seed: names the design.
    """
    from scipy.stats import qmc

    rngs = (np.random.default_rng([seed, factors, at]) for at in range(2))
    a, b = (np.clip(qmc.LatinHypercube(factors, rng=rng).random(rows), 1e-9, 1 - 1e-9) for rng in rngs)
    return a, b


def design(a: Floats, b: Floats) -> Floats:
    """All rows: A, B, and of each factor A with its column of B; (factors + 2, n, factors)."""
    factors = a.shape[1]
    out = np.repeat(a[None], factors + 2, axis=0)
    out[1] = b
    for factor in range(factors):
        out[factor + 2, :, factor] = b[:, factor]
    return out


def evaluated(values: Floats) -> Evaluated:
    """Values of a result at the rows of :func:`design`, (factors + 2, n)."""
    return Evaluated(values[0], values[1], values[2:])


def indices(values: Evaluated, scores: Floats | None = None, *, seed: int = 0, resamples: int = RESAMPLES) -> Indices:
    """First-order and total indices, with intervals from resampled rows.

    Args:
        values: the result at all rows.
        scores: what the result is regressed on, (factors + 2, n, factors): of each factor a number that is standard
            normal over A and over B, or not a number where the factor has no order. No regression where not given.
        seed: names the resamples.
        resamples: how many.
    """
    from scipy.stats import t

    rows, factors = len(values.a), len(values.ab)
    if not values.varies:
        nothing = (Estimate(0.0, 0.0, 0.0, 0.0),) * factors
        return Indices(nothing, nothing, (False,) * factors, 0.0)
    still = (values.ab == values.a).all(axis=1)
    if still.sum() == factors - 1:  # whatever varies is of the one that is left
        shares = tuple(Estimate(*((0.0,) * 4 if one else (1.0, 1.0, 1.0, 0.0))) for one in still.tolist())
        return Indices(shares, shares, tuple(not one for one in still.tolist()), 0.0)
    columns, of = _columns(values.everything, scores, still)
    alone, together, explained = _estimated(values.everything, columns, of)
    rng = np.random.default_rng([seed, rows, factors])
    again = []
    for _ in range(resamples):
        chosen = rng.integers(0, rows, rows)
        again.append(_estimated(values.everything[:, chosen], columns[:, chosen], of)[:2])
    errors = np.std(np.array(again), axis=0, ddof=1)
    wide = float(t.isf((1 - SURE) / 2, rows - 1))
    limit = float(t.isf(FALSE / factors, rows - 1))
    both = []
    for found, of_each in zip((alone, together), errors, strict=True):
        ends = zip(np.where(still, 0.0, found).tolist(), np.where(still, 0.0, of_each).tolist(), strict=True)
        both.append(tuple(Estimate(one, one - wide * error, one + wide * error, error) for one, error in ends))
    sure = tuple(one.value > limit * one.error for one in both[0])
    return Indices(both[0], both[1], sure, explained)


def _columns(values: Floats, scores: Floats | None, still: npt.NDArray[np.bool_]) -> tuple[Floats, Ints]:
    """What is regressed on, (factors + 2, n, columns), and whose each column is: Hermite polynomials, to the second.

    Factors of which the result takes no notice at all (``still``) are left out.
    """
    if scores is None:
        return np.zeros((*values.shape, 0)), np.zeros(0, dtype=np.int64)
    ordered = np.flatnonzero(np.isfinite(scores).all(axis=(0, 1)) & ~still)
    z = scores[:, :, ordered]
    return np.concatenate([z, (z**2 - 1) / np.sqrt(2)], axis=2), np.concatenate([ordered, ordered])


def _estimated(values: Floats, columns: Floats, of: Ints) -> tuple[Floats, Floats, float]:
    """Both indices, and the share of the variance that the regression explains.

    The regression is the best of its kind, so what is left does not go together with it: the variances add up.
    """
    from scipy.stats import sobol_indices

    factors = len(values) - 2
    flat = np.concatenate([np.ones((values.size, 1)), columns.reshape(values.size, -1)], axis=1)
    coefficients, *_ = np.linalg.lstsq(flat, values.ravel(), rcond=None)
    rest = values - (flat @ coefficients).reshape(values.shape)
    parts = np.bincount(of, weights=coefficients[1:] ** 2, minlength=factors) if len(of) else np.zeros(factors)
    left = float(np.var(rest[:2]))
    whole = float(parts.sum()) + left
    if whole <= 0:
        return np.zeros(factors), np.zeros(factors), 0.0
    found = sobol_indices(func={"f_A": rest[:1], "f_B": rest[1:2], "f_AB": rest[2:, None, :]}, n=values.shape[1])
    first, total = (np.reshape(one, factors) for one in (found.first_order, found.total_order))
    return (parts + left * first) / whole, (parts + left * total) / whole, float(parts.sum()) / whole
