"""The reference network as SimPy's tutorial teaches it: a process for each person in a bed, a Timeout for each wait.

The same bed manager does the daily rounds, so nobody waits in SimPy's own queues. With the same luck both forms give
the same numbers; between them they tell what SimPy's processes cost.
"""

from __future__ import annotations

from collections.abc import Iterator

from reference import LIMIT, Reference
from reference_simpy import Manager, Person, finished, summarised
from simpy.events import Event
from summary import Summary


class Processes(Manager):
    """The manager where each person admitted has a process."""

    def begin_court(self, person: Person) -> None:
        """Start the person's process."""
        self.env.process(self.life(person))

    def life(self, person: Person) -> Iterator[Event]:
        """Court, then a document, then a queue from which the manager takes them."""
        env = self.env
        yield env.timeout(person.court)
        self.court_ends += 1
        if person.relief:
            self.relieved += 1
            self.leave(person, env.now)
            return
        person.limit = limit = env.now + LIMIT
        if person.refused:
            self.third.append(person)
        elif person.document < LIMIT:
            yield env.timeout(person.document)
            self.document_ends += 1
            self.seats[person.nation].append(person)
        yield env.timeout(limit - env.now)
        if person.limit >= 0:
            person.limit = -1
            self.timed_out += 1
            self.leave(person, env.now)


def prepared(reference: Reference, luck: int | None = None) -> Manager:
    """A run before its first day."""
    return Processes(reference, reference.seed if luck is None else luck)


def run(reference: Reference, luck: int | None = None) -> Summary:
    """One run from nothing to its summary."""
    return summarised(finished(prepared(reference, luck)))
