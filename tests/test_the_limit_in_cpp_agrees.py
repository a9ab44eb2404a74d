"""The limit in C++ that Sojourn's speed is held against does the same work: it says the same, up to chance."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import programs
import reference_limit
import reference_numpy
import reference_sojourn
from agreement import compare
from reference import AMPLE, Reference
from summary import Summary

PEOPLE = 5e3
SEEDS = (1, 2, 3, 4)
RUNS = 14
REGIONS = (1, 2)


@pytest.fixture(scope="module", autouse=True)
def compiler() -> None:
    try:
        reference_limit.program()
    except programs.Missing as why:
        pytest.skip(f"the limit cannot be compiled here: {why}")


def limit(regions: int, room: float = 1.0, first: int = 0, people: float = PEOPLE) -> dict[int, list[Summary]]:
    return {
        seed: [
            reference_limit.run(Reference(people, regions, seed, room), luck=1000 * seed + run)
            for run in range(first, first + RUNS)
        ]
        for seed in SEEDS
    }


@pytest.fixture(scope="module")
def theirs() -> dict[int, dict[int, list[Summary]]]:
    return {regions: limit(regions) for regions in REGIONS}


@pytest.mark.parametrize("regions", REGIONS)
def test_the_engine_agrees_with_the_limit(regions: int, theirs: dict[int, dict[int, list[Summary]]]) -> None:
    ours = {
        seed: [reference_sojourn.run(Reference(PEOPLE, regions, seed), luck=2000 * seed + run) for run in range(RUNS)]
        for seed in SEEDS
    }
    agreement = compare(ours, theirs[regions])
    assert not agreement.beyond, agreement.sentence()


@pytest.mark.parametrize("regions", REGIONS)
def test_numpy_agrees_with_the_limit(regions: int, theirs: dict[int, dict[int, list[Summary]]]) -> None:
    numpys = {seed: [reference_numpy.run(Reference(PEOPLE, regions, seed), luck=seed)] for seed in SEEDS}
    agreement = compare(theirs[regions], numpys)
    assert not agreement.beyond, agreement.sentence()


def test_a_fiftieth_fewer_beds_would_be_seen(theirs: dict[int, dict[int, list[Summary]]]) -> None:
    fewer = limit(2, room=0.98, first=RUNS)
    assert "mean in bed" in {d.name for d in compare(theirs[2], fewer).beyond}


@pytest.mark.parametrize("people", [1e3, 3e4])
def test_everybody_is_somewhere(people: float) -> None:
    for seed in SEEDS:
        for room in (0.5, 1.0, AMPLE):
            reference = Reference(people, 3, seed, room)
            found = reference_limit.run(reference)
            assert found.arrivals == reference.counts().sum()
            assert found.arrivals == found.inside + sum(found.exits.values())
            # Who leaves a bed was admitted; the stays of those who left make up the days spent in bed, but for those of
            # the people who are still there.
            left = sum(found.exits.values()) - found.exits["gave_up"]
            in_bed_days = 1461 * found.mean_in_bed
            assert found.mean_stay * left <= in_bed_days <= found.mean_stay * left + 435 * (found.admissions - left)
            assert sum(found.removed_by_nation) == found.exits["removed"]
