"""Expedited removal is open or closed from its day on: nobody who came before is treated otherwise."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from safeguard_runs import SMALL, Walks, walked
from sojourn.network import NetworkError
from sojourn.run import calendar_of, load
from sojourn.scenario import ScenarioError
from sojourn.systems.us import us_network
from sojourn.systems.us_expedited import is_open

RULE = "proceedings.expedited_removal"
DAY = (date(2024, 3, 1) - date(2023, 10, 1)).days
CLOSES = f"{RULE}.border=[{{value: open}}, {{from: 2024-03-01, value: closed}}]"
OPENS = f"{RULE}.interior=[{{value: closed}}, {{from: 2024-03-01, value: open}}]"


def same_before(one: Walks, other: Walks, day: int) -> bool:
    """Whether everybody who came before a day is the same person and went the same way, at least until then."""
    early = [found.arrived < day for found in (one, other)]
    here = [tuple(column[e] for column in (f.person, f.kind)) for f, e in zip((one, other), early, strict=True)]
    left = [np.minimum(f.left[e], day) for f, e in zip((one, other), early, strict=True)]
    return all(np.array_equal(a, b) for a, b in zip(*here, strict=True)) and np.array_equal(*left)


def test_while_it_is_closed_those_who_come_have_a_hearing() -> None:
    shut, as_is = walked(CLOSES), walked()
    case, border = shut.level("case"), shut.level("agency") == "border"
    late = shut.arrived >= DAY
    assert same_before(shut, as_is, DAY)
    assert (case[border & ~late] == "expedited").any()
    assert not (case[border & late] == "expedited").any()
    usual = as_is.level("case")[(as_is.level("agency") == "border") & (as_is.arrived >= DAY)]
    expected = np.isin(usual, ("expedited", "notice_to_appear")).mean()
    error = np.sqrt(2 * expected * (1 - expected) / len(usual))
    assert abs((case[border & late] == "notice_to_appear").mean() - expected) <= 4 * error


def test_those_inside_on_the_day_go_on_by_the_way_they_came() -> None:
    """With seats for everybody they leave on the same day, whatever happens to those who come after."""
    seats = ("departures.land=1000 per day", "departures.commercial=1000 per day")
    many = tuple(f"departures.charter.{number}.flights=20 per day" for number in range(4))
    shut, as_is = (walked(*seats, *many, *more, seed=2) for more in ((CLOSES,), ()))
    early = shut.arrived < DAY
    assert np.array_equal(shut.left[early], as_is.left[early])
    assert not np.array_equal(shut.left[~early], as_is.left[~early])


def test_those_removed_straight_from_the_border_are_brought_in_while_it_is_closed() -> None:
    shut, as_is = (walked("arrivals.border_direct=20 per day", *more) for more in ((CLOSES,), ()))
    brought = shut.panel.taken(owner="source border_direct", target="intake").sum(axis=1)
    assert brought[:DAY].sum() == 0
    came = shut.panel.taken(owner="source border_direct").sum(axis=1)[DAY:].sum()
    expedited = as_is.level("case")[as_is.arrived >= DAY][
        np.isin(as_is.level("agency")[as_is.arrived >= DAY], "border")
    ]
    share = (expedited == "expedited").mean()
    assert abs(brought.sum() - share * came) <= 6 * np.sqrt(share * (1 - share) * came)


def test_while_it_is_open_inside_the_country_its_share_goes_by_it() -> None:
    share = 0.3
    found = walked(OPENS, f"{RULE}.interior_share={share:.0%}")
    inside = (found.level("agency") == "interior") & (found.arrived >= DAY)
    assert same_before(found, walked(), DAY)
    error = np.sqrt(share * (1 - share) / inside.sum())
    assert abs((found.level("case")[inside] == "expedited").mean() - share) <= 4 * error


def test_a_fear_that_is_found_leads_to_a_hearing() -> None:
    usual, screened = walked(), walked(f"{RULE}.fear_found=30%")
    before, after = ((f.level("case")[f.level("agency") == "border"] == "expedited").mean() for f in (usual, screened))
    assert after == pytest.approx(0.7 * before, abs=4 * np.sqrt(0.25 / len(usual.kind)))


@pytest.mark.parametrize(
    ("channel", "border", "inside"),
    [("expedited_removal", False, False), ("expedited_removal_interior", True, False), ("flights", True, True)],
)
def test_a_court_closes_it_on_the_days_of_its_stop(channel: str, border: bool, inside: bool) -> None:
    acts = "[{on: 2024-02-01, act: injunction}, {on: 2024-04-01, act: stay}]"
    case = f"litigation=[{{case: A v. B, channel: {channel}, acts: {acts}}}]"
    scenario = load("us-2024", [case, f"{RULE}.interior=open"]).model
    calendar = calendar_of(scenario, None)
    first, last = (calendar.tick(date(2024, month, 1)) for month in (2, 4))
    for place, stays in (("border", border), ("interior", inside)):
        found = is_open(scenario, calendar, place)
        assert found[first:last].all() if stays else not found[first:last].any()
        assert found[:first].all()
        assert found[last:].all()


def test_nothing_changes_where_nothing_is_said() -> None:
    assert np.array_equal(walked().left, walked(f"{RULE}.border=open", f"{RULE}.interior=closed").left)


def test_more_than_have_a_hearing_cannot_go_by_it() -> None:
    scenario = load("us-2024", [*SMALL, f"{RULE}.interior=open", f"{RULE}.interior_share=99%"]).model
    with pytest.raises(NetworkError, match="cannot go by expedited removal"):
        us_network(scenario, calendar_of(scenario, None))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f"{RULE}.border=ajar", "open"),
        (f"{RULE}.border=[{{value: open}}, {{from: 2024-03-01, reached: 2024-04-01, value: closed}}]", "straight line"),
        (f"{RULE}.border=[{{from: 2024-03-01, value: closed}}]", "nothing is said of the days before"),
    ],
)
def test_what_cannot_be_is_refused(change: str, said: str) -> None:
    with pytest.raises(ScenarioError) as wrong:
        load("us-2024", [change])
    assert said in str(wrong.value)
