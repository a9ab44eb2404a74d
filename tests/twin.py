"""The twin: a second engine, plain and slow, written from docs/engine-rules.md alone.

It shares nothing with `sojourn.engine`: people are objects, queues are lists, and nothing is packed. Tests run both
and compare every number.
"""

from __future__ import annotations

import bisect
import hashlib
import itertools
import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import numpy as np

from sojourn.network import NO_MARK, By, ByDoor, Dated, Fixed, number_at, whole
from sojourn.network.by import by_kind

MASK = (1 << 64) - 1
ONE = 1 << 32
TICK = 1 << 20
"""One tick of operational time."""
BIAS = 1 << 14
NEVER = 1 << 60
MOST_WAVES = 64


def mix(x):
    x ^= x >> 30
    x = x * 0xBF58476D1CE4E5B9 & MASK
    x ^= x >> 27
    x = x * 0x94D049BB133111EB & MASK
    x ^= x >> 31
    return x


def salt(text):
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def person_number(biased_tick, index):
    return biased_tick << 24 | index


def threshold(p):
    return min(math.floor(p * ONE + 0.5), ONE)


def poisson(rate, w):
    """The least k with P(Poisson(rate) <= k) > w."""
    terms = [math.exp(-rate)]
    while math.fsum(terms) <= w and not (len(terms) > rate and terms[-1] < 1e-30):
        terms.append(terms[-1] * rate / len(terms))
    return len(terms) - 1


def pick(shares, number):
    """The place of the first share whose running sum has a threshold above a 32-bit number."""
    last = max(place for place, share in enumerate(shares) if share > 0)
    total = 0.0
    for place, share in enumerate(shares):
        total += share
        if (ONE if place == last else threshold(total)) > number:
            return place
    raise AssertionError("the last share above zero takes every number that is left")


@dataclass(eq=False)
class Person:
    source: str
    number: int
    kind: int
    stage: object = None
    entered: int = 0
    mark: int = NO_MARK
    lap: int = 0
    clock: object = None
    """The clock that rings first in this stage, if any does."""
    ring: int = NEVER
    pool: str | None = None
    """The pool of which they hold a unit, in which area and since when."""
    area: int = 0
    held_since: int = 0
    way: tuple[str, str] | None = None
    """Which way somebody who is put out goes: the name of the route, and its target."""
    was_in: str | None = None
    put_out: int | None = None
    """The tick on which they were last put out; for counting what has been seen."""


@dataclass(eq=False)
class Queue:
    number: int
    station: str
    stage: str
    lane: int
    level: int
    people: list = field(default_factory=list)


@dataclass(eq=False)
class Inmate:
    """What is compared of a person who is still inside."""

    kind: int
    stage: int
    entered: int
    held_since: int
    mark: int

    def key(self):
        return (self.stage, self.entered, self.kind, self.held_since, self.mark)


class Twin:
    def __init__(self, network, ticks, seed, opening=None, cells=(), groups=(), period=None):
        self.network, self.ticks, self.seed = network, ticks, seed
        self.kinds = network.kinds
        self.stage_place = {stage.name: place for place, stage in enumerate(network.stages)}
        self.tick = 0
        self.everybody = {}  # used as an ordered set
        self.due = defaultdict(list)
        self.tables, self.salts, self.by_kind = {}, {}, {}
        self.level_of = {part: self.kinds.rows((part,)).tolist() for part in self.kinds.parts}
        self.seen = Counter()
        self._tune_schedules()
        self._number_queues()
        self._number_edges()
        self._make_tallies(cells, groups, period)
        if opening is not None:
            self._open(opening)

    # What is laid out before the run.

    def _tune_schedules(self):
        network, ticks = self.network, self.ticks
        self.supply, self.open = {}, {}
        self.stock, self.granted = Counter(), Counter()
        for gate in network.gates:
            for door in gate.doors:
                self.supply[gate.name, door.name] = self._whole_supply(door)
                self.open[gate.name, door.name] = number_at(door.open, ticks, "open")
        self.areas, self.capacity, self.units = {}, {}, {}
        for pool in network.pools:
            areas = len(self.kinds.levels(pool.areas)) if pool.areas else 1
            schedules = by_kind(pool.capacity, self.kinds)[1]
            if not isinstance(pool.capacity, By):
                schedules = schedules * areas  # each area has as much
            assert len(schedules) == areas
            self.areas[pool.name] = areas
            self.units[pool.name] = [0] * areas
            self.capacity[pool.name] = [np.floor(number_at(s, ticks, "capacity")) for s in schedules]
        self.operational = {}
        for name, pace in network.paces.items():
            steps = [math.floor(p * TICK + 0.5) for p in number_at(pace, ticks, "pace")]
            self.operational[name] = list(itertools.accumulate(steps, initial=0))

    def _whole_supply(self, door):
        """Whole units at each tick; with refills, fractions carry from one refill to the next."""
        supply = number_at(door.supply, self.ticks, "supply")
        refills = np.ones(self.ticks, dtype=bool) if door.refills is None else np.asarray(door.refills)[: self.ticks]
        return whole(np.where(refills, supply, 0.0))

    def _number_queues(self):
        self.queues = []
        for station in (*self.network.gates, *self.network.pools):
            lanes = len(self._lanes(station))
            levels = sorted(set(by_kind(station.level, self.kinds)[1]))
            for stage in self.network.stages:
                if stage.waits_for == station.name:
                    for lane in range(lanes):
                        for level in levels:
                            self.queues.append(Queue(len(self.queues), station.name, stage.name, lane, level))
        self.stations = {s.name: s for s in (*self.network.gates, *self.network.pools)}

    def _lanes(self, station):
        """Levels of the parts by which people queue, every combination of them."""
        return list(itertools.product(*(self.kinds.levels(part) for part in self._lane_parts(station))))

    @staticmethod
    def _lane_parts(station):
        parts = station.lanes if hasattr(station, "lanes") else station.areas
        return [parts] if isinstance(parts, str) else parts or []

    def _number_edges(self):
        self.edges = []
        self.targets = {}
        for owner, route in self.network.routes():
            self.targets[owner] = self._targets(route)
        for source in self.network.sources:
            self._add_edges(f"source {source.name}")
        for stage in self.network.stages:
            for clock in stage.clocks:
                self._add_edges(f"clock {stage.name}.{clock.name}")
            if isinstance(stage.granted, ByDoor):
                for door in self.stations[stage.waits_for].doors:
                    self._add_edges(f"grant {stage.name} by {door.name}")
            elif stage.granted is not None:
                self._add_edges(f"grant {stage.name}")
            if stage.put_out is not None:
                self._add_edges(f"put out {stage.name}")
        self.edge_place = {edge: place for place, edge in enumerate(self.edges)}

    def _add_edges(self, owner):
        self.edges += [(owner, target) for target in self.targets[owner]]

    def _targets(self, route):
        """Every target of a route over all kinds and dates, in the network's order of places."""
        steps = [step for _, step in route.steps] if isinstance(route, Dated) else [route]
        named = set()
        for step in steps:
            for value in by_kind(step, self.kinds)[1]:
                named |= {value} if isinstance(value, str) else set(value)
        return [place for place in self.network.places if place in named]

    def _make_tallies(self, cells, groups, period):
        self.cell_of, self.group_of = self.kinds.rows(cells), self.kinds.rows(groups)
        self.period = np.zeros(self.ticks, dtype=np.int64) if period is None else np.asarray(period)
        n_cells = math.prod(len(self.kinds.levels(part)) for part in cells)
        n_groups = math.prod(len(self.kinds.levels(part)) for part in groups)
        n_periods, n_edges = int(self.period.max()) + 1, len(self.edges)
        self.flow = np.zeros((self.ticks, n_edges, n_cells), dtype=np.int64)
        self.period_flow = np.zeros((n_periods, n_edges, n_groups), dtype=np.int64)
        self.period_time = np.zeros((n_periods, n_edges, n_groups), dtype=np.int64)
        self.stay_time = np.zeros((n_periods, n_edges, n_cells), dtype=np.int64)
        self.stays = np.zeros((n_cells, 1024), dtype=np.int64)
        widest = max(self.areas.values(), default=1)
        self.held = np.zeros((self.ticks, len(self.network.pools), widest), dtype=np.int64)

    def _open(self, opening):
        queued = []
        for index, (kind, place, entered) in enumerate(zip(opening.kind, opening.stage, opening.entered, strict=True)):
            person = Person("opening", person_number(0, index), int(kind))
            person.stage, person.entered = self.network.stages[place], int(entered)
            if opening.mark is not None:
                person.mark = int(opening.mark[index])
            if person.stage.holds is not None:
                since = entered if opening.held_since is None else opening.held_since[index]
                self._take(person, person.stage.holds, int(since))
            self._start_clocks(person)
            self.everybody[person] = True
            if person.stage.waits_for is None:
                self._wait(person)
            else:
                queued.append(person)
        for person in sorted(queued, key=lambda person: person.entered):  # stable: then by place in the arrays
            self._wait(person)

    # Luck.

    def draw(self, source, person, what, lap):
        for text in (f"source {source}", what):
            if text not in self.salts:
                self.salts[text] = salt(text)
        name = person * 0x9E3779B97F4A7C15 + mix(self.seed ^ self.salts[f"source {source}"])
        return mix((name + self.salts[what] + lap * 0xD1342543DE82EF95) & MASK)

    def _luck(self, person, what):
        """The upper and the lower half of a person's draw."""
        lap = person.lap if person.lap < 63 else 64 + person.entered + 16384
        return divmod(self.draw(person.source, person.number, what, lap), ONE)

    def _table(self, duration):
        """Thresholds of a duration, to the longest time that could matter or to certainty."""
        if duration not in self.tables:
            passed = [steps[-1] // TICK + 1 for steps in self.operational.values()]
            longest = BIAS + max(self.ticks, *passed, 0)
            cdf = duration.cdf(np.arange(longest + 1, dtype=np.int64))
            thresholds = np.minimum(np.floor(cdf * float(ONE) + 0.5), float(ONE)).astype(np.int64).tolist()
            if ONE in thresholds:
                del thresholds[thresholds.index(ONE) + 1 :]
            self.tables[duration] = thresholds
        return self.tables[duration]

    def _for_kind(self, value, kind):
        if not isinstance(value, By):
            return value
        if id(value) not in self.by_kind:
            rows, values = by_kind(value, self.kinds)
            self.by_kind[id(value)] = [values[row] for row in rows]
        return self.by_kind[id(value)][kind]

    # Clocks.

    def _start_clocks(self, person):
        person.clock, person.ring = None, NEVER
        for clock in person.stage.clocks:
            ring = self._ring(person, clock)
            if ring == person.ring != NEVER:
                self.seen["clocks tie"] += 1
            if ring < person.ring:
                person.clock, person.ring = clock, ring

    def _ring(self, person, clock):
        t = person.entered
        s = person.mark if clock.since is not None and person.mark != NO_MARK else t
        table = self._table(self._for_kind(clock.rings_after, person.kind))
        u, _ = self._luck(person, f"clock {person.stage.name}.{clock.name}")
        drawn = u
        elapsed = -1 - s
        if t < 0 <= elapsed:  # of the opening population: no clock has rung before tick 0
            f = table[elapsed] if elapsed < len(table) else table[-1]
            if f == ONE:
                self.seen["limit passed at the opening"] += 1
                return 0
            u = f + (u * (ONE - f) >> 32)
        d = bisect.bisect_right(table, u)  # the least k with u < c[k]
        if d == len(table):
            self.seen["never rings"] += 1
            return NEVER
        if clock.pace is None:
            ring = max(s + d, t, 0)
        else:
            certain = isinstance(self._for_kind(clock.rings_after, person.kind), Fixed)
            part = 0 if certain or d == 0 else drawn % TICK
            ring = self._paced_ring(self._for_kind(clock.pace, person.kind), s, d * TICK - part, max(t, 0))
        if t >= 0 and s + d < t:
            self.seen["limit passed at entry"] += 1
        return ring if ring < self.ticks else NEVER

    def _paced_ring(self, pace, s, d, first):
        passed = self.operational[pace]
        start = s * TICK if s <= 0 else passed[s]
        for r in range(first, self.ticks):
            if passed[r] - start >= d:
                return r
        return NEVER

    # People on the move.

    def _route(self, person, owner, route, number):
        """Take a person along a route: count the edge, then enter what it leads to."""
        self._go(person, owner, self._target(person, owner, route, number))

    def _target(self, person, owner, route, number):
        step = route
        if isinstance(route, Dated):
            step = next(step for tick, step in reversed(route.steps) if tick <= self.tick)
        shares = self._for_kind(step, person.kind)
        if isinstance(shares, str):
            shares = {shares: 1.0}
        targets = self.targets[owner]
        return targets[pick([shares.get(name, 0.0) for name in targets], number)]

    def _go(self, person, owner, target):
        t, left = self.tick, person.stage
        edge = self.edge_place[owner, target]
        cell, group, period = self.cell_of[person.kind], self.group_of[person.kind], self.period[t]
        self.flow[t, edge, cell] += 1
        self.period_flow[period, edge, group] += 1
        if left is not None:
            self.period_time[period, edge, group] += t - person.entered
        stage = self.network.stage(target) if target in self.stage_place else None
        holds = stage.holds if stage is not None else None
        if person.pool is not None and person.pool != holds:
            self.stay_time[period, edge, cell] += t - person.held_since
            self.stays[cell, min(t - person.held_since, 1023)] += 1
            self.units[person.pool][person.area] -= 1
            person.pool = None
        if stage is None:
            self.everybody.pop(person, None)
            return
        if left is not None and self.stage_place[target] <= self.stage_place[left.name]:
            person.lap = min(person.lap + 1, 63)
            self.seen["lap"] += 1
            self.seen["lap 63"] += person.lap == 63
        self.everybody[person] = True
        person.stage, person.entered = stage, t
        if holds is not None and person.pool is None:
            self._take(person, holds, t)
        if stage.sets is not None:
            person.mark = t
        self._start_clocks(person)
        if person.ring == t:
            self.seen["passes at once"] += 1
            self.due[t].append(person)
        else:
            self._wait(person)

    def _waves(self):
        """Let everybody who is to move now go, sorted by edge; then those who came among them meanwhile.

        Returns whether anybody went.
        """
        for wave in itertools.count():
            people = self.due.pop(self.tick, [])
            if not people:
                return wave > 0
            if wave == MOST_WAVES:
                raise RuntimeError(f"over {MOST_WAVES} stages in one tick")
            ways = [person.way or self._ring_way(person) for person in people]
            in_turn = sorted(range(len(people)), key=lambda place: self.edge_place[ways[place]])
            self.seen["a wave is not in the order of coming"] += in_turn != list(range(len(people)))
            for place in in_turn:
                people[place].way = None
                self._go(people[place], *ways[place])
        raise AssertionError("waves end, or there are too many")

    def _ring_way(self, person):
        owner = f"clock {person.stage.name}.{person.clock.name}"
        return owner, self._target(person, owner, person.clock.to, self._luck(person, owner)[1])

    def _take(self, person, pool, since):
        person.pool, person.held_since = pool, since
        person.area = self._lane(self.stations[pool], person.kind)
        self.units[pool][person.area] += 1

    def _wait(self, person):
        if person.stage.waits_for is None:
            self.due[person.ring].append(person)
        else:
            self._queue(person).people.append(person)

    def _lane(self, station, kind):
        lane = 0
        for part in self._lane_parts(station):
            lane = lane * len(self.kinds.levels(part)) + self.level_of[part][kind]
        return lane

    def _queue(self, person):
        station = self.stations[person.stage.waits_for]
        lane, level = self._lane(station, person.kind), self._for_kind(station.level, person.kind)
        for queue in self.queues:
            place = (queue.station, queue.stage, queue.lane, queue.level)
            if place == (station.name, person.stage.name, lane, level):
                return queue
        raise AssertionError("every lane and level of a stage that waits has a queue")

    # A tick.

    def advance(self, until=None):
        until = self.ticks if until is None else until
        while self.tick < until:
            self._arrivals()
            self._due_clocks()
            for gate in self.network.gates:
                self._gate(gate)
            self._close()
            for pool in self.network.pools:
                self._fill(pool)
            for pool in self.network.pools:
                self._spill(pool)
            for place, pool in enumerate(self.network.pools):
                self.held[self.tick, place, : self.areas[pool.name]] = self.units[pool.name]
            self.tick += 1

    def _arrivals(self):
        for source in self.network.sources:
            for index in range(self._number_of_arrivals(source)):
                person = Person(source.name, person_number(self.tick + BIAS, index), 0)
                if source.kinds is not None:
                    shares = np.atleast_2d(source.kinds)[0 if source.mix is None else source.mix[self.tick]]
                    person.kind = pick(shares.tolist(), self._luck(person, "kind")[0])
                v = self._luck(person, "arrival")[1]
                self._route(person, f"source {source.name}", source.to, v)

    def _number_of_arrivals(self, source):
        if source.counts is not None:
            return int(source.counts[self.tick])
        rate = number_at(source.rate, self.ticks, "rate")[self.tick]
        if rate == 0:
            return 0
        number = person_number(self.tick + BIAS, 0xFFFFFF)
        return poisson(rate, (self.draw(source.name, number, "count", 0) >> 11) / 2**53)

    def _due_clocks(self):
        for queue in self.queues:
            for person in [person for person in queue.people if person.ring == self.tick]:
                self.seen["rings in a queue"] += 1
                queue.people.remove(person)
                self.due[self.tick].append(person)
        self._waves()

    def _first(self, queues):
        """Whose turn it is: the lowest level, then the earliest entry, then the lowest queue number."""
        fronts = [queue for queue in queues if queue.people]
        if not fronts:
            return None
        front = min(fronts, key=lambda queue: (queue.level, queue.people[0].entered, queue.number))
        return front.people[0]

    def _gate(self, gate):
        lanes = self._lanes(gate)
        queues = self._queues_of(gate)
        for door in gate.doors:
            name = (gate.name, door.name)
            if door.refills is None or door.refills[self.tick]:
                self.stock[name] = int(self.supply[name][self.tick])
            if door.limit is not None:
                self.stock[name] = min(self.stock[name], door.limit - self.granted[name])
            if self.open[name][self.tick] == 0:
                continue
            accepts = door.accepts and [(name,) if isinstance(name, str) else name for name in door.accepts]
            accepted = [q for q in queues if accepts is None or lanes[q.lane] in accepts]
            going = True
            while going:
                while self.stock[name] > 0 and (person := self._first(accepted)) is not None:
                    self.stock[name] -= 1
                    self.granted[name] += 1
                    self.seen["limit reached"] += self.granted[name] == door.limit
                    self._grant(person, door)
                going = self._waves()

    def _close(self):
        """Choose who is put out of each area of each pool; when all are chosen, let them go."""
        chosen = []
        for pool in self.network.pools:
            for area in range(self.areas[pool.name]):
                over = -self._free(pool, area)
                if over <= 0:
                    continue
                held = [person for person in self.everybody if (person.pool, person.area) == (pool.name, area)]
                may_be = [person for person in held if person.stage.put_out is not None]
                last_first = sorted(may_be, key=lambda person: self._turn_out(pool, person), reverse=True)
                self.seen["more is held than may be put out"] += len(last_first) < over
                self.seen["one of several is put out"] += 0 < over < len(last_first)
                chosen += last_first[: int(over)]
        for person in chosen:
            self._put_out(person)
        self._waves()
        for person in chosen:
            again = person in self.everybody
            self.seen["put out to an exit"] += not again
            self.seen["put out to wait for the same pool"] += again and person.stage.waits_for == person.was_in

    def _turn_out(self, pool, person):
        """Who is put out later has the lower of these: level, when they took the unit, and name."""
        sources = [*(source.name for source in self.network.sources), "opening"]
        level = self._for_kind(pool.level, person.kind)
        return level, person.held_since, sources.index(person.source), person.number

    def _put_out(self, person):
        stage, pool = person.stage, person.pool
        self.seen["put out"] += 1
        self.seen["put out of the opening"] += person.source == "opening"
        if stage.waits_for is None:
            self.due[person.ring].remove(person)
        else:
            self.seen["put out of a queue"] += 1
            self._queue(person).people.remove(person)
        owner, person.put_out, person.was_in = f"put out {stage.name}", self.tick, pool
        person.way = owner, self._target(person, owner, stage.put_out, self._luck(person, owner)[1])
        self.due[self.tick].append(person)

    def _fill(self, pool):
        for area in range(self.areas[pool.name]):
            here = [queue for queue in self._queues_of(pool) if queue.lane == area]
            turns, going = sum(len(queue.people) for queue in here), True
            while going:
                while turns > 0 and self._free(pool, area) > 0 and (person := self._first(here)) is not None:
                    turns -= 1
                    self._grant(person)
                going = self._waves()

    def _spill(self, pool):
        if not pool.spills:
            return
        queues, areas = self._queues_of(pool), range(self.areas[pool.name])
        turns, going = sum(len(queue.people) for queue in queues), True
        while going:
            for level, area in itertools.product(sorted({queue.level for queue in queues}), areas):
                here = [queue for queue in queues if (queue.level, queue.lane) == (level, area)]
                while turns > 0 and (person := self._first(here)) is not None:
                    roomiest = max(areas, key=lambda area: (self._free(pool, area), -area))
                    if self._free(pool, roomiest) <= 0:
                        break
                    turns -= 1
                    self.seen["spill"] += roomiest != area
                    self._grant(person, area=roomiest)
            going = self._waves()

    def _queues_of(self, station):
        return [queue for queue in self.queues if queue.station == station.name]

    def _free(self, pool, area):
        return self.capacity[pool.name][area][self.tick] - self.units[pool.name][area]

    def _grant(self, person, door=None, area=None):
        queue = self._queue(person)
        queue.people.remove(person)
        if area is not None and area != queue.lane:
            person.kind += (area - queue.lane) * self.kinds.stride(self.stations[queue.station].areas)
        stage = person.stage
        self.seen["grant"] += 1
        self.seen["grant on the tick of entry"] += person.entered == self.tick
        self.seen["granted again on the tick of being put out"] += person.put_out == self.tick
        owner, route = f"grant {stage.name}", stage.granted
        number = self._luck(person, owner)[1]
        if isinstance(route, ByDoor):
            owner, route = f"{owner} by {door.name}", route.routes[door.name]
        self._route(person, owner, route, number)

    # What is inside.

    def inside(self):
        """Everybody who has not left; `held_since` is 0 for those who hold nothing."""
        return [
            Inmate(
                person.kind,
                self.stage_place[person.stage.name],
                person.entered,
                person.held_since if person.pool is not None else 0,
                person.mark,
            )
            for person in self.everybody
        ]


def run(network, ticks, seed, opening=None, cells=(), groups=(), period=None, until=None):
    """Run a network for `ticks` ticks, or to tick `until`, and return the twin with its tallies."""
    twin = Twin(network, ticks, seed, opening, cells, groups, period)
    twin.advance(until)
    return twin
