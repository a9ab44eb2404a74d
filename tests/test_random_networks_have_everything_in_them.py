"""The random networks that try the engine hold everything a network may hold, and each thing often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest

from random_networks import Case, random_network
from sojourn.network import (
    NO_MARK,
    By,
    ByDoor,
    Cut,
    Dated,
    Fixed,
    Gamma,
    Geometric,
    Lognormal,
    Never,
    Sometimes,
    Table,
    number_at,
)
from sojourn.network.stage import plain_shares
from twin import run

SEEDS = range(500)
RUNS = range(80)

FEATURES = """
no part of the kind; one part; two parts; three parts; several sources; a rate; a rate of zero; known counts;
mixes by tick; a kind of share zero; one tick; an opening; an empty opening; opening marks; opening held since;
elapsed beyond the run; no clock; one clock; four clocks; a clock for never; fixed at 0; fixed; geometric; lognormal;
gamma; a table with mass at 0; sometimes; cut; durations by kind; a pace; a pace by kind; a pace of zero for a while;
a fast pace; since a mark; two stages set the mark; a dated route; a step after the horizon; a route by kind;
a share of zero; a loop; a stage to itself; a gate; lanes; lanes by two parts; levels by kind; several doors;
a door that accepts some; a door that accepts none; refills; a door that opens and shuts; a limit;
stages waiting for one gate; by door;
fractional supply; a pool; areas; one capacity for each area; a spill;
pool levels by kind; capacity falls; no capacity; fractional capacity;
holds without waiting for it; holds and waits; two pools; cells; groups; periods; exits from a source;
putting out; putting out by shares; putting out by kind; a dated putting out; putting out to an exit;
putting out to wait for the same pool; putting out who waits; putting out where capacity falls;
putting out where areas spill; putting out with levels; putting out by falls to zero;
no putting out where capacity falls
"""
EVENTS = """
never rings; clocks tie; lap; lap 63; passes at once; rings in a queue; grant; grant on the tick of entry; spill;
limit reached; limit passed at the opening; limit passed at entry; put out; put out of the opening; put out of a queue;
one of several is put out; more is held than may be put out; put out to an exit; put out to wait for the same pool;
granted again on the tick of being put out
"""


def names(text: str) -> list[str]:
    return [name.strip() for name in text.replace("\n", " ").split(";")]


def values(value: object) -> Iterator[object]:
    """A value, or each of those that differ by kind."""
    if isinstance(value, By):
        yield from [v for v in (*value.values.values(), value.default) if v is not None]
    else:
        yield value


def features(case: Case) -> set[str]:
    network, ticks = case.network, case.ticks
    return {
        *of_people(case),
        *(name for stage in network.stages for name in of_stage(stage, case)),
        *(name for owner, route in network.routes() for name in of_route(owner, route, case)),
        *(name for stage in network.stages for name in of_putting_out(stage, case)),
        *(name for gate in network.gates for name in of_gate(gate, case)),
        *(name for pool in network.pools for name in of_pool(pool, ticks)),
        *(["two pools"] if len(network.pools) > 1 else []),
        *(["two stages set the mark"] if sum(stage.sets is not None for stage in network.stages) > 1 else []),
        *(["one tick"] if ticks == 1 else []),
        *(["cells"] if case.cells else []),
        *(["groups"] if case.groups else []),
        *(["periods"] if case.period is not None and case.period.max() > 0 else []),
    }


def of_people(case: Case) -> Iterator[str]:
    yield ["no part of the kind", "one part", "two parts", "three parts"][len(case.network.kinds.parts)]
    if len(case.network.sources) > 1:
        yield "several sources"
    for source in case.network.sources:
        yield "a rate" if source.counts is None else "known counts"
        if source.counts is None and number_at(source.rate, case.ticks, "").max() == 0:
            yield "a rate of zero"
        if source.mix is not None:
            yield "mixes by tick"
        if source.kinds is not None and (source.kinds == 0).any():
            yield "a kind of share zero"
    opening = case.opening
    if opening is not None:
        yield "an opening" if len(opening.kind) else "an empty opening"
        if opening.mark is not None and (opening.mark != NO_MARK).any():
            yield "opening marks"
        if opening.held_since is not None:
            yield "opening held since"
        if opening.entered.min(initial=0) == -16383:
            yield "elapsed beyond the run"


def of_stage(stage, case: Case) -> Iterator[str]:
    yield {0: "no clock", 1: "one clock", 4: "four clocks"}.get(len(stage.clocks), "some clocks")
    if isinstance(stage.granted, ByDoor):
        yield "by door"
    if sum(other.waits_for == stage.waits_for is not None for other in case.network.stages) > 1:
        yield "stages waiting for one gate"
    if stage.holds is not None:
        yield "holds and waits" if stage.waits_for is not None else "holds without waiting for it"
    for clock in stage.clocks:
        if clock.since is not None:
            yield "since a mark"
        if isinstance(clock.rings_after, By):
            yield "durations by kind"
        for law in values(clock.rings_after):
            yield from of_law(law)
        if clock.pace is not None:
            yield "a pace by kind" if isinstance(clock.pace, By) else "a pace"
            paces = [number_at(case.network.paces[name], case.ticks, "") for name in values(clock.pace)]
            if any(0 < (pace == 0).sum() < case.ticks for pace in paces):
                yield "a pace of zero for a while"
            if any(pace.max() > 100 for pace in paces):
                yield "a fast pace"


def of_putting_out(stage, case: Case) -> Iterator[str]:
    network = case.network
    if stage.holds is None:
        return
    pool = next(pool for pool in network.pools if pool.name == stage.holds)
    capacities = [np.floor(number_at(capacity, case.ticks, "")) for capacity in values(pool.capacity)]
    falls = any((np.diff(capacity) < 0).any() for capacity in capacities)
    if stage.put_out is None:
        if falls:
            yield "no putting out where capacity falls"
        return
    yield "putting out"
    steps = [step for _, step in stage.put_out.steps] if isinstance(stage.put_out, Dated) else [stage.put_out]
    targets = {target for shares in plain_shares(stage.put_out) for target in shares}
    waiting = {other.name for other in network.stages if other.waits_for == pool.name}
    to_zero = any(((capacity[1:] == 0) & (np.diff(capacity) < 0)).any() for capacity in capacities)
    for name, is_so in {
        "putting out by shares": any(len(shares) > 1 for shares in plain_shares(stage.put_out)),
        "putting out by kind": any(isinstance(step, By) for step in steps),
        "a dated putting out": isinstance(stage.put_out, Dated),
        "putting out to an exit": bool(targets & set(network.exits)),
        "putting out to wait for the same pool": bool(targets & waiting),
        "putting out who waits": stage.waits_for is not None,
        "putting out where capacity falls": falls,
        "putting out where areas spill": pool.spills and falls,
        "putting out with levels": isinstance(pool.level, By) and falls,
        "putting out by falls to zero": to_zero,
    }.items():
        if is_so:
            yield name


def of_law(law: object) -> Iterator[str]:
    laws = {Fixed: "fixed", Never: "a clock for never", Geometric: "geometric", Lognormal: "lognormal"}
    laws |= {Gamma: "gamma", Sometimes: "sometimes", Cut: "cut"}
    if type(law) in laws:
        yield laws[type(law)]
    if law == Fixed(0):
        yield "fixed at 0"
    if isinstance(law, Table) and law.probabilities[0] > 0:
        yield "a table with mass at 0"


def of_route(owner: str, route, case: Case) -> Iterator[str]:
    place = owner.removeprefix("put out ").split(" by ")[0].split()[-1].split(".")[0]
    targets = {target for shares in plain_shares(route) for target in shares}
    stages = [stage.name for stage in case.network.stages]
    if isinstance(route, Dated):
        yield "a dated route"
        if route.steps[-1][0] >= case.ticks:
            yield "a step after the horizon"
    if any(isinstance(step, By) for step in ([s for _, s in route.steps] if isinstance(route, Dated) else [route])):
        yield "a route by kind"
    if any(share == 0 for shares in plain_shares(route) for share in shares.values()):
        yield "a share of zero"
    if owner.startswith("source"):
        if targets & set(case.network.exits):
            yield "exits from a source"
        return
    if place in targets:
        yield "a stage to itself"
    if targets & set(stages[: stages.index(place)]):
        yield "a loop"


def of_gate(gate, case: Case) -> Iterator[str]:
    yield "a gate"
    if gate.lanes is not None:
        yield "lanes by two parts" if isinstance(gate.lanes, tuple) else "lanes"
    if isinstance(gate.level, By):
        yield "levels by kind"
    if len(gate.doors) > 1:
        yield "several doors"
    for door in gate.doors:
        if door.accepts is not None:
            yield "a door that accepts some" if door.accepts else "a door that accepts none"
        if door.refills is not None:
            yield "refills"
        if door.limit is not None:
            yield "a limit"
        if 0 < (number_at(door.open, case.ticks, "") == 0).sum() < case.ticks:
            yield "a door that opens and shuts"
        if (number_at(door.supply, case.ticks, "") % 1).any():
            yield "fractional supply"


def of_pool(pool, ticks: int) -> Iterator[str]:
    yield "a pool"
    if pool.areas is not None:
        yield "areas"
        if not isinstance(pool.capacity, By):
            yield "one capacity for each area"
    if pool.spills:
        yield "a spill"
    if isinstance(pool.level, By):
        yield "pool levels by kind"
    for capacity in values(pool.capacity):
        number = number_at(capacity, ticks, "")
        if (np.diff(number) < 0).any():
            yield "capacity falls"
        if (number < 1).all():
            yield "no capacity"
        if (number % 1).any():
            yield "fractional capacity"


@pytest.fixture(scope="module")
def drawn() -> Counter[str]:
    return Counter(name for seed in SEEDS for name in features(random_network(seed)))


@pytest.fixture(scope="module")
def happened() -> Counter[str]:
    found: Counter[str] = Counter()
    for seed in RUNS:
        network, ticks, opening, cells, groups, period = random_network(seed)
        found.update(name for name, n in run(network, ticks, seed, opening, cells, groups, period).seen.items() if n)
    return found


@pytest.mark.parametrize("feature", names(FEATURES))
def test_it_is_in_one_network_of_thirty(drawn: Counter[str], feature: str) -> None:
    assert drawn[feature] >= len(SEEDS) / 30


@pytest.mark.parametrize("event", names(EVENTS))
def test_it_happens_in_one_run_of_forty(happened: Counter[str], event: str) -> None:
    assert happened[event] >= len(RUNS) / 40
