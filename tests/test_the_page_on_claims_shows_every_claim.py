"""docs/claims.md has every claim, in order, with its evidence; what it tells of runs is what the quick command gives.

``python tests/test_the_page_on_claims_shows_every_claim.py`` writes that part anew.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from sojourn.show.claims_page import page
from sojourn.study.claims.answer import claims
from sojourn.study.claims.claim import FINDINGS
from sojourn.study.claims.registry import CLAIMS, NOT_SCORED
from sojourn.study.claims.told import told

PAGE = Path(__file__).parent.parent / "docs" / "claims.md"
FROM, TO = "<!-- sojourn claims -->\n", "<!-- end of sojourn claims -->"
TEXT = PAGE.read_text("utf-8")
SHOWN = TEXT.partition(FROM)[2].partition(TO)[0]
SECTIONS = dict(zip((one.name for one in CLAIMS), re.split(r"^### ", SHOWN, flags=re.MULTILINE)[1:], strict=False))


def test_every_claim_has_a_row_and_a_section_in_order() -> None:
    rows = re.findall(r"^\| \[`([\w,-]+)`\]\([^)]+\) \| \*\*([\w ]+)\*\* \|", SHOWN, flags=re.MULTILINE)
    assert [name for name, _ in rows] == [one.name for one in CLAIMS]
    assert {finding for _, finding in rows} <= set(FINDINGS)
    for (name, finding), one in zip(rows, CLAIMS, strict=True):
        assert SECTIONS[name].splitlines()[0].endswith(f"{one.title}: **{finding}**")


@pytest.mark.parametrize("one", CLAIMS, ids=lambda one: one.name)
def test_a_section_has_all_that_a_claim_stands_on(one: object) -> None:
    claim = next(each for each in CLAIMS if each is one)
    section = SECTIONS[claim.name]
    assert claim.said.words in section
    assert claim.unknown in section
    assert claim.said.versions in section
    assert all(f"`{row.key}`" in section for source in claim.sources for row in told(source))
    assert f"`sojourn claims {claim.name} --draws" in section
    assert all(shown.label in section for shown in claim.shown)


def test_what_is_not_scored_is_listed() -> None:
    assert all(f"- {what}: {why}" in SHOWN for what, why in NOT_SCORED)


def test_every_line_stands_for_itself() -> None:
    assert "waits for a number" not in SHOWN
    assert "no number" not in SHOWN


@pytest.mark.slow
def test_the_page_is_what_the_quick_command_gives() -> None:
    assert page(claims()) == SHOWN


if __name__ == "__main__":
    sys.exit(0 if PAGE.write_text(TEXT.replace(FROM + SHOWN, FROM + page(claims())), "utf-8") else 1)
