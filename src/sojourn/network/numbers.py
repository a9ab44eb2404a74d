"""Numbers as they are given: what is no number, not finite or out of range is refused."""

from __future__ import annotations

import math
import operator
from typing import SupportsFloat, SupportsIndex, cast

from sojourn.network.errors import NetworkError, shown

MOST = 1e12
"""The most of anything a tick: sums over the longest run still fit in 64 bits."""


def number(value: object, what: str, least: float = 0.0, most: float = MOST) -> float:
    """A finite number between ``least`` and ``most``, inclusive.

    Raises:
        NetworkError: it is none; the sentence begins with ``what``.
    """
    try:
        plain = hasattr(value, "__float__") and not getattr(value, "ndim", 0)
        found = float(cast(SupportsFloat, value)) if plain else math.nan
    except (TypeError, ValueError, OverflowError):
        found = math.nan
    if not (math.isfinite(found) and least <= found <= most):
        allowed = f"between {least:,.12g} and {most:,.12g}"
        if (least, most) == (0.0, MOST):
            allowed = "zero or more" if not found > most else f"at most {MOST:,.0f}"
        raise NetworkError(f"{what} must be a number, finite and {allowed}, not {shown(value)}")
    return found


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


def whole_number(value: object, what: str, least: int = 0, most: int = 1 << 53) -> int:
    """A whole number between ``least`` and ``most``, inclusive.

    Raises:
        NetworkError: it is none; the sentence begins with ``what``.
    """
    try:
        found = operator.index(cast(SupportsIndex, value)) if hasattr(value, "__index__") else None
    except TypeError:  # an array of several is an index by its type only
        found = None
    if found is None or not least <= found <= most:
        allowed = f"between {least:,} and {most:,}" if most != 1 << 53 else f"of {least:,} or more"
        raise NetworkError(f"{what} must be a whole number {allowed}, not {shown(value)}")
    return found
