"""A tally of outcomes counts by group those who leave, and nobody who only moves; everything else is as before."""

from __future__ import annotations

import numpy as np
import pytest

from random_networks import random_network
from sojourn.engine import Simulation, Tally
from sojourn.network import NetworkError


@pytest.mark.parametrize("seed", range(30))
def test_only_those_who_leave_are_counted_by_group(seed: int) -> None:
    case = random_network(seed)

    def run(outcomes: bool) -> Simulation:
        tally = Tally(cells=case.cells, groups=case.groups, period=case.period, outcomes=outcomes)
        return Simulation(
            case.network, ticks=case.ticks, seed=seed, opening=case.opening, tally=tally, specialised=False
        )

    try:
        every, few = run(False).advance().panel, run(True).advance().panel
    except NetworkError:
        return
    leaving = np.array([edge.target in case.network.exits for edge in every.edges])
    for counted in ("period_flow", "period_time"):
        here, there = getattr(every, counted), getattr(few, counted)
        assert np.array_equal(here[:, leaving], there[:, leaving])
        assert not there[:, ~leaving].any()
    for counted in ("flow", "stay_time", "stays", "held"):
        assert np.array_equal(getattr(every, counted), getattr(few, counted))
