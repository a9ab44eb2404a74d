"""What does not concern a person leaves their path as it was: no number changes, not even by chance."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from panels import by_pool, edges_of, people_of, simulation
from random_networks import Case, random_network
from sojourn.engine import Simulation
from sojourn.network import (
    Clock,
    Door,
    Fixed,
    Gate,
    Geometric,
    Lognormal,
    Network,
    Never,
    Pool,
    Source,
    Stage,
)

SEEDS = range(7000, 7020)


def the_same(case: Case) -> Case:
    return case


def with_a_clock_that_never_rings(case: Case) -> Case:
    idle = Clock("idle", Never(), case.network.exits[0])
    stages = tuple(replace(stage, clocks=(idle, *stage.clocks)) for stage in case.network.stages)
    return case._replace(network=replace(case.network, stages=stages))


def with_an_exit_nobody_takes(case: Case) -> Case:
    return case._replace(network=replace(case.network, exits=("nowhere", *case.network.exits)))


def with_visitors_in_a_stage_of_their_own(case: Case) -> Case:
    network = case.network
    annex = Stage("annex", (Clock("leave", Geometric(0.3), {"annex": 0.2, "away": 0.8}),))
    first = np.eye(network.kinds.size)[0]
    visitors = Source("visitors", "annex", first, counts=np.full(case.ticks, 4, dtype=np.int64))
    network = replace(
        network,
        sources=(visitors, *network.sources),
        stages=(annex, *network.stages),
        exits=("away", *network.exits),
    )
    opening = case.opening and replace(case.opening, stage=np.asarray(case.opening.stage) + 1)
    return case._replace(network=network, opening=opening)


def with_a_level_nobody_has(case: Case) -> Case:
    """A further part of the kind, of whose two levels all people have the first."""
    network = case.network
    kinds = replace(network.kinds, parts={**network.kinds.parts, "unused": ("no", "yes")})

    def widened(shares: np.ndarray | None) -> np.ndarray:
        shares = np.ones(1) if shares is None else np.asarray(shares)
        return np.stack([shares, np.zeros_like(shares)], axis=-1).reshape(*shares.shape[:-1], -1)

    sources = tuple(replace(source, kinds=widened(source.kinds)) for source in network.sources)
    opening = case.opening and replace(case.opening, kind=np.asarray(case.opening.kind) * 2)
    return case._replace(network=replace(network, kinds=kinds, sources=sources), opening=opening)


def with_a_gate_a_pool_and_a_pace_nobody_needs(case: Case) -> Case:
    network = case.network
    return case._replace(
        network=replace(
            network,
            gates=(Gate("idle gate", (Door("door", 1.0),)), *network.gates),
            pools=(*network.pools, Pool("idle pool", 5.0)),
            paces={"idle": 0.5, **network.paces},
        )
    )


CHANGES = [
    the_same,
    with_a_clock_that_never_rings,
    with_an_exit_nobody_takes,
    with_visitors_in_a_stage_of_their_own,
    with_a_level_nobody_has,
    with_a_gate_a_pool_and_a_pace_nobody_needs,
]


def finished(case: Case, seed: int) -> Simulation:
    sim = simulation(case, seed)
    sim.advance()
    return sim


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_change_that_concerns_nobody_changes_nothing(change: Callable[[Case], Case], seed: int) -> None:
    before, after = random_network(seed), change(random_network(seed))
    one, two = finished(before, seed), finished(after, seed)
    edges, edges_after = edges_of(one.panel), edges_of(two.panel)
    shared = [edges_after.index(edge) for edge in edges]
    assert np.array_equal(one.panel.flow, np.asarray(two.panel.flow)[:, shared])
    for name in ("period_flow", "period_time", "stay_time"):
        assert np.array_equal(getattr(one.panel, name), getattr(two.panel, name)[:, shared]), name
    assert np.array_equal(one.panel.stays, two.panel.stays)
    held, held_after = (by_pool(np.asarray(s.panel.held), c.network) for s, c in [(one, before), (two, after)])
    if before.network.pools:
        assert np.array_equal(held, held_after[:, : held.shape[1], : held.shape[2]])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_shorter_horizon_is_the_beginning_of_a_longer_one(seed: int) -> None:
    case = random_network(seed)
    short = max(case.ticks // 2, 1)
    period = None if case.period is None else case.period[:short]
    one = finished(case, seed)
    two = finished(case._replace(ticks=short, period=period), seed)
    assert np.array_equal(np.asarray(one.panel.flow)[:short], two.panel.flow)
    assert np.array_equal(np.asarray(one.panel.held)[:short], two.panel.held)
    stopped = simulation(case, seed)
    stopped.advance(until=short)
    assert people_of(stopped, case) == people_of(two, case)


def two_lines(order: tuple[str, ...]) -> Network:
    """Two pathways that never meet, a to b and c to d, declared in some order."""
    gate = Gate("gate", (Door("door", 1.5),))
    stages = {
        "a": Stage("a", (Clock("go", Lognormal(4.0, 0.8), {"b": 0.6, "x": 0.4}),)),
        "b": Stage("b", (Clock("out", Geometric(0.1), {"a": 0.3, "x": 0.3, "y": 0.4}),), "gate", {"x": 0.5, "y": 0.5}),
        "c": Stage("c", (Clock("go", Lognormal(4.0, 0.8), {"d": 0.7, "y": 0.3}),)),
        "d": Stage("d", (Clock("out", Fixed(6), {"c": 0.5, "y": 0.5}),)),
    }
    sources = (Source("one", "a", rate=5.0), Source("two", "c", rate=3.0))
    return Network(sources, tuple(stages[name] for name in order), ("x", "y"), gates=(gate,))


ORDERS = [o for o in itertools.permutations("abcd") if o.index("a") < o.index("b") and o.index("c") < o.index("d")]


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_of_stages_that_never_meet_is_free(order: tuple[str, ...]) -> None:
    flows = []
    for names in (("a", "b", "c", "d"), order):
        sim = Simulation(two_lines(names), ticks=120, seed=5)
        sim.advance()
        flows.append({edge: np.asarray(sim.panel.flow)[:, e] for e, edge in enumerate(edges_of(sim.panel))})
    assert flows[0].keys() == flows[1].keys()
    for edge, flow in flows[0].items():
        assert np.array_equal(flow, flows[1][edge]), edge


def test_a_change_that_concerns_somebody_would_be_seen() -> None:
    case = random_network(7000)
    sources = tuple(replace(source, name=f"{source.name} renamed") for source in case.network.sources)
    renamed = case._replace(network=replace(case.network, sources=sources))
    one, two = finished(case, 1), finished(renamed, 1)
    assert np.asarray(one.panel.flow).sum() > 0
    assert not np.array_equal(one.panel.flow, two.panel.flow)
