"""A draw gives the entry that the thresholds give, though the guide that finds it knows but a part of each.

Looked at where it could go wrong: at each threshold and beside it, where thresholds crowd, and where entries have no
chance at all.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from sojourn.engine import Simulation
from sojourn.engine.draws import duration
from sojourn.engine.luck import PERSON, TICK_BIAS, mix_each, salt, source_key
from sojourn.engine.tables import FULL, DurationTables, duration_thresholds, threshold
from sojourn.network import Clock, Exponential, Fixed, Kinds, Lognormal, Network, Sometimes, Source, Stage, Table
from sojourn.network.durations import Duration

LONGEST = 5000
LAWS: list[Duration] = [
    Exponential(mean=0.3),
    Exponential(mean=30.0),
    Exponential(mean=3000.0),
    Lognormal(median=40.0, sigma=1.0),
    Table((0.0, 0.2, 0.0, 0.0, 0.3, 1e-7, 1e-7, 0.5 - 2e-7)),
    Sometimes(0.37, Exponential(mean=20.0)),
]


def edges(thresholds: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
    """Draws at each threshold and beside it, and some thousand others."""
    near = np.concatenate([thresholds - 2, thresholds - 1, thresholds, thresholds + 1, [0, FULL - 1]])
    others = np.random.default_rng(5).integers(0, FULL, 5000)
    return np.concatenate([near[(near >= 0) & (near < FULL)], others]).astype(np.uint64)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: type(law).__name__)
def test_a_duration_is_the_first_whose_threshold_is_above_the_draw(law: Duration) -> None:
    tables = DurationTables(LONGEST)
    tables.number(Fixed(3))
    number = tables.number(law)
    guides, durations, starts = tables.guides(), tables.flat(), np.array(tables.starts, np.uint32)
    thresholds = duration_thresholds(law, LONGEST)
    draws = edges(thresholds)
    found = [duration(guides, durations, starts, number, u) for u in draws]
    assert np.array_equal(found, np.searchsorted(thresholds, draws, side="right"))


@pytest.mark.parametrize("law", [Exponential(mean=1.5e6), Lognormal(median=2.5e6, sigma=0.2)], ids=["long", "late"])
def test_a_law_of_millions_of_ticks_is_found_too_and_at_once(law: Duration) -> None:
    longest = 5_000_000
    tables = DurationTables(longest)
    number = tables.number(law)
    guides, durations, starts = tables.guides(), tables.flat(), np.array(tables.starts, np.uint32)
    thresholds = duration_thresholds(law, longest)
    draws = edges(np.random.default_rng(7).choice(thresholds, 2000))
    found = [duration(guides, durations, starts, number, u) for u in draws]
    assert np.array_equal(found, np.searchsorted(thresholds, draws, side="right"))


@pytest.mark.parametrize(("kinds", "seed"), [(1, 1), (2, 2), (40, 3), (1500, 4), (30_000, 5)])
def test_who_comes_is_of_the_first_kind_whose_threshold_is_above_the_draw(kinds: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    shares = rng.pareto(1.0, kinds) * (rng.random(kinds) < 0.6)
    shares[-1] = shares[-1] or 1.0
    shares /= shares.sum()
    number = 400_000
    network = Network(
        kinds=Kinds({"number": tuple(str(i) for i in range(kinds))}),
        sources=(Source("ships", to="hall", counts=np.array([number]), kinds=shares),),
        stages=(Stage("hall", (Clock("served", Fixed(5), to="gone"),)),),
        exits=("gone",),
    )
    inside = Simulation(network, ticks=1, seed=seed, specialised=False).advance().inside()
    person = np.uint64(TICK_BIAS << 24) | np.arange(number, dtype=np.uint64)
    with np.errstate(over="ignore"):
        name = person * np.uint64(PERSON) + np.uint64((source_key(seed, "ships") + salt("kind")) % 2**64)
    line = threshold(np.cumsum(shares))
    line[np.flatnonzero(shares)[-1] :] = FULL
    assert np.array_equal(inside.kind, np.searchsorted(line, mix_each(name) >> np.uint64(32), side="right"))
