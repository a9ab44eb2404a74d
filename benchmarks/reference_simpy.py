"""The reference network in the leanest form that SimPy allows, to be fair to it.

Every court end and every document end is an event of SimPy's queue. Nobody has a process of their own: a person is one
event that is scheduled again at each stage with a callback, and one process, the bed manager, does the daily rounds
(time-outs, flights, third country, patience, arrivals, admissions) after what is due that day. Time-outs need no event:
the manager keeps who would time out on which day. NumPy makes all draws, in blocks. Run it with the garbage collector
off. `reference_simpy_process.py` is nearer to SimPy's tutorial, and slower.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice

import numpy as np
import simpy
from counts import beds
from people import Drawn, drawn
from reference import CLASS_SHARE, DAYS, LIMIT, NATIONS, PATIENCE, Reference
from simpy.events import NORMAL, Event
from summary import Summary

MANAGER = NORMAL + 1
"""Priority of the manager's rounds: after everything that is due on the day."""


class Person(Event):
    """A person inside: the event that comes next for them."""

    _ok = True
    _value = None

    def __init__(self, drawn: Drawn, day: int) -> None:
        self.nation, self.cls, self.region, self.court, self.relief, self.refused, self.document = drawn
        self.since = day
        self.limit = -1
        """Day of the time-out for whoever waits for a seat or a third country; -1 for all others."""


class Manager:
    """The queues, the beds and the counts of one run."""

    def __init__(self, reference: Reference, luck: int) -> None:
        self.env = simpy.Environment()
        self.people = drawn(reference, luck)
        self.counts = reference.counts().tolist()
        self.channel = reference.channel().tolist()
        self.flights = [[(n, int(s)) for n, s in enumerate(day) if s] for day in reference.flights()]
        self.quota = reference.quota
        self.beds = beds(reference).tolist()
        self.waiting: list[list[deque[Person]]] = [[deque() for _ in CLASS_SHARE] for _ in range(reference.regions)]
        self.seats: list[deque[Person]] = [deque() for _ in range(NATIONS)]
        self.third: deque[Person] = deque()
        self.limits: list[list[Person]] = [[] for _ in range(DAYS + 256 + LIMIT)]
        self.in_bed = [0] * reference.regions
        self.by_class = [0] * len(CLASS_SHARE)
        self.stays = [0] * 512
        self.rows: list[tuple[int, ...]] = []
        self.removed = [[0] * NATIONS for _ in range(DAYS)]
        self.gave_up = self.relieved = self.timed_out = self.third_country = 0
        self.admitted = self.court_ends = self.document_ends = 0
        self.at_court = [self.court_ended]
        self.at_document = [self.document_ended]

    def begin_court(self, person: Person) -> None:
        """The bed is taken and the court's clock starts."""
        person.callbacks = self.at_court
        self.env.schedule(person, NORMAL, person.court)

    def court_ended(self, person: Person) -> None:
        """Relief, refusal, or a document to wait for."""
        self.court_ends += 1
        env = self.env
        if person.relief:
            self.relieved += 1
            self.leave(person, env._now)
        elif person.refused:
            person.limit = limit = env._now + LIMIT
            self.limits[limit].append(person)
            self.third.append(person)
        elif person.document < LIMIT:
            person.callbacks = self.at_document
            env.schedule(person, NORMAL, person.document)
        else:
            person.limit = limit = env._now + LIMIT
            self.limits[limit].append(person)

    def document_ended(self, person: Person) -> None:
        """Join the queue for a seat; the limit runs since the final order."""
        self.document_ends += 1
        person.limit = limit = self.env._now - person.document + LIMIT
        self.limits[limit].append(person)
        self.seats[person.nation].append(person)

    def leave(self, person: Person, day: int) -> None:
        """Give back the bed."""
        self.in_bed[person.region] -= 1
        self.by_class[person.cls] -= 1
        self.stays[day - person.since] += 1

    def rounds(self) -> Iterator[Event]:
        """What happens on each day after what is due."""
        env, left = self.env, 0
        for day in range(DAYS):
            self.time_out(day)
            for nation, seats in self.flights[day]:
                self.removed[day][nation] = self.depart(self.seats[nation], seats, day)
            if day % 7 == 0:
                left = self.quota
            if self.channel[day]:
                gone = self.depart(self.third, left, day)
                left -= gone
                self.third_country += gone
            self.lose_patience(day - PATIENCE)
            for found in islice(self.people, self.counts[day]):
                person = Person(found, day)
                self.waiting[person.region][person.cls].append(person)
            self.admit(day)
            self.rows.append((*self.by_class, sum(len(q) for region in self.waiting for q in region)))
            tomorrow = Event(env)
            tomorrow._ok, tomorrow._value = True, None
            env.schedule(tomorrow, MANAGER, 1)
            yield tomorrow

    def time_out(self, day: int) -> None:
        """Out goes whoever still waits, wherever they wait; their place in a queue is skipped when it comes up."""
        for person in self.limits[day]:
            if person.limit == day:
                person.limit = -1
                self.timed_out += 1
                self.leave(person, day)
        self.limits[day] = []

    def depart(self, queue: deque[Person], seats: int, day: int) -> int:
        """First come, first out; how many of the seats were taken."""
        gone = 0
        while queue and gone < seats:
            person = queue.popleft()
            if person.limit >= 0:
                person.limit = -1
                gone += 1
                self.leave(person, day)
        return gone

    def lose_patience(self, before: int) -> None:
        """Out goes whoever has waited for a bed since before that day."""
        for region in self.waiting:
            for queue in region:
                while queue and queue[0].since < before:
                    queue.popleft()
                    self.gave_up += 1

    def admit(self, day: int) -> None:
        """By region and class while beds are free."""
        for region, queues in enumerate(self.waiting):
            free = self.beds[day][region] - self.in_bed[region]
            for cls, queue in enumerate(queues):
                taken = max(0, min(free, len(queue)))
                free -= taken
                self.in_bed[region] += taken
                self.by_class[cls] += taken
                self.admitted += taken
                for _ in range(taken):
                    person = queue.popleft()
                    person.since = day
                    self.begin_court(person)

    def summary(self) -> Summary:
        """What came out."""
        rows = np.array(self.rows)
        removed = np.array(self.removed).sum(axis=0)
        stays = np.array(self.stays)
        exits = {
            "gave_up": self.gave_up,
            "relief": self.relieved,
            "timed_out": self.timed_out,
            "removed": int(removed.sum()),
            "third_country": self.third_country,
        }
        return Summary(
            arrivals=sum(self.counts),
            admissions=self.admitted,
            court_ends=self.court_ends,
            document_ends=self.document_ends,
            exits=exits,
            inside=int(rows[-1].sum()),
            mean_in_bed=float(rows[:, :-1].sum(axis=1).mean()),
            mean_waiting=float(rows[:, -1].mean()),
            mean_stay=float((stays * np.arange(len(stays))).sum() / stays.sum()),
            removed_by_nation=removed.tolist(),
        )


def prepared(reference: Reference, luck: int | None = None) -> Manager:
    """A run before its first day; `luck` seeds the draws, where not given the reference's own seed does."""
    return Manager(reference, reference.seed if luck is None else luck)


def finished(manager: Manager) -> Manager:
    """Run all days."""
    manager.env.process(manager.rounds())
    manager.env.run(until=DAYS)
    return manager


def summarised(manager: Manager) -> Summary:
    """The manager's counts in the words of the comparison."""
    return manager.summary()


def run(reference: Reference, luck: int | None = None) -> Summary:
    """One run from nothing to its summary."""
    return summarised(finished(prepared(reference, luck)))
