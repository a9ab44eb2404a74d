"""Odd values where numbers, names or rows of them are wanted: taken for what they are, or refused in one sentence."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from sojourn.engine import Simulation, Tally
from sojourn.network import (
    By,
    Clock,
    Dated,
    Door,
    Exponential,
    Fixed,
    Gamma,
    Gate,
    Kinds,
    Line,
    Lognormal,
    Network,
    NetworkError,
    Opening,
    Source,
    Stage,
    Steps,
    Table,
    Triangular,
    number_at,
    whole,
)

TICKS = 60
HOMES = Kinds({"home": ("near", "far")})
MASKED = np.ma.array(np.ones(TICKS), mask=np.arange(TICKS) == 9)
NO_NUMBERS = [
    float("nan"),
    "3",
    b"3",
    np.str_("3"),
    np.bytes_(b"3"),
    3 + 2j,
    np.complex128(3 + 2j),
    np.timedelta64(3),
    np.datetime64("2020-01-01"),
    np.array("3"),
    np.ma.masked,
    None,
]


def hall(to: Any = "gone", exits: tuple[str, ...] = ("gone",), **source: Any) -> Network:
    source = source or {"rate": 5.0}
    return Network((Source("ships", "hall", **source),), (Stage("hall", (Clock("c", Fixed(2), to),)),), exits)


def run(network: Network, **given: Any) -> Simulation:
    return Simulation(network, **{"ticks": TICKS, "seed": 1, "specialised": False} | given)


def refused(make: Callable[[], object], words: str) -> None:
    """It is refused in a sentence of one line, not too long to be read."""
    with pytest.raises(NetworkError, match=words) as error:
        make()
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 250


@pytest.mark.parametrize("wrong", NO_NUMBERS, ids=repr)
def test_what_is_no_real_number_is_none(wrong: Any) -> None:
    """NumPy would make a number of texts and times, and the real part of a complex one."""
    for make in (
        lambda: number_at(wrong, 3, "the rate"),
        lambda: Exponential(wrong),
        lambda: Table((0.5, wrong)),
        lambda: number_at(Steps([(0, wrong)]), 3, "the rate"),
        lambda: hall({"gone": wrong}),
        lambda: hall(rate=wrong) if wrong is not None else hall(rate=[None]),
        lambda: whole(wrong),
    ):
        refused(make, "must be|needs")


@pytest.mark.parametrize("form", [Decimal, Fraction, np.float32, np.float64])
def test_shares_are_any_numbers(form: Callable[[str], float]) -> None:
    shares = {"one": form("0.25"), "two": form("0.75")}
    found = run(hall(shares, ("one", "two"))).advance().panel
    assert np.array_equal(found.flow, run(hall({"one": 0.25, "two": 0.75}, ("one", "two"))).advance().panel.flow)
    assert found.taken(target="one").sum() > 0


@pytest.mark.parametrize("share", [float("nan"), float("inf"), None, "half"], ids=repr)
def test_a_share_is_a_finite_number(share: object) -> None:
    refused(lambda: hall({"gone": share}), "the share of 'gone' in clock hall.c must be a finite number, not ")


def test_shares_that_add_to_one_are_not_said_to_fail_by_that() -> None:
    refused(lambda: hall({"gone": 1.5, "hall": -0.5}), "clock hall.c has a share of -0.5; shares must be zero or more")
    refused(lambda: hall({"gone": 1.0000012}), "clock hall.c has shares that add to 1.0000012; ")
    refused(lambda: hall(rate=1.0, kinds=np.array([-0.5, 1.5])), "source 'ships' has .* 2 kinds")
    stages = hall().stages
    for shares, words in (([-0.5, 1.5], "has a share of -0.5 of a kind"), ([0.5, 0.5000012], "add to 1.0000012")):
        source = Source("ships", "hall", np.array(shares), rate=1.0)
        refused(lambda source=source: Network((source,), stages, ("gone",), HOMES), words)  # type: ignore[misc]


def test_limits_are_those_that_were_passed() -> None:
    for make, words in (
        (lambda: Fixed(10**400), "between 0 and 9,007,199,254,740,992"),
        (lambda: Fixed(-1), "of 0 or more, not -1"),
        (lambda: number_at(10**400, 3, "the rate"), "at most 1,000,000,000,000"),
        (lambda: number_at(-(10**400), 3, "the rate"), "zero or more"),
        (lambda: number_at(Steps([(0.5, 1.0)]), 3, "the rate"), "a whole number, not 0.5"),  # type: ignore[list-item]
        (lambda: number_at(1.0, 1 << 60, "the rate"), "how many ticks .* between 0 and 16,777,216"),
    ):
        refused(make, words)


@pytest.mark.parametrize(
    "wrong", [[1.0, float("nan")], [float("inf")], [-1.0], "3", None, 3, [[1.0]], ["a"], [[1], [1, 2]]], ids=repr
)
def test_no_units_are_made_of_no_numbers(wrong: Any) -> None:
    refused(lambda: whole(wrong), "what is made whole")
    assert whole([0.5, 0.5, 1]).tolist() == [0, 1, 1]  # type: ignore[arg-type]


def test_what_is_masked_is_not_read() -> None:
    numbers = MASKED.astype(np.int64)
    for make in (
        lambda: number_at(MASKED, 3, "the rate"),
        lambda: hall(rate=MASKED),
        lambda: hall(counts=numbers),
        lambda: whole(MASKED),
        lambda: run(hall(), opening=Opening(numbers * 0, numbers * 0, -numbers)),
        lambda: run(hall(), tally=Tally(period=numbers)),
    ):
        refused(make, "must be one number a tick|needs a|what is made whole")


@pytest.mark.parametrize("column", ["kind", "stage", "entered", "held_since", "mark"])
def test_a_number_of_64_bits_does_not_wrap(column: str) -> None:
    """As a signed number 2^64 - 5 would be five ticks before the start."""
    columns = {name: np.array([0 if name in ("kind", "stage") else -5]) for name in ("kind", "stage", "entered")}
    columns[column] = np.array([(1 << 64) - 5], dtype=np.uint64)
    refused(lambda: run(hall(), opening=Opening(**columns)), f"'{column}' of an opening population needs")


@pytest.mark.parametrize(
    "wrong", [None, 3, "home", "", {"home"}, (part for part in ("home",)), ("home", "home"), ("x",)]
)
def test_rows_are_by_parts_each_once(wrong: Any) -> None:
    refused(lambda: HOMES.rows(wrong), "rows by kind need|there is no part")


@pytest.mark.parametrize("wrong", [3, None, ("home",), {"home": ("near", "far")}])
def test_rows_of_a_value_are_of_kinds(wrong: Any) -> None:
    refused(lambda: By("home", {"near": 1, "far": 2}).rows(wrong), "are those of Kinds")


@pytest.mark.parametrize("wrong", [{"near", "far"}, frozenset({"near"}), np.array("near"), "near", 3])
def test_levels_have_an_order(wrong: Any) -> None:
    """A set has another order in every process, and shares of kinds are given by their order."""
    refused(lambda: Kinds({"home": wrong}), "needs names of levels, in order")
    assert Kinds({"home": np.array(["near", "far"])}).size == 2  # type: ignore[dict-item]


@pytest.mark.parametrize("wrong", [{1: 0.5, 0: 0.5}, {0.5}, np.array(0.5), "0.5"])
def test_the_chances_of_a_table_have_an_order(wrong: Any) -> None:
    refused(lambda: Table(wrong), "the probabilities of Table must be numbers")


def test_a_source_has_a_rate_or_counts() -> None:
    counts = np.ones(TICKS, np.int64)
    refused(lambda: hall(rate=1.0, counts=counts), "source 'ships' has both a rate and counts")
    assert run(hall(counts=counts)).advance().panel.taken(target="hall").sum() == TICKS


def test_points_may_be_pairs_of_a_dictionary() -> None:
    points = {0: 1.0, 20: 3.0}
    for form in (Steps, Line):
        door = Door("d", form(points.items()))  # type: ignore[arg-type]
        desk = Stage("desk", waits_for="g", granted="gone")
        network = Network((Source("ships", "desk", rate=9.0),), (desk,), ("gone",), gates=(Gate("g", (door,)),))
        given = run(network).advance().panel.taken(target="gone")[:, 0]
        assert given.tolist() == whole(form(list(points.items())).at(TICKS)).tolist()


@pytest.mark.parametrize("before", [40_000, 70_000])
def test_the_step_in_force_is_found_among_any_number(before: int) -> None:
    route = Dated([(tick, "old" if tick < 0 else "new") for tick in range(-before, 1)])
    panel = run(hall(route, ("old", "new"))).advance().panel
    assert panel.taken(target="new").sum() > 0
    assert panel.taken(target="old").sum() == 0


@pytest.mark.parametrize(
    "wrong", [10**400, np.ones((2, 2)), np.ones(3), None, 3], ids=["huge", "2d", "1d", "none", "3"]
)
def test_a_name_is_some_text(wrong: Any) -> None:
    panel = run(hall()).advance().panel
    for make in (
        lambda: HOMES.levels(wrong),
        lambda: HOMES.index(home=wrong),
        lambda: panel.inside(wrong),
        lambda: hall().stage(wrong),
        lambda: panel.taken(stage=wrong) if wrong is not None else panel.taken(stage=""),
        lambda: panel.taken(owner=wrong) if wrong is not None else panel.taken(owner=b""),  # type: ignore[arg-type]
        lambda: panel.taken(ticks=wrong),
    ):
        refused(make, "there is no|is no level of|some text|by a slice")


def test_what_does_not_exist_is_said_to_where_nothing_does() -> None:
    stages = (Stage("hall", (Clock("c", Fixed(2), "gone", pace="slow"),)),)
    refused(
        lambda: Network((Source("s", "hall", rate=1.0),), stages, ("gone",)), "the pace 'slow', which does not exist"
    )


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("law", "first"),
    [
        (Exponential(5e-324), 1),
        (Lognormal(5e-324, 1.0), 1),
        (Gamma(1e300, 1e-5), 1),
        (Triangular(0, 1e12, 1e12), 1 << 40),
    ],
)
def test_a_law_of_any_size_says_nothing_beside_its_chances(law: Any, first: int) -> None:
    chances = law.cdf(np.array([0, first, 1 << 40]))
    assert chances[0] == 0
    assert chances[1] > 0.99
    assert not np.isnan(law.cdf(np.arange(99))).any()


def test_counts_that_fit_in_no_memory_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(program: object) -> None:
        raise MemoryError

    monkeypatch.setattr("sojourn.engine.simulation.new_state", full)
    refused(lambda: run(hall()), "does not fit in memory: 60 ticks, 2 edges, 1 cells and 1 groups")


def test_a_damaged_snapshot_is_refused_however_it_is_damaged() -> None:
    kept = run(hall()).advance(20).snapshot()
    luck = random.Random(4)
    directory = zipfile.ZipFile(io.BytesIO(kept)).start_dir
    with_headers = [place for place in range(len(kept)) if kept[place : place + 6] == b"\x93NUMPY"]
    for _ in range(250):
        damaged = bytearray(kept)
        near = luck.choice([directory, *with_headers])
        damaged[near + luck.randrange(110)] = luck.randrange(256)
        with suppress(NetworkError):
            assert run(hall()).resume(bytes(damaged)).snapshot() == kept
