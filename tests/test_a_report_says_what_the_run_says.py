"""A report's page and its PDF say the numbers of the run, name every value with its source, and need nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree

import pytest

from sojourn.evidence.registry import figures
from sojourn.results.kept import kept_in
from sojourn.results.rounding import short
from sojourn.results.store import save
from sojourn.run import load, run
from sojourn.show.export.about import readme
from sojourn.show.export.itself import of_itself
from sojourn.show.export.sheets import exported
from sojourn.show.report.contents import contents
from sojourn.show.report.page import page
from sojourn.show.report.paper import paper
from sojourn.show.report.report import Report, report

NASTY = '<script>alert(1)</script> & #link("x") $ "quoted" {{ 7 * 7 }}'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    document = load("plan-2025", ["beds.capacity=60,000 beds", f"title={json.dumps(NASTY)}"])
    return save(run(document, until=date(2025, 3, 1)), tmp_path_factory.mktemp("runs"), "sojourn run plan-2025")


@pytest.fixture(scope="module")
def made(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    return report(folder, tmp_path_factory.mktemp("report"))


class Outline(HTMLParser):
    """What a page refers to, its headings, and its pictures without words."""

    def __init__(self) -> None:
        super().__init__()
        self.refers: list[str] = []
        self.levels: list[int] = []
        self.tags: set[str] = set()
        self.wordless = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.refers += [value for key, value in attrs if key in ("src", "srcset", "href", "action") and value]
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "img" and not found.get("alt"):
            self.wordless += 1


def outline(text: str) -> Outline:
    parser = Outline()
    parser.feed(text)
    return parser


def test_the_note_of_every_line_can_be_read_below_its_table(folder: Path, made: Report) -> None:
    lines = json.loads((folder / "summary.json").read_text(encoding="utf-8"))["lines"]
    tables = contents(folder)["tables"]
    told = {
        row["label"].lower(): table["notes"][row["mark"] - 1] if row["mark"] else ""
        for table in tables
        for row in table["rows"]
    }
    noted = [line for line in lines.values() if line["note"]]
    assert len(noted) > 10
    assert all(told[line["label"].lower()] == line["note"] for line in noted if line["label"].lower() in told)
    text = unescape(re.sub(r"<[^>]+>", " ", made.html.read_text(encoding="utf-8")))
    assert all(line["note"] in text for line in noted)


def test_every_number_of_the_answer_is_in_the_page(folder: Path, made: Report) -> None:
    text = made.html.read_text(encoding="utf-8")
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    for key, line in summary["lines"].items():
        if key == "money_all":
            continue
        for value in line["values"].values():
            assert f"<td>{short(value, line['unit'])}</td>" in text, key


def test_no_sentence_of_the_answer_is_left_out(folder: Path, tmp_path: Path) -> None:
    summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    summary["findings"] += [f"The account 'Number {number}' is empty." for number in range(12)]
    copytree(folder, tmp_path / "run")
    (tmp_path / "run" / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    assert contents(tmp_path / "run")["answer"][-12:] == summary["findings"][-12:]


def test_nothing_comes_from_outside_and_nothing_runs(made: Report) -> None:
    found = outline(made.html.read_text(encoding="utf-8"))
    assert "script" not in found.tags
    assert all(one.startswith(("#", "data:")) for one in found.refers)
    assert made.html.stat().st_size < 5_000_000


def test_the_page_can_be_heard(made: Report) -> None:
    found = outline(made.html.read_text(encoding="utf-8"))
    assert found.wordless == 0
    assert found.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(found.levels, found.levels[1:], strict=False))


def test_text_of_a_scenario_stays_text(made: Report) -> None:
    text = made.html.read_text(encoding="utf-8")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "{{ 7 * 7 }}" in text  # taken for a template it would be 49
    assert json.loads(made.json.read_text(encoding="utf-8"))["title"] == NASTY


def test_the_pdf_is_tagged_and_the_same_each_time(folder: Path, made: Report, tmp_path: Path) -> None:
    whole = made.pdf.read_bytes()
    assert whole.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in whole
    assert b"/Marked true" in whole
    assert report(folder, tmp_path).pdf.read_bytes() == whole


def test_every_value_stands_with_its_source_and_grade(folder: Path) -> None:
    said = contents(folder)
    rows = {one["path"]: one for one in said["values"]}
    assert rows["beds.capacity"] == {
        "path": "beds.capacity",
        "value": "60,000 beds",
        "source": "set by you",
        "grade": "yours",
    }
    for one in rows.values():
        if one["source"] in figures() and one["grade"] not in ("plan", "yours"):
            assert one["grade"] == figures()[one["source"]].grade, one["path"]
    known = {one["key"] for one in said["sources"]}
    assert {one["source"] for one in rows.values() if one["source"] in figures()} <= known


def test_what_was_changed_is_laid_beside_the_nearest_shipped_scenario(folder: Path) -> None:
    changed = contents(folder)["changed"]
    assert changed["base"] == load("plan-2025").model.title
    assert [one["what"] for one in changed["rows"]] == ["beds.capacity"]


def test_a_report_without_pictures_is_one_too(folder: Path) -> None:
    said = {**contents(folder), "pictures": []}
    assert '<h2 id="answer">' in page(said, {})
    assert paper(said, {}).startswith(b"%PDF-")


def test_words_of_a_shipped_scenario_are_not_those_of_a_run_that_departs_from_it(folder: Path, tmp_path: Path) -> None:
    plan = load("plan-2025").model.about
    departs = "This run departs from the scenario “The plan of January 2025”, which says of itself: Four years"
    assert contents(folder)["question"][0].startswith(departs)  # 60,000 beds, and two months
    found = exported(folder)
    assert departs in " ".join(readme(found, {one.name: one.name for one in found.sheets}).split())
    kept = kept_in(folder)
    whole = replace(
        kept, made={**kept.made, "until": "2029-01-20"}, scenario=lambda: load("plan-2025", ["seed=3"]).model
    )
    assert of_itself(whole) == kept.summary["about"]
    assert of_itself(replace(whole, made=kept.made)).startswith(departs)  # the plan, and two months of it
    own = {**kept.summary, "about": "Tents on a field."}
    assert of_itself(replace(kept, summary=own)) == "Tents on a field."
    assert plan.split() == kept.summary["about"].split()
