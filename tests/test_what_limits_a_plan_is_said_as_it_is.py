"""What is said of the limits of a plan: which help, on what they stand, how far they go, and in how many draws."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from plan_toys import DAYS, scenario
from sojourn.show.plan import legend, notes, stopping, verdict
from sojourn.study.plan.found import Key, Stop
from sojourn.study.plan.levers import NAMES, Lever, Name, levers_of, with_limits
from sojourn.study.plan.targets import goal_of, target_of

KEY = (0, "FY2026")
HIGH = np.array([1.0, 3.0, 3.0])


def usual(*names: Name) -> dict[Name, Lever]:
    return levers_of(scenario(), DAYS, names or NAMES)


def told(
    levers: dict[Name, Lever],
    *,
    limits: tuple[tuple[str, str, float], ...] = (),
    worth: dict[str, float] | None = None,
    stop: Stop | None = None,
    values: tuple[float, ...] = (1.0,),
    central: float = 1.0,
) -> Any:
    control = SimpleNamespace(lever="releases", high=HIGH)
    proposal = SimpleNamespace(controls={"releases": control}, changed=lambda _: True)
    found = SimpleNamespace(limits=limits, prices={}, followed=())
    more = [
        SimpleNamespace(lever=name, goal=SimpleNamespace(low=a, median=a, high=a), draws=3)
        for name, a in (worth or {}).items()
    ]
    return SimpleNamespace(
        levers=levers, worth=more, stop=stop, proposal=proposal, turned=False, agreements=(), counted=None, off=0.0,
        emptied=(),
        calendar=DAYS, targets=(target_of("removals >= 100 per fiscal year"),), goal=goal_of("cost", most=False),
        sure=0.8, central=SimpleNamespace(values=({KEY: central},)),
        trial=SimpleNamespace(stage="draws", found=found, values=tuple({KEY: one} for one in values)),
    )  # fmt: skip


LIMITS = (("beds", "by then", 9.0), ("seats", "by then", 5.0), ("arrests", "faster", 1.0))


def test_what_runs_have_denied_or_nobody_may_use_is_not_said_to_help() -> None:
    levers = usual("beds", "arrests")
    assert "the most first: beds, arrests." in notes(told(levers, limits=LIMITS))[0]
    assert "the most first: arrests." in notes(told(levers, limits=LIMITS, worth={"beds": -170e3, "arrests": 5.0}))[0]
    assert notes(told(usual("agreements"), limits=LIMITS)) == []


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("agreements", "releases", "cuts")])
def test_a_limit_that_is_given_leaves_the_sources_of_the_others(name: Name) -> None:
    before = usual(name)[name].source.split(", ")
    lead = with_limits(usual(name), {name: "10 days"}, {}, {}, {})[name].source.split(", ")
    rise = with_limits(usual(name), {}, {name: "7"}, {}, {})[name].source.split(", ")
    both = with_limits(usual(name), {name: "10 days"}, {name: "7"}, {}, {})[name].source.split(", ")
    assert lead == ["lead as given", *before[1:]]
    assert rise == [before[0], "rise as given", *before[2:]]
    assert both == ["lead as given", "rise as given", *before[2:]]


def test_how_far_a_choice_of_policy_goes_is_no_rise() -> None:
    levers = usual("releases", "cuts")
    stop = Stop({KEY: 1.0}, (("releases", "by then", 2.0), ("cuts", "by then", 1.0)))
    said = stopping(told(levers, stop=stop))
    assert said == (
        "releases (at most 3 times the scenario's own pace); cuts (at most all of the arrests that were made before)"
    )
    under = legend(told(levers))
    assert "releases: at most 3 times the scenario's own pace; a choice of policy" in under
    assert "cuts: at most all of the arrests that were made before; a choice of policy" in under
    slow = legend(told(with_limits(levers, {"releases": "30 days"}, {"releases": "0.5"}, {}, {})))
    assert "more from day 30, 0.5 times more a month" in slow


def test_in_how_many_draws_the_nearest_is_met_is_said() -> None:
    stop = Stop({KEY: 4.0}, ())
    said = verdict(told(usual("beds"), stop=stop, central=100.0, values=(90.0, 99.0, 100.0, 101.0)))[0]
    assert (
        "cannot be in 80% of draws: there the most is about 96; the nearest reaches it in 2 of 4 draws (50%)." in said
    )


@pytest.mark.parametrize(
    ("alone", "words"),
    [
        ({}, "cannot be reached with a bed for everybody: the most that these levers reach so is about 40"),
        ({KEY: 60.0}, "cannot be reached with a bed for everybody: the most that these levers reach so is about 40"),
        ({KEY: 0.0}, "cannot be reached with all else that is asked: the most with that is about 40 in the programme"),
        ({KEY: 30.0}, "cannot be reached with all else that is asked: the most with that is about 40 in the programme"),
    ],
)
def test_what_only_the_other_targets_stop_is_not_said_to_be_out_of_reach(alone: dict[Key, float], words: str) -> None:
    stop = Stop({KEY: 60.0, (0, "FY2027"): 1.0}, (), alone=alone)
    found = told(usual("beds"), stop=stop, central=41.0)
    found.central.values[0][0, "FY2027"] = 41.0
    assert words in verdict(found)[0]


def test_what_the_one_run_reaches_is_not_said_to_be_missed() -> None:
    found = told(usual("beds"), stop=Stop({KEY: 0.1, (0, "FY2027"): 60.0}, ()), central=100.0)
    found.central.values[0][0, "FY2027"] = 41.0
    found.trial.stage = "central"
    first, *rest = verdict(found)
    assert first.startswith("removals of 100 in FY2027 cannot be reached")
    assert not any("FY2026" in one for one in rest)
    found.stop = Stop({KEY: 0.1}, ())
    assert verdict(found)[0] == "All targets together cannot be reached in the one run at the central values."


@pytest.mark.parametrize("turned", [False, True])
def test_the_most_is_said_to_be_with_a_bed_for_everybody_where_it_is(turned: bool) -> None:
    found = told(usual("beds"), stop=Stop({KEY: 60.0}, ()), central=41.0)
    found.turned = turned
    assert ("with a bed for everybody" in verdict(found)[0]) is not turned


@pytest.mark.parametrize(("value", "said"), [(100.0, False), (99.0, True)])
def test_what_the_one_run_misses_is_said_with_what_it_gives(value: float, said: bool) -> None:
    found = told(usual("beds"), stop=None, values=(value,))
    found.trial.stage, found.trial.met = "central", int(not said)
    found.probability = (float(not said), 0.0, 1.0)
    sentence = verdict(found)[0]
    assert ("removals of 99 in FY2026 for at least 100 asked for" in sentence) is said
    assert sentence.startswith("Not all targets are met" if said else "All targets are met")
