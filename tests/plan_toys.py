"""A plan's programme of toys: everybody stays so many days and leaves by land, so that the answer is known by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from sojourn.results.cents import MICRO
from sojourn.results.ledger import Item, Ledger, UnitCost
from sojourn.run import load_us
from sojourn.scenario.us import UsScenario
from sojourn.study.plan.building import Builder
from sojourn.study.plan.levers import Lever, Name
from sojourn.study.plan.response import CELLS, INTERIOR, Arrivals, Inside, Response, Responses
from sojourn.study.plan.search import Search
from sojourn.study.plan.targets import goal_of, target_of
from sojourn.systems.calendar import Calendar

DAYS = Calendar(date(2025, 10, 1), date(2027, 10, 1))
"""Two whole fiscal years."""
DOORS = ("land", "commercial", "Central America", "South America", "Caribbean", "Long haul")
STAY = 30
ARRESTED = INTERIOR[-1]
"""The class of everybody: arrested inside the country, neither convicted nor charged."""


@cache
def scenario(*changes: str) -> UsScenario:
    """A scenario of which only beds and seats are used."""
    return load_us("plan-2025", ["period.start=2025-10-01", *changes]).model


def responses(rate: float, *, days: Calendar = DAYS) -> Responses:
    """Everybody who is arrested is let in, held for STAY days and leaves by land on the last of them."""
    ticks = days.ticks
    age = np.arange(ticks)
    held, left = np.zeros((len(CELLS), ticks)), np.zeros((len(CELLS), len(DOORS), ticks))
    held[:], left[:, 0] = age < STAY, age == STAY
    one = Response(held, left, np.zeros_like(held), np.zeros_like(held), np.zeros((len(DOORS), ticks)))
    nobody, by_door = np.zeros(ticks), np.zeros((len(DOORS), ticks))
    mix, share = np.zeros((len(CELLS), ticks)), np.zeros(len(CELLS))
    mix[ARRESTED], share[ARRESTED] = 1.0, 1.0
    border_mix = np.full((len(CELLS), ticks), 1.0 / len(CELLS))
    arrivals = Arrivals(
        border=np.zeros_like(mix),
        interior=mix,
        added=share,
        arrests=np.full(ticks, rate),
        own_added=nobody,
        direct=nobody,
        fixed=np.zeros(ticks, dtype=bool),
        border_mix=border_mix,
    )
    months = int(days.month[-1]) + 1
    return Responses(DOORS, (one,) * months, Inside(nobody, by_door, by_door, nobody, nobody), arrivals)


def run(beds: float, costs: Mapping[str, float], days: Calendar = DAYS) -> Any:
    """What a programme needs to know of a run: beds, who went to third countries, and unit costs."""
    zero = np.zeros(days.ticks, np.int64)
    items = tuple(
        Item(unit, "custody", unit, UnitCost(None, round(price * MICRO), None, 2024), zero)
        for unit, price in costs.items()
    )
    return SimpleNamespace(
        capacity=np.full((days.ticks, 1), beds),
        series={"exit_removed_third_country": np.zeros((days.ticks, 1), np.int64)},
        ledger=Ledger(items, "USD", 2024),
    )


def lever(name: Name, *, first: float, rise: float, lead: float = 0.0) -> Lever:
    """A lever without a price."""
    return Lever(name, lead, rise, first, "", "a toy")


def search(
    rate: float,
    levers: Mapping[Name, Lever],
    *,
    targets: tuple[str, ...] = (),
    least: str = "cost",
    beds: float = 1e6,
    costs: Mapping[str, float] | None = None,
    changes: tuple[str, ...] = (),
    turned: tuple[str, ...] = (),
    own: tuple[float, ...] = (),
    days: Calendar = DAYS,
) -> Search:
    """The programme of a toy."""
    priced = {"bed-day": 10.0, "arrest": 100.0} if costs is None else costs
    builder = Builder(
        scenario(*changes), days, responses(rate, days=days), run(beds, priced, days), levers, turned=turned
    )
    builder.build()
    return Search(builder, [target_of(text) for text in targets], goal_of(least, most=False), own=own)
