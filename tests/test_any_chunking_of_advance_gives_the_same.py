"""Where a run is stopped, saved and taken up again makes no difference to any number."""

from __future__ import annotations

import random

import pytest

from panels import arrays_of, differences, people_of, simulation
from random_networks import random_network

SEEDS = range(6000, 6030)


def cuts(seed: int, ticks: int) -> list[int]:
    """A few ticks at which to stop, the first and the last among them at times."""
    rng = random.Random(seed)
    return sorted(rng.randint(0, ticks) for _ in range(rng.randint(1, 5)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_run_in_chunks_is_the_run_in_one(seed: int) -> None:
    case = random_network(seed)
    whole, parts = simulation(case, seed), simulation(case, seed)
    whole.advance()
    for cut in cuts(seed, case.ticks):
        parts.advance(until=cut)
        assert parts.tick == cut
    parts.advance()
    assert parts.tick == whole.tick == case.ticks
    assert differences(arrays_of(parts.panel, case.network), arrays_of(whole.panel, case.network)) == []
    assert people_of(parts, case) == people_of(whole, case)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_run_resumed_from_snapshots_is_the_run_in_one(seed: int) -> None:
    case = random_network(seed)
    whole, parts = simulation(case, seed), simulation(case, seed)
    whole.advance()
    for cut in cuts(seed, case.ticks):
        parts.advance(until=cut)
        parts = simulation(case, seed).resume(parts.snapshot())
        assert parts.tick == cut
    parts.advance()
    assert differences(arrays_of(parts.panel, case.network), arrays_of(whole.panel, case.network)) == []
    assert people_of(parts, case) == people_of(whole, case)


@pytest.mark.parametrize("seed", SEEDS[:20])
def test_a_snapshot_is_a_value_that_later_ticks_do_not_touch(seed: int) -> None:
    case = random_network(seed)
    sim = simulation(case, seed)
    sim.advance(until=case.ticks // 3)
    state = sim.snapshot()
    then = people_of(sim, case)
    sim.advance()
    for _ in range(2):
        again = simulation(case, seed).resume(state)
        assert again.tick == case.ticks // 3
        assert people_of(again, case) == then
        again.advance()
        assert differences(arrays_of(again.panel, case.network), arrays_of(sim.panel, case.network)) == []


@pytest.mark.parametrize("seed", SEEDS[:20])
def test_another_seed_gives_another_run(seed: int) -> None:
    case = random_network(seed)
    here, there = simulation(case, seed), simulation(case, seed + 1)
    here.advance()
    there.advance()
    if arrays_of(here.panel, case.network)["flow"].sum() > 500:
        assert differences(arrays_of(here.panel, case.network), arrays_of(there.panel, case.network)) != []
