"""On the screen of a run, release for a fear of a third country is not counted as release for want of a country."""

from __future__ import annotations

import json
from pathlib import Path

from command_line import sojourn
from sojourn.results.rounding import short

DEAL = "{country: Togo, statuses: [{on: 2025-01-25, status: in_force}], fear_found: 90%}"
QUICK = ("--until", "2025-03-12", "--set", "opening.warm_up=180 days")


def test_the_row_of_reviews_holds_nobody_who_was_found_to_have_a_fear(tmp_path: Path) -> None:
    told = sojourn("run", "plan-2025", *QUICK, "--set", f"third_country.agreements=[{DEAL}]", "--out", str(tmp_path))
    assert told.code == 0, told.err
    (found,) = tmp_path.glob("*/summary.json")
    lines = json.loads(found.read_text())["lines"]
    rows = {line[2:38].strip(): line[38:] for line in told.out.splitlines()}
    for label, key in (
        ("Supervision: no country takes them", "exit_supervision"),
        ("Released, fear of a third country", "exit_fear_of_third_country"),
    ):
        people = lines[key]["values"]["all"]
        assert people > 0
        assert short(people, "people") in rows[label].split()


def test_draws_show_it_as_well(tmp_path: Path) -> None:
    with_deal = ("--set", f"third_country.agreements=[{DEAL}]", "--draws", "2", "--workers", "1")
    told = sojourn("run", "plan-2025", *QUICK, *with_deal, "--out", str(tmp_path))
    assert told.code == 0, told.err
    assert "Released, fear of a third country" in told.out


def test_where_nobody_is_found_to_have_one_there_is_no_such_row(tmp_path: Path) -> None:
    told = sojourn("run", "plan-2025", *QUICK, "--out", str(tmp_path))
    assert "Supervision: no country takes them" in told.out
    assert "fear of a third country" not in told.out
