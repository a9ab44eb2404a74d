"""Where a network reduces to a queue with a known answer, the engine gives that answer.

Truths are computed here, by formula or by solving the day-step chain; none comes from the engine. Tolerances are
four standard errors, taken from independent seeds.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from scipy.stats import binom, poisson

from sojourn.engine import Simulation
from sojourn.network import Clock, Exponential, Fixed, Geometric, Network, Pool, Source, Stage

Floats = npt.NDArray[np.float64]
SEEDS = range(1, 9)
TICKS = 12_000
WARM = 2_000


def beds(rate: float, leave: float, capacity: int, patience: int | None) -> Network:
    """Arrivals that wait for one of ``capacity`` beds and leave it each morning with probability ``leave``."""
    clocks = () if patience is None else (Clock("patience", Fixed(patience), "lost"),)
    return Network(
        sources=(Source("arrivals", "waiting", rate=rate),),
        stages=(
            Stage("waiting", clocks, waits_for="beds", granted="held"),
            Stage("held", (Clock("leaves", Geometric(leave), "left"),), holds="beds"),
        ),
        exits=("left", "lost"),
        pools=(Pool("beds", float(capacity)),),
    )


def stationary(step: Floats) -> Floats:
    """Stationary law of a chain."""
    values, vectors = np.linalg.eig(step.T)
    law = np.real(vectors[:, np.argmax(np.real(values))])
    return np.asarray(law / law.sum())


def within(samples: list[float], truth: float) -> None:
    mean, error = float(np.mean(samples)), float(np.std(samples, ddof=1)) / math.sqrt(len(samples))
    assert abs(mean - truth) < 4 * error + 1e-12, f"{mean} is not within 4 x {error} of {truth}"


@pytest.mark.parametrize(("rate", "leave", "capacity"), [(1.0, 1 / 30, 35), (2.0, 0.1, 22)])
def test_loss_beds(rate: float, leave: float, capacity: int) -> None:
    """Whoever finds no bed on the day is lost: census and loss of the day-step Erlang-B chain."""
    n = np.arange(capacity + 1)
    step = np.zeros((capacity + 1, capacity + 1))
    lost = np.zeros(capacity + 1)
    for now in n:
        for stay in range(now + 1):
            p = binom.pmf(stay, now, 1 - leave)
            free = capacity - stay
            arrive = poisson.pmf(np.arange(free), rate)
            step[now, stay:capacity] += p * arrive
            step[now, capacity] += p * (1 - arrive.sum())
            lost[now] += p * (rate - (np.arange(free) * arrive).sum() - free * (1 - arrive.sum()))
    law = stationary(step)
    census, loss = [], []
    for seed in SEEDS:
        panel = Simulation(beds(rate, leave, capacity, 1), ticks=TICKS, seed=seed).advance().panel
        census.append(float(panel.held[WARM:, 0].mean()))
        arrivals = panel.taken(target="waiting")[WARM:].sum()
        loss.append(float(panel.taken(target="lost")[WARM:].sum() / arrivals))
    within(census, float(law @ n))
    within(loss, float(law @ lost) / rate)


def test_waiting_beds() -> None:
    """Whoever finds no bed waits: people inside in the day-step Erlang-C chain, 1 a day, 0.1, 12 beds."""
    rate, leave, capacity, top = 1.0, 0.1, 12, 120
    step = np.zeros((top, top))
    for now in range(top):
        held = min(now, capacity)
        for gone in range(held + 1):
            left = now - gone
            step[now, left:] += binom.pmf(gone, held, leave) * poisson.pmf(np.arange(top - left), rate)
    truth = float(stationary(step) @ np.arange(top))
    assert truth == pytest.approx(12.135738, abs=1e-4)
    inside = []
    for seed in SEEDS:
        panel = Simulation(beds(rate, leave, capacity, None), ticks=TICKS, seed=seed).advance().panel
        inside.append(float((panel.inside("waiting") + panel.inside("held"))[WARM:].mean()))
    within(inside, truth)


@pytest.mark.parametrize("tick", [9, 29, 89])
def test_transient_without_a_limit(tick: int) -> None:
    """From empty with no limit: Poisson on every day, with the mean of a geometric sum; mean and variance both."""
    rate, mean = 100.0, 30.0
    truth = rate * (1 - math.exp(-(tick + 1) / mean)) / (1 - math.exp(-1 / mean))
    network = Network(
        sources=(Source("arrivals", "held", rate=rate),),
        stages=(Stage("held", (Clock("leaves", Exponential(mean), "left"),)),),
        exits=("left",),
    )
    inside = [
        float(Simulation(network, ticks=tick + 1, seed=seed).advance().panel.inside("held")[tick, 0])
        for seed in range(1, 401)
    ]
    within(inside, truth)
    squares = [(value - truth) ** 2 for value in inside]
    within(squares, truth)


def test_twice_the_people_and_beds_give_twice_the_stock() -> None:
    """Far from the limit and far over it, doubling arrivals and beds doubles who is inside."""
    for rate in (40.0, 70.0):
        ratios = []
        for seed in SEEDS:
            once = Simulation(beds(rate, 0.02, 2500, 5), ticks=3000, seed=seed).advance()
            twice = Simulation(beds(2 * rate, 0.02, 5000, 5), ticks=3000, seed=seed + 50).advance()
            ratios.append(float(twice.panel.held[1000:].mean() / once.panel.held[1000:].mean()))
        within(ratios, 2.0)
