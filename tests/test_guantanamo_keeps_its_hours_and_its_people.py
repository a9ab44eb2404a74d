"""Everybody leaves by one exit, nobody moves when closed, and no boat has more people than seats."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sojourn.engine import Panel, Simulation, Tally
from sojourn.systems.guantanamo import EXITS, NATIONALITIES, QUEUES, Ticks, guantanamo, published

DESKS = ((60, False), (30, False), (5, False), (5, True), (60, True))
CASES = [(minutes, held, seed) for minutes, held in DESKS for seed in (1, 2)]
DEPARTURES = (5.5, 6.5, 8, 9, 10.5, 11.5, 13, 14, 15.5, 16.5)
"""Two boats, an hour apart, two and a half hours a round: from 5.30, the last one back at 18.30."""


def run(minutes: int, held: bool, seed: int) -> Panel:
    network = guantanamo(published(), minutes=minutes, held=held)
    tally = Tally(cells=("nationality",))
    return Simulation(network, ticks=30 * 1440 // minutes, seed=seed, tally=tally, specialised=False).advance().panel


def hour_of_day(minutes: int) -> np.ndarray:
    return np.arange(30 * 1440 // minutes) * minutes / 60 % 24


def test_the_timetable_is_that_of_the_terms() -> None:
    assert published().departures() == list(DEPARTURES)
    assert len(replace(published(), boats=3).departures()) == 14  # the third starts 80 minutes later: one round fewer


@pytest.mark.parametrize(("minutes", "held", "seed"), CASES)
def test_everybody_leaves_by_one_exit(minutes: int, held: bool, seed: int) -> None:
    panel = run(minutes, held, seed)
    out = sum(panel.taken(target=name) for name in EXITS).sum(axis=0)
    assert dict(zip(NATIONALITIES, out.tolist(), strict=True)) == {"Cuban": 688, "Haitian": 1705, "other": 10}
    arrived = panel.taken(owner=None)[0] * 0
    for stage in panel.stages:
        inside = panel.inside(stage)
        assert inside.min() >= 0, stage
        arrived = arrived + inside
    gone = np.cumsum(sum(panel.taken(target=name) for name in EXITS), axis=0)
    assert np.array_equal((arrived + gone).sum(axis=1), np.full(len(gone), 2403))


@pytest.mark.parametrize(("minutes", "held", "seed"), CASES)
def test_nobody_moves_when_closed(minutes: int, held: bool, seed: int) -> None:
    panel, hour = run(minutes, held, seed), hour_of_day(minutes)
    desks = ("inprocessing_line", "screening_line", "second_screening_line")
    taken_on = sum(panel.taken(stage=line).sum(axis=1) for line in desks)
    assert taken_on[(hour < 6) | (hour >= 18)].sum() == 0
    assert taken_on[hour == 6].sum() > 0
    late = 0.5 if minutes == 60 else 0.0  # half past is the next full hour
    for queue in ("pier", "pier_again", "leeward_pier", "leeward_pier_again"):
        sails = np.array(DEPARTURES) + ("leeward" in queue)
        sails = np.where(sails % 1 > 0, sails + late, sails)
        assert panel.taken(stage=queue).sum(axis=1)[~np.isin(hour, sails)].sum() == 0, queue
    assert panel.taken(stage="camp").sum(axis=1)[hour != 5.5 + late].sum() == 0


@pytest.mark.parametrize(("minutes", "held", "seed"), CASES)
def test_a_boat_has_130_seats(minutes: int, held: bool, seed: int) -> None:
    panel = run(minutes, held, seed)
    for there in (("pier", "pier_again"), ("leeward_pier", "leeward_pier_again")):
        on_board = sum(panel.taken(stage=queue).sum(axis=1) for queue in there)
        assert on_board.max() == 130, there


def test_every_line_is_a_stage_that_waits() -> None:
    waiting = {stage.name for stage in guantanamo(published()).stages if stage.waits_for} - {"camp"}
    assert waiting == set(QUEUES)


def test_a_desk_that_is_held_serves_one_at_a_time() -> None:
    panel, ticks = run(5, True, 3), Ticks(5, 30)
    assert panel.held[:, 0].max() == 30
    assert panel.held[:, 1].max() == 15
    served = panel.inside("screening") + panel.inside("second_screening")
    assert np.array_equal(served.sum(axis=1), panel.held[:, 1])
    assert panel.held[ticks.of(24 * 3 + 19), 1] == 0  # an hour after closing the last service has ended
