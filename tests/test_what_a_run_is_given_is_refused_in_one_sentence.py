"""What a simulation is given beside its network is refused where it cannot be used, in one plain sentence.

None of it may reach the compiled code, which checks nothing: it would read beyond its tables, or count what is not so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from sojourn.engine import Simulation, Tally
from sojourn.network import (
    NO_MARK,
    Clock,
    Exponential,
    Fixed,
    Gamma,
    Geometric,
    Kinds,
    Lognormal,
    Network,
    NetworkError,
    Opening,
    Pool,
    Sometimes,
    Source,
    Stage,
    Steps,
    Table,
    Triangular,
    number_at,
)

TICKS = 40


def network(kinds: int = 3, stay: float = 5.0) -> Network:
    """People of several kinds stay for a while."""
    return Network(
        kinds=Kinds({"port": tuple(f"port {number}" for number in range(kinds))}),
        sources=(Source("ships", to="hall", rate=20.0, kinds=np.full(kinds, 1 / kinds)),),
        stages=(Stage("hall", (Clock("served", Exponential(stay), to="gone"),)),),
        exits=("gone", "never seen"),
    )


def run(network: Network, seed: int = 1, ticks: int = TICKS, **more: object) -> Simulation:
    """A run on the general kernel."""
    return Simulation(network, ticks=ticks, seed=seed, specialised=False, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other",
    [
        lambda: run(network(kinds=100_000)),
        lambda: run(network(stay=6.0)),
        lambda: run(network(), seed=2),
        lambda: run(network(), opening=Opening(*(np.array([n]) for n in (0, 0, -1)))),
        lambda: run(network(), tally=Tally(("port",))),
        lambda: run(network(), ticks=TICKS + 1),
    ],
    ids=["kinds", "law", "seed", "opening", "tally", "horizon"],
)
def test_a_snapshot_is_taken_up_by_a_run_of_the_same_alone(other: Callable[[], Simulation]) -> None:
    kept = run(network()).advance(20).snapshot()
    again = run(network()).resume(kept).advance()
    assert np.array_equal(again.panel.flow, run(network()).advance().panel.flow)
    with pytest.raises(NetworkError, match="another network"):
        other().resume(kept)
    theirs = other().advance(20).snapshot()
    with pytest.raises(NetworkError, match="another network"):
        run(network()).resume(theirs)


@pytest.mark.parametrize("snapshot", ["text", None, 3, b"", b"PK"])
def test_what_is_no_snapshot_is_not_taken_up(snapshot: object) -> None:
    with pytest.raises(NetworkError, match="snapshot"):
        run(network()).resume(snapshot)  # type: ignore[arg-type]


def test_nobody_entered_on_the_tick_that_stands_for_none() -> None:
    hall = replace(network(kinds=1), stages=(Stage("hall", (Clock("served", Lognormal(1e4, 1.0), to="gone"),)),))
    nobody = np.zeros(500, np.int64)
    for entered, fine in ((NO_MARK + 1, True), (NO_MARK, False), (NO_MARK - 1, False), (-1, True), (0, False)):
        opening = Opening(nobody, nobody, np.full(500, entered))
        if fine:
            assert run(hall, opening=opening).advance().tick == TICKS
            continue
        with pytest.raises(NetworkError, match="entered their stage before the start"):
            run(hall, opening=opening)
    before = np.full(500, -9)
    for since, mark, words in ((NO_MARK - 1, -1, "stands for none"), (-1, NO_MARK - 1, "stands for none"), (0, -1, "")):
        with pytest.raises(NetworkError, match=f"nobody in the opening population .*{words}"):
            run(hall, opening=Opening(nobody, nobody, before, np.full(500, since), np.full(500, mark)))
    run(hall, opening=Opening(nobody, nobody, before, np.full(500, NO_MARK), np.full(500, NO_MARK))).advance()


@pytest.mark.parametrize(
    "column",
    [np.array([0.7]), ["hall"], "hall", 0, np.zeros((1, 1), np.int64), [[0], [1, 2]], None, [True]],
    ids=["fractions", "names", "text", "number", "two dimensions", "ragged", "nothing", "flags"],
)
@pytest.mark.parametrize("place", range(3), ids=["kind", "stage", "entered"])
def test_an_opening_population_is_columns_of_whole_numbers(column: object, place: int) -> None:
    columns: list[object] = [np.array([0]), np.array([0]), np.array([-1])]
    columns[place] = column
    with pytest.raises(NetworkError, match="opening population"):
        run(network(), opening=Opening(*columns))  # type: ignore[arg-type]


def test_an_opening_population_may_be_lists_and_of_any_whole_numbers() -> None:
    plain = run(network(), opening=Opening(*(np.array(n) for n in ([0, 1], [0, 0], [-1, -5])))).advance()
    lists = run(network(), opening=Opening([0, 1], [0, 0], [-1, -5])).advance()  # type: ignore[arg-type]
    small = run(network(), opening=Opening(*(np.array(n, np.int8) for n in ([0, 1], [0, 0], [-1, -5])))).advance()  # type: ignore[arg-type]
    assert np.array_equal(plain.panel.flow, lists.panel.flow)
    assert np.array_equal(plain.panel.flow, small.panel.flow)


def test_a_tally_is_not_by_what_a_spill_changes() -> None:
    port = Network(
        kinds=Kinds({"side": ("east", "west"), "age": ("young", "old")}),
        sources=(Source("ships", to="hall", rate=5.0, kinds=np.array([0.4, 0.4, 0.1, 0.1])),),
        stages=(
            Stage("hall", (Clock("tired", Fixed(9), to="gone"),), waits_for="beds", granted="bed"),
            Stage("bed", (Clock("rested", Fixed(5), to="gone"),), holds="beds"),
        ),
        pools=(Pool("beds", capacity=4, areas="side", spills=True),),
        exits=("gone",),
    )
    for tally in (Tally(cells=("side",)), Tally(groups=("age", "side"))):
        with pytest.raises(NetworkError, match=r"'side'.*'beds'"):
            run(port, tally=tally)
    panel = run(port, tally=Tally(cells=("age",))).advance().panel
    assert panel.inside("hall").min() >= 0
    assert panel.inside("bed").sum() > 0


@pytest.mark.parametrize(
    "watch",
    [np.array([True]), True, np.array([256, 0, 0]), ["port 1"], np.ones((3, 1), bool)],
    ids=["too short", "no array", "numbers", "names", "two dimensions"],
)
def test_a_tally_watches_by_a_flag_for_each_kind(watch: object) -> None:
    with pytest.raises(NetworkError, match="for each of 3 kinds"):
        run(network(), tally=Tally(watch=watch))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "tally",
    [
        Tally(cells="port"),  # type: ignore[arg-type]
        Tally(cells=None),  # type: ignore[arg-type]
        Tally(cells=("port", "port")),
        Tally(cells=("prot",)),
        Tally(period=np.zeros(TICKS)),  # type: ignore[arg-type]
        Tally(period=np.zeros((TICKS, 2), np.int64)),
        Tally(period=np.full(TICKS, 2**40)),
        Tally(period=np.full(TICKS, -1)),
        Tally(period="month"),  # type: ignore[arg-type]
        Tally(period=[[0], [0, 1]]),  # type: ignore[arg-type]
        Tally(watch=[[True], [True, False]]),  # type: ignore[arg-type]
        Tally(cells=(["port"],)),  # type: ignore[arg-type]
        Tally(outcomes="no"),  # type: ignore[arg-type]
        {"cells": ("port",)},
        {},
    ],
    ids=str,
)
def test_a_tally_that_cannot_be_is_refused(tally: object) -> None:
    with pytest.raises(NetworkError, match=r"[Tt]ally|part"):
        run(network(), tally=tally)


def test_a_name_that_is_none_is_no_row_of_zeros() -> None:
    panel = run(network()).advance().panel
    for given in ({"target": "goen"}, {"stage": "hell"}):
        with pytest.raises(NetworkError, match="there is no "):
            panel.taken(**given)  # type: ignore[arg-type]
    with pytest.raises(NetworkError, match="no stage 'gone'"):
        panel.inside("gone")
    with pytest.raises(NetworkError, match="did you mean 'hall'"):
        panel.inside("hal")
    assert not panel.taken(target="never seen").any()
    assert not panel.taken(stage="gone").any()
    assert panel.taken(owner="source ships", target="hall").sum() > 0


@pytest.mark.parametrize("number", [np.int64(3), np.uint8(3), np.int16(3)], ids=lambda number: number.dtype.name)
def test_numbers_may_be_those_of_numpy(number: np.integer) -> None:  # type: ignore[type-arg]
    plain = run(network(), seed=3, ticks=30).advance(3)
    other = Simulation(network(), ticks=number * 10, seed=number, specialised=False).advance(number)  # type: ignore[arg-type]
    assert np.array_equal(plain.advance().panel.flow, other.advance().panel.flow)


@pytest.mark.parametrize("wrong", [1.5, "5", None, -1, 1 << 70, float("nan"), np.array([1, 2])], ids=str)
def test_ticks_and_seeds_are_whole_numbers(wrong: object) -> None:
    for given in ({"seed": wrong}, {"ticks": wrong}):
        with pytest.raises(NetworkError, match=r"the (seed|ticks)"):
            run(network(), **given)  # type: ignore[arg-type]
    if wrong is not None:
        begun = run(network()).advance(3)
        with pytest.raises(NetworkError, match="the tick of a branch"):
            begun.branch(network(), at=wrong)  # type: ignore[arg-type]
        if not isinstance(wrong, int) or wrong < 0:
            with pytest.raises(NetworkError, match="the tick to run up to"):
                begun.advance(wrong)  # type: ignore[arg-type]


def test_what_is_no_network_is_not_run() -> None:
    for wrong in (None, "hall", network):
        with pytest.raises(NetworkError, match="a Network"):
            run(wrong)  # type: ignore[arg-type]
        with pytest.raises(NetworkError, match="a Network"):
            run(network()).branch(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", ["no", 0, 2.0])
def test_a_kernel_is_asked_for_by_true_or_false(wrong: object) -> None:
    with pytest.raises(NetworkError, match="True, False or None"):
        Simulation(network(), ticks=TICKS, specialised=wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("weight", [0, -1, 1.5, "2"])
def test_each_person_stands_for_a_whole_number(weight: object) -> None:
    panel = run(network()).advance().panel
    with pytest.raises(NetworkError, match="each person stands for"):
        panel.times(weight)  # type: ignore[arg-type]


@pytest.mark.parametrize("weight", [3, 10**9, 10**12])
def test_counts_for_several_do_not_wrap(weight: int) -> None:
    panel = run(network()).advance().panel
    assert panel.flow.sum() > 0
    assert panel.times(weight).flow.sum(dtype=object) == weight * panel.flow.sum(dtype=object)


@pytest.mark.parametrize("ticks", [-1, 2.5, "3", None])
def test_a_schedule_is_read_for_a_whole_number_of_ticks(ticks: object) -> None:
    for schedule in (1.0, np.ones(5), Steps([(0, 1.0)])):
        with pytest.raises(NetworkError, match="how many ticks"):
            number_at(schedule, ticks, "the rate")  # type: ignore[arg-type]


def test_a_long_row_of_stages_in_no_time_is_not_called_a_circle_alone() -> None:
    def row(stages: int) -> Network:
        names = [*(f"desk {number}" for number in range(stages)), "gone"]
        return Network(
            sources=(Source("ships", to="desk 0", rate=3.0),),
            stages=tuple(Stage(name, (Clock("at once", Fixed(0), to=after),)) for name, after in pairwise(names)),
            exits=("gone",),
        )

    assert run(row(64)).advance().panel.taken(target="gone").sum() > 0
    with pytest.raises(NetworkError, match="or through more than 64 stages in a row"):
        run(row(65)).advance()


@pytest.mark.parametrize("form", [Decimal, Fraction, np.float32])
def test_a_law_takes_any_number(form: Callable[[str], float]) -> None:
    half, one, two = form("0.5"), form("1"), form("2")
    ticks = np.arange(9)
    for law, plain in (
        (Exponential(two), Exponential(2.0)),
        (Geometric(half), Geometric(0.5)),
        (Gamma(two, one), Gamma(2.0, 1.0)),
        (Lognormal(two, half), Lognormal(2.0, 0.5)),
        (Lognormal.from_mean(two, half), Lognormal.from_mean(2.0, 0.5)),
        (Lognormal.from_quantiles(one, two), Lognormal.from_quantiles(1.0, 2.0)),
        (Triangular(half, one, two), Triangular(0.5, 1.0, 2.0)),
        (Sometimes(half, Fixed(1)), Sometimes(0.5, Fixed(1))),
        (Table((half, half)), Table((0.5, 0.5))),
    ):
        found = law.cdf(ticks)
        assert found.dtype == np.float64
        assert np.array_equal(found, plain.cdf(ticks))
