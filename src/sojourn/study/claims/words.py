"""Bands in the words of a sentence."""

from __future__ import annotations

from sojourn.results.rounding import short
from sojourn.study.claims.known import Spread


def between(band: Spread, unit: str = "people") -> str:
    """`3,760 to 14,400`; one number where the ends are told alike."""
    low, high = (short(one, unit) for one in (band.low, band.high))
    return low if low == high else f"{low} to {high}"


def change(band: Spread) -> str:
    """A relative change: `+2% to +5%`, with a place where it is small."""
    places = 1 if max(abs(band.low), abs(band.high)) < 0.05 else 0
    low, high = (f"{one:+.{places}%}" for one in (band.low, band.high))
    return low if low == high else f"{low} to {high}"


def share(band: Spread) -> str:
    """The value and its band: `2 % (1 % to 4 %)`."""
    return f"{short(band.value, 'share')} ({short(band.low, 'share')} to {short(band.high, 'share')})"
