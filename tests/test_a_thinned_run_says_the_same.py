"""A run in which each person stands for several gives the means of the whole run, and balances like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sojourn.engine import Simulation
from sojourn.network import (
    By,
    Door,
    Exponential,
    Fixed,
    Gate,
    Kinds,
    Network,
    NetworkError,
    Pool,
    Source,
    Stage,
    thinned,
)
from sojourn.network import Clock as Race
from sojourn.network.thinned import shares
from sojourn.run import calendar_of, load_us, simulate

TICKS, WEIGHT = 400, 10


def two_areas(per_day: float) -> Network:
    """Beds in two areas, a daily gate with a fractional supply, and known arrivals beside random ones."""
    kinds = Kinds({"area": ("north", "south")})
    return Network(
        kinds=kinds,
        sources=(
            Source("walk-ins", "queue", kinds=np.array([0.5, 0.5]), rate=per_day),
            Source("booked", "queue", kinds=np.array([1.0, 0.0]), counts=np.full(TICKS, 33)),
        ),
        stages=(
            Stage("queue", (Race("patience", Fixed(4), "gone"),), waits_for="beds", granted="held"),
            Stage("held", (Race("ready", Exponential(10.0), "flight"),), holds="beds"),
            Stage("flight", (), waits_for="seats", granted="out", holds="beds"),
        ),
        exits=("gone", "out"),
        gates=(Gate("seats", (Door("plane", 137.5),)),),
        pools=(Pool("beds", By("area", {"north": 1501.0, "south": 996.0}), areas="area"),),
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_means_agree_within_their_error(seed: int) -> None:
    network = two_areas(180.0)
    whole = Simulation(network, ticks=TICKS, seed=seed, specialised=False).advance().panel
    few = Simulation(thinned(network, WEIGHT, TICKS), ticks=TICKS, seed=seed, specialised=False)
    few_panel = few.advance().panel.times(WEIGHT)
    for target in ("gone", "out"):
        expected, found = (float(one.taken(target=target).sum()) for one in (whole, few_panel))
        # Counts vary at most as Poisson numbers; a person of the thinned run counts for ten.
        assert abs(found - expected) < 4 * np.sqrt(expected * (1 + WEIGHT)), target
    assert few_panel.held[200:].sum(axis=1).mean() == pytest.approx(whole.held[200:].sum(axis=1).mean(), rel=0.02)


@pytest.mark.parametrize("beds", [{}, {"south": 996.0}, {"north": 1501.0}])
def test_a_capacity_by_default_is_thinned_too(beds: dict[str, float]) -> None:
    network = two_areas(10.0)
    default = Pool("beds", By("area", beds, default=730.0), areas="area")
    pool = thinned(replace(network, pools=(default,)), WEIGHT, TICKS).pools[0]
    assert isinstance(pool.capacity, By)
    _, rows = pool.capacity.rows(network.kinds)
    whole = [beds.get(area, 730.0) for area in ("north", "south")]
    for found, expected in zip(rows, whole, strict=True):
        assert np.abs(np.asarray(found) - expected / WEIGHT).max() <= 1.0


def test_a_capacity_that_is_the_same_everywhere_is_thinned_as_one_that_is_named() -> None:
    """Four beds in each of forty areas are 160, so 16 for a tenth of the people, and not forty times none."""
    areas = tuple(f"area {number}" for number in range(40))
    for capacity in (4.0, By("area", dict.fromkeys(areas, 4.0))):
        network = Network(
            kinds=Kinds({"area": areas}),
            sources=(Source("walk-ins", "queue", kinds=np.full(40, 1 / 40), rate=50.0),),
            stages=(
                Stage("queue", (Race("patience", Fixed(4), "gone"),), waits_for="beds", granted="held"),
                Stage("held", (Race("ready", Exponential(9.0), "gone"),), holds="beds"),
            ),
            exits=("gone",),
            pools=(Pool("beds", capacity, areas="area", spills=True),),
        )
        few = Simulation(thinned(network, WEIGHT, 100), ticks=100, seed=1, specialised=False).advance().panel
        assert few.held[50:].sum(axis=1).max() == 16


@pytest.mark.parametrize("wrong", [None, "network", 3])
def test_what_is_no_network_is_not_thinned(wrong: object) -> None:
    with pytest.raises(NetworkError, match="what is thinned is a Network"):
        thinned(wrong, WEIGHT, TICKS)  # type: ignore[arg-type]
    with pytest.raises(NetworkError, match="the ticks of a run"):
        thinned(two_areas(10.0), WEIGHT, -1)


def test_weight_one_is_the_network_itself() -> None:
    network = two_areas(10.0)
    assert thinned(network, 1, TICKS) is network


def test_whole_numbers_add_up_to_their_sum() -> None:
    counts = np.array([[3, 4, 5, 1], [1_000_000, 7, 0, 12]])
    found = shares(counts, 10)
    assert found.min() >= 0
    assert (np.abs(found.sum(axis=1) - counts.sum(axis=1) / 10) <= 0.5).all()


def test_everybody_is_somewhere_in_the_us_system() -> None:
    model = load_us("plan-2025").model
    run = simulate(model, calendar_of(model, date(2025, 4, 20)), 5, specialised=False, weight=WEIGHT)
    came = sum(int(run.series[name].sum()) for name in run.series if name.startswith("arrived_"))
    left = sum(int(run.series[f"exit_{name}"].sum()) for name in run.exits)
    assert int(run.panel.opening.sum()) + came - left == int(run.at_end.sum())
    assert run.weight == WEIGHT
    assert int(run.capacity[0].sum()) == 41_500  # capacities are told in beds, not in beds for ten


def test_the_answer_is_that_of_the_whole_run_within_its_error() -> None:
    model = load_us("plan-2025").model
    days = calendar_of(model, date(2025, 6, 20))
    whole = [simulate(model, days, seed, specialised=False) for seed in (1, 2)]
    few = [simulate(model, days, seed, specialised=False, weight=WEIGHT) for seed in (1, 2, 3, 4)]
    for line in ("removed_home", "removed_border", "bonded"):
        expected = np.mean([run.series[f"exit_{line}"].sum() for run in whole])
        found = np.mean([run.series[f"exit_{line}"].sum() for run in few])
        error = np.sqrt(expected * (1 / 2 + WEIGHT / 4))
        assert abs(found - expected) < 5 * error, line
