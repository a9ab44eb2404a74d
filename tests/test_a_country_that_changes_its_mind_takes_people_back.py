"""A country that begins to take its nationals back is asked again for those who wait; one that stops sends no paper."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement_runs import by_nationality, ran
from sojourn.network import Dated
from sojourn.systems.calendar import Calendar
from sojourn.systems.us_people import Nationality
from sojourn.systems.us_refusal import answer, falls

CALENDAR = Calendar(date(2025, 1, 20), date(2026, 1, 20))
AGAIN = "travel_document"
WAITING = ("third_country", "kept_after_review")


def nation(first: float, later: tuple[tuple[date, float], ...]) -> Nationality:
    shares = {"border": 0.5, "interior": 0.5}
    return Nationality("Cuba", shares, first, 30.0, 90.0, "charter", "uncooperative", later)


changes = st.lists(
    st.tuples(st.dates(date(2024, 12, 1), date(2026, 3, 1)), st.floats(0, 1)), max_size=4, unique_by=lambda one: one[0]
)


@given(st.floats(0, 1), changes)
def test_whoever_is_answered_on_a_day_is_answered_as_their_country_then_does(
    first: float, later: list[tuple[date, float]]
) -> None:
    dated = sorted(later)
    given_answer = answer((nation(first, tuple(dated)),), CALENDAR)
    steps = given_answer.steps if isinstance(given_answer, Dated) else [(0, given_answer)]
    for tick in range(0, CALENDAR.ticks, 7):
        share = [first, *(share for day, share in dated if day <= CALENDAR.day(tick))][-1]
        routes = [route for since, route in steps if since <= tick][-1].values["Cuba"]
        assert routes == {"travel_document": 1 - share, "third_country": share}


@given(st.floats(0.01, 1), changes)
def test_each_fall_reaches_the_share_that_the_country_no_longer_refuses(
    first: float, later: list[tuple[date, float]]
) -> None:
    left = np.prod([1 - chance for _, chance in falls(nation(first, tuple(sorted(later))), CALENDAR)])
    share, kept = first, 1.0
    for day, after in sorted(later):
        if day > CALENDAR.start and day < CALENDAR.until and after < share:
            kept *= after / share
        share = after
    assert left == pytest.approx(kept, abs=1e-6)


@pytest.mark.parametrize(("after", "goes_back"), [("0%", 1.0), ("30%", 0.5), ("60%", 0.0), ("100%", 0.0)])
def test_those_who_wait_go_back_on_the_day_their_country_accepts(after: str, goes_back: float) -> None:
    run = ran((), f"people.change.Cuba.refusal=[{{value: 60%}}, {{from: 2025-06-01, value: {after}}}]")
    back = [by_nationality(run, AGAIN, stage).get("Cuba", np.zeros(9)) for stage in WAITING]
    months = np.sum(back, axis=0)
    assert np.array_equal(np.flatnonzero(months), [5] if goes_back else []), "in June, and in no other month"
    names = run.kinds.levels("nationality")
    edges = {
        name: [i for i, e in enumerate(run.panel.edges) if getattr(e, name) in WAITING] for name in ("stage", "target")
    }
    cuba = run.panel.period_flow[:, :, names.index("Cuba")]
    came, left = (cuba[:5, edges[name]].sum() for name in ("target", "stage"))
    # Who waited at the start is not known by nationality here, so that the share is of at least those who came since.
    waited = came - left
    assert months[5] >= goes_back * waited - 4 * np.sqrt(waited * 0.25)


def test_a_country_may_change_its_mind_more_than_once() -> None:
    steps = (
        "{value: 60%}, {from: 2025-04-01, value: 30%}, {from: 2025-05-01, value: 80%}, {from: 2025-07-01, value: 8%}"
    )
    run = ran((), f"people.change.Cuba.refusal=[{steps}]")
    months = np.sum([by_nationality(run, AGAIN, stage).get("Cuba", np.zeros(9)) for stage in WAITING], axis=0)
    assert np.flatnonzero(months).tolist() == [3, 6], "in April and in July, when it refuses fewer than before"


def test_nobody_is_refused_after_a_country_accepts_all() -> None:
    run = ran((), "people.change.Cuba.refusal=[{from: 2025-06-01, value: 0%}]")
    refused = by_nationality(run, "third_country")["Cuba"]
    assert refused[:5].min() > 0
    assert refused[5:].sum() == 0


def test_a_country_that_stops_accepting_refuses_from_its_day_and_those_promised_still_go() -> None:
    run = ran((), "people.change.Mexico.refusal=[{from: 2025-06-01, value: 100%}]", until="2025-09-01")
    documented = by_nationality(run, AGAIN, "final_order")["Mexico"]
    home = by_nationality(run, "removed_home")["Mexico"]
    assert documented[:5].min() > 0
    assert documented[5:].sum() == 0
    assert home[5] > 0, "those who had their answer in May leave in June"


def test_before_its_day_nothing_is_changed() -> None:
    changed = ran((), "people.change.Cuba.refusal=[{from: 2025-06-01, value: 0%}]")
    plain = ran(())
    first = changed.calendar.tick(date(2025, 6, 1))
    for target in ("third_country", "removed_home", "supervision"):
        a, b = (run.panel.taken(target=target)[:first] for run in (changed, plain))
        assert np.array_equal(a, b)


def test_a_share_without_a_day_holds_from_the_start() -> None:
    run = ran((), "people.change.Cuba.refusal=100%", until="2025-04-01")
    assert by_nationality(run, AGAIN).get("Cuba", np.zeros(1)).sum() == 0
