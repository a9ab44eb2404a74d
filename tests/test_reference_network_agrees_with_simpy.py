"""The engine and SimPy, given the same arrivals, say the same of the reference network, up to chance."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import reference_sojourn
from agreement import TOLERANCE, compare
from reference import AMPLE, Reference
from summary import Summary

WHY = "SimPy is in the benchmark's own environment only: see `make bench`"
PEOPLE = 5e3
SEEDS = (1, 2, 3, 4)
RUNS = 14
SMALL = {seed: Reference(PEOPLE, regions=2, seed=seed) for seed in SEEDS}


@pytest.fixture(scope="module")
def ours() -> dict[int, list[Summary]]:
    return {
        seed: [reference_sojourn.run(small, luck=1000 * seed + run) for run in range(RUNS)]
        for seed, small in SMALL.items()
    }


def test_the_engine_agrees_with_simpy(ours: dict[int, list[Summary]]) -> None:
    pytest.importorskip("simpy", reason=WHY)
    import reference_simpy

    theirs = {
        seed: [reference_simpy.run(small, luck=1000 * seed + run) for run in range(5)] for seed, small in SMALL.items()
    }
    agreement = compare(ours, theirs)
    assert not agreement.beyond, agreement.sentence()


def test_both_forms_in_simpy_are_the_same_to_the_number() -> None:
    pytest.importorskip("simpy", reason=WHY)
    import reference_simpy
    import reference_simpy_process

    for small in SMALL.values():
        assert reference_simpy.run(small) == reference_simpy_process.run(small)


def test_salabim_says_the_same_to_the_number() -> None:
    pytest.importorskip("simpy", reason=WHY)
    pytest.importorskip("salabim", reason=WHY)
    import reference_salabim
    import reference_simpy

    small = Reference(1e3, regions=2)
    assert reference_simpy.run(small) == reference_salabim.run(small)


def test_ciw_says_the_same_to_the_number_where_beds_are_ample() -> None:
    pytest.importorskip("simpy", reason=WHY)
    pytest.importorskip("ciw", reason=WHY)
    import reference_ciw
    import reference_simpy

    small = Reference(500, room=AMPLE)
    assert reference_simpy.run(small) == reference_ciw.run(small)


def test_the_engine_agrees_with_itself_under_other_luck(ours: dict[int, list[Summary]]) -> None:
    again = {
        seed: [reference_sojourn.run(small, luck=1000 * seed + run) for run in range(100, 105)]
        for seed, small in SMALL.items()
    }
    agreement = compare(ours, again)
    assert not agreement.beyond, agreement.sentence()


def test_a_fiftieth_fewer_beds_would_be_seen(ours: dict[int, list[Summary]]) -> None:
    fewer = {
        seed: [
            reference_sojourn.run(Reference(PEOPLE, 2, seed, room=0.98), luck=1000 * seed + run)
            for run in range(100, 105)
        ]
        for seed in SEEDS
    }
    assert "mean in bed" in {d.name for d in compare(ours, fewer).beyond}


def test_too_few_runs_are_refused(ours: dict[int, list[Summary]]) -> None:
    few = {seed: runs[:1] for seed, runs in ours.items()}
    with pytest.raises(ValueError, match="too few runs"):
        compare(few, few)


def test_other_seeds_are_refused(ours: dict[int, list[Summary]]) -> None:
    with pytest.raises(ValueError, match="different seeds"):
        compare(ours, {1: ours[1]})


def test_chance_keeps_to_its_tolerance() -> None:
    """Where both engines draw from one law, z follows Student's law: its variance is 68/66 on 68 degrees of freedom."""
    rng = np.random.default_rng(7)
    base = reference_sojourn.run(SMALL[1])

    def noisy() -> Summary:
        return replace(base, removed_by_nation=rng.normal(100.0, 5.0, 1000).tolist())

    runs = [{seed: [noisy() for _ in range(count)] for seed in SEEDS} for count in (14, 5)]
    z = np.array([d.z for d in compare(*runs).differences if d.name.startswith("removed, nationality")])
    # A thousand draws tell a variance near one to 0.046.
    assert abs(z.var() - 68 / 66) < 4 * 0.046
    assert np.abs(z).max() < TOLERANCE + 1
