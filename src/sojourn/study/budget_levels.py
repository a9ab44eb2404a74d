"""Levels of capacity that money can buy: arrests, beds and seats, and when what was bought is there.

Everything is paid for as it is used, so a level that stands empty costs what the scenario says of empty beds, and
nothing else. What is bought on the first day comes after its lead time, and rises in a straight line to its full level.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Literal

import numpy as np
import numpy.typing as npt

from sojourn.evidence.registry import figure
from sojourn.network import Gate, Network, number_at
from sojourn.scenario.sourced import Dated, Step
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar
from sojourn.systems.us import us_network
from sojourn.systems.us_custody import Custody

Floats = npt.NDArray[np.float64]
Capacity = Literal["arrests", "beds", "seats"]

GATE = "departures"
"""The gate of seats on all departures."""
HIRING = 210
"""Days until officers that are hired arrest anybody. Assumed (C): no row of the evidence says it of officers;
`court.ij_hire_time` has half a year to more than a year for judges."""
CHARTERS = 90
"""Days until more departures begin. Assumed (C)."""


@dataclass(frozen=True)
class Leads:
    """Days from the start until what is bought begins to come, and until all of it is there."""

    arrests: int
    beds: int
    seats: int
    full: int

    def of(self, what: Capacity) -> tuple[int, int]:
        """First day of a capacity, and the day on which it is whole."""
        first = {"arrests": self.arrests, "beds": self.beds, "seats": self.seats}[what]
        return first, max(first, self.full)


def usual_leads() -> Leads:
    """Lead times: of beds, and the time of the whole ramp, from the evidence (both grade C); the others assumed."""
    beds, full = (round(figure(key).number) for key in ("detention.new_bed_lead_time", "plan.ramp_days"))
    return Leads(arrests=HIRING, beds=beds, seats=CHARTERS, full=full)


@dataclass(frozen=True)
class Levels:
    """How much of each capacity there is when all that was bought is there."""

    arrests: float
    """Arrests inside the country a day, beyond those of the base."""
    beds: float
    """Beds in all."""
    seats: Mapping[str, float] = field(default_factory=dict)
    """Departure to the factor on its seats; those that are not named stay as they are."""

    def between(self, other: Levels, share: float) -> Levels:
        """The levels at a share of the way to others."""
        return Levels(
            self.arrests + share * (other.arrests - self.arrests),
            self.beds + share * (other.beds - self.beds),
            {
                name: self.seats.get(name, 1.0) + share * (other.seats.get(name, 1.0) - self.seats.get(name, 1.0))
                for name in {**self.seats, **other.seats}
            },
        )


def base_levels(scenario: UsScenario) -> Levels:
    """The base: nothing added, and the beds of the first day."""
    return Levels(0.0, float(scenario.beds.capacity.steps[0].value))


def without_limits(scenario: UsScenario) -> UsScenario:
    """A scenario whose accounts have no appropriations: told, and not limited."""
    accounts = {
        name: account.model_copy(update={"appropriations": ()}) for name, account in scenario.money.accounts.items()
    }
    return scenario.model_copy(update={"money": scenario.money.model_copy(update={"accounts": accounts})})


def at_levels(
    scenario: UsScenario, levels: Levels, leads: Leads, calendar: Calendar, custody: Custody | None = None
) -> Network:
    """The network of a scenario whose additions are those of the levels, not its own."""
    base = base_levels(scenario)
    added = _rising(scenario, 0.0, levels.arrests, *leads.of("arrests"))
    beds = _rising(scenario, base.beds, levels.beds, *leads.of("beds"))
    changed = scenario.model_copy(
        update={
            "arrivals": scenario.arrivals.model_copy(update={"interior_added": added}),
            "beds": scenario.beds.model_copy(update={"capacity": beds}),
        }
    )
    network = us_network(changed, calendar, custody=custody)
    rise = risen(calendar.ticks, *leads.of("seats"))
    gates = tuple(_more(gate, levels.seats, rise) if gate.name == GATE else gate for gate in network.gates)
    return replace(network, gates=gates)


def risen(ticks: int, first: int, full: int) -> Floats:
    """(ticks,): share of what was bought that is there, 0 before its first day and 1 from the day it is whole."""
    day = np.arange(ticks, dtype=np.float64)
    return np.clip((day - first) / (full - first), 0.0, 1.0) if full > first else (day >= first).astype(np.float64)


def _rising(scenario: UsScenario, base: float, level: float, first: int, full: int) -> Dated[float]:
    start = scenario.period.start.value
    steps = [Step[float](value=base)]
    if level != base:
        reached = start + timedelta(days=full) if full > first else None
        new = {"from": start + timedelta(days=first), "reached": reached, "value": level}
        steps.append(Step[float].model_validate(new))
    return Dated[float](steps=tuple(steps))


def _more(gate: Gate, factors: Mapping[str, float], rise: Floats) -> Gate:
    doors = tuple(
        replace(door, supply=number_at(door.supply, len(rise), door.name) * (1.0 + (factors[door.name] - 1.0) * rise))
        if door.name in factors
        else door
        for door in gate.doors
    )
    return replace(gate, doors=doors)
