"""Money of a scenario: accounts, what they may spend and when, and what each thing costs.

    money:
      dollars: 2024
      accounts:
        custody:
          appropriations:
            - {amount: 3.4 billion USD, from: 2024-10-01, lapses: 2025-09-30, base: true}
        legal:
          costs:
            - {value: 817 USD per decision, dollars: 2008, source: cost.legal_cap2010}

A cost is money for each of something that a run counts; the bed and day is `costs.bed_day`. An appropriation can be
spent from its first day to the day on which it lapses. One that is the *base* comes every day in equal parts, as the
budget is apportioned; all others pay what the base does not, those that lapse first before the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, Any, Generic, Literal, TypeVar, get_args

import pydantic
from pydantic import Field, GetJsonSchemaHandler, SerializerFunctionWrapHandler
from pydantic_core import CoreSchema

from sojourn.evidence.prices import NoPrices, check_year, index, last_year
from sojourn.evidence.registry import figures
from sojourn.scenario.errors import AtPath
from sojourn.scenario.quantities import Date, Money, MoneyRate, money_per
from sojourn.scenario.sourced import Section, Sourced
from sojourn.scenario.staff import StaffKind

CURRENCY = "USD"
"""The currency of the accounts of the US system."""
Account = Literal["custody", "arrests", "transport", "legal", "agreements", "children", "alternatives", "stand_up"]
STAFF_DAYS: Mapping[StaffKind, str] = MappingProxyType(
    {
        "judges": "judge-day",
        "document_officers": "document officer-day",
        "arrest_officers": "arrest officer-day",
    }
)
"""Kind of staff to the unit in which its paid days are counted."""
STAFF_HIRES: Mapping[StaffKind, str] = MappingProxyType(
    {
        "judges": "judge hired",
        "document_officers": "document officer hired",
        "arrest_officers": "arrest officer hired",
    }
)
"""Kind of staff to the unit in which its hirings are counted."""
UNITS = (
    "bed-day",
    "empty bed-day",
    "arrest",
    "book-in",
    "decision",
    "removal",
    "removal from custody",
    "removal from the border",
    "third-country removal",
    "release",
    "person-day",
    *STAFF_DAYS.values(),
    *STAFF_HIRES.values(),
    "monitored day",
    "child-day",
    "day",
)
"""What a cost can be for each of; `person-day` needs a stage."""
MOST_RATE, MOST_A_PERSON, MOST_A_DAY = 10**6, 10**8, 10**12
"""Money for each of something, for each `person` sent and for each `day`, at most: more does not fit into a day."""
YEAR = re.compile(r"(?:FY)?(\d{4})")
T = TypeVar("T")
Rate = Annotated[MoneyRate, money_per(*UNITS)]


def known_year(year: int) -> int:
    """A year of dollars for which prices are known.

    Raises:
        ValueError: there is no price index for it.
    """
    try:
        check_year(year)
    except NoPrices as trouble:
        raise ValueError(str(trouble)) from None
    return year


def _not_before_the_index(year: int) -> None:
    """Refuse evidence that is older than the index; that of later years is taken to be of its last."""
    if year < min(index()):
        raise AtPath("dollars", f"there is no price index for {year}; years from {min(index())} are allowed")


def _years(schema: dict[str, Any]) -> None:
    schema["minimum"], schema["maximum"] = min(index()), last_year()


DollarYear = Annotated[int, pydantic.AfterValidator(known_year), Field(json_schema_extra=_years)]
"""Year of some money, for which there is a price index."""
Stage = Literal[
    "border_custody",
    "border_seat",
    "intake",
    "proceedings",
    "final_order",
    "family_order",
    "travel_document",
    "landing_rights",
    "seat",
    "third_country",
    "kept_after_review",
    "notice",
    "departure",
]
STAGES: tuple[str, ...] = get_args(Stage)
"""Stages in which a person and day can have a cost of its own; those of each agreement, `notice: COUNTRY` and
`departure: COUNTRY`, are counted together."""


class Priced(Sourced[T], Generic[T]):
    """Money for each of something, in dollars of a year, whatever year a ledger is told in."""

    dollars: DollarYear | None = None
    """Year of the money; where not given, the (first) year of the evidence it stands on, or else the last year with a
    price index."""

    @property
    def year_said(self) -> int | None:
        """Year of the money as the scenario or its evidence says it; None where neither does."""
        return self.dollars or year_of(self.source)

    @property
    def year(self) -> int:
        """Year of the money."""
        return self.year_said or last_year()

    @pydantic.model_validator(mode="after")
    def _of_a_year(self) -> Priced[T]:
        _not_before_the_index(self.year)
        return self

    @pydantic.model_serializer(mode="wrap")
    def _only_what_is_said(self, rest: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Without a year that is not given: so a scenario that names none keeps the hash that its runs are known by."""
        return {key: value for key, value in rest(self).items() if key != "dollars" or value is not None}


class Cost(Sourced[Rate]):
    """Money for each of something that a run counts."""

    dollars: DollarYear | None = None
    """Year of the money; the (first) year of the evidence it stands on where not given."""
    low: Rate | None = None
    """Low end; that of the evidence where not given."""
    high: Rate | None = None
    """High end; that of the evidence where not given."""
    stage: Stage | None = None
    """Stage in which the person-days are counted."""

    @property
    def year(self) -> int:
        """Year of the money."""
        found = self.dollars or year_of(self.source)
        if found is None:
            raise ValueError("a cost that was read has a year")
        return found

    @pydantic.model_validator(mode="after")
    def _of_a_year(self) -> Cost:
        year = self.dollars or year_of(self.source)
        if year is None:
            raise AtPath("value", f"{self.value.money} of which year? add `dollars: {last_year()}`")
        _not_before_the_index(year)
        for name, one in (("value", self.value), ("low", self.low), ("high", self.high)):
            if one is not None and one.money.currency != CURRENCY:
                raise AtPath(name, f"{one.money} is in {one.money.currency}; the accounts are in {CURRENCY}")
            if one is not None and one.per != self.value.per:
                raise AtPath(name, f"{one} is not per {self.value.per} as the value is")
            if one is not None:
                check_rate(one, name)
        if self.low is not None and self.low > self.value:
            raise AtPath("low", f"{self.low} is more than the value {self.value}")
        if self.high is not None and self.high < self.value:
            raise AtPath("high", f"{self.high} is less than the value {self.value}")
        if (self.value.per == "person-day") != (self.stage is not None):
            if self.stage is None:
                hint = f"add `stage: proceedings`, or one of {', '.join(STAGES)}"
                raise AtPath("value", f"person-days in which stage? {hint}")
            raise AtPath("stage", f"a cost per {self.value.per} has no stage; person-days have one")
        return self


class Appropriation(Sourced[Money]):
    """Money that an account may spend."""

    value: Money = Field(alias="amount")
    """How much, in all."""
    since: Date = Field(alias="from")
    """First day on which it can be spent."""
    lapses: Date
    """Last day on which it can be spent."""
    base: bool = False
    """Whether it comes in equal parts each day; if not, it is spent as needed beyond the base."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """An appropriation is never a bare value."""
        return dict(handler.resolve_ref_schema(handler(core)))

    @pydantic.model_validator(mode="after")
    def _in_time(self) -> Appropriation:
        if self.lapses < self.since:
            raise AtPath("lapses", f"it lapses on {self.lapses}, before it starts on {self.since}")
        if self.value.currency != CURRENCY:
            raise AtPath("amount", f"{self.value} is in {self.value.currency}; the accounts are in {CURRENCY}")
        return self


class AccountMoney(Section):
    """One account."""

    appropriations: tuple[Appropriation, ...] = ()
    """What it may spend; without any it is told and not limited."""
    costs: tuple[Cost, ...] = ()
    """What it spends on."""

    @pydantic.model_validator(mode="after")
    def _apart(self) -> AccountMoney:
        order = sorted((a.since, a.lapses, at) for at, a in enumerate(self.appropriations) if a.base)
        for (_, ended, _), (since, _, at) in pairwise(order):
            if since <= ended:
                path = f"appropriations.{at}.from"
                raise AtPath(path, f"base money from {since} overlaps the base money that lapses on {ended}")
        laws = [(one.since, one.lapses, one.value, one.base, one.source) for one in self.appropriations]
        for at, law in enumerate(laws):
            if law in laws[:at]:
                message = f"the appropriation stands twice, first as number {laws.index(law)}; write it once"
                raise AtPath(f"appropriations.{at}", f"{message}, with the sum of both if there are two")
        counted = [(cost.value.per, cost.stage) for cost in self.costs]
        for at, one in enumerate(counted):
            if one in counted[:at]:
                raise AtPath(f"costs.{at}", f"a second cost per {one[0]} in one account; add them up")
        return self


class MoneyPlan(Section):
    """The money of a plan."""

    dollars: DollarYear = Field(default_factory=last_year)
    """The ledger is told in dollars of this year; costs of other years are restated by consumer prices."""
    accounts: dict[Account, AccountMoney] = Field(default_factory=dict)
    """What each account may spend, and on what."""

    @property
    def limited(self) -> bool:
        """Whether an account has appropriations, so that it can be empty."""
        return any(account.appropriations for account in self.accounts.values())

    @pydantic.field_validator("accounts")
    @classmethod
    def _in_order(cls, accounts: dict[Account, AccountMoney]) -> dict[Account, AccountMoney]:
        """In their own order, whatever order they are written in."""
        return {name: accounts[name] for name in get_args(Account) if name in accounts}

    @pydantic.model_validator(mode="after")
    def _indexed(self) -> MoneyPlan:
        custody = self.accounts.get("custody")
        for at, cost in enumerate(custody.costs if custody else ()):
            if cost.value.per == "bed-day":
                raise AtPath(f"accounts.custody.costs.{at}", "the cost of a bed and day stands in `costs.bed_day`")
        return self


def check_rate(rate: MoneyRate, path: str) -> None:
    """Refuse a rate beyond what the ledger holds.

    Raises:
        AtPath: it is; at the path that is given.
    """
    most = {"day": MOST_A_DAY, "person": MOST_A_PERSON}.get(rate.per, MOST_RATE)
    check_amount(rate.money, path, most)


def check_amount(money: Money, path: str, most: int = MOST_A_DAY) -> None:
    """Refuse an amount beyond what the ledger holds.

    Raises:
        AtPath: it is; at the path that is given.
    """
    if money.amount > most:
        raise AtPath(path, f"{money} is more than the ledger holds: at most {most:,} {money.currency}")


def year_of(source: str | None) -> int | None:
    """The year that a row of the evidence is of, the first where it is of several; None where it says none."""
    figure = figures().get(source or "")
    found = YEAR.match(figure.as_of) if figure is not None else None
    return int(found[1]) if found else None
