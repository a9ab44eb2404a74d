"""Dollars of one year in those of another, by the consumer price index.

The index is the annual average of all items for all urban consumers (table `price_index`). Years after its last have no
published average: money of those years is taken to be of the last one, and what a run spends later stays in it.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from sojourn.evidence.tables import table

TABLE = "price_index"


class NoPrices(LookupError):
    """A year for which there is no index; the message says which there are."""


@cache
def index() -> dict[int, Fraction]:
    """The index by year."""
    return {row.whole("year"): Fraction(row.text("index")) for row in table(TABLE)}


def last_year() -> int:
    """The last year with an index."""
    return max(index())


def restated(year: int, in_year: int) -> Fraction:
    """How many dollars of ``in_year`` buy what one dollar of ``year`` bought; exact.

    Raises:
        NoPrices: a year lies before the first of the index.
    """
    known, last = index(), last_year()
    for one in (year, in_year):
        if one < min(known):
            raise NoPrices(f"there is no price index for {one}; years from {min(known)} are allowed")
    return known[min(in_year, last)] / known[min(year, last)]
