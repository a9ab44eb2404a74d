"""Judges move cases before a judge alone, document officers the documents, arrest officers the arrests added."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import lognorm

from safeguard_runs import walked
from sojourn.network import By, Lognormal, Network, number_at
from sojourn.run import calendar_of, check, load, load_us, simulate
from sojourn.scenario.us import UsScenario
from sojourn.systems.us import us_network
from sojourn.systems.us_people import CASES, JUDGE
from sojourn.warm_up import past

AT_ONCE = "in_post: 100, authorised: 200, lead: 0 days, training: 0 days, attrition: 0%"
JUDGES = f"staff.judges={{{AT_ONCE}}}"
DOCUMENTS = f"staff.document_officers={{{AT_ONCE}}}"
UNTIL = date(2025, 5, 1)


def scenario(*changes: str) -> UsScenario:
    return load_us("plan-2025", ["opening.warm_up=180 days", *changes]).model


def network(*changes: str) -> Network:
    model = scenario(*changes)
    return us_network(model, calendar_of(model, UNTIL))


@cache
def removals(*changes: str) -> tuple[int, ...]:
    model = scenario(*changes)
    run = simulate(model, calendar_of(model, UNTIL), 3, specialised=False)
    return tuple(int(run.series[name].sum()) for name in sorted(run.series))


def paces(found: Network) -> dict[str, Any]:
    ticks = (UNTIL - date(2025, 1, 20)).days
    return {name: number_at(pace, ticks, name) for name, pace in found.paces.items()}


def test_staff_who_do_not_change_change_nothing() -> None:
    plain = removals()
    assert removals("staff.judges={}", "staff.document_officers={}") == plain
    assert plain != removals("proceedings.pace=1.02")


def test_every_scenario_has_the_same_structure() -> None:
    names = list(network().paces)
    assert list(network(JUDGES, DOCUMENTS, "staff.arrest_officers={}").paces) == names
    assert {"documents", "proceedings.judge.border"} <= set(names)


@pytest.mark.parametrize(("change", "moved"), [(JUDGES, "proceedings.judge."), (DOCUMENTS, "documents")])
def test_one_kind_moves_its_own_pace_alone(change: str, moved: str) -> None:
    plain, changed = paces(network()), paces(network(change))
    for name in plain:
        factor = 2.0 if name.startswith(moved) else 1.0
        assert np.allclose(changed[name], factor * plain[name]), name


@pytest.mark.parametrize(("elasticity", "factor"), [(1, 2.0), (0.5, 2**0.5), (0, 1.0)])
def test_the_pace_answers_with_its_elasticity(elasticity: float, factor: float) -> None:
    changed = paces(network(f"staff.judges={{{AT_ONCE}, elasticity: {elasticity}}}"))
    assert np.allclose(changed["proceedings.judge.border"], factor * paces(network())["proceedings.judge.border"])


def test_only_cases_before_a_judge_run_on_the_pace_that_judges_move() -> None:
    found = network()
    (order,) = [one for stage in found.stages for one in stage.clocks if one.name == "order"]
    assert isinstance(order.pace, By)
    rows, names = order.pace.rows(found.kinds)
    case = found.kinds.rows(("case",))
    for at, name in enumerate(CASES):
        used = {names[row] for row in rows[case == at]}
        assert all(one.startswith("proceedings.judge.") == (name == JUDGE) for one in used), name


def test_with_twice_the_judges_only_their_cases_are_decided_sooner() -> None:
    """Twice the judges halve each case's time to a decision, so the same person's order comes no later; the others'
    orders come on the very same days."""
    plain, twice = walked(), walked(JUDGES)
    assert (plain.person == twice.person).all()
    short = plain.level("case") != JUDGE
    assert (plain.ordered[short] == twice.ordered[short]).all()
    both = ~short & (plain.ordered >= 0) & (twice.ordered >= 0)
    ratio = (twice.ordered - twice.booked)[both] / (plain.ordered - plain.booked)[both]
    assert both.sum() > 1000
    long = (plain.ordered - plain.booked)[both] > 20
    assert np.median(ratio[long]) == pytest.approx(0.5, abs=0.02)
    assert (twice.ordered[both] <= plain.ordered[both]).all()


def test_with_twice_the_document_officers_a_document_takes_half_as_long() -> None:
    """The wait of a lognormal law at twice the pace is that of half the median, with the same spread."""
    waits = "people.change.Guatemala.document_days=60 days"
    found = network(waits)
    (clock,) = [one for stage in found.stages for one in stage.clocks if one.name == "document"]
    assert isinstance(clock.rings_after, By)
    law = clock.rings_after.values["Guatemala"]
    assert isinstance(law, Lognormal)
    for change, factor in (((), 1.0), ((DOCUMENTS,), 2.0)):
        # Nobody leaves but by a document, and the way there is cleared at once.
        alone = walked(waits, "limits.post_order=3000 days", "departures.landing_rights_charter=0 days", *change)
        here = (alone.level("nationality") == "Guatemala") & (alone.ordered >= 0)
        here &= alone.arrived < alone.ticks - 400
        wait = (alone.left - alone.ordered)[here]
        n = int(here.sum())
        assert n > 200
        for day in (10, 20, 30, 60):
            expected = float(lognorm.cdf(factor * day, s=law.sigma, scale=law.median))
            seen = float((wait <= day).mean())
            assert abs(seen - expected) < 4 * (expected * (1 - expected) / n) ** 0.5 + 0.02, (factor, day)


OFFICERS = "in_post: 6000, lead: 0 days, training: 0 days, attrition: 0%, per_officer: 36.525 per year"


def added(*changes: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    (source,) = [one for one in network(*changes).sources if one.name == "interior_added"]
    assert source.rate is not None
    return number_at(source.rate, (UNTIL - date(2025, 1, 20)).days, "added")


def test_added_arrests_are_no_more_than_added_officers_can_make() -> None:
    asked = added()
    assert (added("staff.arrest_officers={}") == 0).all()
    more = added(f"staff.arrest_officers={{{OFFICERS}, authorised: 9000}}")  # 3,000 more at 0.1 a day
    assert np.allclose(more, np.minimum(asked, 300.0))
    assert (more < asked).any()
    assert (asked < 300).any()
    fewer = f"staff.arrest_officers={{{OFFICERS.replace('attrition: 0%', 'attrition: 50%')}, authorised: 3000}}"
    assert (added(fewer) == 0).all()
    ample = f"staff.arrest_officers={{{OFFICERS}, authorised: 900000}}"
    assert (added(ample) == asked).all()


def test_the_past_knows_no_staff() -> None:
    changed = scenario(JUDGES, DOCUMENTS, "staff.arrest_officers={}")
    assert past(changed).staff == scenario().staff
    own = changed.model_copy(update={"beds": replace_areas(changed)})
    assert past(own).staff == scenario().staff


def replace_areas(model: UsScenario) -> Any:
    return model.beds.model_copy(update={"areas": "places"})


def test_a_scenario_with_staff_can_be_run(tmp_path: Path) -> None:
    file = tmp_path / "staffed.yaml"
    file.write_text(
        "extends: plan-2025\nstaff:\n  judges:\n    authorised:\n      - {value: 735 judges}\n"
        "      - {from: 2025-07-04, reached: 2028-11-01, value: 800 judges}\n    most_hired: 104 per year\n"
    )
    document = load(file)
    check(document)
    assert document.model.staff.judges is not None
    assert document.model.staff.judges.most_hired is not None
