"""Agreements with third countries in words: what holds on the days of a run, and what does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from sojourn.policy.agreements import channels, sends
from sojourn.policy.litigation import stopped_by
from sojourn.scenario.agreements import Agreement
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar
from sojourn.systems.us_third_country import usable

STOPS = {
    "suspended": "suspended",
    "enjoined": "enjoined",
    "ended": "ended",
    "ruled_out": "ruled out",
}
"""Status that ends a time in force, in words."""


@dataclass(frozen=True)
class Force:
    """Some days on which an agreement is in force."""

    first: date
    last: date
    began: bool
    """Whether it begins in the run: else it was in force before."""
    stopped: str | None
    """What stops it on the day after the last; None where it goes on to the end of the run."""

    def __str__(self) -> str:
        if self.stopped is None:
            return f"from {self.first}" if self.began else "on every day"
        begins = f"from {self.first} to" if self.began else "until"
        return f"{begins} {self.last} ({self.stopped})"


def times_in_force(agreement: Agreement, calendar: Calendar) -> tuple[Force, ...]:
    """When an agreement is in force in a run, one time after another."""
    held = sends(agreement, calendar.days) > 0
    turns = np.flatnonzero(np.diff(held.astype(np.int8), prepend=0, append=0))
    out = []
    for start, stop in zip(turns[::2].tolist(), turns[1::2].tolist(), strict=True):
        first, last = calendar.day(start), calendar.day(stop - 1)
        stopped = None if stop == calendar.ticks else _why(agreement, calendar.day(stop))
        out.append(Force(first, last, start > 0 or _last_change(agreement, first) == first, stopped))
    return tuple(out)


def takes_nobody(agreement: Agreement) -> str | None:
    """Why nobody could be sent although an agreement is in force; None where somebody could."""
    if any(limit is not None and limit.value == 0 for limit in (agreement.quota, agreement.in_all)):
        return "a quota of 0"
    names = agreement.accepts.nationalities
    if names != "all" and not [name for name in names if name != agreement.country]:
        return "no nationality accepted"
    if not agreement.accepts.criminality:
        return "no class of people accepted"
    return None


def stops(scenario: UsScenario, agreement: Agreement, calendar: Calendar) -> list[tuple[str, int]]:
    """Cases that stop an agreement while it could be used, and the days on which each does."""
    counted = usable(scenario, agreement, calendar) > 0
    out: dict[str, int] = {}
    for case in scenario.litigation:
        if case.channel in channels(agreement):
            out[case.case] = out.get(case.case, 0) + int((stopped_by(case, calendar.days) & counted).sum())
    return [(case, days) for case, days in out.items() if days]


def claimed(scenario: UsScenario, calendar: Calendar, courts: bool = False) -> list[str]:
    """Agreements that only the credit given makes count, with the status that they have: `Panama (floated)`.

    With ``courts`` also which case stops one, unless that is told with its times in force.
    """
    out = []
    for deal in scenario.third_country.agreements:
        only = (usable(scenario, deal, calendar) > 0) & (sends(deal, calendar.days) == 0)
        if only.any():
            first = calendar.day(int(np.flatnonzero(only)[0]))
            status = [change.status for change in deal.statuses if change.on <= first][-1]
            by = stops(scenario, deal, calendar) if courts and not times_in_force(deal, calendar) else []
            stopped = "".join(f", stopped by {case} on {days:,} days" for case, days in by)
            out.append(f"{deal.country} ({status.replace('_', ' ')}{stopped})")
    return out


def told(scenario: UsScenario, calendar: Calendar) -> tuple[list[str], list[str], list[str]]:
    """What is said of the agreements: in force with whom and when, who has signed only, and who is only named."""
    forced: dict[str, list[str]] = {}
    signed: list[str] = []
    named: list[str] = []
    for deal in scenario.third_country.agreements:
        times = times_in_force(deal, calendar)
        if times:
            why = takes_nobody(deal)
            said = " and ".join(str(one) for one in times) + (f", but with {why}" if why else "")
            said += "".join(f", stopped by {case} on {days:,} days" for case, days in stops(scenario, deal, calendar))
            forced.setdefault(deal.country, []).append(said)
            continue
        at = _standing(deal, calendar)
        if at is not None and at[0] == "signed":
            then = "and counts as if it were" if (usable(scenario, deal, calendar) > 0).any() else "so nobody is sent"
            signed.append(f"{deal.country} has signed (on {at[1]}) but is not in force, {then}")
        elif at is not None and at[0] in ("suspended", "enjoined", "ended"):
            signed.append(f"the agreement with {deal.country} has been {STOPS[at[0]]} since {at[1]}")
        elif deal.ends is not None and at is not None and at[0] == "in_force":
            signed.append(f"the agreement with {deal.country} ended on {deal.ends}")
        elif deal.country not in named:
            named.append(deal.country)
    with_dates = [f"{country} {_several(times)}" for country, times in forced.items()]
    return with_dates, signed, [one for one in named if one not in forced]


def counted(named: list[str], more: bool = False) -> str:
    """`1 country is named`, `5 countries are named`; with `more`, beside others that are told before."""
    countries = "country is" if len(named) == 1 else "countries are"
    return f"{len(named)} {'more ' if more else ''}{countries} named"


def _several(times: list[str]) -> str:
    return times[0] if len(times) == 1 else f"({len(times)} agreements: {'; '.join(f'one {one}' for one in times)})"


def _standing(agreement: Agreement, calendar: Calendar) -> tuple[str, date] | None:
    """Status on the last day of the run, and its first day; None where it has none yet."""
    so_far = [change for change in agreement.statuses if change.on < calendar.until]
    return (so_far[-1].status, so_far[-1].on) if so_far else None


def _last_change(agreement: Agreement, day: date) -> date | None:
    so_far = [change.on for change in agreement.statuses if change.on <= day]
    return so_far[-1] if so_far else None


def _why(agreement: Agreement, day: date) -> str:
    """What ends a time in force before a day."""
    statuses = [change.status for change in agreement.statuses if change.on == day]
    if statuses and statuses[-1] != "in_force":
        return f"{STOPS.get(statuses[-1], statuses[-1].replace('_', ' '))} from {day}"
    return "its last day"
