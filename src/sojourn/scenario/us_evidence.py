"""What a scenario of the US system needs from the evidence: its tables, nationalities and first count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sojourn.evidence.tables import table as table_of
from sojourn.evidence.tables import tables
from sojourn.scenario.countries import COUNTRIES, unknown_country
from sojourn.scenario.errors import AtPath, quoted, suggestion

if TYPE_CHECKING:
    from sojourn.scenario.agreements import Agreement
    from sojourn.scenario.us import UsScenario


def missing_evidence(scenario: UsScenario) -> Iterator[AtPath]:
    """Everything that is named and not there, with what was probably meant."""
    wrong = list(_tables(scenario))
    yield from wrong
    if wrong:
        return
    known = [row.text("nationality") for row in table_of(scenario.people.nationalities)]
    yield from _too_early(scenario)
    yield from _miswritten(scenario, known)
    yield from _unknown_channels(scenario)
    yield from _unserved(scenario)
    for path, name in _nationalities(scenario):
        if name not in known:
            yield AtPath(path, f"{quoted(name)} is no nationality of the scenario", suggestion(name, known))


def _tables(scenario: UsScenario) -> Iterator[AtPath]:
    needed: list[tuple[str, str | None, Sequence[str]]] = [
        ("arrivals.history", scenario.arrivals.history, ("month", "agency", "book_ins", "days_covered")),
        ("opening.population", scenario.opening.population, ("as_of", "agency", "criminality", "people")),
        ("people.nationalities", scenario.people.nationalities, ("nationality", "share_border", "refusal", "mode")),
        ("people.custody", scenario.people.custody, ("agency", "criminality", "short", "order_short", "relief")),
        ("people.paces", scenario.people.paces, ("from", "agency", "proceedings", "convicted")),
        ("people.case_types", scenario.people.case_types, ("basis", "agency", "case_type", "share")),
        ("beds.areas", scenario.beds.areas, ("aor", "share")),
    ]
    for path, name, columns in needed:
        if name is None:
            continue
        if name not in tables():
            yield AtPath(path, f"{quoted(name)} is no table of the evidence", suggestion(name, list(tables())))
        elif missing := [column for column in columns if column not in table_of(name)[0]]:
            yield AtPath(path, f"the table {quoted(name)} has no column {quoted(missing[0])}, which is needed here")


def _nationalities(scenario: UsScenario) -> Iterator[tuple[str, str]]:
    for name in scenario.people.change:
        yield f'people.change."{name}"', name
    for number, agreement in enumerate(scenario.third_country.agreements):
        if agreement.accepts.nationalities != "all":
            for at, name in enumerate(agreement.accepts.nationalities):
                yield f"third_country.agreements.{number}.accepts.nationalities.{at}", name
    for number, route in enumerate(scenario.departures.charter):
        for at, name in enumerate(route.to):
            yield f"departures.charter.{number}.to.{at}", name


def _unserved(scenario: UsScenario) -> Iterator[AtPath]:
    """Nationalities that leave by charter and have no route."""
    served = {name for route in scenario.departures.charter for name in route.to}
    by_charter = (row for row in table_of(scenario.people.nationalities) if row.text("mode") == "charter")
    if unserved := [name for row in by_charter if (name := row.text("nationality")) not in served]:
        hint = "add them under `to` of a route; `flights: 0 per day` where there are to be none"
        routes = [f"departures.charter.{number}.to" for number in range(len(scenario.departures.charter))]
        yield AtPath("departures.charter", f"no charter route serves {', '.join(unserved)}", hint, beside=routes)


def _too_early(scenario: UsScenario) -> Iterator[AtPath]:
    """The opening population has to have been published."""
    first = min(row.text("as_of") for row in table_of(scenario.opening.population))
    start = scenario.period.start.value.isoformat()
    if start < first:
        yield AtPath(
            "period.start.value", f"nobody published who was in custody by {start}; the first count is of {first}"
        )


def _miswritten(scenario: UsScenario, known: list[str]) -> Iterator[AtPath]:
    """A country written otherwise than its nationals would be sent home as to a third country."""
    folded = {name.casefold(): name for name in known}
    others: dict[str, str] = {}
    for number, agreement in enumerate(scenario.third_country.agreements):
        path, country = f"third_country.agreements.{number}.country", agreement.country.strip()
        if country.casefold() in ("united states", "usa", "us", "other", "") or agreement.iso3 == "USA":
            yield AtPath(path, f"{quoted(agreement.country)} cannot be a third country")
        elif (meant := folded.get(country.casefold())) is not None and meant != agreement.country:
            yield AtPath(path, f"{quoted(agreement.country)} is written {quoted(meant)} in the table of nationalities")
        elif (before := others.setdefault(country.casefold(), agreement.country)) != agreement.country:
            yield AtPath(path, f"{quoted(agreement.country)} is written {quoted(before)} before; write it alike")
        elif agreement.iso3 is not None:
            yield from _wrong_code(f"third_country.agreements.{number}", agreement, scenario.people.nationalities)
        else:
            yield from unknown_country(f"third_country.agreements.{number}", agreement, known)


def _wrong_code(path: str, agreement: Agreement, nationalities: str) -> Iterator[AtPath]:
    """A code that is not that of the country named, by the tables of nationalities, places and agreements."""
    rows = table_of(nationalities)
    own = agreement.country.strip().casefold()
    code = next((row.text("iso3") for row in rows if row.text("nationality") == agreement.country), None)
    elsewhere = [row for name in ("places", "agreements") for row in table_of(name)]
    if code is None:
        code = next((row.text("iso3") for row in elsewhere if row.text("country").casefold() == own), None)
    other = next((row.text("country") for row in elsewhere if row.text("iso3") == agreement.iso3), None)
    name = next((row.text("nationality") for row in rows if row.text("iso3") == agreement.iso3), None)
    if code is not None and code != agreement.iso3:
        yield AtPath(f"{path}.iso3", f"the code of {agreement.country} is {code}")
    elif name is not None and name != agreement.country:
        message = f"{quoted(agreement.country)} is written {quoted(name)} in the table of nationalities"
        yield AtPath(f"{path}.country", message)
    elif code is None and other is not None and agreement.country not in COUNTRIES:
        yield AtPath(f"{path}.country", f"{quoted(agreement.iso3 or '')} is the code of {other}")


def _unknown_channels(scenario: UsScenario) -> Iterator[AtPath]:
    """A case that bears on an agreement that nobody has."""
    countries = list(dict.fromkeys(agreement.country for agreement in scenario.third_country.agreements))
    for number, case in enumerate(scenario.litigation):
        if case.country is not None and case.country not in countries:
            message = f"there is no agreement with {quoted(case.country)} in `third_country.agreements`"
            meant = suggestion(case.country, countries, "agreements") or "there are no agreements at all"
            yield AtPath(f"litigation.{number}.channel", message, meant)
