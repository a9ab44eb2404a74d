"""Designs: which combinations of values are run. Points of the unit cube come from `scipy.stats.qmc`, by a seed.

A Sobol design of more points begins with the points of a smaller one, and so does a grid or a list that has more values
at its end; a Latin hypercube of another size has other points.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

Key = TypeVar("Key")
Value = TypeVar("Value")

Spread = Literal["latin_hypercube", "sobol"]
SPREADS: tuple[Spread, ...] = ("latin_hypercube", "sobol")


def grid(levels: Mapping[Key, Sequence[Value]]) -> list[dict[Key, Value]]:
    """Every combination of values; the last key changes fastest."""
    return [dict(zip(levels, values, strict=True)) for values in product(*levels.values())]


def spread(kind: Spread, points: int, dimensions: int, seed: int) -> npt.NDArray[np.float64]:
    """Points spread over the unit cube.

    `latin_hypercube`: along each dimension one point in each n-th of it, at a random place there (McKay, Beckman and
    Conover 1979). `sobol`: a scrambled Sobol sequence (Owen 1998), which fills the cube evenly in all dimensions
    together, most so with 2, 4, 8, 16 ... points.

    Args:
        kind: of design.
        points: how many, at least 1.
        dimensions: how many, at least 1.
        seed: names the design.

    Returns:
        (points, dimensions), each from 0 to 1.
    """
    from scipy.stats import qmc

    random = np.random.default_rng(np.random.SeedSequence([seed, dimensions]))
    if kind == "latin_hypercube":
        return np.asarray(qmc.LatinHypercube(dimensions, rng=random).random(points), dtype=np.float64)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The balance properties", UserWarning)  # any number may be asked for
        return np.asarray(qmc.Sobol(dimensions, scramble=True, rng=random).random(points), dtype=np.float64)
