"""The evidence of a claim shows every digit of a whole number, and no day twice."""

from __future__ import annotations

import re

import pytest

from sojourn.study.claims.claim import Source
from sojourn.study.claims.registry import CLAIMS
from sojourn.study.claims.told import told


def text(key: str) -> str:
    (row,) = told(Source(key))
    return row.text


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("plan.money", "86,000,000,000 USD, 2025-01"),
        ("budget.ice_laken_riley_3yr_usd", "86,000,000,000 (83,000,000,000 to 86,000,000,000) USD, 2025-01-17"),
        ("budget.ice_total.FY2025", "10,000,000,000 USD/year, 2025-03"),
    ],
)
def test_a_large_sum_has_all_its_digits(key: str, says: str) -> None:
    assert text(key) == says


def test_no_claim_shows_an_exponent_an_empty_decimal_or_a_day_twice() -> None:
    rows = [row.text for claim in CLAIMS for source in claim.sources for row in told(source)]
    assert len(rows) > 100
    for row in rows:
        assert not re.search(r"\de[+-]\d|\d\.0\b(?!\.)|\b(\d{4}-\d\d-\d\d), \1\b", row), row
