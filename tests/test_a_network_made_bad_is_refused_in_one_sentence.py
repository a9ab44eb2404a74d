"""Whatever is changed in a good network, what comes is a network that runs or one plain sentence with the names.

Good networks are drawn from a seed. First each is made bad in one way that is known, and has to be refused with the
names of what is involved; then some value in it is replaced by anything at all, which may be refused but not crash.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from random_networks import Case, random_network
from sojourn.engine import Simulation
from sojourn.network import (
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
    Line,
    Lognormal,
    Network,
    NetworkError,
    Never,
    Pool,
    Sometimes,
    Source,
    Stage,
    Steps,
    Table,
    Triangular,
)

SEEDS = st.integers(0, 400)
Change = Callable[[Case, random.Random], tuple[Callable[[], Case], list[str]] | None]
"""Takes a good network; gives one made bad, and what the sentence has to name. None: there is nothing to change."""


@cache
def good(seed: int) -> Case:
    return random_network(seed)


def refused(make: Callable[[], Case]) -> str | None:
    """The sentence with which a network is refused, made or compiled; None where it can be run."""
    try:
        case = make()
        Simulation(case.network, ticks=case.ticks, opening=case.opening, specialised=False)
    except NetworkError as sentence:
        return str(sentence)
    return None


def with_network(case: Case, **parts: Any) -> Case:
    return case._replace(network=replace(case.network, **parts))


def with_stage(case: Case, old: Stage, **parts: Any) -> Case:
    stages = tuple(replace(stage, **parts) if stage is old else stage for stage in case.network.stages)
    return with_network(case, stages=stages)


def with_clock(case: Case, rng: random.Random, **parts: Any) -> tuple[Callable[[], Case], list[str]] | None:
    found = [(stage, clock) for stage in case.network.stages for clock in stage.clocks]
    if not found:
        return None
    stage, clock = rng.choice(found)
    clocks = tuple(replace(c, **parts) if c is clock else c for c in stage.clocks)
    return lambda: with_stage(case, stage, clocks=clocks), [f"{stage.name}.{clock.name}"]


def with_one(case: Case, rng: random.Random, part: str, **parts: Any) -> tuple[Callable[[], Case], list[str]] | None:
    found = getattr(case.network, part)
    if not found:
        return None
    one = rng.choice(found)
    return lambda: with_network(case, **{part: tuple(replace(o, **parts) if o is one else o for o in found)}), [
        one.name
    ]


def twice(case: Case) -> list[tuple[str, str]]:
    return [(part, part) for part in case.network.kinds.parts]


def with_door(case: Case, rng: random.Random, **parts: Any) -> tuple[Callable[[], Case], list[str]] | None:
    if not case.network.gates:
        return None
    gate = rng.choice(case.network.gates)
    door = rng.choice(gate.doors)
    doors = tuple(replace(d, **parts) if d is door else d for d in gate.doors)
    gates = tuple(replace(g, doors=doors) if g is gate else g for g in case.network.gates)
    return lambda: with_network(case, gates=gates), [gate.name, door.name]


def bad_schedule(case: Case, rng: random.Random) -> Any:
    bad = rng.choice([float("nan"), float("inf"), -1.0])
    return rng.choice([
        bad, "3", None, [1.0], Steps([(0, 1.0), (3, bad)]), Line([(0, bad)]), Steps([(3, 1.0), (3, 2.0)]), Steps([]),
        Steps([(0, "x")]), np.full(case.ticks, bad), np.zeros(case.ticks - 1), np.zeros((case.ticks, 2)),
        np.array(["a"] * case.ticks),
    ])  # fmt: skip


def bad_route(case: Case, rng: random.Random) -> Any:
    out = case.network.exits[0]
    nan = float("nan")
    return rng.choice([
        "nowhere", {out: 0.7}, {out: nan}, {out: 2.0, "nowhere": -1.0}, {}, {out: "1"}, {out: None}, {3: 1.0}, 3, [out],
        Dated([(0, out), (4, "nowhere")]), Dated([(0, out), (4, {out: 0.5})]), By("nothing", {"a": out}),
        By((), {(): {out: nan}}), {out: float("inf")},
    ])  # fmt: skip


def an_unreachable_stage(case: Case, rng: random.Random) -> Any:
    attic = Stage("attic", (Clock("leaves", Fixed(1), case.network.exits[0]),))
    return lambda: with_network(case, stages=(*case.network.stages, attic)), ["attic"]


def a_loop_without_a_clock(case: Case, rng: random.Random) -> Any:
    """Two stages that hand people to each other at once; what would lead out of them comes too late."""
    late = Clock("late", Fixed(rng.randint(1, 9)), case.network.exits[0])
    at_once = rng.choice([Fixed(0), Table((1.0,)), Cut(Exponential(3.0), 0), Sometimes(1.0, Fixed(0))])
    one = Stage("one", (late, Clock("on", at_once, {"two": 1.0, case.network.exits[0]: 0.0})))
    two = Stage("two", (Clock("back", at_once, "one"), late))
    enter = Source("enter", "one", kinds=case.network.sources[0].kinds, rate=0.0, mix=case.network.sources[0].mix)
    parts = {"stages": (*case.network.stages, one, two), "sources": (*case.network.sources, enter)}
    return lambda: with_network(case, **parts), ["one", "two", "circles"]


def a_gate_that_never_opens(case: Case, rng: random.Random) -> Any:
    shut = rng.choice([
        Door("shut", 0.0), Door("shut", 3.0, open=0.0), Door("shut", 3.0, limit=0),
        Door("shut", 3.0, refills=np.zeros(case.ticks, dtype=bool)),
        Door("shut", Steps([(0, 3.0), (2, 0.0)]), open=Steps([(0, 0.0), (2, 1.0)])),
    ])  # fmt: skip
    beside = rng.choice([(), (Clock("never", Sometimes(0.0, Fixed(1)), case.network.exits[0]),)])
    stays = Stage("stays", beside, waits_for="shut gate", granted=case.network.exits[0])
    kinds = np.full(case.network.kinds.size, 1 / case.network.kinds.size)
    parts = {
        "stages": (*case.network.stages, stays),
        "gates": (*case.network.gates, Gate("shut gate", (shut,))),
        "sources": (*case.network.sources, Source("enter", "stays", kinds=kinds, rate=1.0)),
    }
    return lambda: with_network(case, **parts), ["stays", "shut gate"]


def a_mark_set_where_nobody_comes_from(case: Case, rng: random.Random) -> Any:
    stages = [replace(stage, sets=None) for stage in case.network.stages]
    clocks = [tuple(replace(clock, since=None) for clock in stage.clocks) for stage in stages]
    stages = [replace(stage, clocks=c) for stage, c in zip(stages, clocks, strict=True)]
    since = Stage("since", (Clock("limit", Fixed(9), "sets", since="mark"),))
    sets = Stage("sets", (Clock("leaves", Fixed(1), case.network.exits[0]),), sets="mark")
    enter = Source("enter", "since", kinds=case.network.sources[0].kinds, rate=1.0)
    if case.network.sources[0].mix is not None:
        return None
    parts = {"stages": (*stages, since, sets), "sources": (*case.network.sources, enter)}
    return lambda: with_network(case, **parts), ["since.limit", "sets"]


def a_bad_law(case: Case, rng: random.Random) -> Any:
    """The law itself is refused, or the clock that has none; a law does not know whose it is."""
    bad = rng.choice([float("nan"), float("inf"), -1.0, "3", None])
    laws: list[Callable[[], Any]] = [
        lambda: Fixed(bad),
        lambda: Fixed(2.5),  # type: ignore[arg-type]
        lambda: Exponential(bad),
        lambda: Geometric(bad),
        lambda: Gamma(2.0, bad),
        lambda: Gamma(bad, 2.0),
        lambda: Lognormal(bad, 1.0),
        lambda: Lognormal(1.0, bad),
        lambda: Lognormal.from_mean(bad, 1.0),
        lambda: Lognormal.from_quantiles(3.0, bad),
        lambda: Lognormal.from_quantiles(bad, 3.0),
        lambda: Triangular(0.0, 1.0, bad),
        lambda: Triangular(bad, 1.0, 2.0),
        lambda: Table((0.5, bad)),
        lambda: Table((0.7, 0.7)),
        lambda: Table(()),
        lambda: Cut(Fixed(1), bad),
        lambda: Cut(Fixed(1), 3, 5),
        lambda: Cut(bad, 3),
        lambda: Sometimes(bad, Fixed(1)),
        lambda: Sometimes(1.5, Fixed(1)),
        lambda: Sometimes(0.5, bad),
    ]
    make = rng.choice(laws)
    return lambda: with_clock(case, rng, rings_after=make())[0](), []  # type: ignore[index]


def a_clock_without_a_law(case: Case, rng: random.Random) -> Any:
    return with_clock(case, rng, rings_after=rng.choice([3, None, "Fixed(3)", Fixed, By((), {(): 3.0})]))


def a_name_that_is_none(case: Case, rng: random.Random) -> Any:
    name = rng.choice(["", " ", "a\nb", 3, None, ("a",), "\ud800"])
    part = rng.choice(["stages", "sources", "gates", "pools", "exits", "clocks", "doors", "paces"])
    if part == "exits":
        return lambda: with_network(case, exits=(*case.network.exits, name)), ["exit"]
    if part == "paces":
        return lambda: with_network(case, paces={**case.network.paces, name: 1.0}), ["pace"]
    if part == "clocks":
        made = with_clock(case, rng, name=name)
        return None if made is None else (made[0], [made[1][0].split(".")[0]])
    if part == "doors":
        made = with_door(case, rng, name=name)
        return None if made is None else (made[0], [made[1][0]])
    made = with_one(case, rng, part, name=name)
    return None if made is None else (made[0], [part[:-1]])


def a_name_twice(case: Case, rng: random.Random) -> Any:
    network = case.network
    part = rng.choice(["stages", "sources", "gates", "pools", "exits"])
    found = getattr(network, part)
    if not found:
        return None
    name = found[0] if part == "exits" else found[0].name
    return lambda: with_network(case, **{part: (*found, found[0])}), ["source" if part == "sources" else name]


def a_level_that_is_not_there(case: Case, rng: random.Random) -> Any:
    parts = case.network.kinds.parts
    if not parts:
        return None
    part = rng.choice(list(parts))
    levels: dict[Any, Any] = {level: Exponential(3.0) for level in parts[part]}
    if rng.random() < 0.5:
        levels["unheard of"] = Exponential(3.0)
        names = ["unheard of", part]
    else:
        missing = rng.choice(list(levels))
        levels.pop(missing)
        names = [missing, part]
    made = with_clock(case, rng, rings_after=By(part, levels))
    return None if made is None else (made[0], [*made[1], *names])


def a_source_of_no_kind(case: Case, rng: random.Random) -> Any:
    size, ticks = case.network.kinds.size, case.ticks
    nan = np.full(size, float("nan"))
    whole = np.full(size, 1 / size)
    change = rng.choice([
        {"kinds": np.full(size + 1, 1 / (size + 1))}, {"kinds": nan, "mix": None}, {"kinds": whole * 0.5, "mix": None},
        {"kinds": whole, "mix": np.ones(ticks, dtype=np.int64)}, {"kinds": whole, "mix": np.full(ticks, -1)},
        {"kinds": whole, "mix": np.zeros(ticks - 1, dtype=np.int64)}, {"kinds": "abc"},
        {"kinds": np.ones((1, 1, size))},
        {"kinds": whole, "mix": np.full(ticks, 0.0)}, {"kinds": np.ones((0, size))},
    ])  # fmt: skip
    return with_one(case, rng, "sources", **change)


def arrivals_that_are_no_number(case: Case, rng: random.Random) -> Any:
    n = case.ticks
    counts = rng.choice(
        [np.full(n, -1), np.full(n, 0.5), np.full(n, float("nan")), np.zeros(n - 1), "3", np.full(n, 1 << 25)]
    )
    change = rng.choice(
        [{"rate": bad_schedule(case, rng), "counts": None}, {"counts": counts}, {"rate": 1e9, "counts": None}]
    )
    return with_one(case, rng, "sources", **change)


def a_bad_way_out(case: Case, rng: random.Random) -> Any:
    stage = rng.choice(case.network.stages)
    if stage.holds is None:
        return lambda: with_stage(case, stage, put_out=case.network.exits[0]), [stage.name, "put_out"]
    if rng.random() < 0.5:
        return lambda: with_stage(case, stage, put_out=bad_route(case, rng)), ["put out", stage.name]
    return lambda: with_stage(case, stage, put_out=stage.name), [stage.name, stage.holds]


BAD: dict[str, Change] = {
    "an unreachable stage": an_unreachable_stage,
    "a loop without a clock": a_loop_without_a_clock,
    "a route to nowhere or with wrong shares": lambda case, rng: with_clock(case, rng, to=bad_route(case, rng)),
    "a source to nowhere or with wrong shares": lambda case, rng: with_one(
        case, rng, "sources", to=bad_route(case, rng)
    ),
    "a bad way out for those put out": a_bad_way_out,
    "a gate that never opens": a_gate_that_never_opens,
    "a mark that no stage sets": lambda case, rng: with_clock(case, rng, since="unheard of"),
    "a mark set where nobody comes from": a_mark_set_where_nobody_comes_from,
    "a pace that is not there": lambda case, rng: with_clock(case, rng, pace="unheard of"),
    "a bad pace": lambda case, rng: (
        lambda: with_network(case, paces={**case.network.paces, "new": bad_schedule(case, rng)}),
        ["new"],
    ),
    "a bad capacity": lambda case, rng: with_one(case, rng, "pools", capacity=bad_schedule(case, rng)),
    "a capacity by something else": lambda case, rng: with_one(case, rng, "pools", capacity=By("other", {"a": 1.0})),
    "a bad supply": lambda case, rng: with_door(case, rng, supply=bad_schedule(case, rng)),
    "a bad opening": lambda case, rng: with_door(case, rng, open=bad_schedule(case, rng)),
    "a bad limit": lambda case, rng: with_door(case, rng, limit=rng.choice([-1, 2.5, float("nan"), "3"])),
    "refills too short": lambda case, rng: with_door(case, rng, refills=np.ones(case.ticks - 1, dtype=bool)),
    "refills that are none": lambda case, rng: with_door(case, rng, refills=rng.choice([True, "yes", 3.0, [[True]]])),
    "a level that is none": lambda case, rng: with_one(
        case, rng, rng.choice(["pools", "gates"]), level=rng.choice([0.5, None, "1", 1 << 70])
    ),
    "a bad law": a_bad_law,
    "a clock without a law": a_clock_without_a_law,
    "a name that is none": a_name_that_is_none,
    "a name twice": a_name_twice,
    "a level that is not there": a_level_that_is_not_there,
    "a source of no kind": a_source_of_no_kind,
    "arrivals that are no number": arrivals_that_are_no_number,
    "lanes that are not there": lambda case, rng: with_one(
        case, rng, "gates", lanes=rng.choice(["unheard of", ("unheard of",), (), (None,), 3, *twice(case)])
    ),
    "areas that are not there": lambda case, rng: with_one(case, rng, "pools", areas="unheard of"),
    "doors that accept nobody there is": lambda case, rng: with_door(
        case, rng, accepts=rng.choice([("unheard of",), (("unheard of", "too"),), ((),), (3,)])
    ),
}


@pytest.mark.parametrize("what", BAD)
@settings(max_examples=15)
@given(seed=SEEDS, luck=st.randoms(use_true_random=False))
def test_it_is_refused_with_the_names(what: str, seed: int, luck: random.Random) -> None:
    case = good(seed)
    made = BAD[what](case, luck)
    if made is None:
        return
    make, names = made
    sentence = refused(make)
    assert sentence is not None
    assert "\n" not in sentence
    assert len(sentence) < 500
    for name in names:
        assert name in sentence, sentence


ANYTHING: list[Any] = [
    None, True, 0, -1, 3, 2.5, 1e300, 10**400, float("nan"), float("inf"), 1j, "", "x", "s0", "x0", "mark", "pool0",
    "gate0", b"s0", (), [], {}, set(), ("s0",), ["s0"], {"s0": 1.0}, {"s0": None}, {3: 4}, object(), int, Fixed,
    Fixed(3), Never(),
    np.array([]), np.array([1.0, 2.0]), np.array(["a"]), np.array([None]), np.zeros((2, 2)), np.float64("nan"),
    Steps([]), Steps([(0, "a")]), Steps(3), Line([(1, 1.0), (0, 2.0)]), By("area", {}), By((), {(): 3}),  # type: ignore[arg-type]
    By((), {}, "x0"),
    Dated([(0, "x0")]), Dated([(0, None)]), ByDoor({}), ByDoor({"door0": "x0"}), ByDoor(3), Clock("c", Fixed(1), "x0"),  # type: ignore[arg-type]
    Stage("s"), Source("s", "s0"), Pool("p", 3.0), Gate("g", ()), Door("d", 1.0),
]  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths to everything in a network that could be something else."""
    if path:
        yield path
    if is_dataclass(value):
        for field in fields(value):
            yield from places(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, Mapping):
        for key in value:
            yield from places(value[key], (*path, key))
    elif isinstance(value, tuple | list) and len(value) < 20:
        for i, each in enumerate(value):
            yield from places(each, (*path, i))


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The same value with something else at the end of a path."""
    if not path:
        return new
    first, rest = path[0], path[1:]
    if is_dataclass(value):
        return replace(value, **{first: put(getattr(value, first), rest, new)})  # type: ignore[type-var]
    if isinstance(value, Mapping):
        return {key: put(each, rest, new) if key == first else each for key, each in value.items()}
    return type(value)(put(each, rest, new) if i == first else each for i, each in enumerate(value))


@settings(max_examples=400)
@given(seed=SEEDS, luck=st.randoms(use_true_random=False), new=st.sampled_from(ANYTHING))
def test_anything_at_all_is_refused_or_runs(seed: int, luck: random.Random, new: Any) -> None:
    case = good(seed)
    path = luck.choice(list(places(case.network)))
    sentence = refused(lambda: case._replace(network=put(case.network, path, new)))
    assert sentence is None or (sentence and "\n" not in sentence), (path, sentence)


@given(seed=SEEDS)
@settings(max_examples=30)
def test_a_good_network_is_not_refused(seed: int) -> None:
    assert refused(lambda: good(seed)) is None
    assert isinstance(good(seed).network, Network)
