"""Third-country removal: notice under an agreement, then departure while it can be used and has places.

`third_country` waits for an agreement that can be used and accepts the person. Each agreement then has two stages of
its own, so that what happens to it happens to its people: in `notice: COUNTRY` they are told, screened for fear, and a
seat is found; in `departure: COUNTRY` they wait for a place, which is granted only while the agreement can be used and
no court has stopped it. A stop therefore holds whoever has not left, and their limits go on.
"""

from __future__ import annotations

import itertools
import math

import numpy as np

from sojourn.network import ByDoor, Clock, Door, Fixed, Gate, Stage, whole
from sojourn.policy.agreements import channels, counts, sends
from sojourn.policy.litigation import Flags, stopped
from sojourn.scenario import agreements
from sojourn.scenario.agreements import Agreement
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar, Floats
from sojourn.systems.us_departures import WEEKDAYS
from sojourn.systems.us_people import Nationality, kinds

NO_LIMIT = 1_000_000.0
GATE = "agreements"
EXIT = "removed_third_country"
FAMILY = "family"
"""Level of the part `unit` of the kind, where there is one, of people who came with children."""


def active(scenario: UsScenario) -> tuple[Agreement, ...]:
    """Agreements under which anybody could ever be sent: those that count on some day before the end of the period."""
    until, credit = scenario.period.until, scenario.third_country.credit
    return tuple(
        agreement
        for agreement in scenario.third_country.agreements
        if any(counts(change.status, credit) and change.on < until for change in agreement.statuses)
    )


def names(scenario: UsScenario) -> tuple[str, ...]:
    """A name for each active agreement: its country, numbered where a country has several."""
    return agreements.names(active(scenario))


def usable(scenario: UsScenario, agreement: Agreement, calendar: Calendar) -> Floats:
    """(ticks,): 1 on days when an agreement counts, courts left aside; no credit is given before the start."""
    given = sends(agreement, calendar.days, scenario.third_country.credit)
    before = calendar.days < np.datetime64(scenario.period.start.value)
    return np.where(before, sends(agreement, calendar.days), given)


def halted(scenario: UsScenario, agreement: Agreement, calendar: Calendar) -> Flags:
    """(ticks,): true on days when a court has stopped removals under an agreement."""
    return stopped(scenario.litigation, channels(agreement), calendar.days)


def gates(scenario: UsScenario, calendar: Calendar, nations: tuple[Nationality, ...]) -> tuple[Gate, ...]:
    """The gate of notices, and a gate of places for each agreement.

    A quota counts removals, so somewhat more are given notice than there are places: some will be found to have a fear.
    """
    parts = _parts(scenario)
    new_month = np.diff(calendar.month, prepend=-1) > 0
    doors, places = [], []
    for name, agreement in zip(names(scenario), active(scenario), strict=True):
        sent = 1.0 - fear_found(scenario, agreement)
        counted = usable(scenario, agreement, calendar)
        may_go = counted * ~halted(scenario, agreement, calendar)
        monthly = _monthly(agreement, counted, calendar)
        told = np.ceil(monthly / sent - 1e-9) if sent > 0 else np.full(calendar.ticks, NO_LIMIT)
        limit = None if agreement.in_all is None else agreement.in_all.value
        notices = None if limit is None or sent <= 0 else math.ceil(limit / sent)
        accepts = _accepted(scenario, agreement, nations, parts)
        doors.append(Door(name, told, refills=new_month, open=may_go, accepts=accepts, limit=notices))
        if agreement.seats is None:
            place = Door("place", monthly, refills=new_month, open=may_go, limit=limit)
        else:
            flies = may_go * ~stopped(scenario.litigation, "flights", calendar.days)
            place = Door("place", _departures(agreement, counted, calendar), open=flies, limit=limit)
        places.append(Gate(f"places: {name}", (place,)))
    lanes = parts[0] if len(parts) == 1 else parts
    return (Gate(GATE, tuple(doors), lanes=lanes), *places) if doors else ()


def stages(
    scenario: UsScenario, after_order: tuple[Clock, ...], waiting: tuple[Clock, ...], pool: str
) -> tuple[Stage, ...]:
    """From refusal by the home country to departure for another, or release.

    Args:
        scenario: the plan.
        after_order: clocks that run from the final order on, wherever somebody waits.
        waiting: clocks of those for whom no agreement has been found: reviews, a country that changes its mind.
        pool: what is held all the while.
    """
    told = names(scenario)
    clocks = (*after_order, *waiting)
    if not told:
        return (Stage("third_country", clocks, holds=pool),)
    doors = ByDoor({name: f"notice: {name}" for name in told})
    out = [Stage("third_country", clocks, waits_for=GATE, granted=doors, holds=pool)]
    for name, agreement in zip(told, active(scenario), strict=True):
        fear = fear_found(scenario, agreement)
        screened = {f"departure: {name}": 1.0 - fear, "fear_of_third_country": fear}
        ready = Clock("ready", Fixed(days_to_departure(scenario, agreement)), screened)
        out.append(Stage(f"notice: {name}", (*after_order, ready), holds=pool))
        out.append(Stage(f"departure: {name}", after_order, waits_for=f"places: {name}", granted=EXIT, holds=pool))
    return tuple(out)


def fear_found(scenario: UsScenario, agreement: Agreement) -> float:
    """Share found to have a fear of the country, by the agreement's own terms where it has any."""
    return (agreement.fear_found or scenario.third_country.fear_found).value


def days_to_departure(scenario: UsScenario, agreement: Agreement) -> int:
    """Whole days of notice, and from its end to a departure."""
    notice = agreement.notice or scenario.third_country.notice
    return math.ceil(notice.value - 1e-9) + math.ceil(scenario.third_country.seat.value - 1e-9)


def _parts(scenario: UsScenario) -> tuple[str, ...]:
    """Parts of the kind by which people queue for a notice: those that some agreement tells apart."""
    deals = active(scenario)
    parts = ["nationality"]
    if any(deal.accepts.criminality != "all" for deal in deals):
        parts.append("criminality")
    if "unit" in kinds(scenario).parts and not all(deal.accepts.families for deal in deals):
        parts.append("unit")
    return tuple(parts)


def _accepted(
    scenario: UsScenario, agreement: Agreement, nations: tuple[Nationality, ...], parts: tuple[str, ...]
) -> list[str | tuple[str, ...]]:
    """Lanes that an agreement takes; never its own nationals."""
    levels = [[n.name for n in nations], *(list(kinds(scenario).levels(part)) for part in parts[1:])]
    out: list[str | tuple[str, ...]] = []
    for lane in itertools.product(*levels):
        who = dict(zip(parts, lane, strict=True))
        takes = agreement.accepts.takes(who["nationality"], who.get("criminality"), who.get("unit") == FAMILY)
        if takes and who["nationality"] != agreement.country:
            out.append(lane[0] if len(lane) == 1 else lane)
    return out


def _monthly(agreement: Agreement, counted: Floats, calendar: Calendar) -> Floats:
    """(ticks,): places in the month of each tick: the quota, and no more than the seats of its departures."""
    quota = NO_LIMIT if agreement.quota is None else float(agreement.quota.value)
    if agreement.seats is None:
        return np.full(calendar.ticks, quota)
    by_month = np.bincount(calendar.month, weights=_departures(agreement, counted, calendar))
    return np.asarray(np.minimum(quota, by_month[calendar.month]))


def _departures(agreement: Agreement, counted: Floats, calendar: Calendar) -> Floats:
    """(ticks,): seats on each day: a month's quota is spread over its departures, each as full as it may be."""
    on = [WEEKDAYS.index(day) for day in agreement.lands_on or ()]
    landing = np.isin(calendar.weekday, on) & (counted > 0)
    seats = 0.0 if agreement.seats is None else float(agreement.seats.value)
    if agreement.quota is None:
        return np.where(landing, seats, 0.0)
    out = np.zeros(calendar.ticks)
    for month in np.unique(calendar.month[landing]):
        here = np.flatnonzero(landing & (calendar.month == month))
        out[here] = np.minimum(whole(np.full(len(here), agreement.quota.value / len(here))), seats)
    return out
