"""Every claim has a finding of the four kinds, readings with reasons, and evidence that exists, and uses no other."""

from __future__ import annotations

import pytest

from claim_numbers import NUMBERS, judged, known
from sojourn.evidence import figures, gaps, tables
from sojourn.study.claims.claim import FINDINGS, Claim, Judged
from sojourn.study.claims.known import Known
from sojourn.study.claims.registry import CLAIMS, NOT_SCORED, UnknownClaim, by_name, claim
from sojourn.study.claims.studies import STUDIES
from sojourn.study.claims.told import GAP, told

each = pytest.mark.parametrize("one", CLAIMS, ids=lambda one: one.name)
OF_THE_ARTICLE = {
    *("turks-and-caicos", "bahamas", "panama", "grenada", "guatemala", "signed", "rwanda", "effort-2019", "largest"),
    *("documents", "thirty-days", "thousands", "86-billion", "300,000-children", "scale", "20-january"),
}


def test_every_statement_of_the_article_that_can_be_checked_is_there() -> None:
    assert set(by_name()) >= OF_THE_ARTICLE
    assert len(by_name()) == len(CLAIMS)
    assert NOT_SCORED


@each
def test_it_has_one_of_the_four_findings(one: Claim) -> None:
    found = judged(one.name, known())
    assert found.finding in FINDINGS
    assert found.why
    assert all(reading.why and (reading.finding in FINDINGS) for reading in found.readings)
    names = [reading.name for reading in found.readings]
    assert len(set(names)) == len(names)


@each
def test_it_says_what_was_said_by_whom_and_where(one: Claim) -> None:
    assert one.title
    assert one.unknown
    assert one.said.by
    assert one.said.where
    assert one.said.words


@each
def test_its_evidence_exists_and_has_a_grade(one: Claim) -> None:
    missing = {row.text("key") for row in gaps()}
    for source in one.sources:
        key = source.key
        assert key in figures() or key in tables() or key.removeprefix(GAP) in missing, key
        rows = list(told(source))
        assert rows, source
        assert all(row.grade in ("A", "B", "C") or source.key.startswith(GAP) for row in rows)


@each
def test_it_is_judged_by_no_evidence_but_its_own(one: Claim) -> None:
    asked: list[str] = []
    one.judge(Known(NUMBERS, asked=asked.append))
    assert set(asked) <= {source.key for source in one.sources}


@each
def test_its_numbers_are_of_its_studies(one: Claim) -> None:
    assert set(one.needs) <= set(STUDIES)
    assert {shown.number for shown in one.shown} <= set(NUMBERS)
    assert bool(one.shown) == bool(one.needs)


@each
def test_without_a_run_nothing_is_found_that_needs_one(one: Claim) -> None:
    found = Judged(one, one.judge(Known()))
    assert found.finding in (*FINDINGS, None)
    assert found.finding is not None or one.needs


def test_a_name_that_is_none_is_told() -> None:
    with pytest.raises(UnknownClaim, match="did you mean 'thirty-days'"):
        claim("thirty-day")
