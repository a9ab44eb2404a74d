"""Numbers as they are given: what is no number, not finite or out of range is refused."""

from __future__ import annotations

import math
import operator
from typing import Any, SupportsFloat, SupportsIndex, cast

import numpy as np
import numpy.typing as npt

from sojourn.network.errors import NetworkError, shown

MOST = 1e12
"""The most of anything a tick: sums over the longest run still fit in 64 bits."""
FAR = 1 << 53
"""The most of a whole number that has no other limit; up to it a float is exact."""


def number(value: object, what: str, least: float = 0.0, most: float = MOST) -> float:
    """A finite number between ``least`` and ``most``, inclusive.

    Raises:
        NetworkError: it is none; the sentence begins with ``what``.
    """
    try:
        found = float(cast(SupportsFloat, value)) if _is_plain(value) else math.nan
    except OverflowError:
        found = math.inf if cast(Any, value) > 0 else -math.inf
    except (TypeError, ValueError):
        found = math.nan
    if not (math.isfinite(found) and least <= found <= most):
        allowed = f"a number, finite and between {least:,.12g} and {most:,.12g}"
        if (least, most) == (-math.inf, math.inf):
            allowed = "a finite number"
        if (least, most) == (0.0, MOST):
            allowed = "a number, finite and " + ("zero or more" if not found > most else f"at most {MOST:,.0f}")
        raise NetworkError(f"{what} must be {allowed}, not {shown(value)}")
    return found


def _is_plain(value: object) -> bool:
    """Whether something is one real number; NumPy would make one of its texts, times and complex numbers too."""
    if isinstance(value, np.generic | np.ndarray):
        return value.ndim == 0 and value.dtype.kind in "biuf" and not np.ma.is_masked(value)
    return hasattr(value, "__float__") and not getattr(value, "ndim", 0)


def above_zero(value: object, what: str) -> float:
    """A finite number above zero.

    Raises:
        NetworkError: it is none; the sentence begins with ``what``.
    """
    try:
        found = number(value, what, -math.inf, math.inf)
    except NetworkError:
        found = math.nan
    if not found > 0:
        raise NetworkError(f"{what} must be a finite number above zero, not {shown(value)}")
    return found


def whole_number(value: object, what: str, least: int = 0, most: int = FAR) -> int:
    """A whole number between ``least`` and ``most``, inclusive.

    Raises:
        NetworkError: it is none; the sentence begins with ``what``.
    """
    try:
        found = operator.index(cast(SupportsIndex, value)) if hasattr(value, "__index__") else None
    except TypeError:  # an array of several is an index by its type only
        found = None
    if found is None or not least <= found <= most:
        allowed = f" between {least:,} and {most:,}"
        if most == FAR and (found is None or found < least):
            allowed = f" of {least:,} or more" if found is not None or least > -FAR else ""
        raise NetworkError(f"{what} must be a whole number{allowed}, not {shown(value)}")
    return found


def as_array(values: object) -> npt.NDArray[Any]:
    """Values as an array; where they make none, their rows being of several lengths or some masked, one of no number.

    Such an array has no axis and holds no number, so whoever wants a row of numbers refuses it.
    """
    if np.ma.is_masked(values):
        return np.array(None)
    try:
        return np.asarray(values)
    except ValueError:
        return np.array(None)
