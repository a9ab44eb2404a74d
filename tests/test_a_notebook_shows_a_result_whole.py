"""In a notebook a run and a study show their findings and their lines, as text and as a table, and nothing is run."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path

import sojourn
from a_run import a_run
from an_ensemble import an_ensemble
from compared import BEDS, comparison
from sojourn.results.as_html import SHOWN, as_html, bundle, figure
from sojourn.run import load, run
from sweeps import swept


def test_a_run_shows_its_findings_and_lines() -> None:
    shown = a_run()._repr_mimebundle_()
    lines = a_run().summary["lines"]
    assert set(SHOWN) <= set(lines)
    for finding in a_run().summary["findings"]:
        assert finding in shown["text/plain"]
        assert escape(finding) in shown["text/html"]
    for key in SHOWN:
        row = next(row for row in shown["text/html"].split("<tr>") if escape(lines[key]["label"]) in row)
        assert [text or "–" for text in lines[key]["text"].values()] == re.findall(r"<td>([^<]*)</td>", row)[1:-1]


def test_a_study_shows_bands() -> None:
    shown = an_ensemble()._repr_mimebundle_()["text/html"]
    band = an_ensemble().summary["lines"]["removed_all"]["text"]["FY2025"]
    assert " to " in band
    assert band in shown


def test_a_run_and_a_study_show_a_picture_with_its_words() -> None:
    for made in (a_run(), an_ensemble()):
        shown = made._repr_mimebundle_()["text/html"]
        (image,) = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)">', shown)
        picture = sojourn.picture(made)
        assert base64.b64decode(image[0]).decode() == picture.svg()
        assert image[1] == escape(picture.alt)


def test_a_run_of_another_system_shows_its_lines_and_a_picture() -> None:
    made = run(load("uk-rwanda-2022"), until=date(2022, 7, 1))
    shown = made._repr_mimebundle_()["text/html"]
    assert "<figure>" in shown
    for line in made.summary["lines"].values():
        assert escape(line["label"]) in shown
        assert escape(line["text"]["all"] or "–") in shown


def test_a_comparison_shows_its_differences() -> None:
    made = comparison(BEDS)
    shown = made._repr_mimebundle_()["text/html"]
    for finding in made.summary["compared"][0]["findings"]:
        assert escape(finding) in shown
    line = made.summary["compared"][0]["lines"]["booked_in"]
    assert f"<td>{escape(line['values']['all']['difference']['text'])}</td>" in shown


def test_a_sweep_shows_a_row_a_point(tmp_path: Path) -> None:
    made = swept(tmp_path)
    shown = made._repr_mimebundle_()["text/html"]
    rows = re.findall(r'<tr><th scope="row">(\d+)</th>', shown)
    assert rows == [str(number) for number in range(len(made.study.points))]
    for key in made.shown:
        assert escape(made.lines[key].label) in shown


def test_a_picture_that_cannot_be_drawn_leaves_the_rest() -> None:
    assert figure("no run at all") == ""
    shown = bundle("no run at all", {"findings": ["One."], "periods": [], "lines": {}})
    assert "<li>One.</li>" in shown["text/html"]
    assert "<img" not in shown["text/html"]


def test_a_text_cannot_become_a_tag() -> None:
    summary = {**a_run().summary, "findings": ["<script>alert(1)</script>"]}
    assert "<script" not in as_html("<b>", summary)
    assert "<script" not in replace(a_run(), name="<script>")._repr_mimebundle_()["text/html"]
