"""Agreements with third countries that a plan may count on: which countries, on what terms, and from which day on.

An agreement is a decision of another government. A plan that counts on one does not have it; so a plan with agreements
is always told beside the plan without, and what each of them would change is told whether it was chosen or not.

    --may-agree Panama
    --may-agree "Panama=200 people per month, 20,000 USD per person, 5 million USD@2025-09-01"

Terms that are not given are as the scenario writes them; what it does not write is taken as `sojourn destinations`
takes it: from the evidence, else the middle of the published caps of other schemes (C). What nobody says is not known
to be free: only terms that are published or given are counted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sojourn.evidence.registry import figure
from sojourn.policy.outlook import standing
from sojourn.run import CannotRun
from sojourn.scenario.accounts import CURRENCY
from sojourn.scenario.agreements import Agreement, Payment, StatusChange
from sojourn.scenario.amounts import QuantityError, leading
from sojourn.scenario.dates import parse_date
from sojourn.scenario.errors import nearest, quoted
from sojourn.scenario.money import Money, MoneyRate, parse_money
from sojourn.scenario.sourced import Sourced
from sojourn.scenario.us import UsScenario
from sojourn.study.destination_terms import Candidate, candidates
from sojourn.study.plan.agreements import ASSUMED, Assumed
from sojourn.study.plan.levers import AGREEING
from sojourn.systems.calendar import Calendar

OPTION = "--may-agree"
SIGNING, LEAD = AGREEING
MOST_COUNTRIES = 20
MOST_PEOPLE, MOST_DOLLARS = 1_000_000, 10**12
_PARTS = re.compile(r"\s*;\s*|\s*,(?!\d{3}(?:\D|$))\s*|\s+and\s+")
_EACH = re.compile(r"\s*(?:per|each|a|an|/)\s*(?:person|head)?\s*$|\s+each\s*$", re.IGNORECASE)
_MONTHLY = re.compile(r"(?:people|persons?|places)?\s*(?:(?:per|a|/|each)\s*month)?\s*$", re.IGNORECASE)
EXAMPLE = "Panama=200 people per month, 20,000 USD per person, 5 million USD@2025-09-01"


@dataclass(frozen=True)
class May:
    """A country that a plan may take to agree."""

    name: str
    """As in the scenario; numbered where a country has several agreements."""
    terms: Agreement = field(repr=False)
    """With every term that a run needs."""
    number: int | None
    """Its place among the agreements of the scenario; None where only the evidence names it."""
    earliest: date
    """The first day on which it can be in force."""
    because: str
    """On what that day stands."""
    assumed: tuple[str, ...]
    """Terms that nobody published or gave, in words."""
    status: str
    """What is written of it on the first day, in words."""
    refused: bool
    """Whether it has ruled it out, or ended it, by what is written."""

    @property
    def key(self) -> str:
        """Name of its control."""
        return f"{KEY}{self.name}"

    @property
    def priced(self) -> bool:
        """Whether anything is known of what it costs."""
        return self.terms.payment_fixed is not None or self.terms.payment_per_person is not None


KEY = "agreement: "
"""What the names of the controls begin with."""


def may_agree_of(
    texts: Sequence[str],
    scenario: UsScenario,
    calendar: Calendar,
    *,
    lead: float | None = None,
    taken: Iterable[Assumed] = (),
) -> tuple[May, ...]:
    """The countries that a plan may take to agree.

    Args:
        texts: `COUNTRY[=TERMS][@DATE]`; all of the scenario that are not in force and have not ruled it out where none.
        scenario: the scenario.
        calendar: the days of its run.
        lead: days from the first day until any of them can be in force; those of the evidence where not given.
        taken: agreements that are taken to be in force anyway.

    Raises:
        CannotRun: one cannot be read, is not known, or is in force already; or there is none.
    """
    listed = candidates(scenario, every=True)  # those of the scenario first, in its order
    every = {one.name.casefold(): one for one in listed}
    place = {one.name: at for at, one in enumerate(listed) if one.written}
    given = {one.country for one in taken}
    if not texts:
        return _usual(scenario, calendar, listed, lead, given)
    if len(texts) > MOST_COUNTRIES:
        raise CannotRun(f"{OPTION}: at most {MOST_COUNTRIES} countries can be tried at once")
    found: list[May] = []
    for text in texts:
        name, terms, day = _parted(text)
        one = every.get(" ".join(name.split()).casefold())
        if one is None:
            names = [each.name for each in every.values()]
            near = nearest(name, names)
            meant = f"did you mean {near}? " if near else ""
            raise CannotRun(
                f"{OPTION}: neither the scenario nor the evidence names an agreement with {quoted(name)}; {meant}"
                f"write one under third_country.agreements, or name one of {', '.join(names)}"
            )
        where = f"{OPTION} {one.name}"
        if one.name in given:
            raise CannotRun(f"{where}: --agreement takes it to be in force already; name it once")
        if (by_itself := _in_force(one)) is not None:
            raise CannotRun(f"{where}: it is in force from {by_itself} on in the scenario itself")
        if any(other.name == one.name for other in found):
            raise CannotRun(f"{where}: it stands twice")
        may = _may(one, place.get(one.name), calendar, lead)
        may = replace(may, **_with_terms(may, terms, where))
        found.append(may if day is None else _from(may, day, calendar, where))
    return tuple(found)


def with_agreed(scenario: UsScenario, agreed: Sequence[tuple[May, date]]) -> list[dict[str, Any]]:
    """The agreements of a scenario as plain values, some of them in force from a day on, on the terms of the plan."""
    deals = [one.model_dump(mode="json", by_alias=True) for one in scenario.third_country.agreements]
    for may, since in agreed:
        before = tuple(change for change in may.terms.statuses if change.on <= since)
        new = StatusChange(on=since, status="in_force", source=ASSUMED)
        ends = None if may.terms.ends is not None and may.terms.ends < since else may.terms.ends
        deal = may.terms.model_copy(update={"statuses": (*before, new), "ends": ends})
        plain = deal.model_dump(mode="json", by_alias=True)
        if may.number is None:
            deals.append(plain)
        else:
            deals[may.number] = plain
    return deals


def _usual(
    scenario: UsScenario, calendar: Calendar, every: Iterable[Candidate], lead: float | None, given: set[str]
) -> tuple[May, ...]:
    start = scenario.period.start.value
    found = [
        _may(one, at, calendar, lead)
        for at, one in enumerate(every)
        if one.written and one.may_come(start) and _in_force(one) is None and one.name not in given
    ]
    if not found:
        raise CannotRun(
            f"--levers agreements: the scenario names no agreement that might still come into force; {OPTION} COUNTRY "
            "names one, also of those that only the evidence has or that have ruled it out"
        )
    return tuple(found[:MOST_COUNTRIES])


def _may(one: Candidate, number: int | None, calendar: Calendar, lead: float | None) -> May:
    agreement, start = one.agreement, calendar.start
    at = standing(agreement, start).sort if agreement.statuses else "unnamed"
    signed = agreement.signed_on
    if lead is not None:
        wait, because, since = lead, "lead as given", start
    elif at == "signed" and signed is not None:
        wait, because, since = figure(LEAD).number, f"{LEAD} (C) after its signature", signed
    else:
        wait = figure(SIGNING).number + figure(LEAD).number
        because, since = f"{SIGNING} (C) and {LEAD} (C)", start
    day = max(since + timedelta(days=math.ceil(wait - 1e-9)), start)
    terms = _with_published(one)
    refused = bool(agreement.statuses) and not one.may_come(start)
    return May(one.name, terms, number, day, because, one.assumed, one.standing(start), refused)


def _in_force(one: Candidate) -> date | None:
    return one.dated_in_force


def _with_published(one: Candidate) -> Agreement:
    """The terms, with the payments that the evidence has where the scenario names none."""
    terms = one.terms
    if terms.payment_fixed is None and terms.payment_per_person is None:
        if one.payment_fixed is not None:
            fixed = Money(Decimal(str(one.payment_fixed)), CURRENCY)
            terms = terms.model_copy(update={"payment_fixed": Payment(value=fixed, source="agreements")})
        if one.payment_each is not None:
            each = MoneyRate(Money(Decimal(str(one.payment_each)), CURRENCY), "person")
            terms = terms.model_copy(update={"payment_per_person": Sourced[MoneyRate](value=each, source="agreements")})
    return terms


def _parted(text: str) -> tuple[str, str, str | None]:
    """Country, terms and day of a text."""
    rest, at, day = text.rpartition("@")
    if not at:
        rest, day = text, ""
    name, _, terms = rest.partition("=")
    return name.strip(), terms.strip(), day.strip() if at else None


def _from(may: May, text: str, calendar: Calendar, where: str) -> May:
    try:
        day = parse_date(text)
    except QuantityError as trouble:
        raise CannotRun(f"{where}: {trouble}; write it as {may.name}@2025-09-01") from None
    if not calendar.start <= day < calendar.until:
        days = f"{calendar.start} to {calendar.day(calendar.ticks - 1)}"
        raise CannotRun(f"{where}: {day} is not inside the run, which is {days}")
    return replace(may, earliest=day, because="as given")


def _with_terms(may: May, text: str, where: str) -> dict[str, Any]:
    """What terms that a user gave change of a candidate."""
    if not text:
        return {}
    new: dict[str, Any] = {}
    for part in _PARTS.split(text):
        try:
            name, value = _term(part)
        except QuantityError as trouble:
            raise CannotRun(f"{where}: {trouble}; write terms as `{EXAMPLE}`") from None
        if name in new:
            raise CannotRun(f"{where}: {name.replace('_', ' ')} stands twice; each term can be given once")
        new[name] = value
    assumed = tuple(one for one in may.assumed if "quota" not in new or one.startswith("everybody"))
    if "quota" in new:
        new["in_all"] = None
    return {"terms": may.terms.model_copy(update=new), "assumed": assumed}


def _term(text: str) -> tuple[str, Any]:
    """One term: its name in an agreement, and its value.

    Raises:
        QuantityError: it cannot be read.
    """
    plain = " ".join(text.split())
    if not plain:
        raise QuantityError("a term is empty")
    found = leading(plain)
    if found is not None and _MONTHLY.fullmatch(found[1].strip()) and found[1].strip():
        people = found[0]
        if people != people.to_integral_value() or not 0 <= people <= MOST_PEOPLE:
            raise QuantityError(f"a whole number of people a month up to {MOST_PEOPLE:,} expected, got {quoted(plain)}")
        return "quota", Sourced[int](value=int(people))
    each = _EACH.search(plain)
    money = parse_money(plain[: each.start()] if each else plain)
    if money.currency != CURRENCY:
        raise QuantityError(f"{quoted(plain)} is in {money.currency}; the accounts are in {CURRENCY}")
    if money.amount > MOST_DOLLARS:
        raise QuantityError(f"{quoted(plain)} is more than can be counted; at most {MOST_DOLLARS:,} USD")
    if each:
        return "payment_per_person", Sourced[MoneyRate](value=MoneyRate(money, "person"))
    return "payment_fixed", Payment(value=money)
