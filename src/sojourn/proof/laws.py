"""Laws of a stay in continuous time: what a clock is told at a given tick, and how long somebody has been there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from sojourn.network import Duration, Fixed, Gamma, Geometric, Lognormal

Floats = npt.NDArray[np.float64]


class Law(Protocol):
    """A law with a mean, for any tick."""

    @property
    def mean(self) -> float:
        """Mean in units of time."""
        ...

    @property
    def cv2(self) -> float:
        """Squared coefficient of variation."""
        ...

    def duration(self, tick: float) -> Duration:
        """The law in ticks of length ``tick``."""
        ...

    def age(self, count: int, rng: np.random.Generator) -> Floats:
        """Time spent so far by people met inside: uniform on a length-biased stay (D. R. Cox, 1962)."""
        ...


@dataclass(frozen=True)
class Memoryless:
    """Exponential. In ticks it is geometric with the same mean, so that the load is exact at any tick."""

    mean: float
    cv2: float = 1.0

    def duration(self, tick: float) -> Duration:
        """Geometric with probability ``tick / mean``."""
        return Geometric(tick / self.mean)

    def age(self, count: int, rng: np.random.Generator) -> Floats:
        """Exponential again."""
        return rng.exponential(self.mean, count)


@dataclass(frozen=True)
class Constant:
    """Always the same; a whole number of ticks."""

    mean: float
    cv2: float = 0.0

    def duration(self, tick: float) -> Duration:
        """That many ticks."""
        return Fixed(round(self.mean / tick))

    def age(self, count: int, rng: np.random.Generator) -> Floats:
        """Uniform."""
        return rng.uniform(0.0, self.mean, count)


@dataclass(frozen=True)
class Lognormally:
    """Lognormal with a standard deviation of the logarithm."""

    mean: float
    sigma: float

    @property
    def cv2(self) -> float:
        """``exp(sigma^2) - 1``."""
        return math.expm1(self.sigma**2)

    def duration(self, tick: float) -> Duration:
        """Rounded up to whole ticks, which adds half a tick: taken off before, so that the load is exact."""
        return Lognormal.from_mean(self.mean / tick - 0.5, self.sigma)

    def age(self, count: int, rng: np.random.Generator) -> Floats:
        """The length-biased law is lognormal too, its median ``exp(sigma^2)`` times as long."""
        middle = math.log(self.mean) + 0.5 * self.sigma**2
        return rng.uniform(size=count) * rng.lognormal(middle, self.sigma, count)


@dataclass(frozen=True)
class Gammally:
    """Gamma with a shape of two or more, so that next to nobody stays for less than a tick."""

    mean: float
    shape: float

    @property
    def cv2(self) -> float:
        """``1 / shape``."""
        return 1.0 / self.shape

    def duration(self, tick: float) -> Duration:
        """Rounded up to whole ticks, half a tick taken off before."""
        return Gamma(self.shape, self.mean / tick - 0.5)

    def age(self, count: int, rng: np.random.Generator) -> Floats:
        """The length-biased law is gamma too, with one more of shape."""
        return rng.uniform(size=count) * rng.gamma(self.shape + 1.0, self.mean / self.shape, count)
