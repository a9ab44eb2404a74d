"""Money as whole numbers: rates in millionths of a dollar, amounts in cents, so that sums add up to the cent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

Cents = npt.NDArray[np.int64]
MICRO = 1_000_000
"""Parts of a unit of money in which rates are kept."""
PER_CENT = MICRO // 100


def micro(amount: Decimal | Fraction | int) -> int:
    """An amount in millionths, rounded to the nearest."""
    return round(Fraction(amount) * MICRO)


def spent(counts: npt.NDArray[np.int64], rate: int) -> Cents:
    """What counts cost at a rate in millionths: cents, each entry rounded by itself, halves up.

    Raises:
        OverflowError: an entry does not fit, at some nine million million dollars.
    """
    most = int(np.abs(counts).max(initial=0)) * rate
    if most > np.iinfo(np.int64).max - PER_CENT:
        raise OverflowError(f"{most // MICRO:,} in one day is more than the ledger holds")
    return (counts.astype(np.int64) * rate + PER_CENT // 2) // PER_CENT


def dollars(cents: int) -> Decimal:
    """Cents as an amount with two places."""
    return Decimal(int(cents)) / 100
