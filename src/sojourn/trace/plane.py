"""Why not on day one: the first day on which a plane is possible, at the fastest and for one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sojourn.trace.behind import Number, refused
from sojourn.trace.setting import Setting
from sojourn.trace.steps import Step

LEGS = (("proceedings", "order"), ("travel_document", "document"), ("landing_rights", "cleared"))
"""The clocks that run one after another before a seat can be had."""
CONCEIVABLE = 2.0**-32
"""A draw has 32 bits: what is rarer than this does not happen."""


@dataclass(frozen=True)
class Plane:
    """When a plane is possible. Days are counted from the arrest, which is day 1."""

    least: dict[str, int]
    """Fewest days of each leg, whatever the chance."""
    fast: dict[str, int]
    """Days of each leg for the fastest person in ten."""
    middle: dict[str, int]
    """Median days of each leg."""
    refused: Number
    """How often there is no such way, as the home country refuses a document."""
    least_day: int | None
    """First day with a departure if each leg takes its fewest days; None where the period has none."""
    fast_day: int | None
    """The same with each leg at its fastest in ten."""
    possible: date | None
    """First day on which this person had all papers and there was a departure; None where that never came."""
    possible_day: int | None


def plane(setting: Setting, kind: int, arrived: int, steps: Sequence[Step]) -> Plane:
    """When a plane is possible for a kind of person who arrives on a tick, and for one with these steps."""
    nation = setting.network.kinds.describe(kind)["nationality"]

    def legs(share: float) -> dict[str, int]:
        found = {}
        for stage, name in LEGS:
            days = setting.within(setting.clock(stage, name), kind, arrived, share)
            if days is not None:
                found[stage] = days
        return found

    def day(of: dict[str, int]) -> int | None:
        ready = arrived + sum(of.values())
        if len(of) < len(LEGS) or ready >= setting.calendar.ticks:
            return None
        found = setting.next_departure(nation, ready)
        return None if found is None else found - arrived + 1

    least, fast = legs(CONCEIVABLE), legs(0.1)
    possible = None
    seat = next((step for step in steps if step.stage == "seat"), None)
    if seat is not None:
        possible = setting.next_departure(nation, setting.calendar.tick(seat.begins))
        end = None if seat.ends is None else setting.calendar.tick(seat.ends)
        # Clocks ring before seats are given out: who is released on a day is not seated on it.
        if possible is not None and end is not None and possible >= end + (seat.owner == "grant seat"):
            possible = None
    return Plane(
        least=least,
        fast=fast,
        middle=legs(0.5),
        refused=refused(setting, nation),
        least_day=day(least),
        fast_day=day(fast),
        possible=None if possible is None else setting.calendar.day(possible),
        possible_day=None if possible is None else possible - arrived + 1,
    )
