"""Who is inside on the first day is found once for all runs that begin alike, and the runs are the same as apart."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from sojourn import warm_up
from sojourn.network import Opening
from sojourn.run import calendar_of, load_us, simulate
from sojourn.scenario.us import UsScenario
from sojourn.study.points import beginnings
from sojourn.study.points.drawing import Drawing, drawing
from sojourn.study.points.point import Point, Values, make, measured
from sojourn.study.points.runs import run_points
from sojourn.study.points.together import MOST, together

SHORT = "opening.warm_up=180 days"
UNTIL = date(2025, 1, 30)
ALIKE = (
    "beds.capacity=30,000 beds",
    "releases.paroled=0.5",
    "beds.blocks.+={type: soft_sided, beds: 5000, ordered: 2025-01-21, lead: 2 days, build_up: 0 days}",
    "staff.judges={authorised: 900 judges}",
    "money.accounts.custody.appropriations.+={amount: 1 billion USD, from: 2025-01-20, lapses: 2025-09-30}",
    "arrivals.interior_added=100 per day",
)
"""Changes that do not reach back before the start."""
APART = (
    "opening.warm_up=200 days",
    "beds.patience=1 day",
    "third_country.agreements.+={country: Rwanda, statuses: [{on: 2025-01-22, status: in_force}]}",
)
"""Changes that do, or that make another network."""


def ready(*changes: str) -> Drawing:
    return drawing(load_us("plan-2025", (SHORT, *changes)).model, until=UNTIL, specialised=False)


def apart(point: Point) -> Values:
    """A point's lines, with its beginning found anew."""
    scenario, past = (UsScenario.model_validate_json(text) for text in (point.scenario, point.past))
    days = calendar_of(scenario, point.until)
    return measured(point, simulate(scenario, days, point.seed, past=past, custody=point.custody, specialised=False))


@pytest.mark.parametrize("change", ALIKE, ids=lambda change: change.partition("=")[0])
def test_what_does_not_reach_back_begins_alike_in_each_draw(change: str) -> None:
    base, other = ready(), ready(change)
    assert base.central().beginning == other.central().beginning
    assert base.draw(3).beginning == other.draw(3).beginning


@pytest.mark.parametrize("change", APART, ids=lambda change: change.partition("=")[0])
def test_what_reaches_back_does_not(change: str) -> None:
    assert ready().central().beginning != ready(change).central().beginning


def test_another_draw_or_luck_begins_in_its_own_way() -> None:
    base = ready()
    points = [base.central(), base.central(1), base.draw(0), base.draw(1)]
    assert len({point.beginning for point in points}) == 4


def test_a_run_whose_beginning_was_found_before_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []
    whole = warm_up.opening

    def counted(past: UsScenario, seed: int, *more: object, **named: object) -> Opening:
        found.append(seed)
        return whole(past, seed, *more, **named)  # type: ignore[arg-type]

    points = [ready(*changes).draw(2) for changes in ((), ALIKE[:1], ALIKE[1:4])]
    expected = [apart(point) for point in points]
    beginnings._found.cache_clear()
    monkeypatch.setattr(warm_up, "opening", counted)
    assert [make(point) for point in points] == expected
    assert len(found) == 1
    assert expected[0] != expected[1]
    assert expected[0] != expected[2]


def test_those_that_begin_alike_are_made_by_one_process() -> None:
    some = [ready(*changes) for changes in ((), *((change,) for change in ALIKE))]
    points = [one.draw(number) for one in some for number in range(6)]
    told = together(points, workers=2)
    assert sorted(point.hash for one in told for point in one.points) == sorted(point.hash for point in points)
    assert all(len({point.beginning for point in one.points}) == 1 for one in told)
    sizes = [len(one.points) for one in told]
    assert sizes == sorted(sizes, reverse=True)  # so that all processes end together
    assert sizes[0] == MOST
    assert len(together(points, workers=len(points))) == len(points)  # there is a process for each
    alone = [one.points[0].beginning for one in together(points, workers=1)]
    assert len(alone) == len(points)
    assert sum(one != other for one, other in pairwise(alone)) == 5  # one process: those that begin alike in a row


def test_what_comes_out_is_in_the_order_that_was_asked_for() -> None:
    one, two = ready(), ready(ALIKE[0])
    points = [one.central(), two.central(1), one.central(1), two.central(), one.central()]
    told: list[tuple[int, int]] = []
    found = run_points(points, workers=1, progress=lambda done, of: told.append((done, of)))
    assert list(found) == [make(point) for point in points]
    assert told == [(done, 4) for done in range(5)]
