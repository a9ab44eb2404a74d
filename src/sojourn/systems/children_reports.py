"""The daily reports on unaccompanied children, and what came into care by conservation.

Reports exist on 20 to 22 days a month. Between two reports the number in care is taken on a straight line. What came in
is what the census says must have:

    intake a day = mean discharged a day + (in care at the month's end - at its start) / days of the month

The reports of transfers out of border custody are not used for it: in 2023 they are far too few (see the table's note).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt

from sojourn.evidence.tables import table

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Reports:
    """The reports of a table; arrays have one entry a report."""

    on: npt.NDArray[np.datetime64]
    in_border_custody: Ints
    transferred: Ints
    in_care: Ints
    discharged: Ints

    @property
    def days(self) -> npt.NDArray[np.datetime64]:
        """Every day from the first report to the last."""
        return np.arange(self.on[0], self.on[-1] + 1)

    @property
    def at(self) -> Ints:
        """Number of each report's day, the first report's being 0."""
        return np.asarray((self.on - self.on[0]).astype(np.int64), dtype=np.int64)

    @property
    def month(self) -> Ints:
        """Calendar month of each day of `days`, the first being 0."""
        months = self.days.astype("datetime64[M]").astype(np.int64)
        return np.asarray(months - months[0], dtype=np.int64)

    @property
    def care(self) -> Floats:
        """Children in care on each day of `days`."""
        return np.interp(np.arange(len(self.days)), self.at, self.in_care).astype(np.float64)

    @property
    def intake(self) -> Floats:
        """Children who came into care a day, on each day of `days`, even within a month."""
        care, month = self.care, self.month
        first = np.flatnonzero(np.diff(month, prepend=-1))
        length = np.diff(np.append(first, len(month)))
        before = care[first]
        after = np.append(before[1:], care[-1])
        return np.asarray((self.monthly(self.discharged) + (after - before) / length)[month], dtype=np.float64)

    def monthly(self, values: npt.ArrayLike) -> Floats:
        """Mean of a value over the reports of each month."""
        at = self.month[self.at]
        return np.asarray(np.bincount(at, weights=np.asarray(values)) / np.bincount(at), dtype=np.float64)

    def since(self, first: date) -> Reports:
        """The reports from a day on."""
        kept = slice(int(np.searchsorted(self.on, np.datetime64(first))), None)
        named = (self.in_border_custody, self.transferred, self.in_care, self.discharged)
        return Reports(self.on[kept], *(values[kept] for values in named))

    def last(self, start: date) -> int:
        """Number of the last report at or before a day."""
        return int(np.searchsorted(self.on, np.datetime64(start), side="right")) - 1


@cache
def reports(name: str) -> Reports:
    """The reports of a table of the evidence."""
    rows = table(name)

    def column(what: str) -> Ints:
        return np.array([row.whole(what) for row in rows], dtype=np.int64)

    return Reports(
        np.array([row.text("on") for row in rows], dtype="datetime64[D]"),
        *(column(what) for what in ("in_border_custody", "transferred", "in_care", "discharged")),
    )
