"""The fast engine and the plain one, written apart from the same page of rules, give the same numbers."""

from __future__ import annotations

import pytest

from panels import arrays_of, differences, edges_of, people_of, simulation
from random_networks import random_network
from sojourn.network import NetworkError
from twin import run

QUICK = 250
SLOW = 4000


def disagreements(seed: int, stop: bool = False) -> list[str]:
    """What differs between the engines on one random network, run to the end or stopped half-way."""
    case = random_network(seed)
    until = case.ticks // 2 if stop else case.ticks
    network, ticks, opening, cells, groups, period = case
    sim = simulation(case, seed)
    try:
        sim.advance(until=until)
    except NetworkError:  # somebody goes in circles within one tick, and has to in the twin
        with pytest.raises(RuntimeError, match="over 64 stages"):
            run(network, ticks, seed, opening, cells, groups, period, until)
        return []
    twin = run(network, ticks, seed, opening, cells, groups, period, until)
    found = differences(arrays_of(sim.panel, network), arrays_of(twin, network))
    if edges_of(sim.panel) != twin.edges:
        found.append(f"the edges are {edges_of(sim.panel)}, not {twin.edges}")
    ours, theirs = people_of(sim, case), sorted(person.key() for person in twin.inside())
    if ours != theirs:
        found.append(f"inside are {len(ours)} people, not {len(theirs)}, or others: {set(ours) ^ set(theirs)}")
    return found


@pytest.mark.parametrize("seed", range(QUICK))
def test_every_number_is_the_same(seed: int) -> None:
    assert disagreements(seed) == []


@pytest.mark.parametrize("seed", range(QUICK, QUICK + 20))
def test_every_number_is_the_same_half_way(seed: int) -> None:
    assert disagreements(seed, stop=True) == []


@pytest.mark.slow
@pytest.mark.parametrize("block", range(SLOW // 100))
def test_every_number_is_the_same_on_thousands_of_networks(block: int) -> None:
    first = 1000 + 100 * block
    wrong = {seed: found for seed in range(first, first + 100) if (found := disagreements(seed))}
    assert wrong == {}


def test_a_difference_would_be_seen() -> None:
    case = random_network(7)
    network, ticks, opening, cells, groups, period = case
    one = run(network, ticks, 7, opening, cells, groups, period)
    two = run(network, ticks, 8, opening, cells, groups, period)
    assert one.flow.sum() > 0
    assert differences(arrays_of(one, network), arrays_of(two, network)) != []
