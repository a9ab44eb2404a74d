"""A court that stops a channel holds whoever has not left, while their limits go on; a stay opens it again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement_runs import by_nationality, case, daily, deal, ran, tick
from sojourn.policy.litigation import stopped
from sojourn.scenario.litigation import Act, CourtAct, Effect, Litigation
from sojourn.systems.us_people import nationalities

FIRST = date(2025, 1, 1)
DAYS = np.arange(np.datetime64(FIRST), np.datetime64(FIRST) + 300)
STOP = "{on: 2025-05-01, act: injunction}"
STAY = "{on: 2025-07-01, act: stay}"
TOLD = "notice: Panama"


@st.composite
def cases(draw: st.DrawFn) -> Litigation:
    channel = draw(st.sampled_from(["flights", "third_country_removal", "agreement:Panama"]))
    acts, ended, ruled = [], False, False
    for day in sorted(draw(st.lists(st.integers(-20, 320), min_size=1, max_size=6))):
        act = draw(st.sampled_from(get_args(Act)))
        effect = draw(st.sampled_from(get_args(Effect)) if act == "final_ruling" else st.none())
        one = CourtAct(on=FIRST + timedelta(days=day), act=act, effect="none" if ended else effect)
        if one.does == "reopens" and not ruled:
            one = CourtAct(on=one.on, act=act, effect="none")
        ruled = ruled or act != "filed"
        ended = ended or one.does == "ends"
        acts.append(one)
    return Litigation(case="A v. B", channel=channel, acts=tuple(acts))


@given(st.lists(cases(), max_size=4))
def test_a_channel_is_shut_while_any_case_stops_it(found: list[Litigation]) -> None:
    for channel in ("flights", "third_country_removal", "agreement:Panama"):
        shut = stopped(found, channel, DAYS)
        for at, day in enumerate(DAYS.tolist()):
            states = []
            for one in found:
                state = False
                for act in one.acts:
                    if act.on <= day and act.does != "none":
                        state = act.does != "reopens"
                states.append(state and one.channel == channel)
            assert shut[at] == any(states)


@pytest.mark.parametrize("channel", ["third_country_removal", "agreement:Panama"])
def test_nobody_is_told_or_sent_while_a_court_stops_it(channel: str) -> None:
    run = ran((deal(),), case(channel, f"{STOP}, {STAY}"))
    first, again = tick(run, "2025-05-01"), tick(run, "2025-07-01")
    for people in (daily(run), daily(run, TOLD)):
        assert people[:first].sum() > 0
        assert people[first:again].sum() == 0
        assert people[again:].sum() > 0


def test_whoever_was_told_waits_for_a_place_and_leaves_when_it_is_opened() -> None:
    run = ran((deal(),), case("agreement:Panama", f"{STOP}, {STAY}"))
    again = tick(run, "2025-07-01")
    held = run.panel.inside("departure: Panama").sum(axis=1)
    assert held[again - 1] > 0
    assert daily(run)[again] >= held[again - 1]


def test_limits_go_on_while_a_court_stops_it() -> None:
    run = ran((deal(),), case("third_country_removal", "{on: 2025-03-15, act: restraining_order}"))
    first = tick(run, "2025-03-15")
    reached = run.panel.taken(stage="departure: Panama", target="supervision_180").sum(axis=1)
    assert reached[first:].sum() > 0
    assert daily(run)[first:].sum() == 0
    held = run.panel.inside("departure: Panama").sum(axis=1)
    assert held[first + 10] > 0
    assert held[-1] == 0, "200 days later nobody who had an order by then is held any more"


def test_another_agreement_goes_on() -> None:
    both = (deal("accepts: [Cuba]"), deal("accepts: [Venezuela]", country="Rwanda"))
    run = ran(both, case("agreement:Panama", STOP))
    after = tick(run, "2025-05-01")
    assert daily(run, stage="departure: Panama")[after:].sum() == 0
    assert daily(run, stage="departure: Rwanda")[after:].sum() > 0


def test_a_stop_of_flights_shuts_charters_and_leaves_land_and_commercial_flights() -> None:
    run = ran((), case("flights", f"{STOP}, {STAY}"))
    ways = {nation.name: nation.mode for nation in nationalities(run.scenario)}
    months = {mode: np.zeros(9, dtype=np.int64) for mode in ("land", "charter", "commercial")}
    for name, people in by_nationality(run, "removed_home").items():
        months[ways[name]] += people
    stopped_months = np.isin(np.arange(9), [4, 5])
    assert months["charter"][stopped_months].sum() == 0
    assert months["charter"][~stopped_months].min() > 0
    assert months["land"].min() > 0
    assert months["commercial"].min() > 0


def test_a_stop_of_flights_shuts_the_landing_days_of_an_agreement() -> None:
    run = ran((deal("seats: 50, landing_days: [tuesday]"),), case("flights", f"{STOP}, {STAY}"))
    days = slice(tick(run, "2025-05-01"), tick(run, "2025-07-01"))
    assert daily(run)[days].sum() == 0
    assert daily(run, TOLD)[days].sum() > 0
    assert daily(run)[days.stop :].sum() > 0


def test_the_answer_says_which_case_and_for_how_long() -> None:
    run = ran((deal(),), case("third_country_removal", f"{STOP}, {STAY}", "A v. B"))
    (told,) = run.summary["third_country"]["agreements"]
    assert told["stopped_by"] == {"A v. B": 61}
    assert told["days_stopped"] == 61
    assert told["days_usable"] + 61 == (date(2025, 10, 1) - date(2025, 3, 1)).days
    assert any("stopped by A v. B on 61 days" in sentence for sentence in run.summary["findings"])
