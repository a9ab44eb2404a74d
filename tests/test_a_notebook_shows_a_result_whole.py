"""In a notebook a run and a study show their findings and their lines, as text and as a table, and nothing is run."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from a_run import a_run
from an_ensemble import an_ensemble
from sojourn.results.as_html import SHOWN, as_html


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


def test_a_text_cannot_become_a_tag() -> None:
    summary = {**a_run().summary, "findings": ["<script>alert(1)</script>"]}
    assert "<script" not in as_html("<b>", summary)
    assert "<script" not in replace(a_run(), name="<script>")._repr_mimebundle_()["text/html"]
