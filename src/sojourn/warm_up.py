"""Who is inside on the first day: a warm-up before the start, scaled to the published counts.

People inside at a moment are not like people who come: those with long stays are over-represented, and each has
been there for a while. Running the published book-ins before the start gives both, stage by stage; sampling from
the result gives the published number in each class.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt

from sojourn.engine import Simulation, Tally
from sojourn.evidence.tables import table
from sojourn.network import Network, Opening, thinned
from sojourn.network.thinned import shares
from sojourn.scenario import read
from sojourn.scenario.accounts import MoneyPlan
from sojourn.scenario.shipped import shipped
from sojourn.scenario.us import UsScenario
from sojourn.systems import us_third_country
from sojourn.systems.calendar import Calendar
from sojourn.systems.us import CELLS, GROUPS, us_network
from sojourn.systems.us_custody import Custody
from sojourn.systems.us_people import AGENCIES, CRIMINALITY, kinds


def opening(
    scenario: UsScenario,
    seed: int,
    custody: Custody | None = None,
    *,
    specialised: bool | None = None,
    weight: int = 1,
) -> Opening:
    """The opening population of a scenario, one entry a person.

    ``custody`` as in :func:`us_network`, ``specialised`` as in :class:`Simulation`; each person stands for ``weight``.
    """
    start = scenario.period.start.value
    scenario = past(scenario) if custody is None else scenario
    calendar = Calendar(start - timedelta(days=round(scenario.opening.warm_up.value)), start)
    network = thinned(us_network(scenario, calendar, custody=custody, unlimited_beds=True), weight, calendar.ticks)
    # Counted as the run itself will be, though nobody looks: then one kernel serves both.
    tally = Tally(CELLS, GROUPS)
    run = Simulation(network, ticks=calendar.ticks, seed=seed, tally=tally, specialised=specialised)
    inside = in_order(run.advance().inside(), network)
    cell_of = kinds(scenario).rows(("agency", "criminality"))[inside.kind]
    holds = np.array([stage.holds is not None for stage in network.stages])[inside.stage]
    rng = np.random.default_rng([seed, 1])
    chosen = [np.flatnonzero(~holds)]
    for cell, count in enumerate(shares(np.array(published(scenario, start)), weight).tolist()):
        here = np.flatnonzero(holds & (cell_of == cell))
        chosen.append(_sample(here, count, rng))
    rows = np.sort(np.concatenate(chosen))
    shift = calendar.ticks
    mark, since = inside.mark, inside.held_since
    if mark is None or since is None:
        raise TypeError("a run's own people always carry their marks")
    return Opening(
        inside.kind[rows],
        inside.stage[rows],
        inside.entered[rows] - shift,
        np.maximum(since[rows] - shift, -(1 << 14)),
        np.maximum(mark[rows] - shift, -(1 << 14)),
    )


NOT_BEFORE = {"title", "about", "seed", "money", "alternatives", "children"}
"""Sections that have no say in the days before the start."""
NOT_BEDS = {"capacity", "blocks"}
"""Nor have the beds there are: everybody was housed."""


def opening_key(scenario: UsScenario, seed: int, weight: int = 1) -> str:
    """SHA-256 of all that decides :func:`opening` of a scenario, so that one that was found can be used again."""
    before = past(scenario)
    plain = before.model_dump(mode="json", by_alias=True, exclude=NOT_BEFORE)
    plain["beds"] = {name: value for name, value in plain["beds"].items() if name not in NOT_BEDS}
    # The day a period ends decides only which agreements have stages at all.
    plain["period"] = [scenario.period.start.value.isoformat(), *us_third_country.names(before)]
    return hashlib.sha256(json.dumps([plain, seed, weight], sort_keys=True).encode()).hexdigest()


def in_order(inside: Opening, network: Network) -> Opening:
    """The same people in an order that does not depend on the network's own: by kind, name of the stage, and times.

    So the same people are sampled for two scenarios of which one has stages that the other lacks.
    """
    names = np.argsort(np.argsort([stage.name for stage in network.stages]))
    mark, since = inside.mark, inside.held_since
    if mark is None or since is None:
        raise TypeError("a run's own people always carry their marks")
    rows = np.lexsort((mark, since, inside.entered, names[inside.stage], inside.kind))
    return Opening(inside.kind[rows], inside.stage[rows], inside.entered[rows], since[rows], mark[rows])


def past(scenario: UsScenario) -> UsScenario:
    """What was in force before the start: 2024 as it was, whatever the scenario changes from its start on.

    A scenario with tables of its own has a past of its own. The agreements are the scenario's, with their dates.
    """
    base = _as_it_was()
    unpaid = MoneyPlan(dollars=scenario.money.dollars)  # money moves nobody before the start
    if (scenario.people.nationalities, scenario.beds.areas) != (base.people.nationalities, base.beds.areas):
        return scenario.model_copy(update={"staff": base.staff, "money": unpaid})
    agreements = {"agreements": scenario.third_country.agreements, "credit": scenario.third_country.credit}
    # Families had left custody by 2022: they come from the start on, but are told apart before it as well.
    families = scenario.people.families.none_before(scenario.period.start.value)
    return scenario.model_copy(
        update={
            "arrivals": base.arrivals,
            "people": base.people.model_copy(update={"families": families}),
            "proceedings": base.proceedings,
            "releases": base.releases,
            "departures": base.departures,
            "limits": base.limits,
            "third_country": base.third_country.model_copy(update=agreements),
            "costs": base.costs,
            "staff": base.staff,
            "money": unpaid,
        }
    )


@cache
def _as_it_was() -> UsScenario:
    """2024."""
    return read("us-2024", UsScenario, shipped=shipped()).model


def published(scenario: UsScenario, start: date) -> list[int]:
    """People in custody by agency and criminality at the last published count at or before the start."""
    rows = [row for row in table(scenario.opening.population) if row.text("as_of") <= start.isoformat()]
    last = max(row.text("as_of") for row in rows)
    found = {(r.text("agency"), r.text("criminality")): r.whole("people") for r in rows if r.text("as_of") == last}
    return [found[agency, crime] for agency in AGENCIES for crime in CRIMINALITY]


def _sample(rows: npt.NDArray[np.int64], count: int, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """``count`` of the rows: each as often as it fits, and the rest without repetition."""
    if len(rows) == 0:
        return rows
    times, rest = divmod(count, len(rows))
    return np.concatenate([np.repeat(rows, times), rng.choice(rows, rest, replace=False)])
