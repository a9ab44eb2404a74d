"""A small model with one field of each sort, for the tests of the scenario reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sojourn.scenario import AtPath, AtPaths, Document, ScenarioError, read
from sojourn.scenario.quantities import (
    Beds,
    Date,
    Days,
    Factor,
    Money,
    MoneyRate,
    People,
    PerDay,
    Share,
    money_per,
)

T = TypeVar("T")


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Sourced(Section, Generic[T]):
    value: T
    source: str


class Dated(Section, Generic[T]):
    since: Date = Field(alias="from")
    value: T
    source: str = ""


class Fixed(Section):
    dist: Literal["fixed"]
    value: Days


class Lognormal(Section):
    dist: Literal["lognormal"]
    median: Days
    p90: Days


class Agreement(Section):
    country: str
    status: Literal["signed", "talks", "refused"]
    start: Date | None = None
    quota: People = 0


class Period(Section):
    since: Date = Field(alias="from")
    until: Date

    @model_validator(mode="after")
    def in_order(self) -> Period:
        if self.until < self.since:
            raise AtPath("until", "lies before `from`", "swap the two")
        return self


class BedsSection(Section):
    capacity: Beds | Sourced[Beds] | list[Dated[Beds]] = 40_000
    bed_day: Annotated[MoneyRate, money_per("bed-day")] | None = None
    stay: Annotated[Fixed | Lognormal, Field(discriminator="dist")] | None = None


class Nationality(Section):
    refuses: Share | Sourced[Share] = 0.0
    until: Date | None = None


class Toy(Section):
    horizon: Days
    title: str = ""
    judges: int = 5
    request: Money | None = None
    book_ins: PerDay | None = None
    pace: Factor | Literal["never"] = 1.0
    open: bool = True
    period: Period | None = None
    beds: BedsSection = BedsSection()
    agreements: list[Agreement] = []
    nationalities: dict[str, Nationality] = {}
    by_year: dict[int, People] = {}
    weights: list[float] = []

    @model_validator(mode="after")
    def countries_are_known(self) -> Toy:
        unknown = [i for i, one in enumerate(self.agreements) if one.country == "Atlantis"]
        if unknown:
            raise AtPaths(AtPath(f"agreements.{i}.country", "no such country") for i in unknown)
        return self


BASE = """\
horizon: 4 years
beds:
  capacity: {value: 41_500, source: acme-2024}
  bed_day: 165 USD per bed-day
agreements:
  - {country: Chile, status: talks}
nationalities:
  El Salvador: {refuses: 10%}
"""


def read_text(text: str, overrides: Sequence[str] = (), shipped: Mapping[str, str] | None = None) -> Document[Toy]:
    return read("plan", Toy, overrides=overrides, shipped={**(shipped or {}), "plan": text})


def errors_of(text: str, overrides: Sequence[str] = (), shipped: Mapping[str, str] | None = None) -> ScenarioError:
    try:
        read_text(text, overrides, shipped)
    except ScenarioError as error:
        return error
    raise AssertionError(f"this was read without complaint:\n{text}")


def errors_of_file(path: Path, allow_outside: bool = True) -> ScenarioError:
    try:
        read(path, Toy, allow_outside=allow_outside)
    except ScenarioError as error:
        return error
    raise AssertionError(f"{path} was read without complaint")
