"""What the shipped scenario stands on is what the posterior that ships gives, and keeps what the fit found."""

from __future__ import annotations

import math
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from sojourn.evidence.registry import figure
from sojourn.run import load
from sojourn.study.custody import us_tables
from sojourn.study.custody.fit import per_day, usual
from sojourn.study.custody.for_us import FIGURES, central, for_us, members, posterior
from sojourn.study.custody.joint import everything, joint_for
from sojourn.study.custody.kept import shipped
from sojourn.study.custody.numbers import course, member
from sojourn.study.custody.numbers import custody as lean_numbers
from sojourn.study.drawn import drawn
from sojourn.study.uncertain import doubts
from sojourn.systems.us_custody import custody_of
from sojourn.systems.us_people import AGENCIES, CRIMINALITY
from sojourn.systems.us_releases import even
from sojourn.warm_up import past

ROOT = Path(str(files("sojourn")))


def test_the_command_would_change_nothing() -> None:
    wrong = [str(path.relative_to(ROOT)) for path, _ in us_tables.changed(ROOT)]
    assert wrong == [], "python -m sojourn.study.custody.us_tables makes them anew"


def test_another_posterior_would_change_them(monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(posterior(), ensemble=posterior().ensemble + 0.1)
    monkeypatch.setattr(us_tables, "posterior", lambda: other)
    assert {path.name for path, _ in us_tables.changed(ROOT)} >= {"custody_2024.csv", "paces_2024.csv", "figures.csv"}


def test_the_posterior_is_the_one_of_these_months() -> None:
    found = posterior()
    kept = shipped(found.window, found.settings)
    assert kept is not None
    assert np.array_equal(kept.ensemble, found.ensemble)


def test_the_numbers_of_a_member_are_its_own() -> None:
    """Straight from the parameters, by the words of the lean network: an agency's pace, a class's rate, its mix."""
    fit = posterior()
    row = fit.ensemble[3]
    of, seen = member(fit.parameters, row), fit.window
    made, lean = for_us(fit, row), lean_numbers(of)
    cell = made.custody.cells["interior", "pending"]
    assert cell.order_long == pytest.approx(of["order_long.ICE.pending"])
    assert cell.short == pytest.approx(of["short.ICE.pending"])
    assert cell.rate["bonded"] == pytest.approx(of["rate.bonded.pending"] * of["ice.bonded"])
    assert made.figures["fitted.review"] == lean.review
    assert made.figures["fitted.order_spread"] == of["order_spread"]
    months = course(of, seen.block, per_day(seen), usual(seen), None)
    at = seen.months.index("2024-05")
    (may,) = (m for m in made.custody.months["border"] if m.since.isoformat() == "2024-05-01")
    log = months.walk["CBP"][at] + months.answer[1][at] + months.walk["paroled"][at]
    assert math.log(may.pace["paroled"]) == pytest.approx(float(log))
    assert [may.share[crime] for crime in CRIMINALITY] == pytest.approx(months.mix[1][at].tolist())


def test_what_stays_in_force_is_the_last_block() -> None:
    made, seen = central(posterior()), posterior().window
    last = seen.block == seen.block[-1]
    for agency in AGENCIES:
        rows = made.custody.months[agency]
        assert rows[-1].since.isoformat() == f"{seen.origin}-01"
        before = np.array([m.pace["proceedings"] for m in rows[1:-1]])[last]
        assert rows[-1].pace["proceedings"] == pytest.approx(float(np.exp(np.log(before).mean())))
        assert min(before) <= rows[-1].pace["proceedings"] <= max(before)


@pytest.mark.parametrize("factor", [1.0, 4.0, 8.0])
def test_a_release_factor_moves_who_leaves_and_not_how_many(factor: float) -> None:
    """By small steps of days instead of the closed form: as many take an early way out as without the factor."""
    cell = central(posterior()).custody.cells["border", "other"]
    early, share = [factor, 1.0], [0.15, 0.85]
    spread, days = 1.1, np.arange(0, 3000, 0.25)
    law = np.log(np.maximum(days, 1e-9) / cell.order_long) / spread
    still = 1.0 - np.array([0.5 * (1 + math.erf(x / math.sqrt(2))) for x in law])
    rate = cell.rate["paroled"] + cell.rate["recognizance"]
    other = sum(cell.rate.values()) - rate

    def taken(by: float) -> float:
        return float((by * rate * np.exp(-(by * rate + other) * days) * still).sum() * 0.25)

    down = even(cell, spread, early, share, judge=True)
    mixed = sum(part * taken(one * down) for one, part in zip(early, share, strict=True))
    assert mixed == pytest.approx(taken(1.0), rel=0.01)


def test_the_scenario_stands_on_the_central_member() -> None:
    model, made = load("us-2024").model, central(posterior())
    for where, cell in custody_of(model).cells.items():
        assert cell.order_long == pytest.approx(made.custody.cells[where].order_long, rel=1e-3)
    for key in FIGURES:
        assert figure(key).number == pytest.approx(made.figures[key], rel=1e-3)
        assert figure(key).low <= figure(key).number <= figure(key).high  # type: ignore[operator]
    assert model.people.refusal_scale.value == figure("fitted.refusal_scale").number
    assert model.third_country.review.value == figure("fitted.review").number


def test_draw_i_is_member_i() -> None:
    model = load("plan-2025").model
    before = past(model)
    found = doubts(model, before)
    joint = joint_for(model, found)
    assert joint is not None
    assert len(joint.rows) == len(posterior().ensemble)
    one = drawn(model, before, (), {}, joint.row(5))
    made = members(posterior())[5]
    assert one.custody is not None
    assert one.custody.cells["border", "other"].order_long == made.custody.cells["border", "other"].order_long
    assert one.custody.months["interior"][-1].pace == made.custody.months["interior"][-1].pace
    assert one.scenario.people.refusal_scale.value == pytest.approx(made.figures["fitted.refusal_scale"])
    assert one.past.third_country.review.value == pytest.approx(made.figures["fitted.review"])


def test_what_the_author_set_stays_and_another_table_has_no_members() -> None:
    model = load("plan-2025", ["proceedings.spread=0.8", "people.refusal_scale=0.5"]).model
    before = past(model)
    joint = joint_for(model, doubts(model, before))
    assert joint is not None
    one = drawn(model, before, (), {}, joint.row(7))
    assert (one.scenario.proceedings.spread.value, one.scenario.people.refusal_scale.value) == (0.8, 0.5)
    others = model.people.model_copy(update={"paces": "custody_2024"})
    assert joint_for(model.model_copy(update={"people": others}), doubts(model)) is None
    assert set(everything().names) >= set(joint.names)
