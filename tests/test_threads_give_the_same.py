"""Runs in threads give the numbers they give one after the other."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from panels import arrays_of, differences, people_of, simulation
from random_networks import random_network
from sojourn.engine import Simulation
from sojourn.network import Clock, Geometric, Network, Source, Stage

SEEDS = range(8000, 8016)


@pytest.mark.parametrize("workers", [2, 8])
def test_independent_runs_in_threads_are_the_runs_in_one(workers: int) -> None:
    cases = [random_network(seed) for seed in SEEDS]
    alone = [simulation(case, seed).advance() for case, seed in zip(cases, SEEDS, strict=True)]
    with ThreadPoolExecutor(workers) as pool:
        together = list(pool.map(lambda pair: simulation(*pair).advance(), zip(cases, SEEDS, strict=True)))
    for case, one, other in zip(cases, alone, together, strict=True):
        assert differences(arrays_of(one.panel, case.network), arrays_of(other.panel, case.network)) == []
        assert people_of(one, case) == people_of(other, case)


def test_one_network_serves_many_threads() -> None:
    case = random_network(SEEDS[0])
    seeds = list(range(1, 9))
    alone = [arrays_of(simulation(case, seed).advance().panel, case.network) for seed in seeds]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda seed: simulation(case, seed).advance(), seeds))
    for one, other in zip(alone, together, strict=True):
        assert differences(one, arrays_of(other.panel, case.network)) == []
    assert any(differences(alone[0], other) for other in alone[1:])


def test_runs_do_not_wait_for_each_other() -> None:
    """The interpreter's lock is let go: a thread that only counts gets on while a long run is on its way."""

    def many(people: int) -> Simulation:
        stay = Stage("stay", (Clock("end", Geometric(0.05), "out"),))
        source = Source("source", "stay", counts=np.full(200, people, dtype=np.int64))
        return Simulation(Network((source,), (stay,), ("out",)), ticks=200, specialised=False)

    many(1).advance()
    turns: list[int] = []
    done = threading.Event()
    run = many(20_000)

    def work() -> None:
        run.advance()
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    while not done.is_set():
        turns.append(run.tick)
    thread.join()
    assert any(0 < tick < 200 for tick in turns)
