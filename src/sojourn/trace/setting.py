"""What a person walks through: a scenario, its days and its network, and what they say about a kind."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sojourn.network import Clock, Duration, Network, number_at
from sojourn.network.by import by_kind
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar
from sojourn.systems.us import us_network
from sojourn.systems.us_custody import Custody, custody_of
from sojourn.systems.us_people import Nationality, nationalities

LONGEST = 8000
"""Days beyond which a quantile of a clock is not looked for."""


@dataclass(frozen=True)
class Setting:
    """A scenario with its network and tables, each built once."""

    scenario: UsScenario

    @cached_property
    def calendar(self) -> Calendar:
        """The days of the run."""
        return Calendar(self.scenario.period.start.value, self.scenario.period.until)

    @cached_property
    def network(self) -> Network:
        """The US system of the scenario."""
        return us_network(self.scenario, self.calendar)

    @cached_property
    def custody(self) -> Custody:
        """The numbers of custody by agency and criminality, and by month."""
        return custody_of(self.scenario)

    @cached_property
    def nations(self) -> dict[str, Nationality]:
        """The table of nationalities by name."""
        return {nation.name: nation for nation in nationalities(self.scenario)}

    def clock(self, stage: str, name: str) -> Clock:
        """One clock of the network."""
        return next(clock for clock in self.network.stage(stage).clocks if clock.name == name)

    @cached_property
    def _laws(self) -> dict[int, tuple[npt.NDArray[np.int32], list[Duration]]]:
        return {}

    def law(self, clock: Clock, kind: int) -> Duration:
        """How long a clock runs for one kind."""
        if id(clock) not in self._laws:
            self._laws[id(clock)] = by_kind(clock.rings_after, self.network.kinds)
        rows, values = self._laws[id(clock)]
        return values[int(rows[kind])]

    def pace(self, clock: Clock, kind: int, tick: int) -> float:
        """How fast a clock runs for a kind on a tick; 1 for one without a pace."""
        if clock.pace is None:
            return 1.0
        if id(clock) not in self._paces:
            self._paces[id(clock)] = by_kind(clock.pace, self.network.kinds)
        rows, names = self._paces[id(clock)]
        return float(number_at(self.network.paces[names[int(rows[kind])]], self.calendar.ticks, "a pace")[tick])

    @cached_property
    def _paces(self) -> dict[int, tuple[npt.NDArray[np.int32], list[str]]]:
        return {}

    def within(self, clock: Clock, kind: int, tick: int, share: float) -> int | None:
        """Days within which a share of a kind's clocks ring at the pace of the tick; None if never."""
        pace = self.pace(clock, kind, tick)
        reached = np.flatnonzero(self.law(clock, kind).cdf(np.arange(LONGEST)) >= share)
        return math.ceil(int(reached[0]) / pace - 1e-9) if len(reached) and pace > 0 else None

    def seats(self, nationality: str) -> npt.NDArray[np.float64]:
        """(ticks,): seats on all departures open to a nationality; none of those that a court stops."""
        out = np.zeros(self.calendar.ticks)
        gate = next(gate for gate in self.network.gates if gate.name == "departures")
        for door in gate.doors:
            if door.accepts is None or nationality in door.accepts:
                may_go = number_at(door.open, self.calendar.ticks, door.name) != 0
                out += number_at(door.supply, self.calendar.ticks, door.name) * may_go
        return out

    def next_departure(self, nationality: str, tick: int) -> int | None:
        """First tick from ``tick`` on with a departure open to a nationality; None if the period has none."""
        days = np.flatnonzero(self.seats(nationality)[tick:] > 0)
        return tick + int(days[0]) if len(days) else None
