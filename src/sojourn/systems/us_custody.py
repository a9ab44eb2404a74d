"""The numbers of custody in the US system: by agency and criminality, and what changes from month to month.

Both come from tables of the evidence that a fit made (:mod:`sojourn.study.custody.for_us`). The fit knows two kinds of
case: *short*, whose order comes in days, and *long*, who go before a judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from sojourn.evidence.tables import table
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar, Floats
from sojourn.systems.us_people import AGENCIES, CRIMINALITY

PACED = ("proceedings", "bonded", "recognizance", "paroled", "supervision")
"""What goes faster or slower from month to month, by agency."""
YEAR = 12
"""Rows over which paces are averaged where they do not stay as they were last."""


@dataclass(frozen=True)
class Cell:
    """One row of the custody table: a class of people by agency and criminality."""

    short: float
    """Share of book-ins whose case is short."""
    order_short: float
    """Median days to the order of a short case."""
    order_long: float
    """Median days to the decision of a judge."""
    relief: float
    """Share of decisions by a judge that grant relief."""
    rate: Mapping[str, float]
    """Ways out of proceedings: chance a day, by reason."""


@dataclass(frozen=True)
class Month:
    """One row of the table of paces: how things go from a day on, for the people of an agency."""

    since: date
    pace: Mapping[str, float]
    """Factor on the clocks of each name in PACED."""
    share: Mapping[str, float]
    """Share of each criminality among book-ins."""


@dataclass(frozen=True)
class Custody:
    """All of it."""

    cells: Mapping[tuple[str, str], Cell]
    """By agency and criminality."""
    months: Mapping[str, tuple[Month, ...]]
    """By agency, in order of days; the first holds before its day as well, the last stays in force."""

    def pace(self, calendar: Calendar, name: str, agency: str) -> Floats:
        """Factor on a clock at each tick."""
        factors = np.array([month.pace[name] for month in self.months[agency]])
        return np.asarray(factors[self._row(calendar, agency)])

    def shares(self, calendar: Calendar, agency: str) -> tuple[Floats, npt.NDArray[np.int64]]:
        """Shares of criminality among an agency's book-ins, (mixes, criminality), and the mix of each tick."""
        every = np.array([[month.share[crime] for crime in CRIMINALITY] for month in self.months[agency]])
        mixes, number = np.unique(every[self._row(calendar, agency)], axis=0, return_inverse=True)
        return mixes / mixes.sum(axis=1, keepdims=True), number.ravel().astype(np.int64)

    def _row(self, calendar: Calendar, agency: str) -> npt.NDArray[np.int64]:
        since = np.array([month.since for month in self.months[agency]], dtype="datetime64[D]")
        return np.maximum(np.searchsorted(since, calendar.days, side="right") - 1, 0)


def custody_of(scenario: UsScenario) -> Custody:
    """The numbers of a scenario: its tables, and what it says of later paces."""
    return later(as_written(scenario), scenario)


def later(custody: Custody, scenario: UsScenario) -> Custody:
    """The same with, where the scenario says so, the mean paces of a year from the last row on."""
    return averaged(custody) if scenario.people.later_paces == "mean" else custody


def as_written(scenario: UsScenario) -> Custody:
    """What the tables that a scenario names say."""
    cells = {
        (row.text("agency"), row.text("criminality")): Cell(
            row.number("short"),
            row.number("order_short"),
            row.number("order_long"),
            row.number("relief"),
            {name.removesuffix("_rate"): row.number(name) for name in row if name.endswith("_rate")},
        )
        for row in table(scenario.people.custody)
    }
    months: dict[str, list[Month]] = {agency: [] for agency in AGENCIES}
    for row in table(scenario.people.paces):
        pace = {name: row.number(name) for name in PACED}
        share = {crime: row.number(crime) for crime in CRIMINALITY}
        months[row.text("agency")].append(Month(date.fromisoformat(row.text("from")), pace, share))
    return Custody(cells, {a: tuple(sorted(rows, key=lambda m: m.since)) for a, rows in months.items()})


def averaged(custody: Custody) -> Custody:
    """The same with, in the last row of each agency, the mean paces (geometric) of the twelve rows before."""
    months = {}
    for agency, rows in custody.months.items():
        before = rows[-YEAR - 1 : -1] or rows
        pace = {name: float(np.exp(np.mean([np.log(m.pace[name]) for m in before]))) for name in PACED}
        months[agency] = (*rows[:-1], replace(rows[-1], pace=pace))
    return replace(custody, months=months)
