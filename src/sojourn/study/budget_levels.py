"""Levels of capacity that money can buy: arrests, beds and seats, and when what was bought is there.

What is bought on the first day comes after its lead time, and rises in a straight line to its full level. Beds are of
one type (:mod:`sojourn.scenario.bed_blocks`): standing them up is paid on the first day, and guaranteed ones when they
stand empty. All else is paid for as it is used.
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
from sojourn.scenario.bed_blocks import BedBlock, BedType
from sojourn.scenario.sourced import Dated, Step
from sojourn.scenario.us import UsScenario
from sojourn.study.budget_staff import StaffCapacity, staffed, with_staff
from sojourn.systems.calendar import Calendar
from sojourn.systems.us import us_network
from sojourn.systems.us_custody import Custody

Floats = npt.NDArray[np.float64]
Capacity = Literal["arrests", "beds", "seats", "judges", "document_officers"]
BED_TYPE: BedType = "contract_facility"
"""Type of the beds that are bought where none is named."""

GATE = "departures"
"""The gate of seats on all departures."""
HIRING, CHARTERS = "staff.officer_lead", "flight.new_route_lead_time"
"""Rows of the evidence: days until officers that are hired arrest anybody, and until more departures begin (both C)."""


@dataclass(frozen=True)
class Leads:
    """Days from the start until what is bought begins to come, and until all of it is there."""

    arrests: int
    beds: int
    seats: int
    full: int

    def of(self, what: Literal["arrests", "beds", "seats"]) -> tuple[int, int]:
        """First day of a capacity, and the day on which it is whole."""
        first = {"arrests": self.arrests, "beds": self.beds, "seats": self.seats}[what]
        return first, max(first, self.full)


def usual_leads(bed_type: BedType = BED_TYPE) -> Leads:
    """Lead times, and the time of the whole ramp, from the evidence (all of grade C)."""
    rows = (HIRING, f"new_bed.{bed_type}.lead_time", CHARTERS, "plan.ramp_days")
    arrests, beds, seats, full = (round(figure(key).number) for key in rows)
    return Leads(arrests=arrests, beds=beds, seats=seats, full=full)


@dataclass(frozen=True)
class Levels:
    """How much of each capacity there is when all that was bought is there."""

    arrests: float
    """Arrests inside the country a day, beyond those of the base."""
    beds: float
    """Beds in all."""
    seats: Mapping[str, float] = field(default_factory=dict)
    """Departure to the factor on its seats; those that are not named stay as they are."""
    judges: float = 1.0
    """Factor on the judges of the first day."""
    document_officers: float = 1.0
    """Factor on the document officers of the first day."""

    @property
    def staff(self) -> dict[StaffCapacity, float]:
        """Kind of staff to the factor on it."""
        return {"judges": self.judges, "document_officers": self.document_officers}

    def between(self, other: Levels, share: float) -> Levels:
        """The levels at a share of the way to others."""
        return Levels(
            self.arrests + share * (other.arrests - self.arrests),
            self.beds + share * (other.beds - self.beds),
            {
                name: self.seats.get(name, 1.0) + share * (other.seats.get(name, 1.0) - self.seats.get(name, 1.0))
                for name in {**self.seats, **other.seats}
            },
            self.judges + share * (other.judges - self.judges),
            self.document_officers + share * (other.document_officers - self.document_officers),
        )


def base_levels(scenario: UsScenario) -> Levels:
    """The base: nothing added, and the beds of the first day; those that were ordered before it come as they come."""
    return Levels(0.0, float(scenario.beds.capacity.steps[0].value))


def without_limits(scenario: UsScenario) -> UsScenario:
    """A scenario whose accounts have no appropriations: told, and not limited."""
    accounts = {
        name: account.model_copy(update={"appropriations": ()}) for name, account in scenario.money.accounts.items()
    }
    return scenario.model_copy(update={"money": scenario.money.model_copy(update={"accounts": accounts})})


def with_template(scenario: UsScenario, bed_type: BedType) -> UsScenario:
    """A scenario whose last block of beds is one of a type without a bed: what is bought will stand in its place.

    It is there from the start so that its costs are in doubt, and drawn, as all others are; and so are staff.
    """
    scenario = with_staff(scenario)
    start, blocks = scenario.period.start.value, scenario.beds.blocks
    empty = BedBlock.model_validate({"type": bed_type, "beds": 0, "ordered": start})
    if blocks and (blocks[-1].type, blocks[-1].beds.value, blocks[-1].ordered) == (bed_type, 0, start):
        return scenario
    return scenario.model_copy(update={"beds": scenario.beds.model_copy(update={"blocks": (*blocks, empty)})})


def scenario_at(scenario: UsScenario, levels: Levels, leads: Leads) -> UsScenario:
    """A scenario (:func:`with_template`) whose additions are those of the levels, not its own."""
    base, start = base_levels(scenario), scenario.period.start.value
    *own, template = scenario.beds.blocks
    first, full = leads.of("beds")
    bought = template.model_copy(
        update={
            "beds": template.beds.model_copy(update={"value": max(round(levels.beds - base.beds), 0)}),
            "lead": template.lead.model_copy(update={"value": float(first)}),
            "build_up": template.build_up.model_copy(update={"value": float(full - first)}),
        }
    )
    blocks = (*(block for block in own if block.ordered < start), bought)
    capacity = Dated[int](steps=(Step[int](value=round(base.beds)),))
    added = _rising(scenario, 0.0, levels.arrests, *leads.of("arrests"))
    changed = scenario.model_copy(
        update={
            "arrivals": scenario.arrivals.model_copy(update={"interior_added": added}),
            "beds": scenario.beds.model_copy(update={"capacity": capacity, "blocks": blocks}),
        }
    )
    return staffed(changed, levels.staff, leads.full)


def at_levels(
    changed: UsScenario, levels: Levels, leads: Leads, calendar: Calendar, custody: Custody | None = None
) -> Network:
    """The network of a scenario at some levels (:func:`scenario_at`), with the seats of the levels."""
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
