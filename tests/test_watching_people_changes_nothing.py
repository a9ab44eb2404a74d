"""Watching people changes nothing that is counted, however often their log grows; the log holds every move."""

from __future__ import annotations

import numpy as np
import pytest

from random_networks import random_network
from sojourn.engine import Simulation, Tally
from sojourn.engine.state import BATCH
from sojourn.network import Clock, Exponential, Network, NetworkError, Source, Stage

SMALLEST = 2 * BATCH
"""Words of a log that holds one batch of moves."""


def watched(network: Network, ticks: int, seed: int, **more: object) -> Simulation:
    """A run that watches everybody with the smallest log there can be, so that it grows in the middle of ticks."""
    everybody = np.ones(network.kinds.size, dtype=bool)
    run = Simulation(network, ticks=ticks, seed=seed, tally=Tally(watch=everybody), specialised=False, **more)  # type: ignore[arg-type]
    tallies = run._state.tallies._replace(log=np.zeros(SMALLEST, dtype=np.uint64))
    run._state = run._state._replace(tallies=tallies)
    return run.advance()


def test_forty_thousand_arrivals_are_counted_whether_watched_or_not() -> None:
    clock = Clock("leaves", Exponential(10.0), "out")
    network = Network(sources=(Source("a", "inside", rate=100.0),), stages=(Stage("inside", (clock,)),), exits=("out",))
    plain = Simulation(network, ticks=400, seed=1, specialised=False).advance()
    seen = watched(network, 400, 1)
    assert seen.panel.flow.sum() > SMALLEST
    assert (seen.panel.flow == plain.panel.flow).all()
    assert len(seen.log()) == seen.panel.flow.sum()


@pytest.mark.parametrize("seed", range(60))
def test_a_random_network_counts_the_same_with_a_log_that_keeps_growing(seed: int) -> None:
    network, ticks, opening, *_ = random_network(seed)
    try:
        plain = Simulation(network, ticks=ticks, seed=seed, opening=opening, specialised=False).advance()
    except NetworkError:  # somebody goes in circles within one tick
        return
    seen = watched(network, ticks, seed, opening=opening)
    assert (seen.panel.flow == plain.panel.flow).all()
    assert len(seen.log()) == seen.panel.flow.sum()
