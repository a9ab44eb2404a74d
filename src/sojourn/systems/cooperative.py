"""Asylum cooperative agreements: people who ask for asylum at a border are flown to another country to ask there.

    border -> screened -> waiting -> sent: COUNTRY

People reach the border day by day. Under an agreement that can be used that day so many for each of its seats are
taken; all others have the claim heard in another way, as has whoever waits too long for a seat. The seats are what was
flown: no text of an agreement says how many. They are counted from the day on which it comes into force, so that a date
moves them, and an agreement that never comes into force has none.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from sojourn.evidence.tables import table
from sojourn.network import By, ByDoor, Clock, Dated, Door, Fixed, Gate, Kinds, Network, Source, Stage
from sojourn.policy.agreements import channels, sends
from sojourn.policy.litigation import stopped
from sojourn.scenario.agreements import Agreement
from sojourn.scenario.cooperative import CooperativeScenario, Transfers
from sojourn.systems.calendar import Calendar, Floats

FEAR, ELSEWHERE = "fear_of_third_country", "heard_in_another_way"
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def sent(country: str) -> str:
    """The exit of those sent to a country."""
    return f"sent: {country}"


def cooperative_network(scenario: CooperativeScenario, calendar: Calendar) -> Network:
    """The network of a scenario over the days of a calendar."""
    t = scenario.transfers
    names = tuple(one.nationality for one in scenario.people)
    doors = tuple(
        Door(
            agreement.country,
            seats_of(agreement, t, calendar),
            open=transfers_open(scenario, agreement, calendar),
            accepts=accepted,
        )
        for agreement in scenario.agreements
        if (accepted := _accepted(scenario, agreement))
    )
    return Network(
        kinds=Kinds({"nationality": names}),
        sources=tuple(
            Source(one.nationality, "screened", kinds=np.eye(len(names))[number], rate=calendar.values(one.arrivals))
            for number, one in enumerate(scenario.people)
        ),
        stages=(
            Stage("screened", (Clock("decided", Fixed(days(t.screening.value)), _taken(scenario, calendar)),)),
            Stage(
                "waiting",
                (Clock("custody", Fixed(days(t.custody.value)), ELSEWHERE),),
                waits_for="flights",
                granted=ByDoor({door.name: sent(door.name) for door in doors}),
            ),
        ),
        exits=(*(sent(agreement.country) for agreement in scenario.agreements), FEAR, ELSEWHERE),
        gates=(Gate("flights", doors, lanes="nationality"),),
    )


def transfers_open(scenario: CooperativeScenario, agreement: Agreement, calendar: Calendar) -> Floats:
    """1 on days when people can be sent: the agreement is in force and no court has stopped it."""
    return sends(agreement, calendar.days) * ~stopped(scenario.litigation, channels(agreement), calendar.days)


def seats_of(agreement: Agreement, transfers: Transfers, calendar: Calendar, *, every_day: bool = False) -> Floats:
    """Seats by day: on days of flights, at the pace that the totals had as many days after the first came into force.

    With ``every_day`` as many a week are spread over all its days.
    """
    out = np.zeros(calendar.ticks)
    starts = next((change.on for change in agreement.statuses if change.status == "in_force"), None)
    if starts is None:
        return out
    flies = np.isin(calendar.weekday, [WEEK.index(day) for day in transfers.days])
    for since, pace in paces(transfers):
        out[max(calendar.tick(starts) + since, 0) :] = pace
    out[: max(calendar.tick(starts), 0)] = 0.0
    return out * (len(set(transfers.days)) / len(WEEK) if every_day else flies)


def _accepted(scenario: CooperativeScenario, agreement: Agreement) -> list[str]:
    """Nationalities that an agreement takes; never its own nationals."""
    names = [one.nationality for one in scenario.people]
    return [name for name in names if agreement.accepts.takes(name) and name != agreement.country]


def _taken(scenario: CooperativeScenario, calendar: Calendar) -> Dated[By[dict[str, float]]]:
    """Where the decision leads, by day: so many people for each seat are taken under an agreement, chosen by lot."""
    t, people = scenario.transfers, {one.nationality: calendar.values(one.arrivals) for one in scenario.people}
    share = {name: np.zeros(calendar.ticks) for name in people}
    for agreement in scenario.agreements:
        accepted = _accepted(scenario, agreement)
        there = np.sum([np.zeros(calendar.ticks), *(people[name] for name in accepted)], axis=0)
        wanted = transfers_open(scenario, agreement, calendar) * seats_of(agreement, t, calendar, every_day=True)
        for name in accepted:
            share[name] += np.divide(wanted * t.per_seat.value, there, out=np.zeros_like(there), where=there > 0)
    each = np.clip(np.stack(list(share.values()), axis=1), 0.0, 1.0)
    changes = np.flatnonzero(np.any(np.diff(each, axis=0, prepend=-1.0) != 0, axis=1)).tolist()
    fear = t.fear_found.value
    return Dated(
        [
            (
                tick,
                By(
                    "nationality",
                    {
                        name: {"waiting": s * (1.0 - fear), FEAR: s * fear, ELSEWHERE: 1.0 - s}
                        for name, s in zip(share, each[tick].tolist(), strict=True)
                    },
                ),
            )
            for tick in changes
        ]
    )


def paces(transfers: Transfers) -> list[tuple[int, float]]:
    """People a day of flights between the totals that are known, with the days since the first at which each begins."""
    rows = [row for row in table(transfers.counts) if row.text("as_of") <= transfers.known_until.isoformat()]
    totals = sorted((date.fromisoformat(row.text("as_of")), row.number("people")) for row in rows)
    out = []
    for (before, had), (after, has) in pairwise(totals):
        span = Calendar(before + timedelta(1), after + timedelta(1))
        flown = int(np.isin(span.weekday, [WEEK.index(day) for day in transfers.days]).sum())
        out.append(((before - totals[0][0]).days, (has - had) / max(flown, 1)))
    return out


def days(length: float) -> int:
    """Whole days, rounded up."""
    return math.ceil(length - 1e-9)
