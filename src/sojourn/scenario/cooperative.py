"""The scenario of asylum cooperative agreements: people who ask for asylum at a border are sent to another country."""

from __future__ import annotations

from typing import Literal

import pydantic
from pydantic import Field

from sojourn.evidence.tables import table as table_of
from sojourn.evidence.tables import tables
from sojourn.scenario.agreements import WORKING_DAYS, Agreement, Weekday
from sojourn.scenario.countries import unknown_country
from sojourn.scenario.errors import AtPath, quoted, suggestion
from sojourn.scenario.litigation import Litigation, check_cases
from sojourn.scenario.plain import PlainScenario
from sojourn.scenario.quantities import Date, Days, Factor, PerDay, Share
from sojourn.scenario.sourced import Dated, Section, Sourced


class Nationals(Section):
    """People of a nationality who reach the border."""

    nationality: str = Field(min_length=1, max_length=60)
    arrivals: Dated[PerDay]


class Transfers(Section):
    """How many are sent, which no agreement says."""

    counts: str
    """Table of a running total of people transferred under the first agreement that came into force."""
    known_until: Date
    """Last day whose total is used; the pace between the last two totals goes on after it."""
    days: tuple[Weekday, ...] = Field(default=WORKING_DAYS, min_length=1)
    """Days on which people are flown out."""
    per_seat: Sourced[Factor]
    """People at the border who are taken under an agreement for each seat; some are not sent in the end."""
    screening: Sourced[Days]
    """From the border to the decision whether somebody can be sent."""
    fear_found: Sourced[Share]
    """Share who are found to have a fear of the country; they are not sent."""
    custody: Sourced[Days]
    """Days that somebody waits for a seat; then the claim is heard in another way."""


class CooperativeScenario(PlainScenario):
    """Agreements by which people who ask for asylum are sent to ask for it elsewhere."""

    system: Literal["asylum-cooperative"]
    """The system that is simulated."""
    people: tuple[Nationals, ...] = Field(min_length=1)
    agreements: tuple[Agreement, ...] = Field(min_length=1)
    """In the order in which they take people. Each sends at the pace of the first, from the day it is in force."""
    litigation: tuple[Litigation, ...] = ()
    """Acts of courts on `third_country_removal` or on `agreement:COUNTRY`."""
    transfers: Transfers

    @pydantic.model_validator(mode="after")
    def _known(self) -> CooperativeScenario:
        known = [one.nationality for one in self.people]
        if len(set(known)) != len(known):
            raise AtPath("people", "each nationality can stand once")
        countries = [one.country for one in self.agreements]
        if len(set(countries)) != len(countries):
            raise AtPath("agreements", "each country can stand once; put what happens to its agreement in `statuses`")
        for number, agreement in enumerate(self.agreements):
            for unknown in unknown_country(f"agreements.{number}", agreement, known):
                raise unknown
            accepted = agreement.accepts.nationalities
            for at, name in enumerate(() if accepted == "all" else accepted):
                if name not in known:
                    path = f"agreements.{number}.accepts.nationalities.{at}"
                    raise AtPath(path, f"{quoted(name)} is no nationality of the scenario", suggestion(name, known))
        return self

    @pydantic.model_validator(mode="after")
    def _cases_once(self) -> CooperativeScenario:
        check_cases(self.litigation)
        return self

    @pydantic.model_validator(mode="after")
    def _counted(self) -> CooperativeScenario:
        path, name = "transfers.counts", self.transfers.counts
        if name not in tables():
            raise AtPath(path, f"{quoted(name)} is no table of the evidence", suggestion(name, list(tables())))
        rows = table_of(name)
        if lacking := [column for column in ("as_of", "people") if column not in rows[0]]:
            raise AtPath(path, f"the table {quoted(name)} has no column {quoted(lacking[0])}, which is needed here")
        days = [row.text("as_of") for row in rows]
        if sum(day <= self.transfers.known_until.isoformat() for day in days) < 2:
            message = f"fewer than two totals are known by then; the second is of {sorted(days)[1]}"
            raise AtPath("transfers.known_until", message)
        return self
