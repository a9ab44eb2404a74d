"""Bands on the page: draw by draw those of the studies, of a tenth of the people, and of differences between twins."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from sojourn.results.bands import band, numbers
from sojourn.run import load
from sojourn.study.points.drawing import Drawing, drawing
from sojourn.study.points.point import make
from sojourn.web.drawn import Row, bands, central, differences, row
from sojourn.web.tasks import CENTRAL

UNTIL = date(2025, 1, 20) + timedelta(days=40)
DRAWS = 4


@cache
def ready(beds: str = "") -> Drawing:
    model = load("plan-2025", [f"beds.capacity={beds}"] if beds else []).model
    return drawing(model, until=UNTIL, specialised=False)


@cache
def rows(beds: str = "") -> tuple[Row, ...]:
    return tuple(row(ready(beds), number, lambda _: None) for number in range(DRAWS))


def test_a_draw_is_that_of_the_studies_with_a_tenth_of_the_people() -> None:
    theirs = make(dataclasses.replace(ready().draw(2), weight=10))
    mine = rows()[2]
    assert {key for key, _ in mine.columns} == set(theirs)
    for (key, period), value in zip(mine.columns, mine.values, strict=True):
        known = numbers([theirs[key][period]])
        assert (np.isnan(value) and len(known) == 0) or value == known[0]


def test_a_band_is_that_of_every_other_part_of_the_program() -> None:
    told = bands(rows())
    for at, (key, period) in enumerate(rows()[0].columns):
        values = [float(one.values[at]) for one in rows() if not np.isnan(one.values[at])]
        found = band(values)
        if found is None or rows()[0].units[at] == "date":
            continue
        expected = [found.low, found.median, found.high]
        assert told["lines"][key][period] == pytest.approx(expected, rel=1e-4, abs=1e-9), (key, period)


def test_people_held_are_banded_on_every_seventh_day() -> None:
    told = bands(rows())["held"]
    held = np.array([one.held for one in rows()])
    assert held.shape == (DRAWS, -(-40 // told["every"]))
    assert told["low"] == np.rint(held.min(axis=0)).tolist()  # of four draws the ends are the lowest and the highest
    assert told["high"] == np.rint(held.max(axis=0)).tolist()


def test_a_scenario_differs_in_nothing_from_itself() -> None:
    told = differences(rows(), rows())["lines"]
    assert told["removed_all"]["all"] == [0, 0, 0]
    assert {end for of in told.values() for three in of.values() for end in three} == {0}


def test_twins_differ_by_what_was_changed_and_by_no_luck() -> None:
    fewer = rows("30,000 beds")
    at = rows()[0].columns.index(("held_mean", "all"))
    each = [float(one.values[at] - other.values[at]) for one, other in zip(fewer, rows(), strict=True)]
    found = band(each)
    assert found is not None
    assert found.high < 0
    told = differences(fewer, rows())["lines"]["held_mean"]["all"]
    assert told == pytest.approx([found.low, found.median, found.high], rel=1e-4)


def test_periods_with_other_days_are_not_differenced() -> None:
    longer = drawing(load("plan-2025").model, until=UNTIL + timedelta(days=10), specialised=False)
    other = tuple(row(longer, number, lambda _: None) for number in range(2))
    assert differences(rows()[:2], other) == {"lines": {}}


def test_the_run_at_the_central_values_is_the_scenario_itself() -> None:
    theirs = make(dataclasses.replace(ready().central(), weight=10))
    told = central(row(ready(), CENTRAL, lambda _: None))
    assert told["removed_all"]["all"] == theirs["removed_all"]["all"]


def test_whoever_looks_can_end_a_draw() -> None:
    class Enough(Exception):
        pass

    def seen(simulation: object) -> None:
        raise Enough

    with pytest.raises(Enough):
        row(ready(), 0, seen)
