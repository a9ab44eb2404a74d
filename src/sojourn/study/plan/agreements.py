"""Agreements with third countries that a plan is to count on, and what each of them is worth in it.

An agreement is a decision of another government: no plan can have one for money, and a plan chooses none. So whoever
asks names the country and the day from which it is taken to be in force, and is told what the plan gives without it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sojourn.run import CannotRun
from sojourn.scenario.agreements import Agreement, StatusChange, names
from sojourn.scenario.amounts import QuantityError
from sojourn.scenario.dates import parse_date
from sojourn.scenario.errors import nearest, quoted
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar

ASSUMED = "assumed for a plan"
"""Source of a status that nobody decided."""


@dataclass(frozen=True)
class Assumed:
    """An agreement that is taken to be in force."""

    country: str
    """Its country, numbered where a scenario has several agreements with it."""
    since: date


@dataclass(frozen=True, eq=False)
class AgreementWorth:
    """What an agreement changes in a plan, over the whole run at the central values."""

    assumed: Assumed
    changes: Mapping[str, float] = field(repr=False)
    """Line to its number with the agreement less that without it, all levels and all luck alike."""


TOLD = ("removed_third_country", "removed_all", "post_order_released", "cost", "money_agreements")
"""Lines whose changes are told; the last two in dollars."""


def assumed_of(texts: Sequence[str], scenario: UsScenario, calendar: Calendar) -> tuple[Assumed, ...]:
    """Agreements from `COUNTRY=DATE` texts; of several with one country, `COUNTRY 1=DATE` and so on.

    Raises:
        CannotRun: one cannot be read, is not named by the scenario, or is in force there by itself.
    """
    found: list[Assumed] = []
    deals = scenario.third_country.agreements
    there = dict(zip(names(deals), deals, strict=True))
    by_name = {one.casefold(): one for one in there}
    for text in texts:
        given, equals, on = text.partition("=")
        asked = " ".join(given.split())
        name = by_name.get(asked.casefold())
        if name is None:
            if several := [one for one, deal in there.items() if deal.country.casefold() == asked.casefold()]:
                message = f"the scenario has {len(several)} agreements with {asked}; name one of {', '.join(several)}"
                raise CannotRun(f"--agreement: {message}")
            near = nearest(asked, list(there))
            meant = f"did you mean {near}? " if near else ""
            told = f"it has {', '.join(there)}" if there else "it has none"
            raise CannotRun(f"--agreement: the scenario has no agreement with {quoted(asked)}; {meant}{told}")
        if not equals:
            raise CannotRun(f"--agreement: say from which day on, such as '{name}={calendar.day(90)}'")
        try:
            since = parse_date(on.strip())
        except QuantityError as trouble:
            raise CannotRun(f"--agreement {name}: {trouble}; write it as {name}=2025-09-01") from None
        if not calendar.start <= since < calendar.until:
            days = f"{calendar.start} to {calendar.day(calendar.ticks - 1)}"
            raise CannotRun(f"--agreement {name}: {since} is not inside the run, which is {days}")
        if (by_itself := _in_force(there[name])) is not None:
            raise CannotRun(f"--agreement {name}: it is in force from {by_itself} on in the scenario itself")
        if any(one.country == name for one in found):
            raise CannotRun(f"--agreement {name}: it stands twice")
        found.append(Assumed(name, since))
    return tuple(found)


def with_agreements(scenario: UsScenario, assumed: Sequence[Assumed]) -> UsScenario:
    """The scenario with agreements in force from their days on; what it says of them after that is left out."""
    since = {one.country: one.since for one in assumed}
    deals = tuple(
        _from(deal, since[name]) if name in since else deal
        for name, deal in zip(names(scenario.third_country.agreements), scenario.third_country.agreements, strict=True)
    )
    third = scenario.third_country.model_copy(update={"agreements": deals})
    return scenario.model_copy(update={"third_country": third})


def _in_force(deal: Agreement) -> date | None:
    return next((change.on for change in deal.statuses if change.status == "in_force"), None)


def _from(deal: Agreement, since: date) -> Agreement:
    before = tuple(change for change in deal.statuses if change.on <= since)
    ends = None if deal.ends is not None and deal.ends < since else deal.ends
    new = StatusChange(on=since, status="in_force", source=ASSUMED)
    return deal.model_copy(update={"statuses": (*before, new), "ends": ends})
