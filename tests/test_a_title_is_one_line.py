"""A scenario's title is one line that shows as it is written; what would break a heading is refused where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.run import load
from sojourn.scenario import ScenarioError
from sojourn.scenario.title import one_line


@pytest.mark.parametrize("base", ["plan-2025", "uk-rwanda-2022"])
@pytest.mark.parametrize(
    ("written", "says"),
    [
        ('"two\\nlines"', "a line break"),
        ('"two\\u2028lines"', "a line break"),
        ('"turned \\u202E round"', "U+202E"),
        ('"a \\u2066 b"', "U+2066"),
        ('"red \\e[31m"', "U+001B"),
        ('"a\\tb"', "U+0009"),
        ("''", "it is empty"),
        ('"  "', "it is empty"),
    ],
)
def test_it_is_refused_in_one_sentence(base: str, written: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"base: {base}\ntitle: {written}\n", "utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(str(file))
    told = str(caught.value)
    assert "mine.yaml:2:8" in told
    assert says in told
    assert "\u202e" not in told


@pytest.mark.parametrize(
    "title", ["Plan de 2025 – été", "خطة", "תוכנית 2025", "計画", "नेपाल की योजना", "100 % & more!"]
)
def test_letters_of_every_script_are_kept(title: str) -> None:
    assert one_line(f" {title}\n") == title


@given(st.text(max_size=60))
def test_any_text_is_one_line_or_refused(text: str) -> None:
    try:
        kept = one_line(text)
    except ValueError:
        return
    assert len(kept.splitlines()) == 1
    assert kept == text.strip()
