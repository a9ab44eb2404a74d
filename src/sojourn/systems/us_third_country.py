"""Third-country removal: notice under an agreement, then departure while it is in force and has places.

`third_country` waits for an agreement that is in force and accepts the nationality. Each agreement then has two
stages of its own, so that what happens to it happens to its people: in `notice: COUNTRY` they are told, screened for
fear, and a seat is found; in `departure: COUNTRY` they wait for a place, which is granted only while the agreement is
in force. An injunction therefore stops whoever has not left.
"""

from __future__ import annotations

import math

import numpy as np

from sojourn.network import ByDoor, Clock, Door, Fixed, Gate, Stage
from sojourn.scenario.us import Agreement, UsScenario
from sojourn.systems.calendar import Calendar, Floats
from sojourn.systems.us_people import Nationality

NO_LIMIT = 1_000_000.0
GATE = "agreements"
EXIT = "removed_third_country"


def active(scenario: UsScenario) -> tuple[Agreement, ...]:
    """Agreements under which anybody could ever be sent: those in force on some day before the end of the period."""
    until = scenario.period.until
    return tuple(
        agreement
        for agreement in scenario.third_country.agreements
        if any(change.status == "in_force" and change.on < until for change in agreement.statuses)
    )


def names(scenario: UsScenario) -> tuple[str, ...]:
    """A name for each active agreement: its country, numbered where a country has several."""
    countries = [agreement.country for agreement in active(scenario)]
    return tuple(
        country if countries.count(country) == 1 else f"{country} {countries[: at + 1].count(country)}"
        for at, country in enumerate(countries)
    )


def gates(scenario: UsScenario, calendar: Calendar, nations: tuple[Nationality, ...]) -> tuple[Gate, ...]:
    """The gate of notices, and a gate of places for each agreement.

    A quota counts removals, so somewhat more are given notice than there are places: some will be found to have a fear.
    """
    everybody = [n.name for n in nations]
    new_month = np.diff(calendar.month, prepend=-1) > 0
    sent = 1.0 - scenario.third_country.fear_found.value
    doors, places = [], []
    for name, agreement in zip(names(scenario), active(scenario), strict=True):
        takes = everybody if agreement.accepts == "all" else [n for n in everybody if n in agreement.accepts]
        quota = NO_LIMIT if agreement.quota is None else float(agreement.quota)
        told = math.ceil(quota / sent) if sent > 0 else NO_LIMIT
        limit = None if agreement.in_all is None or sent <= 0 else math.ceil(agreement.in_all / sent)
        is_open = in_force(agreement, calendar)
        accepts = [n for n in takes if n != agreement.country]
        doors.append(Door(name, float(told), refills=new_month, open=is_open, accepts=accepts, limit=limit))
        place = Door("place", quota, refills=new_month, open=is_open, limit=agreement.in_all)
        places.append(Gate(f"places: {name}", (place,)))
    return (Gate(GATE, tuple(doors), lanes="nationality"), *places) if doors else ()


def stages(scenario: UsScenario, after_order: tuple[Clock, ...], review: Clock, pool: str) -> tuple[Stage, ...]:
    """From refusal by the home country to departure for another, or release."""
    t = scenario.third_country
    told = names(scenario)
    if not told:
        return (Stage("third_country", (*after_order, review), holds=pool),)
    fear = t.fear_found.value
    out = [
        Stage(
            "third_country",
            (*after_order, review),
            waits_for=GATE,
            granted=ByDoor({name: f"notice: {name}" for name in told}),
            holds=pool,
        )
    ]
    ready = Fixed(math.ceil(t.notice.value - 1e-9) + math.ceil(t.seat.value - 1e-9))
    for name in told:
        screened = {f"departure: {name}": 1.0 - fear, "fear_of_third_country": fear}
        out.append(Stage(f"notice: {name}", (*after_order, Clock("ready", ready, screened)), holds=pool))
        out.append(Stage(f"departure: {name}", after_order, waits_for=f"places: {name}", granted=EXIT, holds=pool))
    return tuple(out)


def in_force(agreement: Agreement, calendar: Calendar) -> Floats:
    """1 on days when people can be sent under the agreement, else 0."""
    out = np.zeros(calendar.ticks)
    for change in agreement.statuses:
        out[max(calendar.tick(change.on), 0) :] = float(change.status == "in_force")
    if agreement.ends is not None:
        out[max(calendar.tick(agreement.ends) + 1, 0) :] = 0.0
    return out
