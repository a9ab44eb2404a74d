"""The scenario of the US system: what a user may write, section by section."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any, Literal

import pydantic
from pydantic import Field

from sojourn.scenario.accounts import MoneyPlan, Priced
from sojourn.scenario.agreements import Criminality, ThirdCountry, Weekday
from sojourn.scenario.bed_blocks import BedBlock, check_blocks
from sojourn.scenario.beside import Alternatives, ChildrenInCare, check_counted
from sojourn.scenario.errors import AtPath, AtPaths
from sojourn.scenario.litigation import Litigation, check_cases
from sojourn.scenario.period import Period
from sojourn.scenario.quantities import Days, Factor, MoneyRate, PerDay, Share, count, money_per
from sojourn.scenario.safeguards import ExpeditedRemoval, Families, Limits, check_families
from sojourn.scenario.sourced import Dated, Section, Sourced
from sojourn.scenario.staff import Staff
from sojourn.scenario.title import Title
from sojourn.scenario.us_evidence import missing_evidence

LEAST_BOOKED = 0.01
LEAST_WARM_UP = 180
MOST_PER_DAY = 1_000_000
MOST_TOLD = 200
"""Names that are not in the evidence and are looked up for what was meant."""


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
            message = "the shares of added arrests convicted and pending add to more than 100%"
            raise AtPath("added_pending.value", message, beside="added_convicted.value")
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

    refusal: Dated[Share] | None = None
    """Share of final orders for which the home country refuses a travel document; as in the table of nationalities
    before its first day. Where it falls, people who wait already are asked for again."""
    document_days: Days | None = None
    """Median days from final order to travel document."""


class People(Section):
    """Who people are."""

    nationalities: str
    """Table of nationalities: shares, refusal, document days, how people leave."""
    refusal_scale: Sourced[Factor]
    """Factor on the refusals of that table."""
    document_scale: Sourced[Factor]
    """Factor on the days to a document of that table."""
    release_factor: Sourced[Factor]
    """Factor on parole and recognizance for people of countries that are listed as uncooperative."""
    change: dict[str, NationalityChange] = Field(default_factory=dict)
    """Changes to that table, by nationality."""
    custody: str
    """Table of custody by agency and criminality: short and long cases, times to an order, rates of release."""
    paces: str
    """Table of what changed from month to month by agency: paces, and shares of criminality among book-ins."""
    later_paces: Literal["last", "mean"] = "last"
    """What holds from the last row of that table on: the row itself, or the mean paces of the year before it."""
    case_types: str
    """Table of case types by agency; it divides the short cases."""
    families: Families = Families()
    """Share of people who come as a family."""


class Proceedings(Section):
    """From book-in to a final order."""

    expedited: Sourced[Days]
    """Median days to a final order in expedited removal, as assumed before fitting. The custody table has the fitted
    medians by agency and class, and they are as many times longer as this number is than `assumed.order_expedited`."""
    reinstatement: Sourced[Days]
    """The same where an earlier order is reinstated (`assumed.order_reinstatement`)."""
    notice_to_appear: Sourced[Days]
    """The same before an immigration judge, whatever began the case (`assumed.order_notice_to_appear`)."""
    other: Sourced[Days]
    """The same in all other cases (`assumed.order_other`)."""
    spread: Sourced[Factor]
    """Standard deviation of the logarithm of these times."""
    pace: Dated[Factor] | None = None
    """Factor on the fitted pace: speeds (above 1) or slows (below 1) all proceedings from a date on, for people already
    inside as well."""
    expedited_removal: ExpeditedRemoval = ExpeditedRemoval()
    """Orders by an officer, without a judge: where they are open, and when."""


class BedSupply(Section):
    """Beds and what happens when there are too few."""

    capacity: Dated[Annotated[int, count("beds")]]
    """Beds in all, but for those of `blocks`."""
    blocks: tuple[BedBlock, ...] = ()
    """Beds that are ordered, by type: they cost money before they exist and when they are empty. People are laid on the
    beds of `capacity` first, and then on those of the blocks in the order in which they are written."""
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


class Releases(Section):
    """Policies that speed, slow or end a way out of custody, from a date on: factors on the fitted paces."""

    bonded: Dated[Factor] | None = None
    recognizance: Dated[Factor] | None = None
    paroled: Dated[Factor] | None = None
    supervision: Dated[Factor] | None = None


class Costs(Section):
    """Unit costs."""

    bed_day: Priced[Annotated[MoneyRate, money_per("bed-day")]]
    """Cost of a bed for a day."""
    deaths: Sourced[Factor]
    """Deaths per person-year in custody; a rate to compare with, not a cost."""


class UsScenario(Section):
    """A plan for the US immigration custody-and-removal system."""

    title: Title
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
    litigation: tuple[Litigation, ...] = ()
    """Cases, and what they do to a channel of removal; an act after the period does nothing."""
    costs: Costs
    staff: Staff = Staff()
    """Judges and officers, how many are in post, and how many are authorised."""
    alternatives: Alternatives | None = None
    """People on alternatives to detention; nobody is followed there where it is not given."""
    children: ChildrenInCare | None = None
    """Unaccompanied children in care; they are not followed where it is not given."""
    money: MoneyPlan = MoneyPlan()

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
        for name, nation in self.people.change.items():
            for number, step in enumerate(nation.refusal.steps if nation.refusal is not None else ()):
                path = f'people.change."{name}".refusal.{number}'
                if step.since is not None and step.since >= last:
                    raise AtPath(f"{path}.from", f"{step.since} is outside the period, which ends on {last}")
                if step.reached is not None:
                    raise AtPath(f"{path}.reached", "a country changes its mind on a day, not in a straight line")
        for number, agreement in enumerate(self.third_country.agreements):
            for at, change in enumerate(agreement.statuses):
                if change.on >= last:
                    path = f"third_country.agreements.{number}.statuses.{at}.on"
                    raise AtPath(path, f"{change.on} is outside the period, which ends on {last}")
        return self

    @pydantic.model_validator(mode="after")
    def _blocks_in_time(self) -> UsScenario:
        check_blocks(self.beds.blocks, self.period.start.value, self.period.until)
        return self

    @pydantic.model_validator(mode="after")
    def _costs_counted(self) -> UsScenario:
        check_counted(self)
        return self

    @pydantic.model_validator(mode="after")
    def _cases_once(self) -> UsScenario:
        check_cases(self.litigation)
        return self

    @pydantic.model_validator(mode="after")
    def _families_first(self) -> UsScenario:
        check_families(self.limits, self.people.families)
        return self

    @pydantic.model_validator(mode="after")
    def _evidence_there(self) -> UsScenario:
        if found := tuple(islice(missing_evidence(self), MOST_TOLD)):
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
        for place in ("border", "interior"):
            found.append((f"people.families.{place}", getattr(self.people.families, place)))
            rule = getattr(self.proceedings.expedited_removal, place)
            found.append((f"proceedings.expedited_removal.{place}", rule))
        for reason in ("bonded", "recognizance", "paroled", "supervision"):
            dated = getattr(self.releases, reason)
            if dated is not None:
                found.append((f"releases.{reason}", dated))
        if self.proceedings.pace is not None:
            found.append(("proceedings.pace", self.proceedings.pace))
        found += self.staff.dated
        if self.children is not None:
            found.append(("children.in_care", self.children.in_care))
        found += [(f"departures.charter.{i}.flights", route.flights) for i, route in enumerate(self.departures.charter)]
        return found
