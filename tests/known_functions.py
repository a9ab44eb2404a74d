"""Functions whose sensitivity indices are known in closed form, on the unit cube."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def ishigami(x: Floats) -> Floats:
    """T. Ishigami and T. Homma (1990) with a = 7, b = 0.1; factors in the last axis."""
    z = np.pi * (2 * x - 1)
    out = np.sin(z[..., 0]) + 7 * np.sin(z[..., 1]) ** 2 + 0.1 * z[..., 2] ** 4 * np.sin(z[..., 0])
    return np.asarray(out)


def ishigami_shares() -> tuple[Floats, Floats]:
    """Its first-order and total indices, from the variances of its parts."""
    a, b = 7.0, 0.1
    first = 0.5 * (1 + b * np.pi**4 / 5) ** 2
    second = a**2 / 8
    both = b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = first + second + both
    return np.array([first, second, 0.0]) / whole, np.array([first + both, second, both]) / whole


G = np.array([0.0, 1.0, 4.5, 9.0, 99.0])


def sobol_g(x: Floats) -> Floats:
    """I. M. Sobol's product function with the coefficients `G`."""
    return np.asarray(np.prod((np.abs(4 * x - 2) + G) / (1 + G), axis=-1))


def sobol_g_shares() -> tuple[Floats, Floats]:
    """Its first-order and total indices."""
    part = 1 / (3 * (1 + G) ** 2)
    whole = np.prod(1 + part) - 1
    return part / whole, part * np.prod(1 + part) / (1 + part) / whole
