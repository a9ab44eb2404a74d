"""No outcome later than 20 January 2025 is kept, so a run from that day cannot look ahead."""

from __future__ import annotations

import re
import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from sojourn.evidence import EVIDENCE_ENDS, BadEvidence, figures, last_day, table, tables, validate
from sojourn.evidence.check import ANNOUNCED_TABLES

START = date(2025, 1, 20)
DATA = Path(str(files("sojourn.evidence").joinpath("data")))
DATED = {"month", "as_of", "on"}
OUTCOMES = {
    "people",
    "people/month",
    "people/year",
    "arrests/year",
    "book-ins",
    "book-outs",
    "deaths",
    "flights/month",
    "judges",
    "officers",
    "person-days",
}


def test_the_evidence_ends_on_the_day_the_default_scenario_starts() -> None:
    assert EVIDENCE_ENDS == START


def test_a_later_figure_is_only_what_was_decided_or_announced() -> None:
    later = [each for each in figures().values() if last_day(each.as_of) > START]
    assert later, "the announced plans are meant to be here"
    for each in later:
        assert each.key.split(".")[0] in {"law", "rule", "policy", "budget", "plan"}, each.key
        assert each.unit not in OUTCOMES, f"{each.key} counts {each.unit}"


def test_every_table_of_outcomes_ends_by_the_start() -> None:
    for name, info in tables().items():
        if name in ANNOUNCED_TABLES:
            continue
        assert last_day(info.period) <= START, name
        for row in table(name):
            for column in DATED & set(row):
                assert last_day(row.text(column)) <= START, f"{name}: {row}"
            if "fy" in row:
                assert row.whole("fy") <= 2024, f"{name}: {row}"


@pytest.mark.parametrize("name", sorted(ANNOUNCED_TABLES - {"published_estimates"}))
def test_a_later_status_or_court_act_counts_nobody(name: str) -> None:
    later = [row for row in table(name) if date.fromisoformat(row.text("on")) > START]
    assert later, "what was signed and ruled later is meant to be here"
    moved = re.compile(r"[0-9,]+ (?:people|persons|men|women|passengers)|(?:moved|arrived|removed|sent)[^.]* [0-9]")
    for row in later:
        assert not moved.search(row.text("note")), row


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("book_ins_monthly", "2025-02,interior,20000,28,28"),
        ("detained_snapshots", "2025-01-25,border,other,20000"),
        ("removals_by_fiscal_year", "2025,ice_official,300000,,,A,"),
        ("figures", "detention.adp.FY2025,50000,,,people,FY2025,ICE,Workbook,A,"),
    ],
)
def test_a_later_row_would_be_seen(tmp_path: Path, name: str, line: str) -> None:
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    with (tmp_path / f"{name}.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(BadEvidence, match="later than 2025-01-20"):
        validate(tmp_path)
