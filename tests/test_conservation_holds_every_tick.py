"""Nobody is lost or made: arrivals and the opening population are outside or inside, on every tick."""

from __future__ import annotations

import numpy as np
import pytest

from panels import by_pool, edges_of, people_of, simulation
from random_networks import Case, random_network

SEEDS = range(5000, 5025)


def place_left(owner: str) -> str | None:
    """The stage that an edge leaves; none for an edge from outside."""
    what, _, name = owner.removeprefix("put ").partition(" ")
    if what == "source":
        return None
    return name.split(".")[0] if what == "clock" else name.split(" by ")[0]


def opened(case: Case, place: int, cells: np.ndarray, n_cells: int) -> np.ndarray:
    """People of the opening population in one stage, by cell."""
    if case.opening is None:
        return np.zeros(n_cells, dtype=np.int64)
    here = np.asarray(case.opening.kind)[np.asarray(case.opening.stage) == place]
    return np.bincount(cells[here], minlength=n_cells)


def stocks(case: Case, sim, cells: np.ndarray) -> np.ndarray:
    """People in each place at the end of each tick by cell, from the flows alone: (ticks, places, cells)."""
    network, flow = case.network, np.asarray(sim.panel.flow)
    stock = np.zeros((case.ticks, len(network.places), flow.shape[2]), dtype=np.int64)
    for e, (owner, target) in enumerate(edges_of(sim.panel)):
        stock[:, network.places.index(target)] += flow[:, e]
        left = place_left(owner)
        if left is not None:
            stock[:, network.places.index(left)] -= flow[:, e]
    stock = stock.cumsum(axis=0)
    for place in range(len(network.stages)):
        stock[:, place] += opened(case, place, cells, flow.shape[2])
    return stock


def finished(seed: int, cells: tuple[str, ...] | None = None):
    case = random_network(seed)
    if cells is not None:
        case = case._replace(cells=cells)
    sim = simulation(case, seed)
    sim.advance()
    return case, sim, stocks(case, sim, case.network.kinds.rows(case.cells))


@pytest.mark.parametrize("seed", SEEDS)
def test_arrivals_and_opening_are_exits_and_inside(seed: int) -> None:
    case, sim, stock = finished(seed)
    flow = np.asarray(sim.panel.flow)
    arrivals = sum(flow[:, e] for e, (owner, _) in enumerate(edges_of(sim.panel)) if place_left(owner) is None)
    n_stages = len(case.network.stages)
    opening = sum(opened(case, place, case.network.kinds.rows(case.cells), flow.shape[2]) for place in range(n_stages))
    outside, inside = stock[:, n_stages:].sum(axis=1), stock[:, :n_stages].sum(axis=1)
    assert np.array_equal(arrivals.cumsum(axis=0) + opening, outside + inside)
    assert stock.min(initial=0) >= 0


@pytest.mark.parametrize("seed", SEEDS)
def test_flows_leave_the_people_who_are_inside_on_every_tick(seed: int) -> None:
    case, _, stock = finished(seed)
    cells, n_cells = case.network.kinds.rows(case.cells), stock.shape[2]
    again = simulation(case, seed)
    for tick in range(case.ticks):
        again.advance(until=tick + 1)
        counted = np.zeros(stock.shape[1:], dtype=np.int64)
        for stage, _, kind, _, _ in people_of(again, case):
            counted[stage, cells[kind]] += 1
        assert np.array_equal(counted[: len(case.network.stages)], stock[tick, : len(case.network.stages)]), (
            tick,
            n_cells,
        )


@pytest.mark.parametrize("seed", SEEDS)
def test_units_held_are_people_in_stages_that_hold_them(seed: int) -> None:
    case = random_network(seed)
    kinds = case.network.kinds
    sim = simulation(case, seed)
    for tick in range(case.ticks):
        sim.advance(until=tick + 1)
        people = people_of(sim, case)
        for p, pool in enumerate(case.network.pools):
            area = kinds.rows((pool.areas,) if pool.areas else ())
            holding = [area[k] for s, _, k, _, _ in people if case.network.stages[s].holds == pool.name]
            held = by_pool(np.asarray(sim.panel.held), case.network)[tick, p]
            assert np.array_equal(np.bincount(np.array(holding, dtype=np.int64), minlength=len(held)), held), tick


@pytest.mark.parametrize("seed", SEEDS)
def test_units_held_follow_from_the_flows_by_area(seed: int) -> None:
    network = random_network(seed).network
    spilt = {pool.areas for pool in network.pools if pool.spills}
    for p, pool in enumerate(network.pools):
        areas = (pool.areas,) if pool.areas is not None and pool.areas not in spilt else ()
        _, sim, stock = finished(seed, areas)
        holding = [place for place, stage in enumerate(network.stages) if stage.holds == pool.name]
        held = by_pool(np.asarray(sim.panel.held), network)[:, p]
        people = stock[:, holding].sum(axis=1)
        if areas:
            assert np.array_equal(people, held[:, : people.shape[1]])
        assert np.array_equal(people.sum(axis=1), held.sum(axis=1))


@pytest.mark.parametrize("seed", SEEDS)
def test_stays_are_counted_once_for_each_unit_given_back(seed: int) -> None:
    case, sim, _ = finished(seed)
    panel, network = sim.panel, case.network
    holds = {stage.name: stage.holds for stage in network.stages}
    flow = np.asarray(panel.flow)
    back = np.zeros(flow.shape[2], dtype=np.int64)
    for e, (owner, target) in enumerate(edges_of(panel)):
        unit = holds.get(place_left(owner) or "")
        if unit is not None and unit != holds.get(target):
            back += flow[:, e].sum(axis=0)
    assert np.array_equal(np.asarray(panel.stays).sum(axis=1), back)
    assert np.asarray(panel.stay_time).sum() >= (np.asarray(panel.stays) * np.arange(1024)).sum()
