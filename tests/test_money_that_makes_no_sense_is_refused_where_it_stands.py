"""Money that makes no sense is refused in one sentence, where it stands in the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sojourn.run import load
from sojourn.scenario import ScenarioError

HEAD = "extends: plan-2025\ntitle: Money\nmoney:\n  accounts:\n"
DATED = "stand_up: {value: 8 USD per bed, dollars: 2025}"
BASE = "amount: 1 billion USD, base: true"

REFUSED = {
    "base money that overlaps itself": (
        (
            f"    custody:\n      appropriations:\n        - {{{BASE}, from: 2024-10-01, lapses: 2025-09-30}}\n"
            f"        - {{{BASE}, from: 2025-09-30, lapses: 2026-09-30}}\n"
        ),
        "8:",
        "overlaps the base money that lapses on 2025-09-30",
    ),
    "the same law twice": (
        (
            "    custody:\n      appropriations:\n"
            "        - {amount: 45 billion USD, from: 2025-07-04, lapses: 2029-09-30}\n"
            "        - {amount: 45 billion USD, from: 2025-07-04, lapses: 2029-09-30}\n"
        ),
        "8:11",
        "the appropriation stands twice, first as number 0",
    ),
    "a rate beyond what the ledger holds": (
        "    legal:\n      costs: [{value: 9000 billion USD per decision, dollars: 2008}]\n",
        "6:23",
        "more than the ledger holds: at most 1,000,000 USD",
    ),
    "money without a year": (
        "    legal:\n      costs: [{value: 817 USD per decision}]\n",
        "6:23",
        "817 USD of which year? add `dollars: 2024`",
    ),
    "a negative rate": (
        "    legal:\n      costs: [{value: -817 USD per decision, dollars: 2008}]\n",
        "6:23",
        "an amount of money lies between 0 and",
    ),
    "a stage that does not exist": (
        "    legal:\n      costs: [{value: 8 USD per person-day, dollars: 2008, stage: proceeding}]\n",
        "6:67",
        "did you mean `proceedings`?",
    ),
    "person-days in no stage": (
        "    legal:\n      costs: [{value: 8 USD per person-day, dollars: 2008}]\n",
        "6:23",
        "person-days in which stage?",
    ),
    "a stage for what has none": (
        "    legal:\n      costs: [{value: 8 USD per decision, dollars: 2008, stage: proceedings}]\n",
        "6:65",
        "a cost per decision has no stage",
    ),
    "an appropriation that lapses before it starts": (
        "    custody:\n      appropriations: [{amount: 1 billion USD, from: 2025-10-01, lapses: 2025-09-30}]\n",
        "6:74",
        "it lapses on 2025-09-30, before it starts on 2025-10-01",
    ),
    "an unknown currency": (
        "    custody:\n      appropriations: [{amount: 1 billion XYZ, from: 2025-10-01, lapses: 2026-09-30}]\n",
        "6:33",
        "`XYZ` is not a currency known here",
    ),
    "another currency": (
        "    custody:\n      appropriations: [{amount: 1 billion GBP, from: 2025-10-01, lapses: 2026-09-30}]\n",
        "6:33",
        "the accounts are in USD",
    ),
    "an account that there is not": (
        "    custardy:\n      costs: [{value: 8 USD per decision, dollars: 2008}]\n",
        "5:5",
        "`custardy` is not allowed",
    ),
    "a unit that is not counted": (
        "    legal:\n      costs: [{value: 8 USD per decison, dollars: 2008}]\n",
        "6:23",
        "did you mean `decision`?",
    ),
    "a second cost for the same": (
        "    legal:\n      costs: [{value: 8 USD per day, dollars: 2008}, {value: 9 USD per day, dollars: 2008}]\n",
        "6:54",
        "a second cost per day in one account",
    ),
    "a bed and day beside its place": (
        "    custody:\n      costs: [{value: 8 USD per bed-day, dollars: 2008}]\n",
        "6:15",
        "stands in `costs.bed_day`",
    ),
    "a low end above the value": (
        "    legal:\n      costs: [{value: 8 USD per decision, dollars: 2008, low: 9 USD per decision}]\n",
        "6:63",
        "9 USD per decision is more than the value 8 USD per decision",
    ),
    "a year without prices": (
        "    legal:\n      costs: [{value: 8 USD per decision, dollars: 1950}]\n",
        "6:52",
        "no price index for 1950; years from 2000 to 2024 are allowed",
    ),
    "a year to come": (
        "    legal:\n      costs: [{value: 8 USD per decision, dollars: 2060}]\n",
        "6:52",
        "no price index for 2060; years from 2000 to 2024 are allowed",
    ),
    "a year that is none": (
        "    legal:\n      costs: [{value: 8 USD per decision, dollars: 20180}]\n",
        "6:52",
        "no price index for 20180; years from 2000 to 2024 are allowed",
    ),
    "an amount without a currency": (
        "    custody:\n      appropriations: [{amount: 1000000, from: 2025-10-01, lapses: 2026-09-30}]\n",
        "6:33",
        "give the currency",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_one_sentence_where_it_stands(what: str, tmp_path: Path) -> None:
    text, place, sentence = REFUSED[what]
    file = tmp_path / "money.yaml"
    file.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load(file)
    told = str(refused.value)
    assert f"money.yaml:{place}" in told
    assert sentence in told
    assert len([line for line in told.splitlines() if ": error: " in line]) == 1


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("money.dollars=2025", "--set:1:15:"),
        ("costs.bed_day={value: 8 USD per bed-day, dollars: 2025}", "--set:1:51:"),
        ("money.accounts.legal.costs.0.dollars=2025", "--set:1:38:"),
        (f"beds.blocks=[{{type: guantanamo, beds: 5, ordered: 2025-02-01, {DATED}}}]", "--set:1:105:"),
    ],
)
def test_a_year_without_prices_is_refused_wherever_it_is_written(change: str, place: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        load("plan-2025", [change])
    assert str(refused.value).startswith(place)
    assert "there is no price index for 2025; years from 2000 to 2024 are allowed" in str(refused.value)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("costs.bed_day=900000 billion USD per bed-day", "--set:1:15:"),
        ("third_country.agreements.0.payment_per_person=900000 billion USD per person", "--set:1:47:"),
        ("third_country.agreements.0.payment_fixed=900000 billion USD", "--set:1:42:"),
    ],
)
def test_more_than_the_ledger_holds_is_refused_wherever_it_is_paid(change: str, place: str) -> None:
    with pytest.raises(ScenarioError, match="more than the ledger holds") as refused:
        load("third-country-2025", [change])
    assert str(refused.value).startswith(place)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    amount=st.text(max_size=30),
    since=st.one_of(st.dates().map(str), st.text(max_size=12)),
    unit=st.text(max_size=20),
)
def test_whatever_is_written_is_read_or_refused_in_sentences(
    amount: str, since: str, unit: str, tmp_path: Path
) -> None:
    file = tmp_path / "money.yaml"
    funds = json.dumps([{"amount": amount, "from": since, "lapses": "2029-09-30"}])
    costs = json.dumps([{"value": f"8 USD per {unit}", "dollars": 2024}])
    file.write_text(
        f"{HEAD}    custody:\n      appropriations: {funds}\n    legal:\n      costs: {costs}\n", encoding="utf-8"
    )
    told = ""
    try:
        load(file)
    except ScenarioError as refused:
        told = str(refused)
    assert "Traceback" not in told
    assert not told or "money.yaml:" in told


def test_a_bed_and_day_in_another_currency_is_not_added_to_dollars(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("extends: plan-2025\ncosts:\n  bed_day: 165 EUR per bed-day\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load(path)
    (problem,) = refused.value.problems
    assert str(problem.place) == f"{path}:3:12"
    assert "165 EUR per bed-day is in EUR; the accounts are in USD" in problem.message


def test_an_account_that_there_is_not_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HEAD + "    custdy: {}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load(path)
    (problem,) = refused.value.problems
    assert problem.message == "the key `custdy` is not allowed"
    assert (problem.hint or "").splitlines() == [
        "did you mean `custody`?",
        "allowed: custody, arrests, transport, legal, agreements, children, alternatives, stand_up",
    ]
