"""The reference network in salabim without yields: a Component for each person, Queues, and one manager for the days.

A person holds through court and document, enters a queue, and holds on until the limit; the manager gives beds and
seats, and cancels whoever leaves by them. Monitoring is off, which is salabim's advice for speed.
"""

from __future__ import annotations

from itertools import islice

import salabim as sim
from counts import Counts, beds
from people import Drawn, drawn
from reference import CLASS_SHARE, DAYS, LIMIT, NATIONS, PATIENCE, Reference
from summary import Summary

AFTER = 1
"""Priority of the manager: after everything that is due on the day."""


class Person(sim.Component):
    """Somebody who arrived."""

    def setup(self, days: Days, found: Drawn, day: int) -> None:
        """What is known of them."""
        self.days = days
        self.nation, self.cls, self.region, self.court, self.relief, self.refused, self.document = found
        self.since = day

    def process(self) -> None:
        """Court, then a document, then a queue from which the manager takes them."""
        days = self.days
        self.hold(self.court)
        days.counts.court_ends += 1
        if self.relief:
            days.leave(self, "relief")
            return
        limit = int(self.env.now()) + LIMIT
        if self.refused:
            self.enter(days.third)
        elif self.document < LIMIT:
            self.hold(self.document)
            days.counts.document_ends += 1
            self.enter(days.seats[self.nation])
        self.hold(till=limit)
        self.leave()
        days.leave(self, "timed_out")


class Days(sim.Component):
    """The manager: what happens each day after what is due."""

    def setup(self, reference: Reference, luck: int) -> None:
        """The queues, the beds and the schedules."""
        self.reference = reference
        self.people = drawn(reference, luck)
        self.arrivals, self.channel = reference.counts().tolist(), reference.channel().tolist()
        self.flights, self.beds = reference.flights().tolist(), beds(reference).tolist()
        self.waiting = [[self._queue() for _ in CLASS_SHARE] for _ in range(reference.regions)]
        self.seats = [self._queue() for _ in range(NATIONS)]
        self.third = self._queue()
        self.in_bed = [0] * reference.regions
        self.by_class = [0] * len(CLASS_SHARE)
        self.left = 0
        self.counts = Counts()

    def _queue(self) -> sim.Queue:
        return sim.Queue("", monitor=False, env=self.env)

    def process(self) -> None:
        """Flights, third country, patience, arrivals, admissions."""
        for day in range(DAYS):
            for nation, seats in enumerate(self.flights[day]):
                if seats:
                    self.counts.removed[day, nation] = self.depart(self.seats[nation], seats, "removed")
            if day % 7 == 0:
                self.left = self.reference.quota
            if self.channel[day]:
                self.left -= self.depart(self.third, self.left, "third_country")
            self.lose_patience(day)
            for found in islice(self.people, self.arrivals[day]):
                person = Person("", days=self, found=found, day=day, at=sim.inf, env=self.env)
                person.enter(self.waiting[person.region][person.cls])
            self.counts.arrived += self.arrivals[day]
            self.admit(day)
            self.counts.in_bed[day] = self.by_class
            self.counts.waiting[day] = sum(len(queue) for region in self.waiting for queue in region)
            self.hold(1, priority=AFTER)

    def depart(self, queue: sim.Queue, seats: int, exit_: str) -> int:
        """First come, first out; how many of the seats were taken."""
        gone = min(seats, len(queue))
        for _ in range(gone):
            person = queue.pop()
            person.cancel()
            self.leave(person, exit_)
        return gone

    def leave(self, person: Person, exit_: str) -> None:
        """Give back the bed."""
        day = int(self.env.now())
        self.in_bed[person.region] -= 1
        self.by_class[person.cls] -= 1
        self.counts.stays[day - person.since] += 1
        self.counts.exits[exit_][day] += 1

    def lose_patience(self, day: int) -> None:
        """Out goes whoever has waited for a bed for more than three days."""
        for region in self.waiting:
            for queue in region:
                while queue and queue.head().since < day - PATIENCE:
                    queue.pop().cancel()
                    self.counts.exits["gave_up"][day] += 1

    def admit(self, day: int) -> None:
        """By region and class while beds are free."""
        for region, queues in enumerate(self.waiting):
            for cls, queue in enumerate(queues):
                while queue and self.in_bed[region] < self.beds[day][region]:
                    person = queue.pop()
                    person.since = day
                    self.in_bed[region] += 1
                    self.by_class[cls] += 1
                    self.counts.admitted += 1
                    person.activate()


def prepared(reference: Reference, luck: int | None = None) -> Days:
    """A run before its first day; `luck` seeds the draws, where not given the reference's own seed does."""
    env = sim.Environment(yieldless=True, random_seed=None)
    seed = reference.seed if luck is None else luck
    return Days("", reference=reference, luck=seed, priority=AFTER, env=env)


def finished(days: Days) -> Days:
    """Run all days."""
    days.env.run(till=DAYS - 0.5)
    return days


def summarised(days: Days) -> Summary:
    """The counts in the words of the comparison."""
    return days.counts.summary()


def run(reference: Reference, luck: int | None = None) -> Summary:
    """One run from nothing to its summary."""
    return summarised(finished(prepared(reference, luck)))
