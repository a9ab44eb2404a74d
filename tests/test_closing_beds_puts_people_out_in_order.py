"""When capacity falls below what is held, the right people are put out, in order, to where their stage says.

Every case is worked out by hand, and holds for the engine and for its twin. Each person is a kind of their own, so
that the counts say who did what.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import twin
from panels import by_pool
from sojourn.engine import Simulation, Tally
from sojourn.network import (
    By,
    Clock,
    Door,
    Exponential,
    Fixed,
    Gate,
    Kinds,
    Line,
    Network,
    NetworkError,
    Opening,
    Pool,
    Source,
    Stage,
    Steps,
)

TICKS = 20
DAY = 5
WHO = tuple("abcdefghij")
KINDS = Kinds({"who": WHO})
FALLS = Steps([(0, 10.0), (DAY, 6.0)])
NOBODY = Source("arrivals", "held", kinds=np.full(len(WHO), 0.1), rate=0.0)
LATER = Clock("leaves", Fixed(90), "free")


class Told:
    """What was counted in a run: who took which edge on which tick, and how much was held."""

    def __init__(self, flow: np.ndarray, edges: list[tuple[str, str]], held: np.ndarray) -> None:
        self.flow, self.edges, self.held = flow, edges, held

    def took(self, owner: str, target: str) -> dict[int, str]:
        """Who went that way on each tick, in order of the alphabet."""
        flow = self.flow[:, self.edges.index((owner, target))]
        return {t: "".join(WHO[k] for k in np.flatnonzero(flow[t])) for t in range(len(flow)) if flow[t].any()}


def told_by_twin(network: Network, opening: Opening | None, seed: int = 1, ticks: int = TICKS) -> Told:
    run = twin.run(network, ticks, seed, opening, cells=("who",))
    return Told(run.flow, run.edges, run.held)


def told_by_engine(network: Network, opening: Opening | None, seed: int = 1, ticks: int = TICKS) -> Told:
    sim = Simulation(
        network, ticks=ticks, seed=seed, opening=opening, tally=Tally(cells=("who",)), specialised=False
    ).advance()
    edges = [(edge.owner, edge.target) for edge in sim.panel.edges]
    return Told(sim.panel.flow, edges, by_pool(sim.panel.held, network))


@pytest.fixture(params=[told_by_twin, told_by_engine], ids=["twin", "engine"])
def told(request: pytest.FixtureRequest) -> Callable[..., Told]:
    return request.param


def network(put_out: Any, capacity: Any = FALLS, *more: Stage, **changes: Any) -> Network:
    parts: dict[str, Any] = {
        "kinds": KINDS,
        "sources": (NOBODY,),
        "stages": (
            Stage("waiting", waits_for="beds", granted="held"),
            Stage("held", (LATER,), holds="beds", put_out=put_out),
            *more,
        ),
        "exits": ("free", "street"),
        "pools": (Pool("beds", capacity, level=changes.pop("level", 0)),),
    }
    return Network(**{**parts, **changes, "sources": (*changes.get("sources", (NOBODY,)), _to_waiting())})


def _to_waiting() -> Source:
    return Source("nobody", "waiting", kinds=np.full(len(WHO), 0.1), rate=0.0)


def inside(since: str | list[int], stage: int = 1, who: str = "".join(WHO)) -> Opening:
    """People in a stage since the given ticks before the start; the longest there have entered it as the others did."""
    ticks = np.array(list(since), dtype=np.int64)
    kind = np.array([WHO.index(name) for name in who])
    return Opening(kind=kind, stage=np.full(len(kind), stage), entered=ticks, held_since=ticks)


TEN = inside([-3, -9, -1, -7, -5, -2, -10, -8, -4, -6])  # a ... j; the last to come are c, f, a, i
TAKES_BACK = Gate("desk", (Door("one", 1.0),))


def at_the_desk() -> Stage:
    """A queue that serves one a tick, so that the order in which people joined it can be seen."""
    return Stage("asks", waits_for="desk", granted="street")


def test_the_last_to_come_leave_and_no_more_than_must(told: Callable[..., Told]) -> None:
    run = told(network("street"), TEN)
    assert run.took("put out held", "street") == {DAY: "acfi"}
    assert run.held[:, 0, 0].tolist() == [10] * DAY + [6] * (TICKS - DAY)


def test_they_leave_in_order(told: Callable[..., Told]) -> None:
    run = told(network("asks", FALLS, at_the_desk(), gates=(TAKES_BACK,)), TEN)
    assert run.took("put out held", "asks") == {DAY: "acfi"}
    assert run.took("grant asks", "street") == {DAY + 1: "c", DAY + 2: "f", DAY + 3: "a", DAY + 4: "i"}


def test_the_highest_level_goes_first(told: Callable[..., Told]) -> None:
    level = By("who", {"b": 2, "g": 2, "d": 1, "h": 1, "c": -1}, 0)
    run = told(network("asks", FALLS, at_the_desk(), gates=(TAKES_BACK,), level=level), TEN)
    assert [run.took("grant asks", "street")[DAY + n] for n in range(1, 5)] == ["b", "g", "d", "h"]


def test_on_a_tie_the_highest_name_goes_first(told: Callable[..., Told]) -> None:
    """All ten are let in on tick 0: of two streams four, of the opening population two."""

    def stream(name: str, who: str) -> Source:
        shares = np.array([float(w == who) for w in WHO])
        return Source(name, "waiting", kinds=shares, counts=np.array([1] + [0] * (TICKS - 1)))

    sources = tuple(stream(name, who) for name, who in [("zeta", "a"), ("eta", "b"), ("beta", "c"), ("alpha", "d")])
    opening = inside([-9, -1], stage=0, who="ef")
    stairs = Line([(1, 6.0), (7, 0.0)])  # one bed fewer on each tick from 2 to 7
    run = told(network("street", stairs, sources=sources), opening)
    assert "".join(run.took("grant waiting", "held")[0]) == "abcdef"
    assert run.took("put out held", "street") == dict(enumerate("fedcba", start=2))


def test_nobody_leaves_a_stage_without_the_route(told: Callable[..., Told]) -> None:
    run = told(network(None), TEN)
    assert run.held[:, 0, 0].tolist() == [10] * TICKS
    both = told(network("street", Steps([(0, 10.0), (DAY, 0.0)]), Stage("kept", (LATER,), holds="beds"), sources=(
        NOBODY, Source("kept", "kept", kinds=np.full(len(WHO), 0.1), rate=0.0))), _two_stages())  # fmt: skip
    assert both.took("put out held", "street") == {DAY: "aceg"}
    assert both.held[DAY:, 0, 0].tolist() == [6] * (TICKS - DAY)


def _two_stages() -> Opening:
    ticks = np.arange(-10, 0)
    return Opening(kind=np.arange(10), stage=np.array([1, 2, 1, 2, 1, 2, 1, 2, 2, 2]), entered=ticks)


def test_whoever_leaves_on_that_day_anyway_goes_first(told: Callable[..., Told]) -> None:
    """The clock of three people rings on the day of closing: one more has to go, the last to come of the others."""
    clock = Clock("leaves", By("who", {name: Fixed(DAY + since) for name, since in [("b", 9), ("d", 7), ("c", 1)]},
                               Fixed(90)), "free")  # fmt: skip
    held = Stage("held", (clock,), holds="beds", put_out="street")
    run = told(network("street", stages=(Stage("waiting", waits_for="beds", granted="held"), held)), TEN)
    assert run.took("clock held.leaves", "free") == {DAY: "bcd"}
    assert run.took("put out held", "street") == {DAY: "f"}
    assert run.held[DAY, 0, 0] == 6


def test_whoever_is_put_out_of_a_queue_is_no_longer_in_it(told: Callable[..., Told]) -> None:
    """Six wait for a desk that opens on the day after: those put out are not served."""
    desk = Gate("desk", (Door("one", 1.0, open=Steps([(0, 0.0), (DAY + 1, 1.0)])),))
    asks = Stage("asks", waits_for="desk", granted="free", holds="beds", put_out="street")
    sources = (NOBODY, Source("asking", "asks", kinds=np.full(len(WHO), 0.1), rate=0.0))
    whole = network("street", Steps([(0, 6.0), (DAY, 3.0)]), asks, gates=(desk,), sources=sources)
    run = told(whole, inside([-9, -8, -7, -6, -5, -4], stage=2, who="fedcba"))
    assert run.took("put out asks", "street") == {DAY: "abc"}
    assert run.took("grant asks", "free") == {DAY + 1: "f", DAY + 2: "e", DAY + 3: "d"}


def test_who_waits_again_is_let_in_elsewhere_on_the_same_tick(told: Callable[..., Told]) -> None:
    """Two of three must leave the north; the south has one free bed, which the first of them takes at once."""
    kinds = Kinds({"who": WHO, "area": ("north", "south")})
    nobody = tuple(Source(name, name, kinds=np.full(20, 0.05), rate=0.0) for name in ("held", "waiting"))
    north = Steps([(0, 3.0), (DAY, 1.0)])
    beds = Pool("beds", By("area", {"north": north, "south": 2.0}), areas="area", spills=True)
    stages = (
        Stage("waiting", waits_for="beds", granted="held"),
        Stage("held", (LATER,), holds="beds", put_out="waiting"),
    )
    whole = Network(kinds=kinds, sources=nobody, stages=stages, exits=("free",), pools=(beds,))
    area = [kinds.index(who=who, area="south" if who == "d" else "north") for who in "abcd"]
    since = np.array([-2, -3, -1, -4])
    run = told(whole, Opening(kind=np.array(area), stage=np.ones(4, dtype=np.int64), entered=since))
    assert run.took("put out held", "waiting") == {DAY: "ac"}
    assert run.took("grant waiting", "held") == {DAY: "c"}
    assert run.held[DAY - 1, 0].tolist() == [3, 1]
    assert run.held[DAY, 0].tolist() == [1, 2]


def test_who_waits_for_another_pool_is_let_in_there_on_the_same_tick(told: Callable[..., Told]) -> None:
    """Two rooms are free: the first two who are put out have them at once; a third room comes two ticks later."""
    lobby = Stage("lobby", waits_for="rooms", granted="room")
    room = Stage("room", (LATER,), holds="rooms")
    pools = (Pool("rooms", Steps([(0, 2.0), (DAY + 2, 3.0)])), Pool("beds", FALLS))
    run = told(network("lobby", FALLS, lobby, room, pools=pools), TEN)
    assert run.took("put out held", "lobby") == {DAY: "acfi"}
    assert run.took("grant lobby", "room") == {DAY: "cf", DAY + 2: "a"}


def test_everybody_leaves_when_all_beds_close_and_comes_back_in_order(told: Callable[..., Told]) -> None:
    """Whoever was put out first waits first: three beds reopen, then all."""
    capacity = Steps([(0, 10.0), (DAY, 0.0), (8, 3.0), (11, 10.0)])
    run = told(network("waiting", capacity), TEN)
    assert run.took("put out held", "waiting") == {DAY: "abcdefghij"}
    assert run.took("grant waiting", "held") == {8: "acf", 11: "bdeghij"}
    assert run.held[:, 0, 0].tolist() == [10] * DAY + [0] * (8 - DAY) + [3] * 3 + [10] * (TICKS - 11)


def test_slow_closing_puts_out_one_by_one(told: Callable[..., Told]) -> None:
    run = told(network("street", Line([(2, 10.0), (12, 0.0)])), TEN)
    assert "".join(run.took("put out held", "street").values()) == "cfaiejdhbg"
    assert list(run.took("put out held", "street")) == list(range(3, 13))


def test_a_bed_taken_again_after_being_put_out_is_the_last_taken(told: Callable[..., Told]) -> None:
    """The nine who stay have held theirs longer: whoever came back is put out again."""
    capacity = Steps([(0, 10.0), (4, 9.0), (6, 10.0), (9, 9.0)])
    run = told(network("waiting", capacity), TEN)
    assert run.took("put out held", "waiting") == {4: "c", 9: "c"}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shares_are_kept(told: Callable[..., Told], seed: int) -> None:
    """Of 1,500 put out, three in ten go to the street, within four standard errors."""
    people = 1500
    opening = Opening(*(np.full(people, number) for number in (0, 1, -1)))
    whole = network({"street": 0.3, "free": 0.7}, Steps([(0, float(people)), (1, 0.0)]))
    run = told(whole, opening, seed, 2)
    street = run.flow[1, run.edges.index(("put out held", "street"))].sum()
    assert street + run.flow[1, run.edges.index(("put out held", "free"))].sum() == people
    assert abs(street - 0.3 * people) < 4 * (people * 0.3 * 0.7) ** 0.5


def test_a_way_out_needs_a_unit_held() -> None:
    with pytest.raises(NetworkError, match=r"'held'.*put_out.*holds"):
        network("street", stages=(
            Stage("waiting", waits_for="beds", granted="bed"),
            Stage("bed", (Clock("leaves", Exponential(3.0), "held"),), holds="beds"),
            Stage("held", (LATER,), put_out="street"),
        ))  # fmt: skip


def test_a_way_out_frees_the_unit() -> None:
    kept = Stage("kept", (LATER,), holds="beds")
    with pytest.raises(NetworkError, match=r"'held'.*'kept'.*'beds'"):
        network({"street": 0.5, "kept": 0.5}, FALLS, kept)


def test_a_way_out_leads_somewhere() -> None:
    with pytest.raises(NetworkError, match=r"put out held.*did you mean 'street'"):
        network("stret")
    with pytest.raises(NetworkError, match=r"put out held.*0\.9"):
        network({"street": 0.4, "free": 0.5})
