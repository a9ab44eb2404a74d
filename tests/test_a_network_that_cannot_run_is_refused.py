"""A network in which somebody would be lost or stuck is refused when it is put together, with the stages' names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sojourn.engine import Simulation
from sojourn.network import (
    By,
    ByDoor,
    Clock,
    Dated,
    Door,
    Exponential,
    Fixed,
    Gate,
    Kinds,
    Network,
    NetworkError,
    Never,
    Pool,
    Source,
    Stage,
)

GOOD = Network(
    sources=(Source("people", "waiting", rate=3.0),),
    stages=(
        Stage("waiting", waits_for="beds", granted="held"),
        Stage("held", (Clock("leaves", Exponential(10.0), "out"),), holds="beds", sets="booked"),
    ),
    exits=("out",),
    pools=(Pool("beds", 20.0),),
)
HELD = GOOD.stages[1]


def stages(*more: Stage, held: Stage = HELD) -> dict[str, Any]:
    return {"stages": (GOOD.stages[0], held, *more)}


def leaves(to: Any, law: Any = None, **more: Any) -> Stage:
    return replace(HELD, clocks=(Clock("leaves", law or Exponential(10.0), to, **more),))


BAD: list[tuple[str, dict[str, Any], list[str]]] = [
    ("an unreachable stage", stages(replace(HELD, name="attic")), ["attic", "enter"]),
    ("a route to nowhere", stages(held=leaves("outt")), ["outt", "did you mean 'out'"]),
    ("shares that do not add to one", stages(held=leaves({"out": 0.7})), ["held.leaves", "0.7"]),
    ("shares below zero", stages(held=leaves({"out": 1.5, "held": -0.5})), ["held.leaves"]),
    ("a loop with no exit", stages(held=leaves("held")), ["held", "exit"]),
    ("a clock that never rings", stages(held=leaves("out", Never())), ["held", "leave"]),
    ("a stage with no clock", stages(held=replace(HELD, clocks=())), ["held", "no clock"]),
    ("a mark that is never set", stages(held=leaves("out", since="order")), ["order", "no stage sets"]),
    ("a pace that is not there", stages(held=leaves("out", pace="policy")), ["policy"]),
    ("a pool that is not there", stages(held=replace(HELD, holds="bedz")), ["bedz", "did you mean 'beds'"]),
    ("a grant that holds nothing", stages(held=replace(HELD, holds=None)), ["waiting", "held", "does not hold"]),
    ("a name used twice", {"exits": ("out", "held")}, ["held", "twice"]),
    ("two sources of one name", {"sources": GOOD.sources * 2}, ["sources", "same name"]),
    ("a spill without areas", {"pools": (Pool("beds", 20.0, spills=True),)}, ["beds", "no areas"]),
    ("a route by door before a pool", {"stages": (replace(GOOD.stages[0], granted=ByDoor({})), HELD)}, ["no", "pool"]),
]


@pytest.mark.parametrize(("change", "words"), [(c, w) for _, c, w in BAD], ids=[name for name, _, _ in BAD])
def test_refused(change: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(NetworkError) as refused:
        replace(GOOD, **change)
    said = str(refused.value)
    assert "\n" not in said
    for word in words:
        assert word in said


def test_a_door_for_people_who_are_not_there() -> None:
    door = Door("north", 1.0, accepts=["Nowhere"])
    with pytest.raises(NetworkError, match="Nowhere"):
        replace(
            GOOD,
            kinds=Kinds({"nation": ("Here", "There")}),
            gates=(Gate("seats", (door,), lanes="nation"),),
        )


def test_a_kind_without_a_value() -> None:
    with pytest.raises(NetworkError, match="'b'"):
        replace(
            GOOD,
            kinds=Kinds({"class": ("a", "b")}),
            **stages(held=leaves("out", By("class", {"a": Fixed(3)}))),
        )


def test_dates_out_of_order() -> None:
    with pytest.raises(NetworkError, match="rising"):
        Dated([(0, "out"), (9, "held"), (4, "out")])


def test_people_who_go_in_circles_within_a_tick() -> None:
    network = replace(GOOD, **stages(held=leaves({"held": 0.999999, "out": 0.000001}, Fixed(0))))
    with pytest.raises(NetworkError, match="circles"):
        Simulation(network, ticks=5).advance()


@pytest.mark.parametrize("ticks", [0, 1])
def test_nothing_to_do_is_done(ticks: int) -> None:
    """No beds, no arrivals, no time: these run."""
    network = replace(GOOD, pools=(Pool("beds", 0.0),), sources=(Source("people", "waiting", rate=0.0),))
    assert Simulation(network, ticks=ticks).advance().tick == ticks


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_out_of_range(seed: int) -> None:
    with pytest.raises(NetworkError, match="out of range"):
        Simulation(GOOD, ticks=1, seed=seed)
