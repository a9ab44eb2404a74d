"""Small runs of the US system for the tests of the safeguards: nobody inside at first, beds and seats for all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from sojourn.engine import Panel, Simulation, Tally
from sojourn.network import Network
from sojourn.run import calendar_of, load
from sojourn.systems.us import us_network

SMALL = (
    "arrivals.history=null",
    "arrivals.border=22 per day",
    "arrivals.border_direct=2 per day",
    "arrivals.interior=27 per day",
    "arrivals.interior_added=2 per day",
)
"""Some fifty people a day from October 2023 to December 2024."""
REFUSED = (*SMALL, "people.refusal_scale=1000", "third_country.review=36500 days")
"""The same where every country refuses, and nobody is released before a review."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Walks:
    """Everybody who came, one entry a person, in the order of their names."""

    network: Network
    panel: Panel
    ticks: int
    person: Ints
    """Name: source, tick of arrival and place in it, packed."""
    kind: Ints
    arrived: Ints
    booked: Ints
    """Tick on which a bed was taken; -1 for nobody's."""
    ordered: Ints
    """Tick of the final order; -1 where there is none."""
    left: Ints
    """Tick of leaving; the end of the run for those inside."""
    exit: npt.NDArray[np.str_]
    """Place reached last: an exit, or the stage they are in."""
    by: npt.NDArray[np.str_]
    """What led there: `clock STAGE.NAME`, a grant."""

    @property
    def held(self) -> Ints:
        """Days with a bed of those who took one; the others have 0."""
        return np.where(self.booked >= 0, self.left - self.booked, 0)

    def level(self, part: str) -> npt.NDArray[np.str_]:
        """Level of a part of the kind of each."""
        kinds = self.network.kinds
        return np.array(kinds.levels(part))[kinds.rows((part,))[self.kind]]


def walked(*changes: str, seed: int = 1, base: tuple[str, ...] = SMALL) -> Walks:
    """Everybody's way under some changes of the system as it was in 2024."""
    return _walked((*base, *changes), seed)


@cache
def _walked(changes: tuple[str, ...], seed: int) -> Walks:
    scenario = load("us-2024", list(changes)).model
    calendar = calendar_of(scenario, None)
    network = us_network(scenario, calendar, unlimited_beds=True)
    everybody = np.ones(network.kinds.size, dtype=bool)
    tally = Tally(("case",), watch=everybody)
    run = Simulation(network, ticks=calendar.ticks, seed=seed, tally=tally, specialised=False)
    log = run.advance().log()
    name = ((log.source << 16 | (log.arrived + (1 << 14))) << 24) | log.index
    order = np.argsort(name, kind="stable")
    person, first = np.unique(name[order], return_index=True)
    assert len(person) == run.arrivals.sum()
    last = np.append(first[1:], len(order)) - 1
    target = np.array([edge.target for edge in run.edges])[log.edge[order]]
    tick = log.tick[order]
    final = np.array([edge.target for edge in run.edges])[log.edge[order][last]]
    return Walks(
        network,
        run.panel,
        calendar.ticks,
        person.astype(np.int64),
        log.kind[order][first],
        tick[first],
        _first(tick, target == "proceedings", first),
        _first(tick, np.isin(target, ("final_order", "family_order")), first),
        np.where(np.isin(final, network.exits), tick[last], calendar.ticks),
        final,
        np.array([edge.owner for edge in run.edges])[log.edge[order][last]],
    )


def _first(tick: Ints, here: npt.NDArray[np.bool_], first: Ints) -> Ints:
    """Tick of each person's first move to a place; -1 for who never came there."""
    never = np.iinfo(np.int64).max
    found = np.minimum.reduceat(np.where(here, tick, never), first)
    return np.where(found == never, -1, found)
