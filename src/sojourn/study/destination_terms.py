"""The countries that are compared as destinations, and the terms on which each would take people.

A term that the scenario states is taken as it is. One that it does not state is taken from the evidence, where the
country has a row there; else it is assumed (grade C) and named as such. How many people a month is assumed from the
published caps of other schemes: their median, each cap counted as people a year.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from sojourn.evidence.reading import Row
from sojourn.evidence.tables import table
from sojourn.policy.courses import grouped, known
from sojourn.policy.outlook import standing
from sojourn.scenario.agreements import Accepts, Agreement, StatusChange, names
from sojourn.scenario.money import Money
from sojourn.scenario.sourced import Sourced
from sojourn.scenario.us import UsScenario

ABROAD = ("uk_rwanda", "italy_albania", "australia_nauru")
"""Schemes of other senders: their terms are none that are offered here."""
EARTH = 6371.0
"""Mean radius in kilometres."""
FROM = "staging airport"
_CAP = re.compile(r"(\d[\d,]*)(?: a year| places)?")
_SUM = re.compile(r"(\d[\d,.]*)( million)? USD")
NO_RECORD = re.compile(r"no criminal record|without a criminal record|non-criminal")


@dataclass(frozen=True)
class Candidate:
    """A country that might take people, and on what terms it is tried."""

    name: str
    """Its country, numbered where a scenario has several agreements with it."""
    agreement: Agreement
    """What the scenario says, or for a country of the evidence alone what was known of it by the start."""
    terms: Agreement
    """The same with every term filled in that a run needs."""
    written: bool
    """Whether the scenario names it; else it is of the evidence alone."""
    assumed: tuple[str, ...]
    """Terms that nobody published, in words."""
    assumed_quota: bool
    """Whether the number a month is one of them."""
    payment_fixed: float | None
    """Published fixed payment in USD; None where none is published."""
    payment_each: float | None
    """Published payment for each person in USD."""
    payment_said: str
    """The payment as published where it is no sum in USD, or with which other agreement of the country it stands; empty
    where there is none."""
    kilometres: float | None
    """Great-circle distance from the staging airport to the capital; None where the evidence has no place."""

    def may_come(self, start: date) -> bool:
        """Whether it has not ruled it out, and has not ended it, by what is written."""
        return bool(self.agreement.statuses) and standing(self.agreement, start).sort not in ("ruled_out", "over")

    def standing(self, day: date) -> str:
        """The status on a day, in words, and since when; where there is none by then, the first that comes."""
        ends, statuses = self.agreement.ends, self.agreement.statuses
        if not statuses:
            return "not named by then"
        if ends is not None and day > ends:
            return f"ended {ends}"
        then = [one for one in statuses if one.on <= day]
        last = then[-1] if then else statuses[0]
        told = last.status.replace("_", " ")
        return f"{told} {last.on}" if then else f"not yet: {told} from {last.on}"

    @property
    def dated_in_force(self) -> date | None:
        """First day on which the scenario has it in force; None where it is never, or the scenario does not name it."""
        days = [one.on for one in self.agreement.statuses if one.status == "in_force"] if self.written else []
        return days[0] if days else None


@dataclass(frozen=True)
class Caps:
    """What other schemes are known to take in a year."""

    a_year: tuple[int, ...]
    """In rising order, the last published of each."""

    def quota(self, share: float = 0.5) -> int | None:
        """People a month at a share of the published caps; None where none is published."""
        if not self.a_year:
            return None
        return math.ceil(float(np.quantile(self.a_year, share)) / 12)


def caps(known_by: date | None = None) -> Caps:
    """The published caps, counted as people a year: also those that are stated in all, or as places."""
    found = []
    for rows in grouped(known(table("agreements"), known_by), "scheme", "country").values():
        sizes = [_CAP.fullmatch(row.text("cap")) for row in rows if row.text("cap")]
        if sizes and (last := [one for one in sizes if one]):
            found.append(int(last[-1].group(1).replace(",", "")))
    return Caps(tuple(sorted(found)))


def candidates(
    scenario: UsScenario, *, every: bool = False, quota: int | None = None, known_by: date | None = None
) -> tuple[Candidate, ...]:
    """The countries of a scenario, in its order, and where asked for those of the evidence as well, by name.

    Args:
        scenario: the scenario.
        every: whether countries that only the evidence names are there as well.
        quota: people a month for those of whom no number is known; that of the published caps where not given.
        known_by: what was known by this day of caps and payments; everything in the evidence where not given.
    """
    monthly = caps(known_by).quota() if quota is None else quota
    rows = [row for row in known(table("agreements"), known_by) if row.text("scheme") not in ABROAD]
    of = grouped(rows, "country")
    agreements = scenario.third_country.agreements
    named = list(zip(names(agreements), agreements, strict=True))
    out = []
    for name, one in named:
        found = of.get(one.country, [])
        candidate = _candidate(name, one, found, monthly, quota is not None, True)
        paid_with = _paid_with([(n, a) for n, a in named if a.country == one.country], found)
        if _says_payment(one) or paid_with in (None, name):
            out.append(candidate)
        else:
            out.append(replace(candidate, payment_fixed=None, payment_each=None, payment_said=f"with {paid_with}"))
    if every:
        start, there = scenario.period.start.value, {one.country for one in agreements}
        nations = [row.text("nationality") for row in table(scenario.people.nationalities)]
        for country, found in of.items():
            if country not in there:
                one = _from_evidence(country, found, start, nations)
                out.append(_candidate(country, one, found, monthly, quota is not None, False))
    return tuple(out)


def distances() -> dict[str, float]:
    """Great-circle kilometres from the staging airport to each capital of the evidence, by country."""
    places = table("places")
    airport = next(row for row in places if row.text("kind") == FROM)
    return {row.text("country"): _great_circle(airport, row) for row in places if row.text("kind") == "capital"}


def _great_circle(one: Row, other: Row) -> float:
    """Haversine formula."""
    a, b, c, d = (math.radians(row.number(x)) for row in (one, other) for x in ("latitude", "longitude"))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(half))


def _candidate(
    name: str, agreement: Agreement, rows: Sequence[Row], monthly: int | None, asked: bool, written: bool
) -> Candidate:
    assumed = []
    terms, no_number = agreement, False
    if agreement.quota is None and agreement.in_all is None and agreement.seats is None:
        terms = terms.model_copy(update={"quota": None if monthly is None else Sourced[int](value=monthly)})
        no_number = not asked
        if no_number:
            assumed.append(f"{monthly:,} people a month" if monthly is not None else "no limit")
    if agreement.accepts.nationalities == "all" and agreement.accepts.source is None:
        narrower = not written and any(row.text("accepts") for row in rows)
        assumed.append("everybody accepted" + (", though its terms are narrower" if narrower else ""))
    fixed, each, said = _payment(agreement, rows)
    where = distances().get(agreement.country)
    return Candidate(name, agreement, terms, written, tuple(assumed), no_number, fixed, each, said, where)


def _paid_with(named: Sequence[tuple[str, Agreement]], rows: Sequence[Row]) -> str | None:
    """Of the agreements with one country, that with which its payment stands; None where nothing is known of any.

    What is published is what a country got, not what it got for each agreement. Where the scenario says what is paid
    for one of them, that is what is paid. Else it is with the agreement that was the last to begin by the day on which
    the payment was first reported, or the first of all.
    """
    if said := [name for name, one in named if _says_payment(one)]:
        return said[0]
    told = [row for row in rows if row.text("payment")]
    if not told:
        return None
    day = next(date.fromisoformat(row.text("on")) for row in told if row.text("payment") == told[-1].text("payment"))
    in_order = sorted(named, key=lambda one: one[1].statuses[0].on)
    begun = [name for name, one in in_order if one.statuses[0].on <= day]
    return begun[-1] if begun else in_order[0][0]


def _says_payment(agreement: Agreement) -> bool:
    return agreement.payment_fixed is not None or agreement.payment_per_person is not None


def _payment(agreement: Agreement, rows: Iterable[Row]) -> tuple[float | None, float | None, str]:
    """What is paid, in USD: as the scenario says, else as the last row of the evidence with a payment does."""
    fixed, each = agreement.payment_fixed, agreement.payment_per_person
    if fixed is not None or each is not None:
        sums = (None if fixed is None else fixed.value, None if each is None else each.value.money)
        if all(one is None or one.currency == "USD" for one in sums):
            return _amount(sums[0]), _amount(sums[1]), ""
        return None, None, ", ".join(str(one) for one in sums if one is not None)
    told = [row.text("payment") for row in rows if row.text("payment")]
    if not told:
        return None, None, ""
    found = _SUM.search(told[-1])
    if found is None:
        return None, None, told[-1]
    return float(found.group(1).replace(",", "")) * (1e6 if found.group(2) else 1.0), None, ""


def _amount(money: Money | None) -> float | None:
    return None if money is None else float(money.amount)


def _from_evidence(country: str, rows: Sequence[Row], start: date, nations: Sequence[str]) -> Agreement:
    """A country that the scenario does not name: its statuses by the start, and its terms as published."""
    statuses = tuple(
        StatusChange.model_validate({"on": row.text("on"), "status": row.text("status"), "source": "agreements"})
        for row in rows
        if date.fromisoformat(row.text("on")) <= start
    )
    told = [row.text("accepts") for row in rows if row.text("accepts")]
    named = tuple(one for text in told[-1:] for one in text.split("; ") if one in nations)
    clean = any(NO_RECORD.search(text) for text in told[-1:])
    accepts = Accepts.model_validate(
        {
            "nationalities": named or "all",
            "criminality": ["other"] if clean else "all",
            "source": "agreements" if named else None,
        }
    )
    sizes = [_CAP.fullmatch(row.text("cap")) for row in rows if row.text("cap")]
    last = [one for one in sizes if one][-1:]
    quota = [math.ceil(int(one.group(1).replace(",", "")) / 12) for one in last]
    sourced = Sourced[int](value=quota[0], source="agreements") if quota else None
    return Agreement.model_construct(
        country=country, iso3=rows[-1].text("iso3"), statuses=statuses, accepts=accepts, quota=sourced
    )
