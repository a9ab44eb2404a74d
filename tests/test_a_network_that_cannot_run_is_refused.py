"""A network in which somebody would be lost or stuck is refused when it is put together, with the stages' names."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from time import process_time
from typing import Any

import numpy as np
import pytest

from sojourn.engine import Simulation, Tally
from sojourn.network import (
    By,
    ByDoor,
    Clock,
    Cut,
    Dated,
    Door,
    Exponential,
    Fixed,
    Gamma,
    Gate,
    Kinds,
    Lognormal,
    Network,
    NetworkError,
    Never,
    Opening,
    Pool,
    Sometimes,
    Source,
    Stage,
    Steps,
    Triangular,
    thinned,
)

GOOD = Network(
    sources=(Source("people", "waiting", rate=3.0),),
    stages=(
        Stage("waiting", waits_for="beds", granted="held"),
        Stage("held", (Clock("leaves", Exponential(10.0), "out"),), holds="beds", sets="booked"),
    ),
    exits=("out",),
    pools=(Pool("beds", 20.0),),
)
HELD = GOOD.stages[1]


def stages(*more: Stage, held: Stage = HELD) -> dict[str, Any]:
    return {"stages": (GOOD.stages[0], held, *more)}


def leaves(to: Any, law: Any = None, **more: Any) -> Stage:
    return replace(HELD, clocks=(Clock("leaves", law or Exponential(10.0), to, **more),))


BAD: list[tuple[str, dict[str, Any], list[str]]] = [
    ("an unreachable stage", stages(replace(HELD, name="attic")), ["attic", "enter"]),
    ("a route to nowhere", stages(held=leaves("outt")), ["outt", "did you mean 'out'"]),
    ("shares that do not add to one", stages(held=leaves({"out": 0.7})), ["held.leaves", "0.7"]),
    ("shares below zero", stages(held=leaves({"out": 1.5, "held": -0.5})), ["held.leaves"]),
    ("a loop with no exit", stages(held=leaves("held")), ["held", "exit"]),
    ("a clock that never rings", stages(held=leaves("out", Never())), ["held", "leave"]),
    ("a stage with no clock", stages(held=replace(HELD, clocks=())), ["held", "no clock"]),
    ("a mark that is never set", stages(held=leaves("out", since="order")), ["order", "no stage sets"]),
    ("a pace that is not there", stages(held=leaves("out", pace="policy")), ["policy"]),
    ("a pool that is not there", stages(held=replace(HELD, holds="bedz")), ["bedz", "did you mean 'beds'"]),
    ("a grant that holds nothing", stages(held=replace(HELD, holds=None)), ["waiting", "held", "does not hold"]),
    ("a name used twice", {"exits": ("out", "held")}, ["held", "twice"]),
    ("two sources of one name", {"sources": GOOD.sources * 2}, ["sources", "same name"]),
    ("a spill without areas", {"pools": (Pool("beds", 20.0, spills=True),)}, ["beds", "no areas"]),
    (
        "a mark set too late",
        stages(
            Stage("after", (Clock("ends", Fixed(1), "out"),), sets="late"),
            held=replace(leaves("after", since="late"), sets=None),
        ),
        ["held.leaves", "'late'", "'after'"],
    ),
    ("a way out without a unit", {"stages": (replace(GOOD.stages[0], put_out="out"), HELD)}, ["waiting", "put_out"]),
    (
        "a way out that frees nothing",
        stages(held=replace(HELD, put_out={"out": 0.5, "held": 0.5})),
        ["held", "'beds'", "no unit"],
    ),
    ("shares that are no number", stages(held=leaves({"out": float("nan")})), ["held.leaves", "'out'", "nan"]),
    ("a negative capacity", {"pools": (Pool("beds", -1.0),)}, ["beds", "-1.0"]),
    ("a rate that is no number", {"sources": (Source("people", "waiting", rate=float("nan")),)}, ["people", "nan"]),
    ("an endless rate", {"sources": (Source("people", "waiting", rate=float("inf")),)}, ["people", "inf"]),
    ("neither rate nor counts", {"sources": (Source("people", "waiting"),)}, ["people", "rate"]),
    (
        "a mix that is not there",
        {"sources": (Source("people", "waiting", rate=1.0, mix=np.array([0, 1])),)},
        ["people"],
    ),
    ("a name that is empty", {"exits": ("out", "")}, ["exit", "name"]),
    ("a name that is no text", {"exits": ("out", 7)}, ["exit", "7"]),
    ("an opening of one's own", {"sources": (replace(GOOD.sources[0], name="opening"),)}, ["opening"]),
    ("capacity by what is no area", {"pools": (Pool("beds", By("region", {"a": 3.0})),)}, ["beds", "region", "areas"]),
    ("two routes of one name", stages(leaves("out", Fixed(2)), held=leaves("out")), ["held"]),
    ("nobody at all", {"sources": ()}, ["source"]),
    (
        "arrivals that are no array",
        {"sources": (Source("people", "waiting", counts=Steps([(0, 1.0), (5, 2.0)])),)},
        ["people", "array", "whole"],
    ),
    (
        "rows of kinds of several lengths",
        {"sources": (Source("people", "waiting", kinds=[[1.0], [0.5, 0.5]], rate=1.0),)},
        ["people", "share"],
    ),
    (
        "mixes of several lengths",
        {"sources": (Source("people", "waiting", rate=1.0, mix=[[0], [0, 0]]),)},
        ["people", "mixes"],
    ),
    (
        "refills of several lengths",
        {"gates": (Gate("seats", (Door("plane", 1.0, refills=[[True], [True, False]]),)),)},
        ["plane", "refills"],
    ),
    ("a capacity as a list", {"pools": (Pool("beds", [20.0] * 9),)}, ["beds", "a number, Steps, a Line or an array"]),
    ("a capacity beyond all", {"pools": (Pool("beds", 1e13),)}, ["beds", "at most 1,000,000,000,000"]),
    ("a route by door before a pool", {"stages": (replace(GOOD.stages[0], granted=ByDoor({})), HELD)}, ["no", "pool"]),
]


@pytest.mark.parametrize(("change", "words"), [(c, w) for _, c, w in BAD], ids=[name for name, _, _ in BAD])
def test_refused(change: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(NetworkError) as refused:
        replace(GOOD, **change)
    said = str(refused.value)
    assert "\n" not in said
    for word in words:
        assert word in said


class Given:
    """A law by a function."""

    def __init__(self, cdf: Any) -> None:
        self.cdf = cdf


@pytest.mark.parametrize(
    "cdf",
    [
        lambda ticks: np.where(ticks < 300, 0.9, 0.1),
        lambda ticks: np.where(ticks < 300, 0.9, 7.0),
        lambda ticks: np.where(ticks < 300, 0.9, np.nan),
        lambda ticks: [1.0] * len(ticks),
        lambda ticks: [[1.0], [1.0, 1.0]],
    ],
    ids=["falls late", "above one late", "no number late", "a list", "a list of lists"],
)
def test_a_law_of_ones_own_that_is_none(cdf: Any) -> None:
    own = Given(cdf)
    for law in (own, Cut(own, 400), Sometimes(0.5, own), Sometimes(0.5, Cut(own, 400, 2))):
        with pytest.raises(NetworkError, match=r"clock held.leaves has the law .* chances must rise"):
            replace(GOOD, **stages(held=leaves("out", law)))


def test_a_law_of_ones_own_that_is_one() -> None:
    network = replace(GOOD, **stages(held=leaves("out", Given(lambda ticks: ticks / (ticks + 30.0)))))
    assert Simulation(network, ticks=50, specialised=False).advance().tick == 50


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (lambda: Lognormal.from_mean(3.0, 1e200), "sigma"),
        (lambda: Gamma(1e200, 1e-200), "shape"),
        (lambda: Triangular(0.0, 0.0, 1e-200), "narrow"),
        (lambda: Kinds({"nation": ("Here", "There")}).describe(2), "between 0 and 1"),
        (lambda: Kinds({"nation": ("Here", "There")}).describe(-1), "between 0 and 1"),
        (lambda: Kinds({"nation": ("Here", "There")}).index(nation="Here", natoin="Here"), "'nation'"),
        (lambda: Kinds({f"part {i}": ("level",) for i in range(65)}), "64 is the most"),
        (lambda: thinned(GOOD, 0, 10), "stands for"),
        (lambda: thinned(GOOD, 1.5, 10), "stands for"),  # type: ignore[arg-type]
    ],
)
def test_a_number_out_of_range(make: Any, word: str) -> None:
    with pytest.raises(NetworkError, match=word):
        make()


def chain(length: int, law: Any) -> Network:
    """One stage after another."""
    names = [*(f"s{i}" for i in range(length)), "out"]
    return Network(
        sources=(Source("people", "s0", rate=1.0),),
        stages=tuple(Stage(a, (Clock("c", law, b),)) for a, b in pairwise(names)),
        exits=("out",),
    )


def test_a_chain_of_many_stages_is_checked_soon() -> None:
    before = process_time()
    network = chain(3000, Fixed(1))
    chain(3000, Fixed(0))
    assert process_time() - before < 5.0
    with pytest.raises(NetworkError, match="are the most"):
        Simulation(network, ticks=10, specialised=False)


def test_a_long_circle_is_found() -> None:
    network = chain(1500, Fixed(0))
    back = replace(network.stages[-1], clocks=(Clock("c", Fixed(0), {"s0": 0.5, "out": 0.5}),))
    assert replace(network, stages=(*network.stages[:-1], back))  # left by chance
    first = replace(network.stages[0], clocks=(Clock("c", Fixed(0), "s1"), Clock("d", Fixed(9), "out")))
    back = replace(back, clocks=(Clock("c", Fixed(0), "s0"),))
    with pytest.raises(NetworkError, match="circles"):
        replace(network, stages=(first, *network.stages[1:-1], back))


def test_a_capacity_by_areas_named_in_a_list() -> None:
    kinds, beds = Kinds({"nation": ("Here", "There")}), By(["nation"], {"Here": 3.0, "There": 4.0})  # type: ignore[arg-type]
    shares = replace(GOOD.sources[0], kinds=np.array([0.5, 0.5]))
    network = replace(GOOD, kinds=kinds, sources=(shares,), pools=(Pool("beds", beds, areas="nation"),))
    held = Simulation(network, ticks=60, specialised=False).advance().panel.held
    assert held[-1].tolist() == [3, 4]


def test_a_door_for_people_who_are_not_there() -> None:
    door = Door("north", 1.0, accepts=["Nowhere"])
    with pytest.raises(NetworkError, match="Nowhere"):
        replace(
            GOOD,
            kinds=Kinds({"nation": ("Here", "There")}),
            gates=(Gate("seats", (door,), lanes="nation"),),
        )


def test_a_kind_without_a_value() -> None:
    with pytest.raises(NetworkError, match="'b'"):
        replace(
            GOOD,
            kinds=Kinds({"class": ("a", "b")}),
            sources=(Source("people", "waiting", kinds=np.array([0.5, 0.5]), rate=3.0),),
            **stages(held=leaves("out", By("class", {"a": Fixed(3)}))),
        )


def test_dates_out_of_order() -> None:
    with pytest.raises(NetworkError, match="rising"):
        Dated([(0, "out"), (9, "held"), (4, "out")])


def test_people_who_go_in_circles_within_a_tick() -> None:
    network = replace(GOOD, **stages(held=leaves({"held": 0.999999, "out": 0.000001}, Fixed(0))))
    with pytest.raises(NetworkError, match="circles"):
        Simulation(network, ticks=5).advance()


CLASSES = Kinds({"class": ("a", "b")})


def circle(there: Any, back: Any, law: Any = None, *before: Clock, late: int = 3) -> Network:
    """People who are held look in next door, at once, and are sent back."""
    at_once = Fixed(0) if law is None else law
    next_door = Stage("next door", (*before, Clock("back", at_once, back), Clock("late", Fixed(late), "out")))
    return replace(
        GOOD,
        kinds=CLASSES,
        sources=(Source("people", "waiting", kinds=np.array([0.5, 0.5]), rate=3.0),),
        **stages(next_door, held=leaves(there, Fixed(0))),
    )


OUT_FOR_A = By("class", {"a": "out"}, default="held")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: circle("next door", OUT_FOR_A), ["b", "'held'", "'next door'", "circles"]),
        (lambda: circle("next door", Dated([(0, "out"), (9, "held")])), ["'held'", "'next door'", "circles"]),
        (lambda: circle("next door", OUT_FOR_A, By("class", {"a": Exponential(3.0), "b": Fixed(0)})), ["b", "circles"]),
        (lambda: circle({"next door": 0.5, "held": 0.5}, OUT_FOR_A), ["b", "'held'", "'next door'"]),
        (lambda: circle("next door", OUT_FOR_A, None, Clock("first", Fixed(1), "out")), ["b", "'held'", "'next door'"]),
        (lambda: circle("next door", OUT_FOR_A, late=0), ["b", "'held'", "'next door'"]),
    ],
    ids=["by kind", "from a date", "a law by kind", "two ways round", "a clock too late", "a clock too far down"],
)
def test_circles_that_are_certain(make: Any, words: list[str]) -> None:
    with pytest.raises(NetworkError) as refused:
        make()
    assert [word for word in words if word not in str(refused.value)] == []


@pytest.mark.parametrize(
    "make",
    [
        lambda: circle("next door", {"held": 0.5, "out": 0.5}),
        lambda: circle("next door", OUT_FOR_A, By("class", {"a": Fixed(0), "b": Fixed(1)})),
        lambda: circle("next door", OUT_FOR_A, By("class", {"a": Fixed(0), "b": Sometimes(0.5, Fixed(0))})),
        lambda: circle("next door", OUT_FOR_A, None, Clock("first", Sometimes(0.5, Fixed(0)), "out")),
        lambda: circle("next door", Dated([(-9, "held"), (0, "out")])),
    ],
    ids=["by chance", "a clock that runs", "a clock that may run", "a clock before it", "a date that has passed"],
)
def test_circles_that_are_left_are_run(make: Any) -> None:
    sim = Simulation(make(), ticks=10, specialised=False).advance()
    assert sim.panel.taken(target="out").sum() > 0


def test_circles_that_are_left_by_a_limit_that_has_passed_are_run() -> None:
    """The limit ran out two ticks before: whoever looks in next door is let go at once."""
    limit = Clock("limit", Fixed(1), "out", since="booked")
    network = circle("next door", "held", None, limit)
    before = Stage("before", (Clock("books", Fixed(3), "waiting"),), sets="booked")
    source = replace(network.sources[0], to="before")
    rest = tuple(replace(stage, sets=None) for stage in network.stages)
    sim = Simulation(replace(network, stages=(*rest, before), sources=(source,)), ticks=10, specialised=False).advance()
    assert sim.panel.taken(owner="clock next door.limit").sum() == sim.panel.taken(stage="before").sum() > 0


SHUT = Door("shut", 5.0, open=0.0)


def queue(*doors: Door, clocks: tuple[Clock, ...] = (), lanes: str | None = None, shares: Any = (0.5, 0.5)) -> Network:
    """People wait for a seat."""
    return Network(
        kinds=CLASSES,
        sources=(Source("people", "waits", kinds=np.array(shares), rate=2.0),),
        stages=(Stage("waits", clocks, waits_for="seats", granted="out"),),
        exits=("out",),
        gates=(Gate("seats", doors, lanes=lanes),),
    )


FOR_A = Door("for a", 5.0, accepts=("a",))
LIMIT = Clock("limit", By("class", {"a": Never(), "b": Fixed(4)}), "out")
ON_TICK_30 = Steps([(0, 0.0), (30, 1.0)])


@pytest.mark.parametrize(
    ("network", "words"),
    [
        (queue(SHUT), ["waits", "seats", "no door"]),
        (queue(Door("none", 0.0)), ["waits", "seats"]),
        (queue(), ["waits", "seats"]),
        (queue(Door("none", 3.0, limit=0)), ["waits", "seats"]),
        (queue(Door("missed", 3.0, refills=np.arange(9) == 2, open=Steps([(0, 1.0), (2, 0.0)]))), ["waits", "seats"]),
        (queue(FOR_A, lanes="class"), ["who are b", "waits", "seats"]),
        (queue(SHUT, clocks=(LIMIT,)), ["who are a", "waits", "seats"]),
        (queue(SHUT, clocks=(Clock("limit", Never(), "out"),)), ["waits", "seats"]),
    ],
    ids=["shut", "no supply", "no doors", "no limit", "shut when refilled", "a lane", "no clock for some", "never"],
)
def test_a_gate_that_never_grants(network: Network, words: list[str]) -> None:
    with pytest.raises(NetworkError) as refused:
        Simulation(network, ticks=9, specialised=False)
    assert [word for word in words if word not in str(refused.value)] == []


@pytest.mark.parametrize(
    "network",
    [
        queue(SHUT, clocks=(replace(LIMIT, rings_after=Fixed(4)),)),
        queue(FOR_A, clocks=(LIMIT,), lanes="class"),
        queue(FOR_A, lanes="class", shares=(1.0, 0.0)),
        queue(replace(SHUT, open=ON_TICK_30)),
        queue(Door("later", 1.0, refills=np.arange(40) == 12, open=ON_TICK_30)),
        replace(queue(SHUT), sources=(Source("people", "waits", kinds=np.array([0.5, 0.5]), rate=0.0),)),
    ],
    ids=["a clock", "a clock for the rest", "nobody of that lane", "it opens later", "filled later", "nobody comes"],
)
def test_a_gate_that_is_shut_while_people_can_leave_or_it_opens_later(network: Network) -> None:
    assert Simulation(network, ticks=9, specialised=False).advance().tick == 9


def test_somebody_inside_on_the_first_day_counts() -> None:
    inside = Opening(*(np.array([number]) for number in (1, 0, -3)))
    network = queue(FOR_A, lanes="class", shares=(1.0, 0.0))
    with pytest.raises(NetworkError, match=r"who are b.*'waits'"):
        Simulation(network, ticks=9, opening=inside)


@pytest.mark.parametrize(
    ("network", "word"),
    [
        (replace(GOOD, sources=(Source("people", "waiting", rate=np.ones(4)),)), "people"),
        (replace(GOOD, sources=(Source("people", "waiting", counts=np.ones(4, dtype=np.int64)),)), "people"),
        (replace(GOOD, pools=(Pool("beds", np.ones(4)),)), "beds"),
        (replace(GOOD, paces={"slow": np.ones(4)}), "slow"),
        (queue(Door("north", np.ones(4))), "north"),
        (queue(Door("north", 1.0, open=np.ones(4))), "north"),
        (queue(Door("north", 1.0, refills=np.ones(4, dtype=bool))), "north"),
        (replace(GOOD, sources=(Source("people", "waiting", rate=1.0, mix=np.zeros(4, dtype=np.int64)),)), "people"),
    ],
    ids=["rate", "counts", "capacity", "pace", "supply", "opening", "refills", "mixes"],
)
def test_a_schedule_shorter_than_the_run(network: Network, word: str) -> None:
    with pytest.raises(NetworkError, match=rf"{word}.*5"):
        Simulation(network, ticks=5)


@pytest.mark.parametrize("ticks", [0, 1, 30])
@pytest.mark.parametrize(
    "change",
    [
        {"pools": (Pool("beds", 0.0),)},
        {"sources": (Source("people", "waiting", rate=0.0),)},
        {"sources": (Source("people", "waiting", counts=np.zeros(30, dtype=np.int64)),)},
        {
            "kinds": CLASSES,
            "sources": (Source("people", "waiting", kinds=np.array([0.0, 1.0]), rate=3.0),),
            "pools": (Pool("beds", By("class", {"a": 5.0, "b": 0.0}), areas="class"),),
        },
    ],
    ids=["no beds", "no rate", "no counts", "a kind with no people"],
)
def test_nothing_to_do_is_done(ticks: int, change: dict[str, Any]) -> None:
    """No beds, no arrivals, no time, nobody of a kind: these run, and count nothing where there is nothing."""
    network = replace(GOOD, **change)
    cells = tuple(network.kinds.parts)
    sim = Simulation(network, ticks=ticks, tally=Tally(cells=cells, groups=cells), specialised=False).advance()
    panel, size = sim.panel, network.kinds.size
    assert sim.tick == ticks
    assert panel.flow.shape == (ticks, len(sim.edges), size)
    assert panel.period_flow.shape == panel.period_time.shape == (1, len(sim.edges), size)
    assert panel.stays.shape == (size, 1024)
    assert panel.held.shape == (ticks, size)
    assert panel.held.sum() == panel.stays.sum() == panel.taken(stage="waiting", target="held").sum() == 0
    assert panel.inside("held").shape == (ticks, size)
    assert panel.flow[:, :, : size - 1].sum() == 0
    assert len(sim.inside().kind) == panel.flow.sum()  # whoever came is still waiting


def test_a_run_of_no_ticks_with_people_inside() -> None:
    inside = Opening(*(np.array([number, number]) for number in (0, 1, -3)))
    sim = Simulation(GOOD, ticks=0, opening=inside, specialised=False).advance()
    assert sim.panel.opening.tolist() == [[0], [2]]
    assert sim.inside().stage.tolist() == [1, 1]


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_out_of_range(seed: int) -> None:
    with pytest.raises(NetworkError, match="the seed must be a whole number between 0 and 9,223,372,036,854,775,807"):
        Simulation(GOOD, ticks=1, seed=seed)
