"""The scenario of the UK-Rwanda scheme: what a user may write of its agreements, flights, courts, volunteers and sums.

forced:
  flights:
    - {on: 2022-06-14, directions: 130 people, seats: 200 seats}
litigation:
  - case: N.S.K. v. the United Kingdom
    channel: third_country_removal
    acts:
      - {on: 2022-06-14, act: restraining_order, source: litigation}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, Literal

import pydantic

from sojourn.evidence.tables import table as table_of
from sojourn.evidence.tables import tables
from sojourn.scenario.agreements import Agreement
from sojourn.scenario.errors import AtPath, AtPaths, quoted, suggestion
from sojourn.scenario.litigation import Litigation, check_cases
from sojourn.scenario.plain import PlainScenario
from sojourn.scenario.quantities import Date, Days, Money, MoneyRate, Share, count, money_per
from sojourn.scenario.sourced import Section, Sourced

CURRENCY = "GBP"
People = Annotated[int, count("people")]


class Flight(Section):
    """A flight that is planned."""

    on: Sourced[Date]
    """Day on which it is to leave."""
    directions: Sourced[People]
    """People who are told that they are to be on it."""
    seats: Sourced[Annotated[int, count("seats")]]


class Forced(Section):
    """Removal of people who are found inadmissible."""

    notices: str
    """Table of notices of intent issued; after its last period they go on at that rate."""
    representations: Sourced[Days]
    """Days to answer a notice of intent; nobody is put on a flight before."""
    admitted_after: Sourced[Days]
    """Days after arrival when a claim is taken into the UK process, if the person has not been removed."""
    directions_before: Sourced[Days]
    """Days before a flight on which people are told that they are to be on it."""
    taken_off: Sourced[Share]
    """Share of those told who come off the list by challenges of their own before the flight."""
    flights: tuple[Flight, ...] = ()
    """In order of their days."""

    @pydantic.model_validator(mode="after")
    def _in_order(self) -> Forced:
        for number, (first, second) in enumerate(pairwise(self.flights), start=1):
            if second.on.value <= first.on.value:
                raise AtPath(
                    f"flights.{number}.on",
                    f"{second.on.value} is not after {first.on.value}; put the flights in order, one a day",
                )
        return self

    @pydantic.model_validator(mode="after")
    def _told_before(self) -> Forced:
        if self.directions_before.value < 1:
            raise AtPath("directions_before.value", "people have to be told at least one day before a flight")
        return self


class Departure(Section):
    """People who go of their own will, and when they are ready to."""

    on: Sourced[Date]
    people: Sourced[People]


class Voluntary(Section):
    """The offer to people whose claims were refused."""

    offer: Sourced[Date]
    """First day on which anybody can go by it."""
    payment: Sourced[Annotated[MoneyRate, money_per("person")]]
    """What each of them is given."""
    waits: Sourced[Days]
    """Days that somebody who is ready keeps to it while nobody can be sent."""
    ready: tuple[Departure, ...] = ()
    """Who is ready to go, from the record: how many take up an offer does not follow from its terms."""


class Paid(Sourced[Money]):
    """A sum paid to Rwanda, whoever is sent."""

    due: Date
    """Day on which it is paid."""


class Once(Sourced[Money]):
    """A sum that falls due once so many people have been relocated."""

    after: People = 300
    """People relocated."""


class Sums(Section):
    """What is paid to Rwanda."""

    fixed: tuple[Paid, ...]
    """Paid on dates, whoever is sent."""
    once: Once
    """Paid once, when enough people have been relocated."""
    fund: Sourced[Annotated[MoneyRate, money_per("person")]]
    """Into the fund for each person removed."""
    processing: Sourced[Annotated[MoneyRate, money_per("person")]]
    """Up to this over five years for each person removed."""


class UkRwandaScenario(PlainScenario):
    """The scheme by which the United Kingdom was to send people to Rwanda."""

    system: Literal["uk-rwanda"]
    """The system that is simulated."""
    arrivals: str
    """Table of people who arrive by small boat; after its last period they go on at that rate."""
    agreements: tuple[Agreement, ...]
    """People are removed while one is in force; volunteers can go while one is signed."""
    litigation: tuple[Litigation, ...] = ()
    """Acts of courts on `third_country_removal` or `agreement:Rwanda`; volunteers are not stopped by them."""
    act: Sourced[Date] | None = None
    """Day of a law by which what courts have done before it no longer stops removals."""
    forced: Forced
    voluntary: Voluntary
    sums: Sums

    @pydantic.model_validator(mode="after")
    def _evidence_there(self) -> UkRwandaScenario:
        needed = (
            ("arrivals", self.arrivals, ("as_of", "people")),
            ("forced.notices", self.forced.notices, ("as_of", "notices")),
        )
        if found := tuple(missing(needed)):
            raise AtPaths(found)
        return self

    @pydantic.model_validator(mode="after")
    def _cases_once(self) -> UkRwandaScenario:
        check_cases(self.litigation)
        return self

    @pydantic.model_validator(mode="after")
    def _one_currency(self) -> UkRwandaScenario:
        rates = [
            (path, rate.value.money.currency)
            for path, rate in (
                ("voluntary.payment", self.voluntary.payment),
                ("sums.fund", self.sums.fund),
                ("sums.processing", self.sums.processing),
            )
        ]
        sums = [(f"sums.fixed.{n}", paid.value.currency) for n, paid in enumerate(self.sums.fixed)]
        for path, currency in (*rates, *sums, ("sums.once", self.sums.once.value.currency)):
            if currency != CURRENCY:
                raise AtPath(path, f"is in {currency}; the sums of this scheme are in {CURRENCY}")
        return self


def missing(needed: Sequence[tuple[str, str, Sequence[str]]]) -> Iterator[AtPath]:
    """Tables that are named and not there, or lack a column: the path, the table and its columns."""
    for path, name, columns in needed:
        if name not in tables():
            yield AtPath(path, f"{quoted(name)} is no table of the evidence", suggestion(name, list(tables())))
        elif lacking := [column for column in columns if column not in table_of(name)[0]]:
            yield AtPath(path, f"the table {quoted(name)} has no column {quoted(lacking[0])}, which is needed here")
