"""A run that branches goes on under two policies with the same people and the same luck."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from panels import arrays_of, differences, people_of, simulation
from random_networks import random_network
from sojourn.engine import Simulation, Tally
from sojourn.network import (
    By,
    Clock,
    Door,
    Exponential,
    Fixed,
    Gamma,
    Gate,
    Kinds,
    Network,
    NetworkError,
    Opening,
    Pool,
    Source,
    Stage,
    Steps,
)

SEEDS = range(9000, 9040)
TICKS = 120


def system(pace: float | Steps = 1.0, beds: float = 60.0, seats: float = 2.0, limit: int = 50) -> Network:
    """People wait for a bed, then for papers at a pace, then for a seat; nobody stays beyond a limit."""
    return Network(
        sources=(Source("arrivals", "waiting", rate=3.0),),
        stages=(
            Stage("waiting", (Clock("patience", Fixed(9), "gave_up"),), waits_for="beds", granted="papers"),
            Stage(
                "papers",
                (Clock("limit", Fixed(limit), "released"), Clock("papers", Gamma(2.0, 18.0), "seat", pace="office")),
                holds="beds",
                sets="start",
            ),
            Stage(
                "seat",
                (Clock("limit", Fixed(limit), "released", since="start"),),
                waits_for="seats",
                granted="left",
                holds="beds",
            ),
        ),
        exits=("gave_up", "released", "left"),
        gates=(Gate("seats", (Door("seats", seats),)),),
        pools=(Pool("beds", beds),),
        paces={"office": pace},
    )


def run(network: Network) -> Simulation:
    people = np.arange(20)
    opening = Opening(kind=people * 0, stage=np.full(20, 1), entered=-1 - people)
    return Simulation(network, ticks=TICKS, seed=4, opening=opening, tally=Tally(period=np.arange(TICKS)))


@pytest.mark.parametrize("seed", SEEDS)
def test_zero_change_gives_zero_difference(seed: int) -> None:
    case = random_network(seed)
    whole = simulation(case, seed).advance()
    for at in {0, case.ticks // 3, case.ticks - 1}:
        branch = simulation(case, seed).branch(case.network, at=at)
        assert branch.tick == at
        again = branch.branch(case.network)
        for other in (branch.advance(), again.advance()):
            assert differences(arrays_of(other.panel, case.network), arrays_of(whole.panel, case.network)) == []
            assert people_of(other, case) == people_of(whole, case)


def test_the_run_that_branched_stays_as_it_was() -> None:
    trunk, alone = run(system()).advance(40), run(system()).advance()
    trunk.branch(system(beds=5.0)).advance()
    assert trunk.tick == 40
    trunk.advance()
    assert differences(arrays_of(trunk.panel, system()), arrays_of(alone.panel, system())) == []


def test_a_schedule_that_changes_later_is_a_branch_at_that_tick() -> None:
    """What a pace, a capacity or a supply does after a tick cannot matter before it."""
    at = 40
    later = system(
        Steps([(0, 1.0), (at, 0.3)]), beds=Steps([(0, 60.0), (at, 30.0)]), seats=Steps([(0, 2.0), (at, 1.0)])
    )
    branch = run(system()).advance(at).branch(later).advance()
    whole = run(later).advance()
    assert differences(arrays_of(branch.panel, later), arrays_of(whole.panel, later)) == []


def test_a_slower_pace_moves_the_remaining_time_of_everybody_inside() -> None:
    at = 40
    trunk = run(system(beds=1000.0, seats=1000.0, limit=1000)).advance(at)
    stopped = system(Steps([(0, 1.0), (at, 0.0)]), beds=1000.0, seats=1000.0, limit=1000)
    branch = trunk.branch(stopped).advance()
    assert branch.panel.taken(target="left")[at + 1 :].sum() == 0
    assert trunk.advance().panel.taken(target="left")[at + 1 :].sum() > 100


def test_a_shorter_limit_rings_at_once_for_those_beyond_it() -> None:
    at = 40
    trunk = run(system(seats=0.0)).advance(at)
    inside = trunk.inside()
    beyond = int(((inside.stage == 1) & (inside.entered >= 0) & (at - inside.entered >= 10)).sum())
    branch = trunk.branch(system(seats=0.0, limit=10)).advance(at + 1)
    assert beyond > 5
    assert branch.panel.taken(target="released")[at].sum() >= beyond


def test_fewer_beds_keep_the_past() -> None:
    trunk = run(system()).advance(60)
    past = trunk.panel.flow[:60].copy()
    branch = trunk.branch(system(beds=20.0)).advance()
    assert np.array_equal(branch.panel.flow[:60], past)
    assert branch.panel.held[-1].sum() <= 20 < trunk.advance().panel.held[-1].sum()


def test_a_limit_of_a_door_counts_what_was_granted_before() -> None:
    def limited(limit: int) -> Network:
        network = system()
        gate = network.gates[0]
        return replace(network, gates=(replace(gate, doors=(replace(gate.doors[0], limit=limit),)),))

    trunk = run(limited(30)).advance(60)
    branch = trunk.branch(limited(50)).advance()
    assert branch.panel.taken(target="left").sum() == 50
    assert trunk.advance().panel.taken(target="left").sum() == 30


def test_another_structure_is_refused() -> None:
    trunk = run(system()).advance(10)
    wider = replace(system(), exits=("gave_up", "released", "left", "elsewhere"))
    more = replace(system(), pools=(Pool("beds", 10.0), Pool("cots", 10.0)))
    for other in (replace(system(), gates=(Gate("seats", (Door("a", 1.0), Door("b", 1.0))),)), more):
        with pytest.raises(NetworkError, match="same structure"):
            trunk.branch(other)
    trunk.branch(wider).advance()
    with pytest.raises(NetworkError, match="the tick of a branch must be a whole number between 10"):
        trunk.branch(system(), at=9)


def two_houses(first: str, second: str, levels: tuple[str, ...] = ("near", "far"), holds: str | None = "a") -> Network:
    """Everybody stays in a house, of which there are two pools in the given order; nobody waits for one of them."""
    return Network(
        kinds=Kinds({"home": levels}),
        sources=(Source("ships", "east", np.array([0.9, 0.1]), rate=6.0),),
        stages=(
            Stage("east", (Clock("c", By("home", {"near": Fixed(2), "far": Fixed(20)}), "west"),), holds=holds),
            Stage("west", (Clock("c", Exponential(5.0), "left"),), holds="b"),
        ),
        exits=("left",),
        pools=(Pool(first, 500.0), Pool(second, 90.0)),
    )


@pytest.mark.parametrize("at", [0, 20])
@pytest.mark.parametrize(
    ("other", "what"),
    [
        (two_houses("b", "a"), "pools"),
        (two_houses("a", "b", ("far", "near")), "kinds"),
        (two_houses("a", "b", holds="b"), "places where something is held"),
        (two_houses("a", "b", holds=None), "places where something is held"),
    ],
    ids=["pools the other way round", "levels the other way round", "another pool is held", "no pool is held"],
)
def test_numbers_that_mean_something_else_are_no_branch(other: Network, what: str, at: int) -> None:
    trunk = Simulation(two_houses("a", "b"), ticks=60, seed=1, specialised=False).advance(at)
    with pytest.raises(NetworkError, match=f"same structure; the {what}"):
        trunk.branch(other)
    taken_up = Simulation(other, ticks=60, seed=1, specialised=False)
    with pytest.raises(NetworkError, match="the snapshot is of another network"):
        taken_up.resume(trunk.snapshot())


@pytest.mark.parametrize("name", ["exit", "level", "part"])
def test_a_snapshot_is_not_taken_up_under_other_names(name: str) -> None:
    """Nothing that is computed hangs on these names, and yet the counts would be told of somebody else."""

    def named(new: bool) -> Network:
        out, part, level = (("n" if new and name == one else "o") + one for one in ("exit", "part", "level"))
        hall = Stage("hall", (Clock("c", Fixed(3), out),))
        kinds = Kinds({part: (level, "other")})
        return Network((Source("ships", "hall", np.array([0.9, 0.1]), rate=3.0),), (hall,), (out,), kinds)

    kept = Simulation(named(False), ticks=20, seed=1, specialised=False).advance(9).snapshot()
    assert Simulation(named(False), ticks=20, seed=1, specialised=False).resume(kept).tick == 9
    with pytest.raises(NetworkError, match="the snapshot is of another network"):
        Simulation(named(True), ticks=20, seed=1, specialised=False).resume(kept)
