"""What is left of the tick after extrapolation is far below the standard errors of the check: seen without simulating.

A line in steps of a tick is itself a chain that can be solved. Its exact answer at two ticks, extrapolated as the check
does it, is laid beside continuous time.
"""

from __future__ import annotations

import numpy as np
import pytest

from sojourn.proof import day_steps, formulas
from sojourn.proof.case import two_ticks
from sojourn.proof.laws import Constant, Gammally, Law, Lognormally, Memoryless


def extrapolated(exact, fine: float) -> float:
    """What `two_ticks` would give without any luck."""
    return two_ticks(lambda seed, tick: {"it": exact(tick)}, fine)(1)["it"]


@pytest.mark.parametrize(
    ("rate", "servers", "fine", "most"), [(0.9, 1, 0.025, 1e-6), (2.0, 3, 0.025, 2e-4), (90.0, 100, 0.025, 1e-3)]
)
def test_a_line(rate: float, servers: int, fine: float, most: float) -> None:
    def waiting(tick: float) -> float:
        return day_steps.waiting_beds(rate * tick, tick, servers)[1] - rate

    truth = rate * formulas.wait_in_line(rate, 1.0, servers)
    assert waiting(4 * fine) / truth - 1 < -0.02  # the tick alone would be seen
    assert extrapolated(waiting, fine) == pytest.approx(truth, rel=most)


@pytest.mark.parametrize(("servers", "load", "most"), [(20, 15.0, 1e-3), (100, 90.0, 1e-3), (5, 3.0, 1e-3)])
def test_a_loss(servers: int, load: float, most: float) -> None:
    fine = 0.25 / max(2 * load, 60)

    def lost(tick: float) -> float:
        return day_steps.loss_beds(load * tick, tick, servers)[2]

    truth = formulas.erlang_b(servers, load)
    assert lost(4 * fine) / truth - 1 < -0.01
    assert extrapolated(lost, fine) == pytest.approx(truth, rel=most)


@pytest.mark.parametrize("ratio", [2, 3, 4])
def test_a_straight_line_is_carried_to_zero(ratio: int) -> None:
    found = two_ticks(lambda seed, tick: {"a": 5.0 + 3.0 * tick, "b": tick}, 0.1, ratio)(7)
    assert found == pytest.approx({"a": 5.0, "b": 0.0}, abs=1e-12)


def test_the_two_ticks_have_luck_of_their_own() -> None:
    seen: list[int] = []
    two_ticks(lambda seed, tick: {"a": float(seen.append(seed) or 0)}, 0.1)(3)
    assert len(set(seen)) == 2


@pytest.mark.parametrize("law", [Constant(1.0), Memoryless(1.0), Lognormally(1.0, 0.9), Gammally(1.0, 2.0)])
def test_a_single_server(law: Law) -> None:
    """In ticks M/G/1 is exactly ``a E[S^2] / (2 (1 - a E[S]))``: the formula of continuous time, in ticks."""
    rate = 0.7

    def wait(tick: float) -> float:
        beyond = 1.0 - law.duration(tick).cdf(np.arange(100_000))
        mean, square = float(beyond.sum()), float((beyond * (2 * np.arange(100_000) + 1)).sum())
        assert mean * tick == pytest.approx(1.0, abs=1e-3)
        return rate * square * tick**2 / (2 * (1 - rate * tick * mean))

    assert extrapolated(wait, 0.05) == pytest.approx(formulas.single_server(rate, 1.0, law.cv2), rel=3e-3)
