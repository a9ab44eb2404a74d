"""The scenario that the page on agreements shows reads as it says, and so do the counts of its tables."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np

import sojourn
from sojourn.evidence import table
from sojourn.policy.litigation import stopped
from sojourn.scenario.litigation import BY_ITSELF
from sojourn.systems.us_third_country import active

PAGE = (Path(__file__).parents[1] / "docs" / "agreements.md").read_text("utf-8")


def test_the_example_reads_and_can_be_run(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    file = tmp_path / "mine.yaml"
    file.write_text(example)
    document = sojourn.load(file)
    sojourn.check(document)
    (panama,) = active(document.model)
    assert panama.in_all is not None
    assert panama.in_all.value == 2000
    assert panama.lands_on == ("tuesday", "friday")
    days = np.arange("2025-05-01", "2025-09-01", dtype="datetime64[D]")
    shut = stopped(document.model.litigation, "agreement:Panama", days)
    assert shut.sum() == (date(2025, 8, 1) - date(2025, 6, 1)).days


def test_the_page_says_what_each_act_does() -> None:
    rows = dict(re.findall(r"^\| (`[a-z_`, ]+`) \| `(\w+)`", PAGE, re.MULTILINE))
    told = {act: effect for acts, effect in rows.items() for act in re.findall(r"`(\w+)`", acts) if act in BY_ITSELF}
    assert told == BY_ITSELF


def test_the_page_counts_the_record_right() -> None:
    events, acts = table("agreements"), table("litigation")
    schemes = {(row.text("scheme"), row.text("country")) for row in events}
    each = {tuple(row.text(name) for name in ("case", "court", "on", "act")) for row in acts}
    assert f"{len(events)} dated events of {len(schemes)} agreements" in PAGE
    assert f"{len(each)} acts" in PAGE
