"""Seats out of the country: land crossings, charters on their landing days, commercial flights."""

from __future__ import annotations

import numpy as np

from sojourn.network import Door, Gate, NetworkError, whole
from sojourn.policy.litigation import stopped
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar
from sojourn.systems.us_people import Nationality

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def departures(scenario: UsScenario, calendar: Calendar, nations: tuple[Nationality, ...]) -> Gate:
    """The gate of seats: a door for land, one for commercial flights and one for every charter route.

    A court that stops `flights` shuts the charters; land crossings and commercial flights go on.

    Raises:
        NetworkError: a nationality that leaves by charter has no route, or a route names an unknown one.
    """
    d = scenario.departures
    by_mode = {mode: [n.name for n in nations if n.mode == mode] for mode in ("land", "commercial", "charter")}
    served = [name for route in d.charter for name in route.to]
    names = {n.name for n in nations}
    for name in served:
        if name not in names:
            raise NetworkError(f"a charter route names {name!r}, which is no nationality of the scenario")
    unserved = [name for name in by_mode["charter"] if name not in served]
    if unserved:
        raise NetworkError(f"no charter route serves {', '.join(unserved)}")
    doors = [
        Door("land", calendar.values(d.land), accepts=by_mode["land"]),
        Door(
            "commercial", calendar.values(d.commercial), accepts=[n for n in by_mode["commercial"] if n not in served]
        ),
    ]
    may_fly = (~stopped(scenario.litigation, "flights", calendar.days)).astype(np.float64)
    for route in d.charter:
        landing = np.isin(calendar.weekday, [WEEKDAYS.index(day) for day in route.days])
        flights = whole(np.where(landing, calendar.values(route.flights) * 7 / len(set(route.days)), 0.0))
        doors.append(Door(route.name, flights * d.seats.value, open=may_fly, accepts=route.to))
    return Gate("departures", tuple(doors), lanes="nationality")
