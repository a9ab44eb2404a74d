"""A block of beds that cannot be is refused in one sentence, at its place in the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sojourn.run import load
from sojourn.scenario import ScenarioError

HEAD = "extends: plan-2025\ntitle: Beds\nbeds:\n  blocks:\n"
REFUSED = {
    "an unknown type": ("{type: soft_side, beds: 5, ordered: 2025-03-01}", "5:14", "did you mean `soft_sided`?"),
    "no type": ("{beds: 5, ordered: 2025-03-01}", "5:7", "`type` is missing from `beds.blocks.0`"),
    "no day": ("{type: soft_sided, beds: 5}", "5:7", "`ordered` is missing from `beds.blocks.0`"),
    "fewer than no beds": (
        "{type: soft_sided, beds: -5, ordered: 2025-03-01}",
        "5:32",
        "a number of beds lies between 0 and",
    ),
    "too many beds": (
        "{type: soft_sided, beds: 2 million beds, ordered: 2025-03-01}",
        "5:32",
        "at most 1,000,000 beds can be ordered together",
    ),
    "seats": ("{type: soft_sided, beds: 5 seats, ordered: 2025-03-01}", "5:32", "write 5 beds"),
    "an order after the period": (
        "{type: soft_sided, beds: 5, ordered: 2031-03-01}",
        "5:44",
        "2031-03-01 is outside the period, which ends on 2029-01-20",
    ),
    "closing before the order": (
        "{type: soft_sided, beds: 5, ordered: 2025-03-01, until: 2025-02-01}",
        "5:63",
        "the beds close on 2025-02-01, which is not after 2025-03-01",
    ),
    "closing before the first is there": (
        "{type: soft_sided, beds: 5, ordered: 2025-03-01, lead: 40 days, until: 2025-04-10}",
        "5:78",
        "the beds close on 2025-04-10, before the first is there: they are due on 2025-04-10",
    ),
    "more money than the ledger holds": (
        "{type: soft_sided, beds: 5, ordered: 2025-03-01, stand_up: 5 million USD per bed}",
        "5:66",
        "more than the ledger holds: at most 1,000,000 USD",
    ),
    "gone before the period": (
        "{type: soft_sided, beds: 5, ordered: 2024-03-01, until: 2025-01-20}",
        "5:63",
        "the beds are gone on 2025-01-20, before the period starts",
    ),
    "a lead without a unit": (
        "{type: soft_sided, beds: 5, ordered: 2025-03-01, lead: 30}",
        "5:62",
        "give the unit: `30 days`?",
    ),
    "a share above all": (
        "{type: soft_sided, beds: 5, ordered: 2025-03-01, guaranteed: 101%}",
        "5:68",
        "a share lies between 0% and 100%",
    ),
    "another currency": (
        "{type: soft_sided, beds: 5, ordered: 2025-03-01, stand_up: 5 GBP per bed}",
        "5:66",
        "the accounts are in USD",
    ),
    "money for another thing": (
        "{type: soft_sided, beds: 5, ordered: 2025-03-01, stand_up: 5 USD per bed-day}",
        "5:66",
        "money per bed expected",
    ),
    "an unknown key": ("{type: soft_sided, beds: 5, ordered: 2025-03-01, ledd: 3 days}", "5:56", "unknown key `ledd`"),
    "no mapping": ("5", "5:7", "a mapping expected, got `5`"),
    "the same twice": (
        "{type: soft_sided, beds: 5, ordered: 2025-03-01}\n    - {type: soft_sided, beds: 5, ordered: 2025-03-01}",
        "6:7",
        "the block stands twice, first as number 0",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_one_sentence_where_it_stands(what: str, tmp_path: Path) -> None:
    text, place, sentence = REFUSED[what]
    file = tmp_path / "beds.yaml"
    file.write_text(f"{HEAD}    - {text}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load(file)
    told = str(refused.value)
    assert f"beds.yaml:{place}:" in told
    assert sentence in told
    assert len([line for line in told.splitlines() if ": error: " in line]) == 1


def test_what_is_not_written_or_null_is_as_the_evidence_has_it(tmp_path: Path) -> None:
    file = tmp_path / "beds.yaml"
    file.write_text(f"{HEAD}    - {{type: soft_sided, beds: 5, ordered: 2025-03-01, until: null, lead: null}}\n")
    (block,) = load(file).model.beds.blocks
    assert (block.until, block.lead.value) == (None, 32)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    type_=st.one_of(st.sampled_from(["soft_sided", "guantanamo"]), st.text(max_size=12)),
    beds=st.one_of(st.integers(), st.text(max_size=12)),
    ordered=st.one_of(st.dates().map(str), st.text(max_size=12)),
    lead=st.one_of(st.none(), st.integers(0, 10**6).map(lambda n: f"{n} days"), st.text(max_size=12)),
    rate=st.text(max_size=15),
)
def test_whatever_is_written_is_read_or_refused_in_sentences(
    type_: str, beds: int | str, ordered: str, lead: str | None, rate: str, tmp_path: Path
) -> None:
    file = tmp_path / "beds.yaml"
    one = {"type": type_, "beds": beds, "ordered": ordered, "lead": lead, "bed_day": rate or None}
    file.write_text(f"{HEAD}    - {json.dumps(one)}\n", encoding="utf-8")
    told = ""
    try:
        load(file)
    except ScenarioError as refused:
        told = str(refused)
    assert "Traceback" not in told
    assert not told or "beds.yaml:" in told
