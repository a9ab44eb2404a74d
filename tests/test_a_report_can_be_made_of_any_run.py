"""A run of any system, with words in any script, or with a damaged table, gives a page and a PDF that can be read."""

from __future__ import annotations

import errno
import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from a_run import a_run
from sojourn.results.kept import NotKept, kept_in
from sojourn.results.store import NotWritten, save
from sojourn.run import load, run
from sojourn.show.pictures.make import drawn, pictures
from sojourn.show.report.contents import contents
from sojourn.show.report.limits import LIMITS
from sojourn.show.report.page import page
from sojourn.show.report.paper import INSTEAD, UNSET, _letters, paper
from sojourn.show.report.report import report

OTHERS = {
    "uk-rwanda-2022": date(2022, 7, 1),
    "cooperative-2019": date(2019, 12, 10),
    "children-2025": date(2025, 1, 25),
}
SCRIPTS = "🚌 漢字 ปีใหม่ שלום مرحبا Ω Жук ñ \u200d"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(a_run(), tmp_path_factory.mktemp("runs"))


@pytest.mark.parametrize("name", OTHERS)
def test_a_run_of_another_system_has_a_report(name: str, tmp_path: Path) -> None:
    made = run(load(name), until=OTHERS[name])
    place = save(made, tmp_path)
    written = report(place)
    text = written.html.read_text(encoding="utf-8")
    said = json.loads(written.json.read_text(encoding="utf-8"))
    rows = [row for table in said["tables"] for row in table["rows"]]
    assert len(rows) == len(made.summary["lines"])
    assert all(finding.replace("`", "") in said["answer"] for finding in made.summary["findings"])
    assert [one["name"] for one in said["pictures"]] == ["left"]
    assert '<h2 id="sure">' in text
    assert not set(said["limits"]) & {one.replace("`", "") for one in LIMITS[2:]}  # what is said there is of the US
    assert written.pdf.read_bytes().startswith(b"%PDF-")


def test_the_picture_of_how_people_left_adds_up(tmp_path: Path) -> None:
    made = run(load("uk-rwanda-2022"), until=date(2022, 7, 1))
    (picture,) = pictures(made).values()
    bars = [layer["data"]["values"] for layer in picture.spec["layer"] if layer["mark"]["type"] == "bar"]
    shown = {row["way"]: row["people"] for rows in bars for row in rows}
    known = made.summary["identity"]
    assert sum(shown.values()) == known["opening"] + known["arrived"]
    assert shown.pop("Still inside on the last day") == known["inside"]
    assert sum(shown.values()) == known["left"]


def plain(folder: Path, **changes: Any) -> dict[str, Any]:
    return {**contents(folder), **changes}


def test_letters_without_a_font_are_boxes_in_the_pdf_and_stay_in_the_page(folder: Path) -> None:
    said = plain(folder, title=f"Title {SCRIPTS}", question=[SCRIPTS, "and Latin"])
    made = paper(said, {})
    assert made.startswith(b"%PDF-")
    assert paper(said, {}) == made
    assert SCRIPTS.split()[0] in page(said, {})
    assert len(paper(plain(folder), {})) != len(made)


def test_a_picture_with_such_letters_goes_into_the_pdf_too(folder: Path) -> None:
    one = pictures(folder)["ledger"]
    odd = type(one)(one.name, "🚌 漢字", one.alt, "🚌", lambda width: {**one.at(width), "title": {"text": ["🚌 漢字"]}})
    said = plain(folder, pictures=[{"name": "ledger", "title": odd.title, "alt": "🚌", "source": "🚌"}])
    assert paper(said, {"ledger": odd}).startswith(b"%PDF-")


def test_only_letters_that_cannot_be_set_are_boxes(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    from sojourn.show.report import paper as module

    seen: list[dict[str, Any]] = []
    true = module._set

    def spy(said: Any, images: Any, gone: set[str]) -> bytes:
        seen.append({"gone": set(gone)})
        return true(said, images, gone)

    monkeypatch.setattr(module, "_set", spy)
    paper(plain(folder, title=SCRIPTS), {})
    gone = seen[-1]["gone"]
    assert set("🚌漢字") <= gone
    assert not gone & set("ΩЖукñ abcé–")
    seen.clear()
    paper(plain(folder), {})
    assert [one["gone"] for one in seen] == [set()]
    assert INSTEAD in UNSET


def test_the_typesetters_words_for_a_letter_are_understood() -> None:
    told = (
        'PDF/UA-1 error: the text `"漢"` could not be displayed\nthe text `"\\u{e35}"` could not be displayed with font'
    )
    assert _letters(told) == {"漢", "\u0e35"}
    assert _letters("another error") == set()


@pytest.mark.parametrize("table", ["beds", "monthly", "stays", "ledger", "daily"])
def test_a_damaged_table_costs_its_pictures_and_nothing_else(folder: Path, tmp_path: Path, table: str) -> None:
    copy = tmp_path / "run"
    shutil.copytree(folder, copy)
    (copy / f"{table}.parquet").write_bytes((copy / f"{table}.parquet").read_bytes()[:200])
    whole = set(pictures(folder))
    shown, trouble = drawn(copy)
    assert set(shown) | set(trouble) == whole
    assert trouble
    assert all(f"{table}.parquet" in why for why in trouble.values())


def test_a_report_says_which_pictures_could_not_be_drawn(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "run"
    shutil.copytree(folder, copy)
    for name in ("beds", "daily", "monthly", "stays"):
        (copy / f"{name}.parquet").write_bytes(b"PAR1 and nothing more")
    written = report(copy, tmp_path / "report")
    said = json.loads(written.json.read_text(encoding="utf-8"))
    assert {one["name"] for one in said["undrawn"]} >= {"population", "flow"}
    text = written.html.read_text(encoding="utf-8")
    assert all(f"{one['name']} (" in text for one in said["undrawn"])
    assert said["pictures"]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"lines": {"a": 3}}', '{"lines": 5, "periods": []}', "null", '"text"']
)
def test_a_damaged_summary_is_told_in_a_sentence(folder: Path, tmp_path: Path, content: str) -> None:
    copy = tmp_path / "run"
    copy.mkdir()
    for name in ("run.json", "scenario.yaml"):
        shutil.copy(folder / name, copy)
    (copy / "summary.json").write_text(content, encoding="utf-8")
    for verb in (kept_in, pictures, report):
        with pytest.raises(NotKept, match=r"holds a run that cannot be read"):
            verb(copy)


def test_many_fiscal_years_stand_in_several_tables(folder: Path) -> None:
    said = contents(folder)
    years = [{"key": f"FY{year}", "label": f"FY{year}"} for year in range(2025, 2038)]
    row = {"label": "A line", "unit": "people", "cells": ["254,000 to 428,000"] * 13, "grade": "C", "mark": None}
    part = {"title": "All", "rows": [row], "notes": []}
    wide = {**said, "periods": years, "many": True, "short": part, "tables": [part]}
    assert paper(wide, {}).startswith(b"%PDF-")
    text = re.sub(r"\s+", " ", page(wide, {}))
    assert text.count("254,000 to 428,000") == 26


def test_the_values_of_agreements_are_told_and_none_twice(folder: Path) -> None:
    rows = contents(folder)["values"]
    told = {one["path"]: one["value"] for one in rows}
    assert len(told) == len(rows)
    assert told["third_country.agreements.0.statuses.0"] == "on 2024-12-05, status floated"
    assert not any(path.endswith(".source") for path in told)


def test_a_change_is_told_whole_where_a_screen_cuts_it(tmp_path: Path) -> None:
    steps = ", ".join(f"{{from: 2025-{month:02}-01, value: {41_500 + month} beds}}" for month in range(2, 12))
    document = load("plan-2025", [f"beds.capacity=[{{value: 41500 beds}}, {steps}]", "opening.warm_up=180 days"])
    rows = contents(save(run(document, until=date(2025, 1, 25)), tmp_path))["changed"]["rows"]
    told = next(row["is"] for row in rows if row["what"] == "beds.capacity")
    assert all(f"{41_500 + month}" in told.replace(",", "") for month in range(2, 12))
    assert not told.endswith("...")


@pytest.mark.parametrize("full", ["report.typ", "report.pdf"], ids=["temporary folder", "folder of the report"])
def test_a_full_disk_is_told_and_leaves_no_half_report(
    full: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true, out = Path.write_bytes, tmp_path / "out"

    def write_bytes(path: Path, data: bytes) -> int:
        if path.name == full or (full == "report.pdf" and path.parent == out):
            true(path, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        return true(path, data)

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises(NotWritten, match="no space left on device"):
        report(folder, out)
    assert not out.exists() or not list(out.iterdir())
