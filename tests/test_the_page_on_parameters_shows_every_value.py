"""docs/parameters.md has every value of the default scenario, with its source, grade and range.

``python tests/test_the_page_on_parameters_shows_every_value.py`` writes the page anew.
"""

from __future__ import annotations

import re
import sys

from parameters_page import FILE, anchor, choices, document, leaves, page, sourced
from sojourn.evidence.registry import figures
from sojourn.evidence.tables import tables
from sojourn.scenario.paths import join

TEXT = FILE.read_text("utf-8") if FILE.exists() else ""
ROWS = {
    cells[0].partition("<br>")[0].strip("`"): cells
    for cells in (line.strip("| ").split(" | ") for line in TEXT.splitlines())
    if cells
}


def test_the_page_is_what_the_program_has() -> None:
    assert page() == TEXT, "python tests/test_the_page_on_parameters_shows_every_value.py writes it anew"


def test_every_value_of_the_scenario_has_a_row() -> None:
    rows = re.findall(r"^\| `([^`]+)`<br>", TEXT, re.MULTILINE)
    assert len(rows) == len(set(rows)) > 80
    for path in map(join, leaves(document().data)):
        assert any(path == row or path.startswith(f"{row}.") for row in rows), path


def test_every_source_of_the_scenario_is_told_with_its_document() -> None:
    for one in sourced():
        if one.source is None:
            continue
        found = figures().get(one.source) or tables()[one.source]
        assert f"](#{anchor(one.source)})" in " ".join(ROWS[one.path])
        assert f'<a id="{anchor(one.source)}"></a>' in TEXT
        assert found.document.split("|")[0].split("*")[0] in TEXT


def test_a_grade_stands_beside_each_value() -> None:
    assert {ROWS[one.path][3] for one in sourced()} == {"A", "B", "C", "P"}
    assert ROWS["beds.capacity.1"][3] == "P"
    assert ROWS["costs.bed_day"][2:4] == ["152 to 165 USD/bed-day", "B"]


def test_choices_are_told_apart() -> None:
    assert "beds.order" in choices()
    assert not {one.path for one in sourced()} & set(choices())


if __name__ == "__main__":
    sys.exit(FILE.write_text(page(), "utf-8") == 0)
