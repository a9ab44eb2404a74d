"""How long a clock runs before it rings: distributions over whole ticks.

Each is given by its distribution function at whole ticks, ``cdf(k) = P(D <= k)``. Continuous laws are rounded
*up*: a stay of 2.3 days ends on the third. A distribution may be *defective*: what is missing from one is the chance
that the clock never rings.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from sojourn.network.errors import NetworkError, shown
from sojourn.network.numbers import above_zero, number, whole_number

Floats = npt.NDArray[np.float64]
NARROWEST = 1e-12
"""Ticks between the corners of a triangular law: squares of what is between them still are numbers."""


class Duration(Protocol):
    """Anything with a distribution function at whole ticks."""

    def cdf(self, ticks: npt.NDArray[np.int64]) -> Floats:
        """P(D <= k) for each whole number k >= 0 of ``ticks``."""
        ...


@dataclass(frozen=True)
class Fixed:
    """Always the same number of ticks: a limit in law, a person's patience."""

    ticks: int

    def __post_init__(self) -> None:
        """Refuse a negative duration, and one that is not whole."""
        whole_number(self.ticks, "a duration in ticks")

    def cdf(self, ticks: npt.NDArray[np.int64]) -> Floats:
        """A step at ``ticks``."""
        return (ticks >= self.ticks).astype(np.float64)


@dataclass(frozen=True)
class Never:
    """A clock that never rings: for kinds to whom it does not apply."""

    def cdf(self, ticks: npt.NDArray[np.int64]) -> Floats:
        """Zero everywhere."""
        return np.zeros(len(ticks))


@dataclass(frozen=True)
class Exponential:
    """Memoryless in continuous time, rounded up: geometric with ring probability ``1 - exp(-1/mean)`` a tick."""

    mean: float

    def __post_init__(self) -> None:
        """Refuse a mean that is not positive."""
        _positive(self, mean=self.mean)

    def cdf(self, ticks: npt.NDArray[np.int64]) -> Floats:
        """``1 - exp(-k/mean)``."""
        with np.errstate(over="ignore"):
            return -np.expm1(-ticks / self.mean)


@dataclass(frozen=True)
class Geometric:
    """Rings each tick with the same probability, first one tick after the start."""

    probability: float

    def __post_init__(self) -> None:
        """Refuse a probability outside (0, 1]."""
        if number(self.probability, "the probability of Geometric", 0.0, 1.0) == 0:
            raise NetworkError("the probability of Geometric must be above zero; Never() is a clock that never rings")
        _plain(self, "probability")

    def cdf(self, ticks: npt.NDArray[np.int64]) -> Floats:
        """``1 - (1 - p)^k``."""
        return 1.0 - (1.0 - self.probability) ** ticks.astype(np.float64)


@dataclass(frozen=True)
class Lognormal:
    """Lognormal with a median and the standard deviation ``sigma`` of its logarithm, rounded up."""

    median: float
    sigma: float

    def __post_init__(self) -> None:
        """Refuse parameters that are not positive."""
        _positive(self, median=self.median, sigma=self.sigma)

    @classmethod
    def from_mean(cls, mean: float, sigma: float) -> Lognormal:
        """With mean ``mean`` (before rounding): the median is ``mean * exp(-sigma^2 / 2)``."""
        mean, sigma = above_zero(mean, "the mean of Lognormal"), above_zero(sigma, "the sigma of Lognormal")
        log = -0.5 * sigma * sigma
        if not mean * math.exp(log) > 0:
            raise NetworkError(
                f"a sigma of {sigma:.12g} is too large for a mean of {mean:.12g}: the median would be zero"
            )
        return cls(mean * math.exp(log), sigma)

    @classmethod
    def from_quantiles(cls, median: float, p90: float) -> Lognormal:
        """Through a median and a 90 % quantile; 1.2815516 is the 90 % point of the normal law."""
        p90, median = above_zero(p90, "a 90 % point"), above_zero(median, "a median")
        if not p90 > median:
            raise NetworkError(f"a 90 % point of {p90:.12g} must be above the median of {median:.12g}")
        return cls(median, math.log(p90 / median) / 1.2815515655446004)

    def cdf(self, ticks: npt.NDArray[np.int64]) -> Floats:
        """The normal law of the logarithm."""
        from scipy.special import ndtr

        out = np.zeros(len(ticks))
        up = ticks > 0
        with np.errstate(over="ignore"):
            out[up] = ndtr(np.log(ticks[up] / self.median) / self.sigma)
        return out


@dataclass(frozen=True)
class Gamma:
    """Gamma with a shape and a mean, rounded up."""

    shape: float
    mean: float

    def __post_init__(self) -> None:
        """Refuse parameters that are not positive."""
        _positive(self, shape=self.shape, mean=self.mean)
        if not math.isfinite(float(self.shape) / float(self.mean)):
            raise NetworkError(f"the shape of Gamma, {self.shape}, is too large for a mean of {self.mean}")

    def cdf(self, ticks: npt.NDArray[np.int64]) -> Floats:
        """The regularised incomplete gamma function."""
        from scipy.special import gammainc

        with np.errstate(over="ignore"):
            out: Floats = gammainc(self.shape, ticks * (self.shape / self.mean))
        return out


@dataclass(frozen=True)
class Triangular:
    """Triangular between ``low`` and ``high`` with its mode at ``mode``, rounded up."""

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        """Refuse corners out of order."""
        for name in ("low", "mode", "high"):
            number(getattr(self, name), f"the {name} of Triangular")
            _plain(self, name)
        if not self.low <= self.mode <= self.high or self.low == self.high:
            raise NetworkError(
                f"a triangular law needs 0 <= low <= mode <= high, not {self.low}, {self.mode}, {self.high}"
            )
        if float(self.high) - float(self.low) < NARROWEST:
            raise NetworkError(
                f"a triangular law from {self.low} to {self.high} is too narrow; Fixed is always the same"
            )

    def cdf(self, ticks: npt.NDArray[np.int64]) -> Floats:
        """Two parabolas."""
        x = np.clip(ticks.astype(np.float64), self.low, self.high)
        width = self.high - self.low
        with np.errstate(over="ignore"):  # of the parabola that is not used
            rise = (x - self.low) ** 2 / (width * max(self.mode - self.low, 1e-300))
            fall = 1.0 - (self.high - x) ** 2 / (width * max(self.high - self.mode, 1e-300))
        return np.where(x < self.mode, rise, fall)


@dataclass(frozen=True)
class Table:
    """Any law by its probabilities.

    ``probabilities[k]`` is the chance of k ticks; what is missing from one never rings.
    """

    probabilities: tuple[float, ...]

    def __post_init__(self) -> None:
        """Refuse probabilities that are negative or add to more than one."""
        given = self.probabilities
        unordered = isinstance(given, str | Mapping | Set) or getattr(given, "ndim", 1) != 1
        if unordered or not isinstance(given, Iterable):
            raise NetworkError(f"the probabilities of Table must be numbers, not {shown(self.probabilities)}")
        object.__setattr__(self, "probabilities", tuple(self.probabilities))
        chances = [number(p, "a probability of Table", -math.inf, math.inf) for p in self.probabilities]
        if min(chances, default=-1.0) < 0 or sum(chances) > 1 + 1e-9:
            raise NetworkError("the probabilities of a duration must be zero or more and add to at most one")
        object.__setattr__(self, "probabilities", tuple(chances))

    def cdf(self, ticks: npt.NDArray[np.int64]) -> Floats:
        """Running sum."""
        total: Floats = np.minimum(np.cumsum(self.probabilities), 1.0)
        return total[np.minimum(ticks, len(total) - 1)]


@dataclass(frozen=True)
class Cut:
    """Another law with everything beyond ``most`` moved to ``most``, and everything below ``least`` to ``least``."""

    law: Duration
    most: int
    least: int = 0

    def __post_init__(self) -> None:
        """Refuse limits that are negative, not whole or out of order."""
        check_law(self.law, "Cut")
        least = whole_number(self.least, "the least of Cut")
        if whole_number(self.most, "the most of Cut") < least:
            raise NetworkError(f"the most of Cut, {self.most}, is below the least, {self.least}")

    def cdf(self, ticks: npt.NDArray[np.int64]) -> Floats:
        """The law's own, one from ``most`` on, zero below ``least``."""
        out = np.where(ticks >= self.most, 1.0, self.law.cdf(ticks))
        return np.where(ticks < self.least, 0.0, out)


@dataclass(frozen=True)
class Sometimes:
    """Another law with probability ``share``; otherwise the clock never rings."""

    share: float
    law: Duration

    def __post_init__(self) -> None:
        """Refuse a share outside [0, 1]."""
        check_law(self.law, "Sometimes")
        number(self.share, "the share of Sometimes", 0.0, 1.0)
        _plain(self, "share")

    def cdf(self, ticks: npt.NDArray[np.int64]) -> Floats:
        """The law's own, scaled."""
        return self.share * self.law.cdf(ticks)


def _positive(law: object, **parameters: object) -> None:
    for name, value in parameters.items():
        above_zero(value, f"the {name} of {type(law).__name__}")
        _plain(law, name)


def _plain(law: object, *names: str) -> None:
    """Turn decimals and fractions into floats: arrays cannot be reckoned with them."""
    for name in names:
        value = getattr(law, name)
        if not isinstance(value, int | float):
            object.__setattr__(law, name, float(value))


def check_law(law: object, of: str) -> None:
    """Check that something can serve as a law of time.

    Raises:
        NetworkError: it has no distribution function.
    """
    if isinstance(law, type) or not callable(getattr(law, "cdf", None)):
        raise NetworkError(f"{of} needs a law of time, for example Fixed(3) or Exponential(10.0), not {shown(law)}")
