"""An agreement that takes nobody, or that is shut, changes no number at all: what is compared is what it did."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from destination_toys import UNTIL, agreement, compared, outcomes, scenario
from sojourn import warm_up
from sojourn.engine import Panel, Simulation, Tally
from sojourn.policy.prospects import DRAWN
from sojourn.run import calendar_of
from sojourn.scenario.litigation import Litigation
from sojourn.scenario.us import UsScenario
from sojourn.study.destination_answer import effect
from sojourn.study.destination_runs import BY, Opened, with_open
from sojourn.systems.us import us_network


def run(model: UsScenario, seed: int, of: UsScenario | None = None) -> Panel:
    """A run that begins with the people inside at the start of another scenario, or of its own."""
    calendar = calendar_of(model, UNTIL)
    network = us_network(model, calendar)
    places = [stage.name for stage in network.stages]
    inside = warm_up.opening(of or model, seed, specialised=False)
    if of is not None:
        stages = [places.index(stage.name) for stage in us_network(of, calendar).stages]
        inside = dataclasses.replace(inside, stage=np.array(stages)[inside.stage])
    tally = Tally((), BY)
    simulation = Simulation(network, ticks=calendar.ticks, seed=seed, opening=inside, tally=tally, specialised=False)
    return simulation.advance().panel


@pytest.mark.parametrize("seed", [1, 2])
def test_agreements_that_are_there_but_shut_are_as_if_they_were_not(seed: int) -> None:
    named = scenario(agreement("Panama"), agreement("Guatemala", "accepts: [Honduras]"))
    without = run(scenario(), seed)
    shut = run(with_open(named, Opened(), named.period.start.value), seed, of=scenario())
    edges = [(edge.owner, edge.stage, edge.target) for edge in shut.edges]
    both = [edges.index((edge.owner, edge.stage, edge.target)) for edge in without.edges]
    assert len(set(both)) == len(both)
    assert np.array_equal(without.flow, shut.flow[:, both])
    assert np.array_equal(without.period_time, shut.period_time[:, both])
    assert shut.flow.sum() == without.flow.sum()


@pytest.mark.parametrize("nobody", ["quota: 0 people", "in_all: 0 people", "accepts: []"])
def test_one_that_takes_nobody_has_no_effect(nobody: str) -> None:
    found = compared(agreement("Panama", nobody), agreement("Grenada"))
    effects = {row.candidate.name: dataclasses.asdict(row.effects[0]) for row in found.rows}
    assert set(effects["Panama"].values()) == {0}
    assert effects["Grenada"]["moved"] > 0  # else the test could not fail


def test_one_that_starts_on_the_last_day_has_no_effect() -> None:
    model = scenario(agreement("Panama"))
    start = calendar_of(model, UNTIL).day(calendar_of(model, UNTIL).ticks - 1)
    late = with_open(model, Opened((0,)), start)
    assert run(late, 3).taken(target="removed_third_country").sum() == 0


def test_a_court_that_is_written_stops_it_and_one_that_is_drawn_only_with_drawn_dates() -> None:
    forced = "[{on: 2025-01-20, status: in_force}]"
    model = scenario(agreement("Panama", statuses=forced))
    for name, moves in (("a case", False), (f"{DRAWN}Panama", True)):
        acts = [{"on": "2025-01-20", "act": "injunction"}]
        case = Litigation.model_validate({"case": name, "channel": "agreement:Panama", "acts": acts})
        stopped = model.model_copy(update={"litigation": (case,)})
        alone, dated = outcomes(stopped, Opened((0,)), Opened((0,), dated=True))
        assert (alone.moved > 0) == moves
        assert dated.moved == 0


def test_an_effect_is_nothing_against_oneself() -> None:
    none, one = outcomes(scenario(agreement("Panama")), Opened(), Opened((0,)))
    assert set(dataclasses.asdict(effect(one, one)).values()) == {0}
    assert effect(none, one).moved == one.moved > 0
