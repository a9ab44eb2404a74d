"""What becomes of people who are let in, day by day after their book-in, where nobody waits for a bed or a seat.

A *probe* lets many people of each class (agency and criminality) into the network of the scenario within a week, with
beds and seats for everybody, and counts how many are held so many days later, how many have left by each departure,
and how many cases were decided. In expectation all that the system does between its two queues, for beds and for
seats, is linear in who comes. So these responses, laid over the days of arrival, are the fluid model: no rate is
averaged over short and long stays, and Little's law holds by construction. Where paces change on dates, each month
has a probe of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from sojourn.results.lengths import Lengths
from sojourn.systems.us_people import AGENCIES, CRIMINALITY

Floats = npt.NDArray[np.float64]
CELLS = tuple((agency, crime) for agency in AGENCIES for crime in CRIMINALITY)
"""The classes of people, in the order of the arrays."""
BORDER = tuple(at for at, (agency, _) in enumerate(CELLS) if agency == "border")
INTERIOR = tuple(at for at, (agency, _) in enumerate(CELLS) if agency == "interior")
Lines = Mapping[tuple[str, int], int]
"""Criminality and number of the nationality to the line in which such people wait for an agreement."""
NO_LINES: Lines = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Response:
    """What becomes of one person who is let in, by days since."""

    held: Floats
    """(classes, days): share who are held at the end of the day."""
    left: Floats
    """(classes, departures, days): share who leave by a departure on the day."""
    decided: Floats
    """(classes, days): decisions."""
    released: Floats
    """(classes, days): releases inside the country that somebody decides on."""
    direct: Floats
    """(departures, days): share of those in border custody who are ready and leave by a departure on the day."""
    third: Floats = field(default_factory=lambda: np.zeros((len(CELLS), 0)))
    """(classes, days): share who leave on the day for a third country, under agreements that the scenario has."""
    waiting: Floats = field(default_factory=lambda: np.zeros((len(CELLS), 0, 0)))
    """(classes, lines, days): share who wait at the end of the day for an agreement, as their own country refuses."""
    going: float = 0.0
    """Share of those who wait so that stops waiting in a day without an agreement."""


@dataclass(frozen=True, eq=False)
class Inside:
    """What becomes of those who are inside on the first day, by days of the run."""

    held: Floats
    """(days,): held at the end of the day."""
    left: Floats
    """(departures, days)"""
    direct: Floats
    """(departures, days): of these, from border custody."""
    decided: Floats
    released: Floats
    third: Floats = field(default_factory=lambda: np.zeros(0))
    """(days,): leave for a third country."""
    waiting: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    """(lines, days): those who wait for an agreement."""
    lengths: Lengths | None = None
    """How long they have been held, by fiscal year; nothing is known of it where there is none."""


@dataclass(frozen=True, eq=False)
class Arrivals:
    """Who comes on each day."""

    border: Floats
    """(classes, days): let in by border agencies."""
    interior: Floats
    """(classes, days): shares of the classes among those arrested inside the country; they add up to the share that is
    booked in."""
    added: Floats
    """(classes,): the same of arrests that a plan adds."""
    arrests: Floats
    """(days,): arrests of the scenario's own rate."""
    own_added: Floats
    """(days,): arrests a day that the scenario adds."""
    direct: Floats
    """(days,): into border custody for direct removal."""
    fixed: npt.NDArray[np.bool_]
    """(days,): days whose arrests are published and cannot be other than they were."""
    border_mix: Floats
    """(classes, days): shares of the classes among those let in by border agencies."""


@dataclass(frozen=True, eq=False)
class Responses:
    """Responses of one scenario."""

    doors: tuple[str, ...]
    """Names of the departures."""
    months: tuple[Response, ...] = field(repr=False)
    """Of each calendar month of the run, by month of arrival; the same object where nothing changes."""
    inside: Inside
    arrivals: Arrivals
