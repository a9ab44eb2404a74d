"""A kernel made for one network's structure gives the numbers of the kernel that serves any."""

from __future__ import annotations

import ast
from dataclasses import replace

import numpy as np
import pytest

from panels import arrays_of, differences, people_of
from random_networks import Case, random_network
from sojourn.engine import Simulation, Tally, kernel_source
from sojourn.network import By, Clock, Fixed, Geometric, Kinds, Network, NetworkError, Source, Stage


def runs(case: Case, seed: int) -> tuple[Simulation, Simulation]:
    tally = Tally(cells=case.cells, groups=case.groups, period=case.period)
    one, other = (
        Simulation(case.network, ticks=case.ticks, seed=seed, opening=case.opening, tally=tally, specialised=own)
        for own in (True, False)
    )
    return one, other


def disagreements(seed: int) -> list[str]:
    case = random_network(seed)
    own, general = runs(case, seed)
    try:
        general.advance()
    except NetworkError as error:
        with pytest.raises(NetworkError, match=str(error)[:30]):
            own.advance()
        return []
    own.advance()
    found = differences(arrays_of(own.panel, case.network), arrays_of(general.panel, case.network))
    return found + ([] if people_of(own, case) == people_of(general, case) else ["others are inside"])


@pytest.mark.parametrize("seed", [11])
def test_every_number_is_the_same(seed: int) -> None:
    assert disagreements(seed) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 140))
def test_every_number_is_the_same_on_many_networks(seed: int) -> None:
    assert disagreements(seed) == []


def source(case: Case, **changes: object) -> str:
    settings = {"ticks": case.ticks, "seed": 1, "opening": case.opening} | changes
    return kernel_source.source_of(Simulation(case.network, **settings)._program)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(60))
def test_the_text_is_code_in_which_only_our_own_names_stand(seed: int) -> None:
    """Every name in a kernel's text stands in the general one too, or is one of the few of the race written out."""
    case = random_network(seed)
    allowed = {node.id for node in ast.walk(ast.parse(kernel_source.general_source())) if isinstance(node, ast.Name)}
    allowed |= {"clocks", "routes", "row", "length", "at", "begin", "mark", "winner", "v", "row_of_route", "step"}
    allowed |= {"step_at", "since", "ring_of_all", "taken_of_all", "winner_of_all"}
    numbered = ("draw_", "length_", "law_", "salt_", "first_of_", "row_by_")
    allowed |= {"place", "pace", "duration", "mixed", "paced", "BY_32", "LOW32", "TICK_BIAS", "max", "maps"}
    names = {node.id for node in ast.walk(ast.parse(source(case))) if isinstance(node, ast.Name)}
    assert {name for name in names if not name.startswith(numbered)} <= allowed


@pytest.mark.parametrize("seed", range(20))
def test_numbers_that_a_scenario_changes_make_no_other_kernel(seed: int) -> None:
    case = random_network(seed)
    text = source(case)
    assert source(case, seed=2) == text
    assert source(case, opening=None) == text
    network = case.network
    more = tuple(replace(s, rate=None, counts=np.full(case.ticks, 3, dtype=np.int64)) for s in network.sources)
    open_doors = tuple(replace(g, doors=tuple(replace(d, supply=7.0) for d in g.doors)) for g in network.gates)
    roomy = tuple(replace(pool, capacity=50.0) for pool in network.pools)
    changed = replace(network, sources=more, gates=open_doors, pools=roomy, paces=dict.fromkeys(network.paces, 0.7))
    assert source(case._replace(network=changed)) == text


def test_names_make_no_other_kernel() -> None:
    def text(name: str, level: str) -> str:
        stay = Stage(name, (Clock(name + "'", By("part", {"a": Fixed(3), level: Geometric(0.5)}), "out"),))
        source = Source(name, name, np.array([0.5, 0.5]), rate=1.0)
        network = Network((source,), (stay,), ("out",), Kinds({"part": ("a", level)}))
        return kernel_source.source_of(Simulation(network, ticks=9)._program)

    assert text("stay", "b") == text('"""; import os', "\\n'''b")


def test_a_structure_with_too_many_clocks_shares_the_general_race(monkeypatch: pytest.MonkeyPatch) -> None:
    case = next(c for c in map(random_network, range(100)) if len(c.network.stages) > 3)
    full = source(case)
    monkeypatch.setattr(kernel_source, "MOST_CLOCKS", 3)
    part = source(case)
    assert "raced(p" in part.split("def run")[1]
    assert "raced(p" not in full.split("def run")[1]
    ast.parse(part)
