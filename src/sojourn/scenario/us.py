"""The scenario of the US system: what a user may write, section by section."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, Literal

import pydantic
from pydantic import Field

from sojourn.scenario.errors import AtPath, AtPaths
from sojourn.scenario.quantities import Date, Days, Factor, MoneyRate, PerDay, Share, count, money_per
from sojourn.scenario.sourced import Dated, Section, Sourced
from sojourn.scenario.us_evidence import missing_evidence

Criminality = Literal["convicted", "pending", "other"]
Status = Literal["floated", "talks", "open", "ruled_out", "signed", "in_force", "suspended", "enjoined", "ended"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

HORIZON_YEARS = 20
LEAST_BOOKED = 0.01
LEAST_WARM_UP = 180
MOST_PER_DAY = 1_000_000


class Period(Section):
    """When the simulation starts and ends."""

    start: Sourced[Date]
    """First day that is simulated."""
    until: Date
    """First day that is not."""

    @pydantic.model_validator(mode="after")
    def _forward(self) -> Period:
        if self.until <= self.start.value:
            raise AtPath("until", f"the period ends on {self.until}, which is not after its start {self.start.value}")
        if (self.until - self.start.value).days > HORIZON_YEARS * 366:
            raise AtPath("until", f"the period is longer than {HORIZON_YEARS} years, which is the most")
        return self


class Arrivals(Section):
    """Who comes into the system, and how many a day."""

    history: str | None = None
    """Table of published monthly book-ins; on days it covers they take the place of `border` and `interior`."""
    border: Dated[PerDay]
    """People handed over by border agencies and booked in to an ICE bed."""
    border_direct: Dated[PerDay]
    """People removed straight from border custody, without an ICE bed unless no seat is found for them."""
    interior: Dated[PerDay]
    """Administrative arrests by ICE."""
    interior_added: Dated[PerDay]
    """Arrests by ICE that a plan adds to `interior`; they are of people on the national docket."""
    added_convicted: Sourced[Share]
    """Share of the added arrests that are of people with a conviction."""
    added_pending: Sourced[Share]
    """Share of the added arrests that are of people with pending charges; the others have neither."""
    booked_in: Sourced[Share]
    """Share of interior arrests that lead to an ICE bed."""
    border_direct_days: Sourced[Days]
    """Median days in border custody before those removed directly are ready to leave."""
    border_custody_limit: Sourced[Days]
    """Days after which somebody waiting in border custody for a seat is booked in to an ICE bed."""

    @pydantic.model_validator(mode="after")
    def _shares_fit(self) -> Arrivals:
        if self.added_convicted.value + self.added_pending.value > 1:
            raise AtPath(
                "added_pending.value", "the shares of added arrests convicted and pending add to more than 100%"
            )
        return self

    @pydantic.model_validator(mode="after")
    def _booked_enough(self) -> Arrivals:
        if self.history is not None and self.booked_in.value < LEAST_BOOKED:
            message = "at least 1% must be booked in: arrests are the published book-ins over this share"
            raise AtPath("booked_in.value", message)
        return self


class Opening(Section):
    """Who is in custody on the first day."""

    population: str
    """Table of published counts by agency and criminality; the last at or before the start is used."""
    warm_up: Sourced[Days]
    """Days of published book-ins that are run before the start, so that elapsed times are those of people inside."""

    @pydantic.model_validator(mode="after")
    def _long_enough(self) -> Opening:
        if self.warm_up.value < LEAST_WARM_UP:
            raise AtPath(
                "warm_up.value", f"the warm-up has to be at least {LEAST_WARM_UP} days, the limit after an order"
            )
        return self


class NationalityChange(Section):
    """What to change for one nationality."""

    refusal: Share | None = None
    """Share of final orders for which the home country refuses a travel document."""
    document_days: Days | None = None
    """Median days from final order to travel document."""


class People(Section):
    """Who people are."""

    nationalities: str
    """Table of nationalities: shares, refusal, document days, how people leave."""
    refusal_scale: Sourced[Factor]
    """Factor on the refusals of that table."""
    release_factor: Sourced[Factor]
    """Factor on parole and recognizance for people of countries that are listed as uncooperative."""
    change: dict[str, NationalityChange] = Field(default_factory=dict)
    """Changes to that table, by nationality."""
    custody: str
    """Table of custody by agency and criminality: shares, times to an order, rates of release."""
    case_types: str
    """Table of case types by agency."""


class Proceedings(Section):
    """From book-in to a final order."""

    expedited: Sourced[Days]
    """Median days to a final order in expedited removal, before the scale of the custody table."""
    reinstatement: Sourced[Days]
    """The same where an earlier order is reinstated."""
    notice_to_appear: Sourced[Days]
    """The same before an immigration judge."""
    other: Sourced[Days]
    """The same in all other cases."""
    spread: Sourced[Factor]
    """Standard deviation of the logarithm of these times."""
    pace: Dated[Factor] | None = None
    """Speeds (above 1) or slows (below 1) all proceedings from a date on, for people already inside as well."""


class BedSupply(Section):
    """Beds and what happens when there are too few."""

    capacity: Dated[Annotated[int, count("beds")]]
    """Beds in all."""
    areas: str
    """Table of areas of responsibility; beds are spread as people were."""
    patience: Sourced[Days]
    """Days that somebody can be kept waiting without a bed; then they are released."""
    order: tuple[Criminality, Criminality, Criminality] = ("convicted", "pending", "other")
    """Who gets a bed first. Detention is mandatory for many with convictions (8 USC 1226(c))."""
    transfers: bool = True
    """Whether somebody whose area is full is sent to an area with a free bed."""

    @pydantic.model_validator(mode="after")
    def _everybody_once(self) -> BedSupply:
        if len(set(self.order)) != len(self.order):
            raise AtPath("order", "each of convicted, pending and other has to stand once in the order of admission")
        return self


class Route(Section):
    """Charter flights that serve some nationalities."""

    name: str
    to: tuple[str, ...] = Field(min_length=1)
    """Nationalities that can be taken on it."""
    flights: Dated[PerDay]
    """Flights, for example `21 per week`."""
    days: tuple[Weekday, ...] = Field(default=("monday", "tuesday", "wednesday", "thursday", "friday"), min_length=1)
    """Days on which they land."""


class Departures(Section):
    """Seats out of the country."""

    seats: Sourced[Annotated[int, count("seats")]]
    """Seats on a charter."""
    charter: tuple[Route, ...]
    """Charter routes; each nationality that leaves by charter belongs to one."""
    land: Dated[PerDay]
    """People who can be taken over a land border."""
    commercial: Dated[PerDay]
    """Seats on commercial flights."""
    landing_rights_land: Sourced[Days]
    """Days to clear the landing, or crossing, after the document."""
    landing_rights_charter: Sourced[Days]
    """The same by charter."""
    landing_rights_commercial: Sourced[Days]
    """The same by commercial flight."""


class Limits(Section):
    """Limits in law."""

    post_order: Sourced[Days]
    """Days after a final order until release under an order of supervision."""


class StatusChange(Section):
    """A status from a day on."""

    on: Date
    status: Status
    source: str | None = None
    """Key of the evidence, or the document."""


class Agreement(Section):
    """An agreement, or the hope of one, with a country that takes people who are not its own."""

    country: str = Field(min_length=1, max_length=60)
    statuses: tuple[StatusChange, ...]
    """In order of their days. People can be sent while the status is `in_force`."""
    accepts: tuple[str, ...] | Literal["all"] = "all"
    """Nationalities accepted; a country's own citizens are not third-country removals."""
    quota: Annotated[int, count("people")] | None = None
    """People a month; no limit where not given."""
    in_all: Annotated[int, count("people")] | None = None
    """People in all; no limit where not given."""
    ends: Date | None = None
    """Last day of the agreement, if it has one."""

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


class ThirdCountry(Section):
    """Removal to a country that is not one's own."""

    notice: Sourced[Days]
    """Notice before such a removal."""
    fear_found: Sourced[Share]
    """Share found to have a fear of that country; they are not sent."""
    seat: Sourced[Days]
    """Days from the end of the notice to departure."""
    review: Sourced[Days]
    """Mean days until somebody who cannot be removed is released after a custody review."""
    agreements: tuple[Agreement, ...] = ()


class Releases(Section):
    """Policies that speed, slow or end a way out of custody, from a date on."""

    bonded: Dated[Factor] | None = None
    recognizance: Dated[Factor] | None = None
    paroled: Dated[Factor] | None = None
    supervision: Dated[Factor] | None = None


class Costs(Section):
    """Unit costs."""

    bed_day: Sourced[Annotated[MoneyRate, money_per("bed-day")]]
    """Cost of a bed for a day."""
    deaths: Sourced[Factor]
    """Deaths per person-year in custody; a rate to compare with, not a cost."""


class UsScenario(Section):
    """A plan for the US immigration custody-and-removal system."""

    title: str = Field(max_length=200)
    """What the scenario is called."""
    about: str = ""
    """What it assumes, in words."""
    system: Literal["us"]
    """The system that is simulated."""
    period: Period
    seed: int = Field(default=1, ge=0, le=2**63 - 1)
    """Names the luck of the run: the same seed gives the same people the same luck."""
    arrivals: Arrivals
    opening: Opening
    people: People
    proceedings: Proceedings
    releases: Releases = Releases()
    beds: BedSupply
    departures: Departures
    limits: Limits
    third_country: ThirdCountry
    costs: Costs

    @pydantic.model_validator(mode="after")
    def _dates_inside(self) -> UsScenario:
        first, last = self.period.start.value, self.period.until
        for path, dated in self._dated():
            opening = dated.steps[0]
            if opening.since is not None and opening.since > first:
                message = (
                    f"nothing is said of the days before {opening.since}; put a step without `from` before this one"
                )
                raise AtPath(f"{path}.0.from", message)
            if opening.reached is not None:
                raise AtPath(f"{path}.0.reached", "a straight line needs a step before it to start from")
            if path.startswith(("arrivals.", "departures.")) and max(s.value for s in dated.steps) > MOST_PER_DAY:
                raise AtPath(path, f"at most {MOST_PER_DAY:,} per day can be simulated")
            for number, step in enumerate(dated.steps):
                if step.since is not None and step.since >= last:
                    raise AtPath(f"{path}.{number}.from", f"{step.since} is outside the period, which ends on {last}")
        for number, agreement in enumerate(self.third_country.agreements):
            for at, change in enumerate(agreement.statuses):
                if change.on >= last:
                    path = f"third_country.agreements.{number}.statuses.{at}.on"
                    raise AtPath(path, f"{change.on} is outside the period, which ends on {last}")
        return self

    @pydantic.model_validator(mode="after")
    def _evidence_there(self) -> UsScenario:
        if found := tuple(missing_evidence(self)):
            raise AtPaths(found)
        return self

    def _dated(self) -> list[tuple[str, Dated[Any]]]:
        found: list[tuple[str, Dated[Any]]] = [
            ("arrivals.border", self.arrivals.border),
            ("arrivals.border_direct", self.arrivals.border_direct),
            ("arrivals.interior", self.arrivals.interior),
            ("arrivals.interior_added", self.arrivals.interior_added),
            ("beds.capacity", self.beds.capacity),
            ("departures.land", self.departures.land),
            ("departures.commercial", self.departures.commercial),
        ]
        for reason in ("bonded", "recognizance", "paroled", "supervision"):
            dated = getattr(self.releases, reason)
            if dated is not None:
                found.append((f"releases.{reason}", dated))
        if self.proceedings.pace is not None:
            found.append(("proceedings.pace", self.proceedings.pace))
        found += [(f"departures.charter.{i}.flights", route.flights) for i, route in enumerate(self.departures.charter)]
        return found
