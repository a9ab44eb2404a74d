"""What a scenario of the US system needs from the evidence: its tables, nationalities and first count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sojourn.evidence.tables import table as table_of
from sojourn.evidence.tables import tables
from sojourn.scenario.errors import AtPath, quoted, suggestion

if TYPE_CHECKING:
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
    for path, name in _nationalities(scenario):
        if name not in known:
            yield AtPath(path, f"{quoted(name)} is no nationality of the scenario", suggestion(name, known))


def _tables(scenario: UsScenario) -> Iterator[AtPath]:
    needed: list[tuple[str, str | None, Sequence[str]]] = [
        ("arrivals.history", scenario.arrivals.history, ("month", "agency", "book_ins", "days_covered")),
        ("opening.population", scenario.opening.population, ("as_of", "agency", "criminality", "people")),
        ("people.nationalities", scenario.people.nationalities, ("nationality", "share_border", "refusal", "mode")),
        ("people.custody", scenario.people.custody, ("agency", "criminality", "share", "order_scale", "relief")),
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
        if agreement.accepts != "all":
            for at, name in enumerate(agreement.accepts):
                yield f"third_country.agreements.{number}.accepts.{at}", name
    for number, route in enumerate(scenario.departures.charter):
        for at, name in enumerate(route.to):
            yield f"departures.charter.{number}.to.{at}", name


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
    for number, agreement in enumerate(scenario.third_country.agreements):
        path, country = f"third_country.agreements.{number}.country", agreement.country.strip()
        if country.casefold() in ("united states", "usa", "us", "other", ""):
            yield AtPath(path, f"{quoted(agreement.country)} cannot be a third country")
        elif (meant := folded.get(country.casefold())) is not None and meant != agreement.country:
            yield AtPath(path, f"{quoted(agreement.country)} is written {quoted(meant)} in the table of nationalities")
