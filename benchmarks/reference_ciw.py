"""The reference network in Ciw, as near as it comes: beds never run short.

Ciw gives a server back when an individual moves to the next node, so nobody can hold a bed through court, document and
flight. What is left out is the pool of beds: there are twenty times as many as needed, everybody is admitted on the day
of arrival, and Sojourn is given the same (`Reference(room=AMPLE)`). All else is there: court and document are nodes
with as many servers as people, each nationality's flights a slotted node, the third country a slotted node whose slots
are what is left of the week's quota, and limits are reneging times. Within a day: court ends, document ends and limits
at 0, flights and third country at .5, arrivals at .75.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from math import inf

import ciw
import numpy as np
from counts import Counts
from people import Drawn, drawn
from reference import AMPLE, DAYS, LIMIT, NATIONS, Reference
from summary import Summary

COURT, DOCUMENT, SEATS, THIRD = 1, 2, 3, 3 + NATIONS
ARRIVE = 0.75
FLY = 0.5
NODES = THIRD


class Court(ciw.dists.Distribution):
    """Everybody's draws are made as their first service begins."""

    def __init__(self, people: Iterator[Drawn]) -> None:
        self.people = people

    def sample(self, t: float | None = None, ind: ciw.Individual = None) -> float:
        """Days to the end of court."""
        ind.nation, _, _, court, ind.relief, ind.refused, ind.document = next(self.people)
        return court - ARRIVE


class Document(ciw.dists.Distribution):
    """Days to the document, or to the limit."""

    def sample(self, t: float | None = None, ind: ciw.Individual = None) -> float:
        """As drawn for the individual."""
        return min(ind.document, LIMIT)


class Limit(ciw.dists.Distribution):
    """What is left of the limit after the final order."""

    def sample(self, t: float | None = None, ind: ciw.Individual = None) -> float:
        """From now."""
        return LIMIT - (0 if ind.refused else ind.document)


class AfterCourt(ciw.routing.NodeRouting):
    """Relief, refusal, or a document to wait for."""

    def next_node(self, ind: ciw.Individual) -> ciw.Node:
        """Where the individual goes."""
        return self.simulation.nodes[-1 if ind.relief else THIRD if ind.refused else DOCUMENT]


class AfterDocument(ciw.routing.NodeRouting):
    """The queue for the nationality's flights."""

    def next_node(self, ind: ciw.Individual) -> ciw.Node:
        """Where the individual goes."""
        return self.simulation.nodes[SEATS + ind.nation if ind.document < LIMIT else -1]


def channel_of(reference: Reference) -> type[ciw.Node]:
    """The third country's node: a slot each day for what is left of the week's quota, if the channel is open."""
    is_open = reference.channel()

    class Channel(ciw.Node):
        left = 0

        def find_number_of_slotted_services(self) -> int:
            day = int(self.now)
            if day % 7 == 0:
                self.left = reference.quota
            gone = min(self.left, self.number_of_individuals) if is_open[day] else 0
            self.left -= gone
            return gone

    return Channel


def prepared(reference: Reference, luck: int | None = None) -> ciw.Simulation:
    """A run before its first day; `luck` seeds the draws, where not given the reference's own seed does."""
    reference = replace(reference, room=AMPLE)
    seed = reference.seed if luck is None else luck
    random.seed(seed)
    counts = reference.counts().tolist()
    nobody, at_once = [None] * (NODES - 1), ciw.dists.Deterministic(0)
    slots = [ciw.Slotted(*_slots(flights)) for flights in reference.flights().T]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([ARRIVE, *[1.0] * (2 * DAYS)]), *nobody],
        batching_distributions=[ciw.dists.Sequential([*counts, 0]), *[ciw.dists.Deterministic(1)] * (NODES - 1)],
        service_distributions=[Court(drawn(reference, seed)), Document(), *[at_once] * (NATIONS + 1)],
        reneging_time_distributions=[None, None, *[Limit()] * (NATIONS + 1)],
        number_of_servers=[inf, inf, *slots, ciw.Slotted(*_slots(np.ones(DAYS, dtype=int)))],
        routing=ciw.routing.NetworkRouting(
            [AfterCourt(), AfterDocument(), *[ciw.routing.Leave() for _ in range(NATIONS + 1)]]
        ),
    )
    nodes = [ciw.Node] * (NODES - 1)
    return ciw.Simulation(network, node_class=[*nodes, channel_of(reference)])


def _slots(sizes: np.ndarray) -> tuple[list[float], list[int]]:
    days = np.flatnonzero(sizes)
    return [*(days + FLY).tolist(), 2.0 * DAYS], [*sizes[days].tolist(), 0]


def finished(simulation: ciw.Simulation) -> ciw.Simulation:
    """Run all days."""
    simulation.simulate_until_max_time(DAYS)
    return simulation


def summarised(simulation: ciw.Simulation) -> Summary:
    """Ciw's records in the words of the comparison."""
    counts = Counts()
    came, gone = np.zeros(DAYS, dtype=np.int64), np.zeros(DAYS, dtype=np.int64)
    for ind in simulation.get_all_individuals():
        records = ind.data_records
        arrived = int(records[0].arrival_date if records else ind.arrival_date)
        came[arrived] += 1
        counts.court_ends += bool(records)
        counts.document_ends += len(records) > 1 and records[1].node == DOCUMENT and ind.document < LIMIT
        if ind.node != -1:
            continue
        last = records[-1]
        day, exit_ = int(last.exit_date), _exit(last)
        gone[day] += 1
        counts.stays[day - arrived] += 1
        counts.exits[exit_][day] += 1
        if exit_ == "removed":
            counts.removed[day, ind.nation] += 1
    counts.in_bed[:, 0] = np.cumsum(came - gone)
    counts.arrived = counts.admitted = int(came.sum())
    return counts.summary()


def _exit(last: ciw.data_record.DataRecord) -> str:
    if last.node == COURT:
        return "relief"
    if last.node == DOCUMENT or last.record_type == "renege":
        return "timed_out"
    return "third_country" if last.node == THIRD else "removed"


def run(reference: Reference, luck: int | None = None) -> Summary:
    """One run from nothing to its summary."""
    return summarised(finished(prepared(reference, luck)))
