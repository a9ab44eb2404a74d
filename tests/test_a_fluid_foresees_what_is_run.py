"""Where neither beds nor seats run out, the fluid gives what the simulator gives, to within luck and a little."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest

from sojourn import warm_up
from sojourn.run import calendar_of, load_us
from sojourn.study.plan.building import Builder
from sojourn.study.plan.probe import responses
from sojourn.study.plan.response import Responses
from sojourn.study.plan.search import Found, Search
from sojourn.study.plan.targets import goal_of
from sojourn.study.points.drawing import drawing
from sojourn.systems.calendar import Calendar

SHORT = "opening.warm_up=180 days"
UNTIL = date(2024, 2, 1)
OFF = 0.03
"""The fluid's months know the luck of neither the run nor the probes, and cut a month's arrivals evenly."""


@cache
def both(*changes: str, seed: int = 2024) -> tuple[Found, dict[str, float], Responses, Calendar]:
    model = load_us("us-2024", [SHORT, *changes]).model
    calendar = calendar_of(model, UNTIL)
    run = drawing(model, seed=seed, until=UNTIL, specialised=False).central().run()
    inside = warm_up.opening(model, seed, specialised=False)
    found = responses(model, calendar, inside, seed=seed + 1)
    builder = Builder(model, calendar, found, run, {}, step=1)
    builder.build()
    fluid = Search(builder, [], goal_of("cost", most=False)).find({})
    removed = sum(run.series[f"exit_removed_{way}"].sum() for way in ("home", "border", "third_country"))
    held = run.series["held"].sum(axis=1)
    real = {
        "removed_all": float(removed),
        "person_days": float(held.sum()),
        "booked_in": float(run.series["booked_in"].sum()),
        "cost": run.ledger.total() / 100,
        "held_peak": float(held.max()),
    }
    return fluid, real, found, calendar


@pytest.mark.parametrize("key", ["removed_all", "person_days", "booked_in", "cost", "held_peak"])
@pytest.mark.parametrize("seed", [2024, 7])
def test_the_fluid_is_near_the_run(key: str, seed: int) -> None:
    fluid, real, _, _ = both(seed=seed)
    assert fluid.stop is None
    assert fluid.results[key] == pytest.approx(real[key], rel=OFF)


def test_everybody_let_in_is_held_at_first_and_leaves_in_one_way() -> None:
    _, _, found, _ = both()
    for response in set(found.months):
        assert response.held[:, 0] == pytest.approx(1.0, abs=0.2)
        assert (np.diff(response.held, axis=1) < 0.05).all()
        out = response.left.sum(axis=(1, 2)) + response.released.sum(axis=1)
        assert (out <= 1.0 + 1e-9).all()


def test_the_paces_of_each_month_have_a_probe_of_their_own() -> None:
    _, _, found, calendar = both()
    assert len({id(one) for one in found.months}) == int(calendar.month[-1]) + 1
