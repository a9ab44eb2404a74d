"""Beds to spare are for the most people of each month, not for the ratio of the most of a fiscal year."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from plan_toys import DAYS
from sojourn.run import load_us
from sojourn.study.plan.verify import ROOM, Trial, room
from sojourn.study.points.drawing import drawing
from sojourn.study.points.point import MONTHS, measured

FIRST = np.searchsorted(DAYS.month, np.arange(int(DAYS.month[-1]) + 1))
NAMES = [f"{DAYS.day(int(tick)):%Y-%m}" for tick in FIRST]
FALLING = np.linspace(40_000.0, 10_000.0, len(FIRST))
"""People held in the fluid."""
SURE = 0.8


def spare(*peaks: Any) -> Any:
    """Room where each draw has such peaks by month."""
    lines: Any = tuple({MONTHS: dict(zip(NAMES, one.tolist(), strict=True))} for one in peaks)
    found: Any = SimpleNamespace(held=FALLING)
    search: Any = SimpleNamespace(fluid=SimpleNamespace(calendar=DAYS, months=SimpleNamespace(first=FIRST)))
    return room(Trial("draws", found, tuple({} for _ in peaks), lines, 0), search, SURE)


def test_a_late_month_that_is_fuller_has_its_beds_and_no_other() -> None:
    """The most of the year is that of its first month, so that its peak tells nothing of the last."""
    late = np.where(np.arange(len(FIRST)) == 11, 4_000.0, 0.0)
    assert spare(*[FALLING + late] * 4) == pytest.approx(np.maximum(late, ROOM * FALLING))


def test_enough_draws_find_a_bed_in_every_month() -> None:
    """Each of 19 draws is fullest in a month of its own: as many as asked are within the beds in all months."""
    peaks = [FALLING + np.where(np.arange(len(FIRST)) == at, 1_000.0 + 100 * at, 0.0) for at in range(19)]
    beds = FALLING + spare(*peaks)
    assert sum(bool((one <= beds).all()) for one in peaks) >= SURE * 19


def test_a_point_gives_the_peaks_of_its_months_where_it_is_asked() -> None:
    model = load_us("plan-2025", ["opening.warm_up=180 days"]).model
    days = DAYS.day(0).replace(month=4, day=1)
    plain = drawing(model, seed=1, until=days, specialised=False).central()
    asked = dataclasses.replace(plain, months=True)
    assert asked.hash != plain.hash
    run = asked.run()
    told, without = measured(asked, run), measured(plain, run)
    assert told[MONTHS]
    assert max(told[MONTHS].values()) == told["held_peak"]["all"]  # type: ignore[type-var]
    assert list(told[MONTHS]) == ["2025-01", "2025-02", "2025-03"]
    assert {key: one for key, one in told.items() if key != MONTHS} == without
