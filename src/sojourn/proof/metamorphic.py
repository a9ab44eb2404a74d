"""What must hold between runs, whatever the numbers: changes that change nothing, and one that doubles everything.

Nothing here needs a formula. All but the last are exact: one person in another place on one tick fails them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from sojourn.engine import Simulation, Tally
from sojourn.network import Geometric
from sojourn.proof.case import seeds_of
from sojourn.proof.lines import ran
from sojourn.proof.networks import loss
from sojourn.proof.reordering import reordered_scenarios
from sojourn.proof.toy import ORIGINS, TICKS, Toy
from sojourn.proof.verdict import z_of

TRIED = 6
"""Small networks on which each is tried."""


@dataclass(frozen=True)
class Finding:
    """Whether one of them holds."""

    name: str
    says: str
    passed: bool
    found: str
    """What was seen, in a few words."""


def nothing_changed(seed: int) -> Iterator[str]:
    """Where a run and the same run again, or branched to the same network on the way, differ."""
    for one in _seeds("nothing", seed):
        run, again = (_run(Toy(one)) for _ in range(2))
        yield from _differences(run, again)
        half = _simulation(Toy(one)).advance(_day(one))
        yield from _differences(run, half.branch(Toy(one).network()).advance())


def taken_up(seed: int) -> Iterator[str]:
    """Where a run and one that was stopped, saved and taken up differ."""
    for one in _seeds("taken up", seed):
        saved = _simulation(Toy(one)).advance(_day(one)).snapshot()
        yield from _differences(_run(Toy(one)), _simulation(Toy(one)).resume(saved).advance())


def many_threads(seed: int) -> Iterator[str]:
    """Where runs one after the other and runs side by side differ."""
    seeds = _seeds("threads", seed)
    alone = [_run(Toy(one)) for one in seeds]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda one: _run(Toy(one)), seeds))
    for one, other in zip(alone, together, strict=True):
        yield from _differences(one, other)


def empty_stage(seed: int) -> Iterator[str]:
    """Where a run and one with a stage that nobody enters differ, counted by names."""
    for one in _seeds("annex", seed):
        yield from _different_moves(Toy(one), Toy(one, annex=True))


def new_kind(seed: int) -> Iterator[str]:
    """Where the people there were and the same people among newcomers differ, person by person, if nothing is short."""
    for one in _seeds("newcomers", seed):
        yield from _different_moves(Toy(one, contended=False), Toy(one, contended=False, newcomers=True))


def doubled(seed: int) -> list[float | None]:
    """How twice the people and twice the beds compare with twice the stock: z, under the limit and over it.

    Far under the limit nobody is lost; far over it all beds are taken, and those lost are what is left of the arrivals.
    Either way the stock doubles exactly, on average.
    """

    def difference(rate: float, one: int) -> float:
        small, large = seeds_of("doubled", one, 2)
        once = ran(loss(rate, Geometric(0.02), 2500), 600, small, None).panel
        twice = ran(loss(2 * rate, Geometric(0.02), 5000), 600, large, None).panel
        stocks = [(panel.inside("waiting") + panel.inside("held"))[300:].mean() for panel in (once, twice)]
        return float(stocks[1] / 2 - stocks[0])

    seeds = seeds_of("doubled", seed, 16)
    return [z_of([difference(rate, one) for one in seeds], 0.0)[2] for rate in (40.0, 70.0)]


EXACT: dict[str, tuple[str, Callable[[int], Iterator[str]]]] = {
    "no-change": ("comparing a run with itself gives zero everywhere", nothing_changed),
    "resume": ("a run that is saved and taken up is the run", taken_up),
    "threads": ("one thread gives what many give", many_threads),
    "empty-stage": ("a stage nobody enters changes nothing", empty_stage),
    "new-kind": ("people of a new kind leave the luck of all others as it was", new_kind),
    "order": ("the order of the entries of a scenario changes no number", reordered_scenarios),
}

NAMES = (*EXACT, "doubled")
"""Every one of them, as `--only` takes it."""


def find(name: str, seed: int, most: float) -> Finding:
    """Try one of them; z, where there is one, may be as far as ``most`` from zero.

    Raises:
        KeyError: there is none of that name.
    """
    if name == "doubled":
        far = doubled(seed)
        fits = all(z is not None and abs(z) <= most for z in far)
        found = "z " + " and ".join("none" if z is None else f"{z:+.2f}" for z in far)
        return Finding(name, "twice the people and beds give twice the stock", fits, found)
    says, compare = EXACT[name]
    first = next(compare(seed), None)
    return Finding(name, says, first is None, first or "no difference")


def _seeds(name: str, seed: int) -> list[int]:
    return seeds_of(name, seed, TRIED)


def _day(seed: int) -> int:
    return 1 + seed % (TICKS - 2)


def _simulation(toy: Toy) -> Simulation:
    kinds = toy.kinds
    old = np.array([kinds.describe(kind)["origin"] in ORIGINS for kind in range(kinds.size)])
    tally = Tally(cells=("origin",), groups=("origin",), watch=old)
    return Simulation(toy.network(), ticks=TICKS, seed=toy.seed, opening=toy.opening(), tally=tally, specialised=False)


def _run(toy: Toy) -> Simulation:
    return _simulation(toy).advance()


def _differences(one: Simulation, other: Simulation) -> Iterator[str]:
    """Every count and every person's way, compared."""
    for name in ("flow", "period_flow", "period_time", "stay_time", "stays", "held"):
        ours, theirs = getattr(one.panel, name), getattr(other.panel, name)
        wrong = np.argwhere(ours != theirs)
        if len(wrong):
            place = ", ".join(str(int(i)) for i in wrong[0])
            yield f"seed {one.seed}: {name}[{place}] differs, the first of {len(wrong):,}"
    if sorted(map(repr, one.log())) != sorted(map(repr, other.log())):
        yield f"seed {one.seed}: people went other ways"


def _different_moves(one: Toy, other: Toy) -> Iterator[str]:
    """Every move of everybody who is in both, by names."""
    ours, theirs = _ways(one), _ways(other)
    if ours != theirs:
        wrong = min(set(ours) ^ set(theirs), key=lambda move: move[1])
        yield f"seed {one.seed}: on tick {wrong[1]} somebody took {wrong[4] or 'arrival'} to {wrong[5]} in one run only"


Move = tuple[tuple[int, int, str], int, str, str, str, str]


def _ways(toy: Toy) -> list[Move]:
    """Moves as (name of luck, tick, area, origin, stage left, target), sorted."""
    run = _run(toy)
    sources = [*(source.name for source in toy.network().sources), "opening"]
    found = []
    for move in run.log():
        edge, kind = run.edges[move.edge], toy.kinds.describe(move.kind)
        source, tick, index = move.person
        person = (tick, index, sources[source])
        found.append((person, move.tick, kind["area"], kind["origin"], edge.stage or "", edge.target))
    return sorted(found)
