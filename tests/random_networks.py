"""Small networks with everything in them that could go wrong, drawn from a seed."""

from __future__ import annotations

import itertools
import random
from typing import NamedTuple

import numpy as np

from sojourn.network import (
    NO_MARK,
    By,
    ByDoor,
    Clock,
    Cut,
    Dated,
    Door,
    Exponential,
    Fixed,
    Gamma,
    Gate,
    Geometric,
    Kinds,
    Line,
    Lognormal,
    Network,
    NetworkError,
    Never,
    Opening,
    Pool,
    Sometimes,
    Source,
    Stage,
    Steps,
    Table,
    Triangular,
)
from sojourn.network.checks import check_time


class Case(NamedTuple):
    network: Network
    ticks: int
    opening: Opening | None
    cells: tuple[str, ...]
    groups: tuple[str, ...]
    period: np.ndarray | None


def random_network(seed: int) -> Case:
    """A network that can be run, with a horizon, an opening population and what to count by."""
    rng = random.Random(seed)
    while True:
        try:
            case = _Draft(rng).case()
            check_time(case.network, case.ticks, case.opening)
            return case
        except NetworkError:
            continue


class _Draft:
    """One attempt; `Network` may refuse it."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.spun = rng.random() < 0.2
        self.ticks = rng.randint(66, 90) if self.spun else rng.choice([1, 2, *[rng.randint(5, 70)] * 14])
        parts = ["area", "origin", "record"][: rng.choice([0, 1, 2, 2, 3, 3, 3])]
        rng.shuffle(parts)
        self.kinds = Kinds({part: tuple(f"{part}{i}" for i in range(rng.choice([1, 2, 2, 3]))) for part in parts})
        self.parts = parts
        self.places = [f"s{i}" for i in range(rng.randint(1, 7))]
        self.exits = tuple(f"x{i}" for i in range(rng.randint(1, 3)))
        self.paces = {f"pace{i}": self.pace() for i in range(rng.randint(0, 3))}
        self.gates = tuple(self.gate(f"gate{i}") for i in range(rng.choice([0, 1, 1, 2])))
        self.pools = tuple(self.pool(f"pool{i}") for i in range(rng.choice([0, 1, 1, 2, 2])))
        self.marked = rng.random() < 0.6
        self.setters = set(rng.sample(self.places, min(len(self.places), rng.choice([1, 1, 2]))))
        self.waits, self.holds = self.stations()

    def case(self) -> Case:
        network = Network(
            sources=tuple(self.source(f"source{i}") for i in range(self.rng.choice([1, 1, 2, 3]))),
            stages=tuple(self.stage(place) for place in range(len(self.places))),
            exits=self.exits,
            kinds=self.kinds,
            gates=self.gates,
            pools=self.pools,
            paces=self.paces,
        )
        countable = [p for p in self.parts if p not in [pool.areas for pool in self.pools if pool.spills]]
        return Case(network, self.ticks, self.opening(), self.some(countable), self.some(countable), self.period())

    # Odds and ends.

    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def some(self, names: list[str]) -> tuple[str, ...]:
        return tuple(self.rng.sample(names, self.rng.randint(0, len(names))))

    def by(self, value, p: float = 0.35):
        """A value for everybody, or one for each level of a part or two (some by default)."""
        if not self.parts or not self.chance(p):
            return value()
        by = self.rng.sample(self.parts, self.rng.randint(1, min(2, len(self.parts))))
        keys = [()]
        for part in by:
            keys = [(*key, level) for key in keys for level in self.kinds.levels(part)]
        if len(by) == 1 and self.chance(0.7):
            values, name = {key[0]: value() for key in keys}, by[0]
        else:
            values, name = {key: value() for key in keys}, tuple(by)
        default = None
        if len(values) > 1 and self.chance(0.4):
            values.pop(self.rng.choice(list(values)))
            default = value()
        return By(name, values, default)

    def schedule(self, most: float, zeros: float = 0.3):
        """A constant, steps, lines or one number a tick; at times zero for a while."""
        r, n = self.rng, self.ticks

        def level() -> float:
            if self.chance(zeros):
                return 0.0
            return r.choice([1.0, r.random()]) * r.randint(1, max(1, int(most)))

        times = sorted(r.sample(range(-3, n + 5), r.randint(1, 4)))
        form = r.choice(["constant", "steps", "line", "floats", "whole"])
        if form == "constant":
            return r.choice([0.3, 0.5, 1.0, 2.5, most]) if not self.chance(zeros / 4) else 0.0
        if form == "steps":
            return Steps([(t, level()) for t in times])
        if form == "line":
            return Line([(t, level()) for t in times])
        if form == "floats":
            return np.array([level() for _ in range(n + r.choice([0, 3]))])
        return np.array([r.randint(0, int(most)) for _ in range(n)], dtype=np.int64)

    def pace(self):
        return self.rng.choice([0.5, 1 / 3, 1.0, 2.5, 400.0, self.schedule(3), self.schedule(2, 0.6), self.schedule(2)])

    def period(self) -> np.ndarray | None:
        n = np.arange(self.ticks, dtype=np.int64)
        return self.rng.choice([None, n // 7, n // 30, (n // 5) % 3, 2 * (n // 10), n])

    # People.

    def source(self, name: str) -> Source:
        r, n, size = self.rng, self.ticks, self.kinds.size
        kinds = mix = None
        if size > 1 or self.chance(0.3):
            rows = r.choice([1, 1, 3])
            weights = np.array([[r.choice([0.0, 1.0, r.random()]) for _ in range(size)] for _ in range(rows)])
            weights[weights.sum(axis=1) == 0] = 1.0
            kinds = weights / weights.sum(axis=1, keepdims=True)
            if rows == 1:
                kinds = kinds[0]
            else:
                mix = np.array([r.randrange(rows) for _ in range(n)], dtype=np.int64)
        rate = counts = None
        form = r.choice(["rate", "rate", "rate", "counts", "none"])
        if form == "counts":
            counts = np.array([r.choice([0, 0, 1, 2, 7]) for _ in range(n)], dtype=np.int64)
        else:
            rate = 0.0 if form == "none" and self.chance(0.6) else self.schedule(7)
        return Source(name, self.route(-1), kinds, rate, counts, mix)

    def opening(self) -> Opening | None:
        r = self.rng
        if self.chance(0.4):
            return None
        n = r.choice([0, 1, 5, 20, 40])
        entered = [r.choice([-1, -r.randint(1, 5), -r.randint(1, 80), -r.randint(1, 3000), -16383]) for _ in range(n)]
        before = [max(e - r.choice([0, 0, 3, r.randint(0, 400)]), -16383) for e in entered]
        marks = [r.choice([NO_MARK, e, max(e - r.randint(0, 90), -16383)]) for e in entered]

        def whole(numbers):
            return np.array(list(numbers), dtype=np.int64)

        return Opening(
            kind=whole(r.randrange(self.kinds.size) for _ in range(n)),
            stage=whole(r.randrange(len(self.places)) for _ in range(n)),
            entered=whole(entered),
            held_since=whole(before) if self.chance(0.6) else None,
            mark=whole(marks) if self.chance(0.6) else None,
        )

    # Stages.

    def stage(self, place: int) -> Stage:
        r = self.rng
        name = self.places[place]
        waits_for, granted = self.waits[name], None
        doors = [door.name for gate in self.gates if gate.name == waits_for for door in gate.doors]
        if doors and self.chance(0.5):
            granted = ByDoor({door: self.route(place, back=1.0) for door in r.sample(doors, len(doors))})
        elif waits_for is not None:
            granted = self.route(place, back=1.0, pool=None if doors else waits_for)
        spins = self.spun and place == len(self.places) - 1
        clocks = [self.clock(place, i) for i in range(r.randint(0 if waits_for else 1, 4))]
        if spins:
            clocks = [Clock("spin", Fixed(1), self.spin(name)), *clocks[: r.choice([0, 0, 1])]]
            r.shuffle(clocks)
        sets = "mark" if self.marked and name in self.setters else None
        put_out = self.way_out(self.holds[name]) if self.holds[name] is not None and self.chance(0.7) else None
        return Stage(name, tuple(clocks), waits_for, granted, self.holds[name], sets, put_out)

    def stations(self) -> tuple[dict[str, str | None], dict[str, str | None]]:
        """What each stage waits for and what it holds. A pool that is waited for is held somewhere."""
        r = self.rng
        pools = {pool.name: pool for pool in self.pools}
        waits = dict.fromkeys(self.places)
        holds = dict.fromkeys(self.places)
        for name in self.places:
            if pools and self.chance(0.5):
                holds[name] = r.choice(list(pools))
            held = sorted({pool for pool in holds.values() if pool is not None})
            stations = [*[gate.name for gate in self.gates], *held, *held]
            if stations and self.chance(0.55):
                waits[name] = r.choice(stations)
            if self.spun and name == self.places[-1] and waits[name] in pools:
                waits[name] = None  # what spins leads to itself and to exits only
            waited, unit = pools.get(waits[name] or ""), pools.get(holds[name] or "")
            if waited is not None and unit is not None and waited.spills and unit.areas == waited.areas:
                # A spill would change the area of a person who holds a unit there: what that means is not said.
                waits[name], holds[name] = self.rng.choice([(None, holds[name]), (waits[name], None)])
                if waits[name] not in [None, *holds.values()]:
                    waits[name] = None
        return waits, holds

    def clock(self, place: int, i: int) -> Clock:
        pace = None
        if self.paces and self.chance(0.4):
            pace = self.by(lambda: self.rng.choice(list(self.paces)))
        since = "mark" if self.marked and self.chance(0.4) else None
        return Clock(f"c{i}", self.by(self.duration), self.route(place), pace, since)

    def duration(self):
        r = self.rng
        weights = [r.choice([0.0, 1.0, r.random()]) for _ in range(r.randint(1, 9))]
        total = sum(weights) or 1.0
        share = r.choice([1.0, 0.999999, r.random()])
        table = tuple(share * w / total for w in weights) if sum(weights) <= total else (0.0,)
        law = r.choice([
            Fixed(0),
            Fixed(r.randint(1, 6)),
            Fixed(r.randint(0, 60)),
            Never(),
            Geometric(r.choice([0.01, 0.2, 0.7, 1.0])),
            Exponential(r.choice([0.4, 5.0, 40.0])),
            Lognormal(r.choice([2.0, 15.0]), r.choice([0.3, 1.5])),
            Lognormal(9000.0, 1.0),
            Gamma(r.choice([0.5, 3.0]), r.choice([1.5, 12.0])),
            Triangular(0.0, 2.0, r.choice([5.0, 20.0])),
            Table((r.random() * 0.6, 0.2, 0.2)),
            Table(table),
        ])  # fmt: skip
        wrap = r.random()
        if wrap < 0.12:
            return Sometimes(r.choice([0.0, 0.5, 0.9, 1.0]), law)
        if wrap < 0.2:
            least = r.randint(0, 3)
            return Cut(law, least + r.randint(0, 30), least)
        return law

    # Routes.

    def route(self, place: int, back: float = 0.5, pool: str | None = None):
        """Where to go from a place (-1: from outside); at most the share `back` of it to the same place or before.

        A pool's grant leads to stages that hold the pool.
        """

        def value():
            return self.shares(place, back) if pool is None else self.held_shares(pool)

        return self.dated(value)

    def dated(self, value):
        """A value for everybody or by kind, at times another from given ticks on."""
        if not self.chance(0.25):
            return self.by(value, 0.3)
        times = sorted(self.rng.sample(range(1, self.ticks + 6), self.rng.randint(0, min(3, self.ticks))))
        first = self.rng.choice([0, 0, -4])
        return Dated([(tick, self.by(value, 0.3)) for tick in [first, *times]])

    def shares(self, place: int, back: float):
        r = self.rng
        every = [*self.places, *self.exits]
        here = place == len(self.places) - 1 and self.spun
        behind = [name for name in self.places[: place + 1] if not here or name == self.places[place]]
        ahead = every[place + 1 :]
        if r.random() < 0.35:
            return r.choice(ahead if back < 1 or self.chance(0.6) or not behind else behind)
        chosen = r.sample(ahead, r.randint(1, min(3, len(ahead))))
        shares = {name: r.choice([1.0, r.random(), 0.0]) for name in chosen}
        if sum(shares.values()) == 0:
            shares[chosen[0]] = 1.0
        total = sum(shares.values())
        shares = {name: share / total for name, share in shares.items()}
        if behind and self.chance(0.4):
            part = r.choice([0.5, 0.3, 0.05])
            shares = {name: share * (1 - part) for name, share in shares.items()} | {r.choice(behind): part}
        pairs = list(shares.items())
        r.shuffle(pairs)
        return dict(pairs)

    def held_shares(self, pool: str):
        holders = [name for name in self.places if self.holds[name] == pool]
        chosen = self.rng.sample(holders, self.rng.randint(1, min(2, len(holders))))
        return chosen[0] if len(chosen) == 1 else {chosen[0]: 0.25, chosen[1]: 0.75}

    def way_out(self, pool: str):
        """Where those go who are put out: where the pool is not held; often to wait for it again."""
        outside = [*(name for name in self.places if self.holds[name] != pool), *self.exits]
        again = [name for name in self.places if self.waits[name] == pool and name in outside]

        def value():
            if again and self.chance(0.5):
                return self.rng.choice(again)
            if self.chance(0.3):
                return self.rng.choice(outside)
            chosen = self.rng.sample(outside, self.rng.randint(1, min(3, len(outside))))
            weights = [self.rng.choice([1.0, self.rng.random(), 0.0]) for _ in chosen]
            weights[0] += sum(weights) == 0
            return {name: weight / sum(weights) for name, weight in zip(chosen, weights, strict=True)}

        return self.dated(value)

    def spin(self, name: str):
        """Round and round in one stage: for one kind only, or until a date, or by chance."""
        out = self.rng.choice(self.exits)
        forms = [{name: 0.99, out: 0.01}, Dated([(0, name), (self.rng.randint(1, 70), out)])]
        if self.parts:
            part = self.rng.choice(self.parts)
            forms.append(By(part, {level: name if i == 0 else out for i, level in enumerate(self.kinds.levels(part))}))
        return self.rng.choice(forms)

    # What is waited for.

    def gate(self, name: str) -> Gate:
        both = [tuple(self.rng.sample(self.parts, 2))] if len(self.parts) > 1 else []
        lanes = self.rng.choice([None, *self.parts, *both])
        doors = tuple(self.door(f"door{i}", lanes) for i in range(self.rng.randint(1, 3)))
        return Gate(name, doors, lanes, self.by(lambda: self.rng.randint(-1, 2), 0.6))

    def door(self, name: str, lanes: str | tuple[str, ...] | None) -> Door:
        r, n = self.rng, self.ticks
        refills = None
        if self.chance(0.3):
            every, first = r.randint(2, 9), r.randint(0, 4)
            refills = np.array([t % every == first % every for t in range(n)])
        accepts = None
        if lanes is not None and self.chance(0.5):
            several = isinstance(lanes, tuple)
            levels = list(itertools.product(*map(self.kinds.levels, lanes)) if several else self.kinds.levels(lanes))
            accepts = tuple(r.sample(levels, r.randint(0 if self.chance(0.2) else 1, len(levels))))
        is_open = 1.0 if self.chance(0.6) else self.schedule(1, 0.5)
        limit = r.choice([0, 1, 5, 20]) if self.chance(0.3) else None
        return Door(name, self.schedule(3), refills, is_open, accepts, limit)

    def pool(self, name: str) -> Pool:
        areas = self.rng.choice([None, *self.parts, *self.parts])
        capacity = self.capacity()
        if areas is not None and self.chance(0.8):
            capacity = By(areas, {level: self.capacity() for level in self.kinds.levels(areas)})
        spills = areas is not None and self.chance(0.6)
        return Pool(name, capacity, areas, spills, self.by(lambda: self.rng.randint(-1, 2), 0.6))

    def capacity(self):
        """Zero, constant, or falling below what is held."""
        r = self.rng
        date = r.randint(1, 40)
        falls = [
            Steps([(0, 9.0), (date, 2.0)]),
            Steps([(0, 12.0), (date, 5.0), (date + 3, 0.0)]),
            Steps([(0, 6.0), (date, 0.0), (date + r.randint(1, 9), 8.0)]),
            Line([(r.randint(0, 5), 12.0), (date + 6, r.choice([0.0, 1.0, 4.0]))]),
        ]
        return r.choice([0.0, 1.0, 3.0, 12.0, *falls, self.schedule(8), self.schedule(8)])
