"""Agreements with third countries: what a user writes of a country that takes people who are not its own.

    third_country:
      credit: signed
      agreements:
        - country: Panama
          statuses:
            - {on: 2025-02-01, status: signed, source: agreements}
            - {on: 2025-03-01, status: in_force}
          accepts: {nationalities: [Venezuela, Cuba], criminality: [other], families: false}
          quota: 200 people                    # a month
          notice: 14 days                      # instead of that of third_country
          payment_fixed: {value: 5 million USD, due: 2025-03-01}
          payment_per_person: 20,000 USD per person
          seats: 50 seats                      # a departure
          landing_days: [tuesday]

Minors are never in a third-country removal, so there is no key for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal, get_args

import pydantic
from pydantic import Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from sojourn.scenario.errors import AtPath
from sojourn.scenario.quantities import Date, Days, Money, MoneyRate, Share, count, money_per
from sojourn.scenario.sourced import Section, Sourced

Criminality = Literal["convicted", "pending", "other"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Status = Literal["floated", "talks", "open", "ruled_out", "signed", "in_force", "suspended", "enjoined", "ended"]
Credit = Literal["signed", "open", "talks", "floated"]

CREDITS: tuple[Credit, ...] = get_args(Credit)
RISING: tuple[Status, ...] = ("floated", "talks", "open", "signed", "in_force")
"""Statuses on the way to an agreement in force, from least to most; the others never count."""
WORKING_DAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday")
MINORS = ("minors", "minor", "children", "child", "unaccompanied", "unaccompanied_minors", "uac", "juveniles")
NO_MINORS = "minors are never in a third-country removal, so there is no key for them"


def _refuse_minors(data: Any) -> None:
    if isinstance(data, dict):
        for key in data:
            if isinstance(key, str) and key.casefold() in MINORS:
                raise AtPath(key, NO_MINORS)


class StatusChange(Section):
    """A status from a day on."""

    on: Date
    status: Status
    source: str | None = None
    """Key of the evidence, or the document."""


class Accepts(Section):
    """Who is accepted. The short form, a list of nationalities or `all`, accepts every class of people."""

    nationalities: tuple[str, ...] | Literal["all"] = "all"
    """Nationalities accepted; a country's own citizens are not third-country removals."""
    criminality: tuple[Criminality, ...] | Literal["all"] = "all"
    """Classes of people accepted."""
    families: bool = False
    """Whether families are accepted, as a whole; a minor without a parent never is."""
    source: str | None = None
    """Key of the evidence, or the document."""

    @pydantic.model_validator(mode="before")
    @classmethod
    def _short(cls, data: Any) -> Any:
        _refuse_minors(data)
        return data if isinstance(data, dict | cls) else {"nationalities": data}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Editors accept the short form as well."""
        full = handler.resolve_ref_schema(handler(core))
        return {"anyOf": [*full["properties"]["nationalities"]["anyOf"], full]}

    def takes(self, nationality: str, criminality: str | None = None, family: bool = False) -> bool:
        """Whether somebody is accepted; with no class given, whether anybody of the nationality is."""
        if family and not self.families:
            return False
        if self.nationalities != "all" and nationality not in self.nationalities:
            return False
        if criminality is None:
            return bool(self.criminality)
        return self.criminality == "all" or criminality in self.criminality


class Payment(Sourced[Money]):
    """A sum paid once."""

    due: Date | None = None
    """Day on which it falls due; that of the signature where not given."""


class Agreement(Section):
    """An agreement, or the hope of one, with a country that takes people who are not its own."""

    country: str = Field(min_length=1, max_length=60)
    iso3: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    """Code of the country, ISO 3166-1 alpha-3."""
    statuses: tuple[StatusChange, ...]
    """In order of their days. People can be sent while the status is `in_force`."""
    accepts: Accepts = Accepts()
    """Who is accepted: nationalities, classes of people, families. Minors never."""
    quota: Sourced[Annotated[int, count("people")]] | None = None
    """People a month; no limit where not given."""
    in_all: Sourced[Annotated[int, count("people")]] | None = None
    """People in all; no limit where not given."""
    ends: Date | None = None
    """Last day of the agreement, if it has one."""
    notice: Sourced[Days] | None = None
    """Notice before such a removal, instead of that of `third_country`."""
    fear_found: Sourced[Share] | None = None
    """Share found to have a fear of this country, instead of that of `third_country`."""
    payment_fixed: Payment | None = None
    """What is paid once, whoever is sent."""
    payment_per_person: Sourced[Annotated[MoneyRate, money_per("person")]] | None = None
    """What is paid for each person sent."""
    seats: Sourced[Annotated[int, count("seats")]] | None = None
    """Seats on a departure; as many as there are places where not given."""
    landing_days: tuple[Weekday, ...] | None = None
    """Days on which departures land; Monday to Friday where seats are given and days are not."""

    @pydantic.model_validator(mode="before")
    @classmethod
    def _adults(cls, data: Any) -> Any:
        _refuse_minors(data)
        return data

    @pydantic.model_validator(mode="after")
    def _ordered(self) -> Agreement:
        days = [change.on for change in self.statuses]
        if not days:
            raise AtPath("statuses", "an agreement needs at least one dated status")
        for number, (first, second) in enumerate(pairwise(days)):
            if second < first:
                raise AtPath(f"statuses.{number + 1}.on", f"{second} is before {first}; put the statuses in order")
        if self.ends is not None and self.ends < days[0]:
            raise AtPath("ends", f"the agreement ends on {self.ends}, before it starts on {days[0]}")
        forced = [change.on for change in self.statuses if change.status == "in_force"]
        if self.ends is not None and forced and self.ends < forced[0]:
            raise AtPath("ends", f"the agreement ends on {self.ends}, before it is in force on {forced[0]}")
        return self

    @pydantic.model_validator(mode="after")
    def _lands(self) -> Agreement:
        if self.landing_days is not None and self.seats is None:
            raise AtPath("landing_days", "landing days need `seats`: how many go on each departure")
        if self.landing_days is not None and not self.landing_days:
            raise AtPath("landing_days", "at least one day of the week expected, such as `tuesday`")
        for number, day in enumerate(self.landing_days or ()):
            if day in (self.landing_days or ())[:number]:
                message = f"{day} stands twice; `seats` are those of a departure, of which there is one a day"
                raise AtPath(f"landing_days.{number}", message)
        return self

    @pydantic.model_validator(mode="after")
    def _paid(self) -> Agreement:
        if self.payment_fixed is not None and self.payment_per_person is not None:
            fixed, each = self.payment_fixed.value.currency, self.payment_per_person.value.money.currency
            if fixed != each:
                raise AtPath("payment_per_person", f"is in {each}, and `payment_fixed` in {fixed}; write both in one")
        return self

    @property
    def lands_on(self) -> tuple[Weekday, ...] | None:
        """Days on which departures land; None where places are not tied to seats."""
        return None if self.seats is None else self.landing_days or WORKING_DAYS

    @property
    def signed_on(self) -> date | None:
        """First day on which it is signed or in force."""
        return next((change.on for change in self.statuses if change.status in ("signed", "in_force")), None)


class ThirdCountry(Section):
    """Removal to a country that is not one's own."""

    credit: Credit = "signed"
    """What counts as an agreement. `signed`: only what is signed, and people go while it is in force. `open`, `talks`,
    `floated`: what one would be claiming, as if whatever has come that far were in force."""
    prospects: Literal["dated", "drawn"] = "dated"
    """Whether `sojourn run --draws` takes only the dates that are written, or also draws what is not dated: when a
    country signs, comes into force or gives it up, and what courts do."""
    notice: Sourced[Days]
    """Notice before such a removal."""
    fear_found: Sourced[Share]
    """Share found to have a fear of that country; they are not sent."""
    seat: Sourced[Days]
    """Days from the end of the notice to departure."""
    review: Sourced[Days]
    """Mean days until somebody who cannot be removed is released under supervision, before the first review."""
    agreements: tuple[Agreement, ...] = ()

    @pydantic.model_validator(mode="before")
    @classmethod
    def _adults(cls, data: Any) -> Any:
        _refuse_minors(data)
        return data


def names(agreements: Iterable[Agreement]) -> tuple[str, ...]:
    """A name for each agreement: its country, numbered where a country has several."""
    countries = [agreement.country for agreement in agreements]
    return tuple(
        country if countries.count(country) == 1 else f"{country} {countries[: at + 1].count(country)}"
        for at, country in enumerate(countries)
    )
