"""Dollars of one year in those of another, by the consumer price index.

The index is the annual average of all items for all urban consumers (table `price_index`). Years after its last have no
published average: what is published or falls due in those years is taken to be money of the last one, and what a run
spends later stays in it. Nobody can ask for dollars of such a year, or say that a cost is in them (`check_year`).
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


def check_year(year: int) -> None:
    """See that there is an index for a year that somebody gives.

    Raises:
        NoPrices: there is none.
    """
    if not min(index()) <= year <= last_year():
        raise NoPrices(f"there is no price index for {year}; years from {min(index())} to {last_year()} are allowed")


def restated(year: int, in_year: int) -> Fraction:
    """How many dollars of ``in_year`` buy what one dollar of ``year`` bought; exact.

    Money of a year after the last of the index is taken to be of the last.

    Raises:
        NoPrices: ``year`` lies before the first of the index, or there is none for ``in_year``.
    """
    known, last = index(), last_year()
    check_year(min(year, last))
    check_year(in_year)
    return known[in_year] / known[min(year, last)]
