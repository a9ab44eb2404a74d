"""That seats do not bind is said of a whole run, and not of one in which they were short or unpaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from a_run import a_run
from sojourn.results.drawdown import Emptied
from sojourn.results.findings import findings
from sojourn.results.run import Run
from sojourn.results.seats import no_queue_at_the_end


def seats(inside: int = 0, border: int = 0, poor: bool = False, until: date | None = None) -> str:
    """The sentence on seats of a run in which nobody waits for one but on its tenth day."""
    run = a_run()
    on = run.calendar.start + timedelta(days=3)
    other: Run = replace(run, emptied=(Emptied("transport", on, until, 0.0),) if poor else ())
    series = {**run.series}
    for name, people in (("in_seat", inside), ("in_border_seat", border)):
        series[name] = np.zeros_like(run.series[name])
        series[name][9, 0] = people
    other.__dict__["series"] = series
    lines = dict(run.summary["lines"])
    lines["waiting_seat_last"] = {**lines["waiting_seat_last"], "values": {"all": 0}}
    held = lines["held_last"]["values"]["all"]
    sentence = no_queue_at_the_end(other, held)
    if not poor:  # an account without appropriations has nothing more to tell
        assert sentence in findings(other, lines)
    return sentence


def test_a_run_in_which_nobody_waits_says_that_seats_do_not_bind() -> None:
    assert seats() == "Seats out of the country do not bind: hardly anybody held waits for one on any day."


def test_a_queue_that_was_there_before_the_last_day_is_told() -> None:
    days, day = a_run().calendar.ticks, a_run().calendar.start + timedelta(days=9)
    told = seats(inside=90_000)
    assert told.startswith(f"Seats bind on 1 of {days} days, most on {day.day} {day:%B %Y}, when about 90,000 of those")


def test_people_in_border_custody_who_wait_are_told() -> None:
    told = seats(border=45_000)
    assert told.startswith("In border custody about 45,000 people wait for a seat on")
    assert "do not bind" not in told


def test_an_account_for_seats_that_was_emptied_is_named() -> None:
    told = seats(poor=True)
    assert "account 'Transport' is empty" in told
    assert "do not bind" not in told
    assert "is empty; on the last day" in told
    assert "is empty, until 3 March 2025; on the last day" in seats(poor=True, until=date(2025, 3, 3))
