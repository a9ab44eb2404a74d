"""What was published, month by month, and only as far as one may look.

`published()` gives all months that the evidence holds; `before("2022-01")` gives the months up to December 2021 in
arrays of their own, so that nothing later is reachable from it. A forecaster is handed the second.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from sojourn.evidence.tables import table
from sojourn.study.forecasts.arrivals import Arrivals
from sojourn.study.forecasts.months import between, days_in, first_day, span
from sojourn.study.forecasts.series import AGENCIES, BOOK_OUTS, CLASSES, POPULATION, REASONS, RELEASES, SERIES

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Number = TypeVar("Number", np.float64, np.int64)

TABLE_AGENCIES = {"interior": "ICE", "border": "CBP"}
"""What the tables of the evidence call an agency, to what arrivals and forecasts call it."""
FIRST = "2019-10"
"""First month of the history; before it border book-ins count short family bookings many times."""


@dataclass(frozen=True, eq=False)
class Count:
    """People in custody on a day, as published about every two weeks from 2021."""

    day: date
    people: Ints
    """(agencies, classes)."""


@dataclass(frozen=True, eq=False)
class History:
    """Published months in order; NaN where the tables of the time did not publish a number.

    Flows are as published, for the days that were covered; `flow` and `series` scale them to full months.
    """

    months: tuple[str, ...]
    days: Ints
    """Days of each month that its figures cover: 25 in September 2021 and 24 in September 2022, else all."""
    population: Floats
    """Average daily population, (months, agencies, classes)."""
    stay: Floats
    """Mean days of the stays that ended in the month, (months, agencies, classes)."""
    stay_total: Floats
    """The same over everybody, (months,)."""
    book_ins: Floats
    """People booked in, (months, agencies)."""
    book_outs: Mapping[str, Floats]
    """Reason to people booked out for good, (months, classes). The four reasons in RELEASES are published from October
    2020, all of them from October 2023."""
    removals: Floats
    """Removals by ICE's own count, (months,), from October 2020; between releases drawn by straight lines."""
    departures: Floats
    """Removals by day of departure, (months,)."""
    counts: tuple[Count, ...]
    """Counts of single days, in order."""

    @property
    def full(self) -> Floats:
        """Factor from the days covered to all days of the month, (months,)."""
        return np.array([days_in(month) for month in self.months], dtype=np.float64) / self.days

    def before(self, month: str) -> History:
        """What lies before a month: arrays of their own that hold nothing from it on.

        Raises:
            ValueError: nothing lies before it.
        """
        keep = between(self.months[0], month)
        if keep <= 0:
            raise ValueError(f"the history begins in {self.months[0]}; nothing lies before {month}")
        day = first_day(month)
        return History(
            months=self.months[:keep],
            days=_own(self.days[:keep]),
            population=_own(self.population[:keep]),
            stay=_own(self.stay[:keep]),
            stay_total=_own(self.stay_total[:keep]),
            book_ins=_own(self.book_ins[:keep]),
            book_outs=MappingProxyType({reason: _own(people[:keep]) for reason, people in self.book_outs.items()}),
            removals=_own(self.removals[:keep]),
            departures=_own(self.departures[:keep]),
            counts=tuple(Count(one.day, _own(one.people)) for one in self.counts if one.day < day),
        )

    def arrivals(self, first: str, last: str) -> Arrivals:
        """Book-ins from one month to another as a user would give them, each of a full month.

        Raises:
            NotCovered: some of the months are not here.
        """
        return Arrivals(self.months, self.book_ins * self.full[:, None]).window(first, last)

    def series(self, name: str) -> Floats:
        """One series by month, flows scaled to full months; NaN where it was not published.

        Raises:
            KeyError: no series has this name.
        """
        _, _, part = name.partition(".")
        if name in POPULATION:
            return _part(self.population, part)
        if name == "removals.custody":
            return self.series("book_outs.removed")
        if name == "removals.all":
            return np.asarray(self.removals * self.full)
        if name == "alos.total":
            return self.stay_total.copy()
        if name == "book_outs.total":
            return np.asarray(sum(people.sum(axis=1) for people in self.book_outs.values()) * self.full)
        if name in BOOK_OUTS:
            return np.asarray(self.book_outs[part].sum(axis=1) * self.full)
        raise KeyError(name)

    def actual(self) -> dict[str, dict[str, float]]:
        """All that was published: series to month to value."""
        found = {name: dict(zip(self.months, self.series(name).tolist(), strict=True)) for name in SERIES}
        return {name: {at: value for at, value in one.items() if value == value} for name, one in found.items()}


def _own(array: npt.NDArray[Number]) -> npt.NDArray[Number]:
    own = array.copy()
    own.setflags(write=False)
    return own


def _part(population: Floats, part: str) -> Floats:
    if part in AGENCIES:
        return np.asarray(population[:, AGENCIES.index(part)].sum(axis=1))
    if part in CLASSES:
        return np.asarray(population[:, :, CLASSES.index(part)].sum(axis=1))
    return np.asarray(population.sum(axis=(1, 2)))


def published() -> History:
    """All months that the evidence holds, October 2019 to December 2024."""
    months = span(FIRST, max(row.text("month") for row in table("population_monthly")))
    days = np.array([days_in(month) for month in months])
    shape = len(months), len(AGENCIES)
    book_ins = np.full(shape, np.nan)
    for row in table("book_ins_monthly"):
        at = months.index(row.text("month"))
        book_ins[at, _agency(row.text("agency"))] = row.number("book_ins")
        days[at] = row.whole("days_covered")
    population, stay = (np.full((*shape, len(CLASSES)), np.nan) for _ in range(2))
    stay_total = np.full(len(months), np.nan)
    for row in table("population_monthly"):
        at, who, crime = months.index(row.text("month")), row.text("agency"), row.text("criminality")
        if who == crime == "all":
            stay_total[at] = row.number("alos_days")
        elif who in TABLE_AGENCIES and crime in CLASSES:
            place = at, _agency(who), CLASSES.index(crime)
            population[place] = row.number("adp")
            stay[place] = np.nan if row["alos_days"] is None else row.number("alos_days")
    removals, departures = (np.full(len(months), np.nan) for _ in range(2))
    for row in table("removals_monthly"):
        into = {"ice_official": removals, "ice_departed": departures}[row.text("rule")]
        into[months.index(row.text("month"))] = row.number("removals")
    return History(
        months, days, population, stay, stay_total, book_ins, _book_outs(months), removals, departures, _counts()
    )


def _agency(name: str) -> int:
    return AGENCIES.index(TABLE_AGENCIES[name])


def _book_outs(months: tuple[str, ...]) -> dict[str, Floats]:
    """Both tables in one; a class without a row in a month that has the reason counts as nobody."""
    found = {reason: np.full((len(months), len(CLASSES)), np.nan) for reason in REASONS}
    for name, reasons in (("releases_monthly", RELEASES), ("book_outs_monthly", REASONS)):
        rows = table(name)
        held = sorted({months.index(row.text("month")) for row in rows})
        for reason in reasons:
            found[reason][held] = 0.0
        for row in rows:
            place = months.index(row.text("month")), CLASSES.index(row.text("criminality"))
            found[row.text("reason")][place] = row.number("book_outs")
    return found


def _counts() -> tuple[Count, ...]:
    found: dict[str, Ints] = {}
    for row in table("detained_snapshots"):
        people = found.setdefault(row.text("as_of"), np.zeros((len(AGENCIES), len(CLASSES)), dtype=np.int64))
        people[_agency(row.text("agency")), CLASSES.index(row.text("criminality"))] = row.whole("people")
    return tuple(Count(date.fromisoformat(day), people) for day, people in sorted(found.items()))
