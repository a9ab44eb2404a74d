"""The largest in history is scored under each rule of counting by itself; what is not simulated is not scored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claim_numbers import BEST, judged, known
from sojourn.evidence import figure
from sojourn.results.counting import RULES
from sojourn.study.claims.claim import Finding
from sojourn.study.claims.history import CAMPAIGN, simulated
from sojourn.study.claims.known import Known, Spread

SCORED = [rule.key for rule in RULES if rule.exits]
UNSCORED = [*(rule.key for rule in RULES if not rule.exits), *CAMPAIGN]


def findings(by: Known) -> dict[str, Finding | None]:
    return {str(one.rule): one.finding for one in judged("largest", by).readings}


def test_every_rule_is_a_reading_of_its_own() -> None:
    assert list(findings(known())) == [*(rule.key for rule in RULES), *CAMPAIGN]
    assert {"ice_official", "dhs_removals_and_returns", "campaign_1954_claimed"} <= set(findings(known()))
    assert {simulated(key) for key in SCORED} == set(BEST)


@pytest.mark.parametrize("key", SCORED)
def test_a_record_moves_the_finding_of_its_own_rule_alone(key: str) -> None:
    best = f"best_year.{key}"
    lower = replace(known(), figures={best: replace(figure(best), value=1000.0)})
    before, after = findings(known()), findings(lower)
    assert (before[key], after[key]) == ("not supported", "supported")
    assert {one: after[one] for one in after if one != key} == {one: before[one] for one in before if one != key}


@pytest.mark.parametrize("key", SCORED)
def test_a_simulated_year_moves_the_finding_of_its_own_rule_alone(key: str) -> None:
    name = simulated(key).replace(".", "__")
    after = findings(known(**{name: Spread(5e6, 5e6, 5e6)}))
    assert [one for one in after if after[one] == "supported"] == [key]


@pytest.mark.parametrize("key", UNSCORED)
@pytest.mark.parametrize("value", [1.0, 1e9])
def test_what_is_not_simulated_is_not_scored_whatever_the_numbers(key: str, value: float) -> None:
    best = f"best_year.{key}"
    many = {name.replace(".", "__"): Spread(5e6, 5e6, 5e6) for name in BEST}
    by = replace(known(**many), figures={best: replace(figure(best), value=value)})
    (found,) = (one for one in judged("largest", by).readings if one.rule == key)
    assert found.finding == "cannot be known"
    assert "score" in found.why
    assert "Best simulated" not in found.why


def test_the_claim_is_sure_only_if_every_rule_says_the_same() -> None:
    assert judged("largest", known()).finding == "cannot be known"
    many = {name.replace(".", "__"): Spread(5e6, 5e6, 5e6) for name in BEST}
    assert judged("largest", known(**many)).finding == "depends on"


def test_both_readings_of_1954_are_told_apart() -> None:
    claimed, historians = (one for one in judged("largest", known()).readings if one.rule in CAMPAIGN)
    assert "1,100,000" in claimed.why
    assert "1,100,000" not in historians.why
    assert "300,000" in historians.why
    assert "disputed" in judged("largest", known()).claim.unknown
