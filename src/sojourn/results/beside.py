"""What is counted beside custody: staff who are paid, people on alternatives to detention, children in care."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

import numpy as np

from sojourn.network import whole
from sojourn.results.counted import Days, Ints
from sojourn.results.monitored import monitored_days
from sojourn.results.staff import paid
from sojourn.scenario.accounts import STAFF_DAYS, STAFF_HIRES
from sojourn.scenario.beside import CHILD, MONITORED
from sojourn.scenario.us import UsScenario


def _staff(unit: str, scenario: UsScenario, days: Days) -> Ints:
    return paid(scenario, days.calendar, days.emptied, unit, days.ticks)


def _monitored(scenario: UsScenario, days: Days) -> Ints:
    return np.zeros_like(days.held) if scenario.alternatives is None else monitored_days(scenario.alternatives, days)


def _children(scenario: UsScenario, days: Days) -> Ints:
    if scenario.children is None:
        return np.zeros_like(days.held)
    return whole(days.calendar.values(scenario.children.in_care))[days.ticks]


COUNTED: Mapping[str, Callable[[UsScenario, Days], Ints]] = MappingProxyType(
    {
        **{unit: partial(_staff, unit) for unit in (*STAFF_DAYS.values(), *STAFF_HIRES.values())},
        MONITORED: _monitored,
        CHILD: _children,
    }
)
"""Unit to its count on each day; nothing where the scenario does not follow it."""
