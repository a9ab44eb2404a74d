"""How long people take from arrest to departure, and for what: every move of a year, person by person."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sojourn.engine import Simulation, Tally
from sojourn.engine.luck import TICK_BIAS
from sojourn.network import Opening
from sojourn.results.counting import REMOVALS
from sojourn.scenario.us import UsScenario
from sojourn.systems.calendar import Calendar
from sojourn.systems.us import us_network
from sojourn.systems.us_custody import Custody
from sojourn.systems.us_people import CASES, nationalities

FOLLOWED = 180
"""Days at the start whose arrivals and orders are looked at, so that there is time to see what becomes of them."""
DETAINED = ("interior", "interior_added", "border")
"""Sources of people who come into custody of ICE."""
EXAMPLE = "El Salvador"
COOPERATIVE = "cooperative"
"""Status of a country that takes its nationals back."""
NEVER = -1

Ints = npt.NDArray[np.int64]


def stays(
    model: UsScenario, calendar: Calendar, seed: int, inside: Opening, custody: Custody | None
) -> dict[str, float]:
    """Medians in days, and shares, of people arrested in the first half-year; names as in the registry of claims.

    Days from arrest to departure are of those who are gone by the end, so that long ones are left out.
    """
    network = us_network(model, calendar, custody=custody)
    everybody = np.ones(len(network.kinds.rows(())), dtype=bool)
    run = Simulation(
        network, ticks=calendar.ticks, seed=seed, opening=inside, tally=Tally(watch=everybody), specialised=False
    ).advance()
    log = run.log()
    came = [f"source {name}" for name in DETAINED]
    held = np.array([edge.stage is None and edge.target == "intake" and edge.owner in came for edge in run.edges])
    # The name of a person's luck in one number: arrival, biased so as not to be below zero, then source and index.
    who = ((log.arrived + TICK_BIAS) << 28) | (log.source << 24) | log.index
    person, at = np.unique(who, return_inverse=True)
    people = len(person)

    def when(targets: tuple[str, ...]) -> Ints:
        chosen = np.array([edge.target in targets for edge in run.edges])[log.edge]
        found = np.full(people, NEVER, dtype=np.int64)
        found[at[chosen][::-1]] = log.tick[chosen][::-1]  # the first of several stands
        return found

    kind = np.zeros(people, dtype=np.int64)
    kind[at] = log.kind
    booked = np.zeros(people, dtype=bool)
    booked[at[held[log.edge]]] = True
    nation, case = (network.kinds.rows((part,))[kind] for part in ("nationality", "case"))
    arrived = (person >> 28) - TICK_BIAS
    gone, ordered, ready = when(REMOVALS), when(("final_order",)), when(("seat",))
    early = booked & (arrived >= 0) & (arrived < FOLLOWED)
    out: dict[str, float] = {}

    def median(name: str, who: npt.NDArray[np.bool_], since: Ints, until: Ints) -> None:
        if who.any():
            out[name] = float(np.median((until - since)[who]))

    removed = early & (gone != NEVER)
    for number, name in enumerate(CASES):
        median(f"stay.median.{name}", removed & (case == number), arrived, gone)
    nations = nationalities(model)
    names = [one.name for one in nations]
    if EXAMPLE in names and (example := removed & (nation == names.index(EXAMPLE))).any():
        out["stay.first_day.el_salvador"] = float(((gone - arrived)[example] <= 1).mean())
        median("wait.seat.el_salvador", example & (ready != NEVER), ready, gone)
    takes = np.array([one.status == COOPERATIVE for one in nations])[nation]
    papers = (ordered != NEVER) & (ordered < FOLLOWED) & (ready != NEVER)
    if EXAMPLE in names:
        median("wait.el_salvador", papers & (nation == names.index(EXAMPLE)), ordered, ready)
    median("wait.cooperative", papers & takes, ordered, ready)
    median("wait.refusing", papers & ~takes, ordered, ready)
    refused = (ordered != NEVER) & (ordered < FOLLOWED) & ~takes
    if refused.any():
        out["wait.refusing_without"] = float(((ready == NEVER) | (ready - ordered > FOLLOWED))[refused].mean())
    return out
