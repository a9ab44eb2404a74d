"""On stopped days nobody leaves for a third country, and eight people wait 44 days for their flight."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from replays import injunction
from sojourn.evidence import table
from sojourn.results.run import Run
from sojourn.run import load

SEEDS = (1, 2, 3)
STOPPED, STAYED = date(2025, 3, 28), date(2025, 6, 23)
ORDER, LEFT = date(2025, 5, 21), date(2025, 7, 4)
TOLD, AT_THE_PLANE = "notice: South Sudan", "departure: South Sudan"


def gone(made: Run, country: str | None = None) -> np.ndarray:
    """People who left for third countries, or for one, by day."""
    stage = None if country is None else f"departure: {country}"
    return np.asarray(made.panel.taken(stage=stage, target="removed_third_country").sum(axis=1))


def held(made: Run) -> np.ndarray:
    """People told that they go to South Sudan who have not gone, at the end of each day."""
    return np.asarray(sum(made.panel.inside(stage).sum(axis=1) for stage in (TOLD, AT_THE_PLANE)))


@pytest.mark.parametrize("seed", SEEDS)
def test_on_stopped_days_nobody_leaves_under_any_agreement(seed: int) -> None:
    made = injunction(seed=seed)
    first, last = made.calendar.tick(STOPPED), made.calendar.tick(STAYED)
    assert gone(made)[first:last].sum() == 0
    assert gone(made)[:first].sum() > 0
    assert gone(made)[last:].sum() > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_eight_people_wait_for_44_days_and_leave_on_4_july(seed: int) -> None:
    made = injunction(seed=seed)
    order, away = made.calendar.tick(ORDER), made.calendar.tick(LEFT)
    assert held(made)[order:away].tolist() == [8] * 44
    assert gone(made, "South Sudan").nonzero()[0].tolist() == [away]
    assert gone(made, "South Sudan")[away] == 8


def test_without_courts_they_would_have_left_in_may() -> None:
    made = injunction(("litigation=[]",))
    first, last = made.calendar.tick(STOPPED), made.calendar.tick(STAYED)
    assert gone(made)[first:last].sum() > 100
    flight = gone(made, "South Sudan").nonzero()[0].tolist()
    assert [made.calendar.day(tick) for tick in flight] == [date(2025, 5, 30)]


def test_an_order_that_comes_too_late_holds_nobody() -> None:
    made = injunction(("litigation.5.acts.0.on=2025-06-02",))
    assert gone(made, "South Sudan")[made.calendar.tick(date(2025, 5, 30))] == 8


def test_a_stay_that_comes_a_month_earlier_opens_a_month_earlier() -> None:
    earlier = tuple(f"litigation.{case}.acts.2.on=2025-05-23" for case in range(5))
    made, record = injunction(earlier), injunction()
    first, last = made.calendar.tick(date(2025, 5, 23)), made.calendar.tick(STAYED)
    assert gone(made)[:first].sum() == gone(record)[:first].sum()
    assert gone(made)[first:last].sum() > 0


def test_a_longer_notice_sends_people_later() -> None:
    longer = injunction(("third_country.notice=24 days",))
    first = [made.calendar.day(int(gone(made).nonzero()[0][0])) for made in (injunction(), longer)]
    assert (first[1] - first[0]).days == 23
    assert gone(longer).sum() < gone(injunction()).sum()


def test_a_judgment_that_stays_itself_stops_nothing() -> None:
    case = load("third-country-2025").model.litigation[-1]
    assert [act.does for act in case.acts] == ["none", "none", "reopens"]


def test_the_dates_are_those_of_the_evidence() -> None:
    """Every act is a row of the table, on its day; and every status in force a row of the agreements."""
    acts = {(row.text("on"), row.text("act")) for row in table("litigation") if row.text("case").startswith("D.V.D.")}
    written = {
        (act.on.isoformat(), act.act) for case in load("third-country-2025").model.litigation for act in case.acts
    }
    assert written <= acts
    statuses = {(row.text("country"), row.text("on"), row.text("status")) for row in table("agreements")}
    for agreement in load("third-country-2025").model.third_country.agreements:
        if agreement.country == "South Sudan":  # from the day of the flight, as the note of its row says
            continue
        for change in agreement.statuses:
            assert (agreement.country, change.on.isoformat(), change.status) in statuses
