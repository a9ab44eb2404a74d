"""The UK-Rwanda scheme: two ways to Rwanda, one by force and one by choice, and what opened and shut them.

    boats -> notice_of_intent -> inadmissible -> listed -> relocated
    volunteers -> offered -> relocated_voluntarily

As many of those who arrive are given a notice of intent as notices were issued; the others' claims are heard in the UK.
`inadmissible` waits for directions to be on a flight, given so many days before it; `listed` for that flight to leave.
Whoever has not been listed in time is taken into the UK process. Nothing says that nobody is removed: a flight leaves
on its day if an agreement is in force and no court has stopped removals by then, and takes who is on its list.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from sojourn.evidence.period import first_day, last_day
from sojourn.evidence.tables import table
from sojourn.network import Clock, Dated, Door, Duration, Fixed, Gate, Network, Sometimes, Source, Stage, Table
from sojourn.policy.agreements import channels, sends
from sojourn.policy.litigation import stopped
from sojourn.scenario.litigation import Litigation
from sojourn.scenario.uk_rwanda import UkRwandaScenario
from sojourn.systems.calendar import Calendar, Floats

FORCED, CHOSEN = "relocated", "relocated_voluntarily"
HEARD, ADMITTED = "heard_in_uk", "admitted_to_uk_process"
EXITS = (FORCED, CHOSEN, HEARD, ADMITTED, "came_off_the_list", "flight_did_not_leave", "offer_given_up")


def uk_rwanda_network(scenario: UkRwandaScenario, calendar: Calendar) -> Network:
    """The network of a scenario over the days of a calendar."""
    forced, voluntary = scenario.forced, scenario.voluntary
    told_before = days(forced.directions_before.value)
    admitted = Clock("admitted", Fixed(days(forced.admitted_after.value)), ADMITTED, since="arrival")
    may_remove = removals_open(scenario, calendar)
    arrivals, notices = a_day(scenario.arrivals, "people", calendar), a_day(forced.notices, "notices", calendar)
    stages = (
        Stage(
            "notice_of_intent",
            (admitted, Clock("answered", Fixed(days(forced.representations.value)), "inadmissible")),
            sets="arrival",
        ),
        Stage("inadmissible", (admitted,), waits_for="directions", granted="listed"),
        Stage(
            "listed",
            (
                Clock("challenged", Sometimes(forced.taken_off.value, _before(told_before)), "came_off_the_list"),
                Clock("missed", Fixed(told_before + 1), "flight_did_not_leave"),
            ),
            waits_for="flights",
            granted=FORCED,
        ),
        Stage(
            "offered",
            (Clock("given_up", Fixed(days(voluntary.waits.value)), "offer_given_up"),),
            waits_for="offer",
            granted=CHOSEN,
        ),
    )
    directions, seats = np.zeros(calendar.ticks), np.zeros(calendar.ticks)
    for flight in forced.flights:
        leaves = calendar.tick(flight.on.value)
        for what, tick, number in (
            (directions, leaves - told_before, flight.directions.value),
            (seats, leaves, flight.seats.value),
        ):
            if 0 <= tick < calendar.ticks:
                what[tick] += number
    return Network(
        sources=(
            Source("boats", to=_given_notice(arrivals, notices), rate=arrivals),
            Source("volunteers", to="offered", counts=_ready(scenario, calendar)),
        ),
        stages=stages,
        exits=EXITS,
        gates=(
            Gate("directions", (Door("directions", directions, open=may_remove),)),
            Gate("flights", (Door("flight", seats, open=may_remove),)),
            Gate("offer", (Door("seat", 1e6, open=volunteers_open(scenario, calendar)),)),
        ),
    )


def removals_open(scenario: UkRwandaScenario, calendar: Calendar) -> Floats:
    """1 on days when people may be removed: an agreement is in force, and no court has stopped it.

    From the day of the scenario's ``act`` only what courts do from then on counts.
    """
    out = np.zeros(calendar.ticks)
    for agreement in scenario.agreements:
        stops = stopped(scenario.litigation, channels(agreement), calendar.days)
        if scenario.act is not None:
            after = calendar.days >= np.datetime64(scenario.act.value)
            stops = np.where(after, stopped(_from(scenario), channels(agreement), calendar.days), stops)
        out = np.maximum(out, sends(agreement, calendar.days) * ~stops)
    return out


def volunteers_open(scenario: UkRwandaScenario, calendar: Calendar) -> Floats:
    """1 on days when volunteers may go: the offer is made and an agreement is signed or in force. No court is asked."""
    signed = [sends(agreement, calendar.days, "open") for agreement in scenario.agreements]
    offered = calendar.days >= np.datetime64(scenario.voluntary.offer.value)
    return np.asarray(np.max([np.zeros(calendar.ticks), *signed], axis=0) * offered)


def a_day(name: str, column: str, calendar: Calendar) -> Floats:
    """A column of a table of counts by period, spread evenly over the days of each; the last goes on, none before."""
    out = np.zeros(calendar.ticks)
    for row in table(name):
        first, last = first_day(row.text("as_of")), last_day(row.text("as_of"))
        out[max(calendar.tick(first), 0) :] = row.number(column) / ((last - first).days + 1)
    return out


def days(length: float) -> int:
    """Whole days, rounded up."""
    return math.ceil(length - 1e-9)


def _from(scenario: UkRwandaScenario) -> list[Litigation]:
    """What courts do from the day of the act on."""
    assert scenario.act is not None
    kept = [(case, tuple(a for a in case.acts if a.on >= scenario.act.value)) for case in scenario.litigation]
    return [case.model_copy(update={"acts": acts}) for case, acts in kept if acts]


def _given_notice(arrivals: Floats, notices: Floats) -> Dated[dict[str, float]]:
    """Where those who arrive go: a notice of intent for as many as notices are issued, by day."""
    share = np.clip(np.divide(notices, arrivals, out=np.zeros_like(notices), where=arrivals > 0), 0.0, 1.0)
    changes = np.flatnonzero(np.diff(share, prepend=-1.0)).tolist()
    return Dated(
        [(tick, {"notice_of_intent": float(share[tick]), HEARD: 1.0 - float(share[tick])}) for tick in changes]
    )


def _before(flight: int) -> Duration:
    """Any of the days before a flight, each as likely."""
    return Table((0.0, *([1.0 / (flight - 1)] * (flight - 1)))) if flight > 1 else Fixed(0)


def _ready(scenario: UkRwandaScenario, calendar: Calendar) -> npt.NDArray[np.int64]:
    """Volunteers by the day on which they are ready; those of days outside the calendar are left out."""
    out = np.zeros(calendar.ticks, dtype=np.int64)
    for some in scenario.voluntary.ready:
        if 0 <= (tick := calendar.tick(some.on.value)) < calendar.ticks:
            out[tick] += some.people.value
    return out
