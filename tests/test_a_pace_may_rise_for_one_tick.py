"""What a clock runs in all decides what is too fast, not its fastest tick: a day on which nearly every case ends."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import lognorm

from sojourn.engine import Simulation
from sojourn.network import Clock, Lognormal, Network, NetworkError, Source, Stage, Steps

TICKS, PEOPLE = 49_000, 20_000


def hall(spike: float) -> Network:
    pace = Steps([(0, 1.0), (30_000, spike), (30_001, 0.5)])
    return Network(
        sources=(Source("ships", "hall", counts=np.where(np.arange(TICKS) == 0, PEOPLE, 0)),),
        stages=(Stage("hall", (Clock("served", Lognormal(2e5, 1.5), "gone", pace="pace"),)),),
        exits=("gone",),
        paces={"pace": pace},
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("spike", [1e3, 1e6])
def test_whoever_is_left_leaves_by_the_law(spike: float, seed: int) -> None:
    panel = Simulation(hall(spike), ticks=TICKS, seed=seed, specialised=False).advance().panel
    inside = panel.inside("hall")[:, 0]
    for tick, ran in ((30_000, 30_000), (30_001, 30_000 + spike), (TICKS - 1, 30_000 + spike + (TICKS - 30_002) / 2)):
        left = float(lognorm(1.5, scale=2e5).sf(ran))
        error = math.sqrt(PEOPLE * left * (1 - left))
        assert abs(inside[tick] - PEOPLE * left) < 4.5 * error, tick


def test_too_fast_is_still_too_fast() -> None:
    with pytest.raises(NetworkError, match="the pace 'pace' is too fast: its clocks would run over 50,000,000 ticks"):
        Simulation(hall(5.1e7), ticks=TICKS, specialised=False)
