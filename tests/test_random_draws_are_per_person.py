"""Everybody has luck of their own: counts scatter as independent people's do, neither more nor less."""

from __future__ import annotations

import numpy as np
import pytest

from sojourn.engine import Simulation, Tally
from sojourn.network import (
    Clock,
    Door,
    Fixed,
    Gate,
    Kinds,
    Network,
    Opening,
    Source,
    Stage,
    Table,
)

SEEDS = (1, 20, 300)
BOUND = 4.5
"""Standard errors. A correct engine is beyond them once in 150,000 checks; the seeds are fixed."""
SPLIT = {"x": 0.3, "y": 0.7}


def run(network: Network, ticks: int, seed: int, opening: Opening | None = None, cells: tuple[str, ...] = ()):
    sim = Simulation(network, ticks=ticks, seed=seed, opening=opening, tally=Tally(cells=cells))
    sim.advance()
    return {(e.owner, e.target): np.asarray(sim.panel.flow)[:, i] for i, e in enumerate(sim.panel.edges)}


def scatter(counts: np.ndarray, shares: np.ndarray) -> float:
    """Pearson's statistic of rows of counts against known shares, in standard errors from what independence gives.

    For n people and k shares p its mean is k - 1 and its variance 2 (k - 1) + (sum of 1/p - k^2 - 2k + 2) / n.
    """
    n, k = counts.sum(axis=1, keepdims=True), len(shares)
    statistic = ((counts - n * shares) ** 2 / (n * shares)).sum()
    variance = (2 * (k - 1) + ((1 / shares).sum() - k**2 - 2 * k + 2) / n).sum()
    return float((statistic - len(counts) * (k - 1)) / np.sqrt(variance))


def bias(counts: np.ndarray, shares: np.ndarray) -> float:
    """The greatest distance of a mean share from the true one, in standard errors."""
    total = counts.sum()
    return float(np.max(np.abs(counts.sum(axis=0) - total * shares) / np.sqrt(total * shares * (1 - shares))))


def assert_independent(counts: np.ndarray, shares: list[float]) -> None:
    p = np.array(shares)
    assert abs(p.sum() - 1) < 1e-9
    assert bias(counts, p) < BOUND
    assert abs(scatter(counts, p)) < BOUND


def steadily(number: int, ticks: int) -> np.ndarray:
    return np.full(ticks, number, dtype=np.int64)


def in_cohorts(number: int, cohorts: int, every: int) -> np.ndarray:
    """The same number of arrivals every so many ticks."""
    counts = np.zeros(cohorts * every, dtype=np.int64)
    counts[::every] = number
    return counts


@pytest.mark.parametrize("seed", SEEDS)
def test_kind_and_route_of_arrivals(seed: int) -> None:
    kinds = Kinds({"part": ("a", "b", "c")})
    of_kind = np.array([0.5, 0.3, 0.2])
    source = Source("in", SPLIT, of_kind, counts=steadily(300, 400))
    stage = Stage("s", (Clock("c", Fixed(0), "x"),))
    feed = Source("feed", "s", of_kind, counts=steadily(1, 400))
    flow = run(Network((source, feed), (stage,), ("x", "y"), kinds), 400, seed, cells=("part",))
    counts = np.concatenate([flow["source in", target] for target in SPLIT], axis=1)
    assert_independent(counts, [share * k for share in SPLIT.values() for k in of_kind])


@pytest.mark.parametrize("seed", SEEDS)
def test_duration_and_route_of_a_clock(seed: int) -> None:
    stage = Stage("s", (Clock("c", Table((0.1,) * 10), SPLIT),))
    source = Source("in", "s", counts=in_cohorts(500, 200, 10))
    flow = run(Network((source,), (stage,), ("x", "y")), 2000, seed)
    counts = np.concatenate([flow["clock s.c", target].reshape(200, 10) for target in SPLIT], axis=1)
    assert_independent(counts, [share / 10 for share in SPLIT.values() for _ in range(10)])


@pytest.mark.parametrize("seed", SEEDS)
def test_two_clocks_of_one_stage(seed: int) -> None:
    law = Table((0.0, *(0.2,) * 5))
    stage = Stage("s", (Clock("first", law, "x"), Clock("second", law, "y")))
    source = Source("in", "s", counts=in_cohorts(500, 200, 6))
    flow = run(Network((source,), (stage,), ("x", "y")), 1200, seed)
    first = flow["clock s.first", "x"].reshape(200, 6)[:, 1:]
    second = flow["clock s.second", "y"].reshape(200, 6)[:, 1:5]
    shares = [0.2 * (6 - k) / 5 for k in range(1, 6)] + [0.2 * (5 - k) / 5 for k in range(1, 5)]
    assert_independent(np.concatenate([first, second], axis=1), shares)


@pytest.mark.parametrize("seed", SEEDS)
def test_laps_of_a_loop(seed: int) -> None:
    stage = Stage("s", (Clock("c", Fixed(1), {"s": 0.5, "x": 0.5}),))
    source = Source("in", "s", counts=in_cohorts(400, 100, 40))
    flow = run(Network((source,), (stage,), ("x",)), 4000, seed)
    rounds = flow["clock s.c", "x"].reshape(100, 40)
    counts = np.concatenate([rounds[:, 1:7], rounds[:, 7:].sum(axis=1, keepdims=True)], axis=1)
    assert_independent(counts, [*(0.5**k for k in range(1, 7)), 0.5**6])


@pytest.mark.parametrize("seed", SEEDS)
def test_stage_and_route_of_a_grant(seed: int) -> None:
    gate = Gate("gate", (Door("door", 1e6),))
    stages = tuple(Stage(name, waits_for="gate", granted=SPLIT) for name in ("s", "t"))
    source = Source("in", {"s": 0.5, "t": 0.5}, counts=steadily(300, 400))
    flow = run(Network((source,), stages, ("x", "y"), gates=(gate,)), 400, seed)
    counts = np.concatenate([flow[f"grant {name}", target] for name in "st" for target in SPLIT], axis=1)
    assert_independent(counts, [share / 2 for _ in "st" for share in SPLIT.values()])


@pytest.mark.parametrize("seed", SEEDS)
def test_time_left_of_the_opening_population(seed: int) -> None:
    n = 20_000
    stage = Stage("s", (Clock("c", Table((0.0, *(0.1,) * 10)), SPLIT),))
    source = Source("in", "s", counts=steadily(0, 20))
    opening = Opening(*(np.full(n, number, dtype=np.int64) for number in (0, 0, -3)))
    flow = run(Network((source,), (stage,), ("x", "y")), 20, seed, opening)
    counts = np.concatenate([flow["clock s.c", target][:8].T for target in SPLIT], axis=1)
    assert counts.sum() == n
    assert_independent(counts, [share / 8 for share in SPLIT.values() for _ in range(8)])


@pytest.mark.parametrize("seed", SEEDS)
def test_daily_exits_scatter_as_independent_stays_do(seed: int) -> None:
    # With n arrivals a tick and a law f of the stay, the exits of ticks h apart have the covariance
    # n * (f_0 * [h = 0] - sum over d of f_d * f_(d + h)), and so their mean square deviation has a known error.
    n, ticks = 300, 2000
    f = np.array([0.4, 0.3, 0.1, 0.1, 0.1])
    stage = Stage("s", (Clock("c", Table(tuple(f)), "x"),))
    source = Source("in", "s", counts=steadily(n, ticks + len(f)))
    exits = run(Network((source,), (stage,), ("x",)), ticks + len(f), seed)["clock s.c", "x"][len(f) :, 0]
    covariances = [n * (float(h == 0) - float((f[: len(f) - h] * f[h:]).sum())) for h in range(len(f))]
    variance = covariances[0]
    error = np.sqrt(2 / ticks * (variance**2 + 2 * sum(c**2 for c in covariances[1:])))
    assert abs(np.mean((exits - n) ** 2) - variance) < BOUND * error
    at_once = abs(np.sum(exits - n)) / np.sqrt(n * len(f))
    assert at_once < BOUND  # what is not out by the end is inside: the sum is nearly certain


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("rate", [0.05, 4.0, 300.0])
def test_the_number_of_arrivals_is_poisson(rate: float, seed: int) -> None:
    ticks = 3000
    stage = Stage("s", (Clock("c", Fixed(0), "x"),))
    counts = run(Network((Source("in", "s", rate=rate),), (stage,), ("x",)), ticks, seed)["source in", "s"][:, 0]
    assert abs(counts.mean() - rate) < BOUND * np.sqrt(rate / ticks)
    assert abs(np.mean((counts - rate) ** 2) - rate) < BOUND * np.sqrt((2 * rate**2 + rate) / ticks)


@pytest.mark.parametrize("seed", SEEDS)
def test_sources_ticks_and_seeds_do_not_move_together(seed: int) -> None:
    ticks = 2000
    stage = Stage("s", (Clock("c", Fixed(0), "x"),))
    sources = [Source(name, {"s": 0.3, "x": 0.7}, counts=steadily(50, ticks)) for name in ("in", "in2")]
    flow = run(Network(tuple(sources), (stage,), ("x",)), ticks, seed)
    other = run(Network(tuple(sources), (stage,), ("x",)), ticks, seed + 1)
    one, two, three = (
        flow["source in", "s"][:, 0],
        flow["source in2", "s"][:, 0],
        other["source in", "s"][:, 0],
    )
    for left, right in [(one, two), (one, three), (one[1:], one[:-1]), (two[2:], two[:-2])]:
        assert abs(np.corrcoef(left, right)[0, 1]) < BOUND / np.sqrt(len(left))


def test_luck_shared_by_a_cohort_would_be_seen() -> None:
    luck = np.random.default_rng(0)
    shared = np.array([100 * luck.multinomial(1, [0.3, 0.7]) for _ in range(200)])
    assert scatter(shared, np.array([0.3, 0.7])) > BOUND


def test_shares_that_are_dealt_out_in_turn_would_be_seen() -> None:
    dealt = np.tile([30, 70], (200, 1))
    assert scatter(dealt, np.array([0.3, 0.7])) < -BOUND


def test_independent_people_pass() -> None:
    luck = np.random.default_rng(0)
    assert_independent(luck.multinomial(100, [0.3, 0.6, 0.1], size=400), [0.3, 0.6, 0.1])
