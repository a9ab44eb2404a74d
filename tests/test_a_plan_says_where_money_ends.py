"""A plan is made as if money were there, run with the money that there is, and says when an account is empty."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sojourn.results.emptied import emptied
from sojourn.run import load, load_us, run
from sojourn.show.plan import notes
from sojourn.study.budget_levels import without_limits
from sojourn.study.plan.answer import Plan
from sojourn.study.plan.plan import plan
from sojourn.study.plan.summary import summary
from sojourn.study.plan.written import write_plan

UNTIL = date(2025, 5, 1)
POOR = "money.accounts.custody.appropriations.0.amount=1.9 billion USD"
WARM = "opening.warm_up=180 days"


def planned(name: str, *changes: str) -> Plan:
    return plan(
        load_us(name, [WARM, *changes]), targets=("removals >= 70,000 in all",), levers="arrests, beds, seats",
        leads=["arrests=0 days", "beds=0 days", "seats=0 days"], until=UNTIL, draws=0, worth=False, workers=1,
        specialised=False,
    )  # fmt: skip


def test_the_day_on_which_an_account_is_empty_is_that_of_the_plan_as_it_is_run(tmp_path: Path) -> None:
    found = planned("appropriations-2025", POOR)
    made = run(load(write_plan(found, tmp_path)), until=UNTIL)
    assert list(found.emptied) == emptied(made)
    assert "'Custody' is empty on 20 January 2025" in found.emptied[0]
    assert summary(found)["money_ends"] == list(found.emptied)
    assert any(found.emptied[0] in one and "programme does not know" in one for one in notes(found))


def test_nothing_is_said_where_money_is_there() -> None:
    found = planned("plan-2025")
    assert found.emptied == ()
    assert not any("money" in one for one in notes(found))


def test_a_scenario_without_limits_differs_by_them_alone() -> None:
    model = load_us("appropriations-2025", [POOR]).model
    free = without_limits(model)
    assert model.money.limited
    assert not free.money.limited
    kept = {"money": {"accounts": {name: {"appropriations"} for name in model.money.accounts}}}
    assert free.model_dump(exclude=kept) == model.model_dump(exclude=kept)
