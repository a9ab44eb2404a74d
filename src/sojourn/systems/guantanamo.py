"""A surge at a naval base: 2,403 people land at once, and ferries, agents and officers with opening hours process them.

    pier -> crossing -> in-processing -> crossing back -> camp (next day) -> pier again -> screening -> crossing out

The terms are those of the surge excursion of a migrant-operations model built for a military exercise in 2019; every
number has a row in the evidence (`migrant_exercise.*`). Time is in ticks of any whole number of minutes that divides
an hour. Nothing is needed for it but the five ideas:

- a *ferry* is a gate whose door has as many units as the boat has seats on the tick on which it leaves and none on
  any other, then a stage with a fixed crossing;
- *agents and officers* are a gate with a throughput while they are open, so that coarse ticks are right in the mean;
  or, with ``held``, a pool of desks, each held while the service lasts;
- *the next service day* is a gate whose door is open on one tick a day.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sojourn.evidence import figure
from sojourn.network import By, Clock, Door, Fixed, Gate, Kinds, Network, NetworkError, Pool, Source, Stage

Floats = npt.NDArray[np.float64]

NATIONALITIES = ("Cuban", "Haitian", "other")
KINDS = Kinds({"nationality": NATIONALITIES, "status": ("single_man", "rest")})
EXITS = ("through", "security_risk")
QUEUES = {
    "pier": "ferry to in-processing",
    "inprocessing_line": "an agent",
    "leeward_pier": "ferry back to the camp",
    "pier_again": "ferry to screening",
    "screening_line": "an officer",
    "second_screening_line": "an officer, second time",
    "leeward_pier_again": "ferry back to leave",
}
"""Stages in which people wait in line, and what for."""


@dataclass(frozen=True)
class Between:
    """A triangular time in hours: at least ``low``, most often ``mode``, at most ``high``."""

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        """Refuse corners out of order.

        Raises:
            NetworkError: with the corners.
        """
        if not 0 <= self.low <= self.mode <= self.high or self.low == self.high:
            raise NetworkError(
                f"a triangular time needs 0 <= low <= mode <= high hours, not {self.low}, {self.mode}, {self.high}"
            )

    @property
    def mean(self) -> float:
        """Mean of the triangular law, in hours."""
        return (self.low + self.mode + self.high) / 3


@dataclass(frozen=True)
class InTicks:
    """A triangular time in hours as a law over ticks that keeps its mean, however long a tick is.

    A time of x ticks becomes ``floor(x)`` or one more, the latter with the probability of its fraction. So a service
    of a quarter of an hour is no hour in three cases of four and a whole one in the fourth, where rounding up would
    make it always a whole one.
    """

    hours: Between
    ticks_an_hour: int

    def cdf(self, ticks: npt.NDArray[np.int64]) -> Floats:
        """The mean of the triangular law's own distribution function between k and k + 1."""
        k = ticks.astype(np.float64)
        # Rounded to a billionth: a difference of large numbers is not exact, and a law may not step down.
        out: Floats = np.round(self._summed(k + 1.0) - self._summed(k), 9)
        return out

    def _summed(self, x: Floats) -> Floats:
        """Integral of the distribution function up to ``x`` ticks, which is the mean of max(x - D, 0)."""
        low, mode, high = (self.ticks_an_hour * corner for corner in (self.hours.low, self.hours.mode, self.hours.high))
        below = (np.clip(x, low, mode) - low) ** 3 / (3 * (high - low) * max(mode - low, 1e-300))
        above = (high - np.clip(x, mode, high)) ** 3 / (3 * (high - low) * max(high - mode, 1e-300))
        out: Floats = np.where(x < mode, below, x - self.hours.mean * self.ticks_an_hour + above)
        return out


@dataclass(frozen=True)
class Terms:
    """Who lands, and what there is to process them. Sequences have one entry a nationality; times are in hours."""

    people: Sequence[int]
    single_men: Sequence[int]
    """Of them, single men without a claim to protection: the only ones who may be found a security risk."""
    sick: Sequence[float]
    """Share who recover before they go anywhere."""
    recovery: Between
    boats: int
    seats: int
    """People on one boat."""
    crossing: float
    """One way."""
    reset: float
    """Between a boat's return and its next departure."""
    ferry_hours: float
    """Hours of service a day, centred on noon; a boat that leaves is back by their end."""
    desk_hours: float
    """Hours a day, centred on noon, in which agents and officers take people on."""
    agents: int
    inprocessing: Between
    security_risk: float
    """Share of the single men."""
    officers: int
    screening: Between
    screened_again: float
    """Share who are screened a second time; nobody is a third time."""
    wait_again: Between
    """From the first screening until they stand in line for the second."""

    def __post_init__(self) -> None:
        """Refuse what no network could show.

        Raises:
            NetworkError: more single men than people, hours that no day has, or a ferry that cannot go.
        """
        for name, people, men in zip(NATIONALITIES, self.people, self.single_men, strict=True):
            if not 0 <= men <= people:
                raise NetworkError(f"there are {men} single men among {people} people ({name}); 0 to {people} can be")
        for name, hours in (("ferry_hours", self.ferry_hours), ("desk_hours", self.desk_hours)):
            if not 0 < hours <= 24:
                raise NetworkError(f"{name} is {hours}; a day has more than 0 and at most 24 hours of service")
        if self.boats < 1 or not self.crossing > 0 or self.reset < 0:
            raise NetworkError(
                f"{self.boats} boats, a crossing of {self.crossing} hours and a reset of {self.reset} are no ferry; "
                "it needs at least one boat, a crossing above 0 and a reset of 0 or more"
            )
        if not self.departures():
            raise NetworkError(f"no boat is there and back within {self.ferry_hours} hours of service; give it more")

    def departures(self) -> list[float]:
        """Hours of the day at which a boat leaves for the leeward side; it leaves that side one crossing later.

        The boats start spread over one crossing there and back, and go round until the next return would be late.
        """
        opens, there_and_back = 12 - self.ferry_hours / 2, 2 * self.crossing
        out = []
        for boat in range(self.boats):
            leaves = opens + boat * there_and_back / self.boats
            while leaves + there_and_back <= opens + self.ferry_hours + 1e-9:
                out.append(leaves)
                leaves += there_and_back + self.reset
        return sorted(out)


def published() -> Terms:
    """The terms as published, read from the evidence."""

    def number(name: str) -> float:
        return figure(f"migrant_exercise.{name}").number

    def by_nationality(name: str) -> tuple[float, ...]:
        return tuple(number(f"{name}_{nationality.lower()}") for nationality in NATIONALITIES)

    def between(name: str) -> Between:
        found = figure(f"migrant_exercise.{name}")
        return Between(found.low or 0.0, found.number, found.high or found.number)

    return Terms(
        people=tuple(int(people) for people in by_nationality("arrivals")),
        single_men=tuple(int(men) for men in by_nationality("single_men")),
        sick=by_nationality("sick"),
        recovery=between("recovery"),
        boats=int(number("ferry_boats")),
        seats=int(number("ferry_seats")),
        crossing=number("ferry_crossing"),
        reset=number("ferry_reset"),
        ferry_hours=number("ferry_hours"),
        desk_hours=number("desk_hours"),
        agents=int(number("agents")),
        inprocessing=between("inprocessing"),
        security_risk=number("security_risk"),
        officers=int(number("officers")),
        screening=between("screening"),
        screened_again=number("screened_again"),
        wait_again=between("wait_again"),
    )


@dataclass(frozen=True)
class Ticks:
    """Hours of the day and days as ticks of ``minutes`` each; tick 0 begins at midnight."""

    minutes: int
    days: int

    def __post_init__(self) -> None:
        """Refuse a tick that does not divide the hour.

        Raises:
            NetworkError: with the ticks that do.
        """
        allowed = [minutes for minutes in range(1, 61) if 60 % minutes == 0]
        if self.minutes not in allowed:
            raise NetworkError(f"a tick of {self.minutes} minutes does not divide the hour; allowed: {allowed}")
        if self.days < 1:
            raise NetworkError(f"a run of {self.days} days has no tick; 1 or more are needed")

    @property
    def an_hour(self) -> int:
        """Ticks an hour."""
        return 60 // self.minutes

    @property
    def in_all(self) -> int:
        """Ticks of the run."""
        return 24 * self.an_hour * self.days

    def of(self, hours: float) -> int:
        """The nearest tick, the later of two as near."""
        return math.floor(hours * self.an_hour + 0.5)

    def daily(self, hours: Sequence[float], amount: float) -> Floats:
        """``amount`` at each of some hours of every day, nothing between; hours on the same tick add up."""
        day = np.zeros(24 * self.an_hour)
        np.add.at(day, [self.of(hour) % len(day) for hour in hours], amount)
        return np.tile(day, self.days)

    def open(self, hours: float) -> Floats:
        """One while open, zero while shut: ``hours`` a day centred on noon."""
        tick = np.arange(24 * self.an_hour)
        return np.tile((tick >= self.of(12 - hours / 2)) & (tick < self.of(12 + hours / 2)), self.days).astype(float)


def guantanamo(terms: Terms, *, minutes: int = 60, days: int = 30, held: bool = False) -> Network:
    """The network, for a run of ``days * 24 * 60 / minutes`` ticks; everybody lands on tick 0.

    Args:
        terms: who lands and what there is; ``published()``, or that with changes.
        minutes: length of a tick; it has to divide the hour.
        days: length of the run.
        held: desks are pools held during the service instead of gates with a throughput.

    Raises:
        NetworkError: the terms or the tick cannot be run.
    """
    ticks = Ticks(minutes, days)
    crossing = Fixed(max(1, ticks.of(terms.crossing)))
    at_desk = {"agents": terms.inprocessing, "officers": terms.screening}
    risk = {"security_risk": terms.security_risk, "camp": 1 - terms.security_risk}

    def walk(name: str, hours: Between, to: str | dict[str, float]) -> Stage:
        return Stage(name, (Clock("ends", InTicks(hours, ticks.an_hour), to),))

    def sail(name: str, to: str | By[str | dict[str, float]]) -> Stage:
        return Stage(name, (Clock("lands", crossing, to),))

    def served(name: str, desk: str, to: str | dict[str, float]) -> Stage:
        clock = Clock("ends", InTicks(at_desk[desk], ticks.an_hour), to)
        return Stage(name, (clock,), holds=desk if held else None)

    stages = (
        walk("recovery", terms.recovery, "pier"),
        Stage("pier", waits_for="to_leeward", granted="crossing"),
        sail("crossing", "inprocessing_line"),
        Stage("inprocessing_line", waits_for="agents", granted="inprocessing"),
        served("inprocessing", "agents", "leeward_pier"),
        Stage("leeward_pier", waits_for="to_windward", granted="crossing_back"),
        sail("crossing_back", By("status", {"single_man": risk, "rest": "camp"})),
        Stage("camp", waits_for="next_day", granted="pier_again"),
        Stage("pier_again", waits_for="to_leeward", granted="crossing_again"),
        sail("crossing_again", "screening_line"),
        Stage("screening_line", waits_for="officers", granted="screening"),
        served(
            "screening",
            "officers",
            {"wait_again": terms.screened_again, "leeward_pier_again": 1 - terms.screened_again},
        ),
        walk("wait_again", terms.wait_again, "second_screening_line"),
        Stage("second_screening_line", waits_for="officers", granted="second_screening"),
        served("second_screening", "officers", "leeward_pier_again"),
        Stage("leeward_pier_again", waits_for="to_windward", granted="crossing_out"),
        sail("crossing_out", "through"),
    )
    desks = {"agents": terms.agents, "officers": terms.officers}
    is_open = ticks.open(terms.desk_hours)
    leaves = terms.departures()
    return Network(
        kinds=KINDS,
        sources=_sources(terms, ticks),
        stages=stages,
        exits=EXITS,
        gates=(
            _gate("next_day", float(sum(terms.people)), ticks.daily([12 - terms.ferry_hours / 2], 1.0)),
            _gate("to_leeward", ticks.daily(leaves, terms.seats)),
            *(
                _gate(desk, is_open * number / at_desk[desk].mean / ticks.an_hour)
                for desk, number in desks.items()
                if not held
            ),
            _gate("to_windward", ticks.daily([hour + terms.crossing for hour in leaves], terms.seats)),
        ),
        pools=tuple(Pool(desk, number * is_open) for desk, number in desks.items() if held),
    )


def _gate(name: str, supply: float | Floats, is_open: float | Floats = 1.0) -> Gate:
    return Gate(name, (Door(name, supply, open=is_open),))


def _sources(terms: Terms, ticks: Ticks) -> tuple[Source, ...]:
    """One source a nationality and status, since how many there are of each is known; the sick recover first."""
    out = []
    for nationality, people, men, sick in zip(NATIONALITIES, terms.people, terms.single_men, terms.sick, strict=True):
        for status, number in (("single_man", men), ("rest", people - men)):
            counts = np.zeros(ticks.in_all, dtype=np.int64)
            counts[0] = number
            one = np.eye(KINDS.size)[KINDS.index(nationality=nationality, status=status)]
            name = f"{nationality} {status}"
            out.append(Source(name, {"recovery": sick, "pier": 1 - sick}, kinds=one, counts=counts))
    return tuple(out)
