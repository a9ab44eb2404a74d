"""Of several agreements with one country each gets what its own entry says, and what is published stands with one."""

from __future__ import annotations

from datetime import date

import pytest

from agreement_runs import daily, deal, ran
from destination_toys import agreement
from sojourn.results.destinations import destinations
from sojourn.run import CannotRun, calendar_of, load_us
from sojourn.scenario.us import UsScenario
from sojourn.study.destination_terms import candidates
from sojourn.study.plan.agreements import assumed_of, with_agreements
from sojourn.study.plan.may_agree import may_agree_of

EARLY = "[{on: 2024-12-05, status: signed}, {on: 2025-04-01, status: ended}]"
LATE = "[{on: 2025-05-01, status: talks}]"
PUBLISHED = 5_100_000.0
"""What Eswatini was paid by the report of July 2025, in USD."""


def scenario(*deals: str) -> UsScenario:
    return load_us("plan-2025", [f"third_country.agreements=[{', '.join(deals)}]"]).model


def paid(*deals: str) -> dict[str, tuple[float | None, str]]:
    return {one.name: (one.payment_fixed, one.payment_said) for one in candidates(scenario(*deals))}


def test_the_ledger_pays_each_entry_what_it_says_itself() -> None:
    terms = (
        "payment_fixed: 5 million USD, quota: 40 people, ends: 2025-05-31",
        "payment_per_person: 3000 USD per person",
    )
    run = ran((deal(terms[0]), deal(terms[1], statuses="{on: 2025-05-01, status: in_force}")))  # May has both
    spent = {
        item.key.removeprefix("agreements."): int(cents.sum()) / 100
        for item, cents in zip(run.ledger.items, run.ledger.entries, strict=True)
        if item.account == "agreements"
    }
    second = int(daily(run, stage="departure: Panama 2").sum())
    assert 0 < second < int(daily(run).sum())
    assert spent == {"payment.Panama 1": 5_000_000, "person_sent.Panama 2": 3_000 * second}
    told = [one["payments"]["in_all"] for one in destinations(run)["agreements"]]
    assert sum(told) == sum(spent.values())


def test_what_is_published_stands_with_the_agreement_of_its_day() -> None:
    one, two = agreement("Eswatini", statuses=EARLY), agreement("Eswatini", statuses=LATE)
    for deals, last in (((one, two), "Eswatini 2"), ((two, one), "Eswatini 1")):
        found = paid(*deals)
        assert found.pop(last) == (PUBLISHED, "")
        assert list(found.values()) == [(None, f"with {last}")]


def test_where_all_begin_later_it_stands_with_the_first() -> None:
    later = [agreement("Eswatini", statuses=f"[{{on: 20{year}-01-01, status: talks}}]") for year in (27, 26)]
    assert paid(*later) == {"Eswatini 1": (None, "with Eswatini 2"), "Eswatini 2": (PUBLISHED, "")}


def test_what_the_scenario_says_of_one_is_all_that_is_paid() -> None:
    said = agreement("Eswatini", "payment_fixed: 2 million USD", EARLY)
    assert paid(said, agreement("Eswatini", statuses=LATE)) == {
        "Eswatini 1": (2_000_000.0, ""),
        "Eswatini 2": (None, "with Eswatini 1"),
    }
    assert paid(said, agreement("Eswatini", "payment_fixed: 1 million USD", LATE))["Eswatini 2"] == (1_000_000.0, "")
    assert paid(agreement("Panama"), agreement("Panama", statuses=LATE))["Panama 2"] == (None, "")  # not published
    assert paid(agreement("Eswatini"))["Eswatini"] == (PUBLISHED, "")


def test_a_plan_that_may_have_both_pays_once() -> None:
    model = scenario(agreement("Eswatini"), agreement("Eswatini", statuses=LATE))
    both = may_agree_of(["Eswatini 1", "Eswatini 2"], model, calendar_of(model, None))
    fixed = [one.terms.payment_fixed for one in both]
    assert [float(one.value.amount) for one in fixed if one is not None] == [PUBLISHED]


def test_an_agreement_that_a_plan_counts_on_is_one_entry() -> None:
    model = scenario(agreement("Palau"), agreement("Palau", statuses=LATE))
    calendar = calendar_of(model, None)
    with pytest.raises(CannotRun, match="has 2 agreements with Palau; name one of Palau 1, Palau 2"):
        assumed_of(["Palau=2025-03-01"], model, calendar)
    changed = with_agreements(model, assumed_of(["palau 2=2025-03-01"], model, calendar)).third_country.agreements
    assert changed[0] == model.third_country.agreements[0]
    assert [one.on for one in changed[1].statuses if one.status == "in_force"] == [date(2025, 3, 1)]
