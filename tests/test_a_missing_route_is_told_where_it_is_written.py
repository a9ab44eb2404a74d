"""Whoever leaves by charter needs a route: where there is none, that is told at the routes as they were written."""

from __future__ import annotations

import pytest

from sojourn.run import load
from sojourn.scenario import ScenarioError


def test_people_who_leave_by_charter_need_a_route() -> None:
    with pytest.raises(ScenarioError) as refused:
        load("us-2024", ["departures.charter=[]"])
    (problem,) = refused.value.problems
    assert problem.path == "departures.charter"
    assert problem.message.startswith("`departures.charter`: no charter route serves Guatemala, ")
    assert problem.place is not None


def test_the_route_that_was_changed_is_pointed_at() -> None:
    with pytest.raises(ScenarioError) as refused:
        load("us-2024", ["departures.charter.0.to=[Guatemala]"])
    (problem,) = refused.value.problems
    assert problem.path == "departures.charter.0.to"
