"""What courts stop of charter flights and of expedited removal in a run, in words.

Stops of removal to third countries are told with the agreements.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from sojourn.policy.litigation import stopped_by
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar
from sojourn.systems.us_expedited import ANYWHERE, INSIDE, is_open
from sojourn.systems.us_third_country import active

Flags = npt.NDArray[np.bool_]

FLIGHTS = "flights"
"""Channel whose stop shuts charters, and departures under agreements that have seats."""


def court_stops(scenario: UsScenario, calendar: Calendar) -> Iterator[str]:
    """At most two sentences: of flights, and of expedited removal on days when its rule has it open."""
    if not scenario.litigation:
        return
    if by := _by(scenario, calendar, {FLIGHTS: np.ones(calendar.ticks, dtype=bool)}):
        seated = any(deal.seats is not None for deal in active(scenario))
        what = "Charter flights and departures under agreements with seats" if seated else "Charter flights"
        yield f"{what} are stopped by {by}."
    free = scenario.model_copy(update={"litigation": ()})
    inside = is_open(free, calendar, "interior")
    if by := _by(scenario, calendar, {ANYWHERE: inside | is_open(free, calendar, "border"), INSIDE: inside}):
        yield f"Expedited removal is stopped by {by}."


def _by(scenario: UsScenario, calendar: Calendar, could: dict[str, Flags]) -> str:
    """`A v. B on 33 days from 10 February 2025`; empty where nothing is stopped on days when it could go on."""
    said = []
    for case in scenario.litigation:
        if case.channel not in could:
            continue
        days = np.flatnonzero(stopped_by(case, calendar.days) & could[case.channel])
        if len(days) == 0:
            continue
        first = calendar.day(int(days[0]))
        where = " (inside the country)" if case.channel == INSIDE else ""
        count = "1 day," if len(days) == 1 else f"{len(days):,} days from"
        said.append(f"{case.case} on {count} {first.day} {first:%B %Y}{where}")
    return "; and by ".join(said)
