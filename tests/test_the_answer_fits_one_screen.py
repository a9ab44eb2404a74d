"""The answer is one screen of plain text, with no more digits than are known."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import SHORT, sojourn
from sojourn.results.rounding import rounded, short, significant

MOST_ROWS, MOST_COLUMNS = 57, 100  # 56, and one for what was set


def test_the_answer_fits_and_is_plain(tmp_path: Path) -> None:
    told = sojourn("run", "--set", "opening.warm_up=180 days", "--out", str(tmp_path))
    rows = told.out.rstrip("\n").split("\n")
    table = rows[: next(number for number, row in enumerate(rows) if row.startswith("Written to"))]
    assert told.code == 0
    assert told.err == ""
    assert len(rows) <= MOST_ROWS
    assert max(map(len, table)) <= MOST_COLUMNS
    assert "\x1b" not in told.out
    assert all(row == row.rstrip() for row in rows)
    assert told.out.count("a model, not a forecast") == 1
    assert all(f" FY{year}" in told.out for year in range(2025, 2030))
    assert "…" not in told.out


def test_the_command_that_it_gives_repeats_it(tmp_path: Path) -> None:
    import shlex

    first = sojourn("run", *SHORT, "--set", "beds.capacity=38,000 beds", "--seed", "11", "--out", str(tmp_path))
    (line,) = [row for row in first.out.split("\n") if row.startswith("Again:")]
    again = shlex.split(line.removeprefix("Again:"))
    assert again[0] == "sojourn"
    assert sojourn(*again[1:], "--out", str(tmp_path)).out == first.out
    assert len(list(tmp_path.iterdir())) == 1


@given(st.integers(0, 10**13))
def test_a_count_has_three_figures_at_most(count: int) -> None:
    for text in (rounded(count), short(count)):
        digits = re.sub(r"[^0-9]", "", text).strip("0")
        assert len(digits) <= 3
    assert math.isclose(significant(count), count, rel_tol=0.005)


@given(st.floats(0, 100, exclude_max=True))
def test_a_small_number_that_is_not_whole_has_two(value: float) -> None:
    assert len(f"{significant(value):.12g}".replace(".", "").replace("e-", "").strip("0")) <= 2 or value < 1e-4


@pytest.mark.parametrize(
    ("value", "unit", "sentence", "cell"),
    [
        (1_234_567, "people", "about 1.23 million", "1.23 mn"),
        (46_992, "people", "about 47,000", "47,000"),
        (999_999, "people", "about 1 million", "1 mn"),
        (12, "people", "12", "12"),
        (0, "people", "0", "0"),
        (93.21, "people", "about 93", "93"),
        (0.0004, "people", "less than 0.1", "<0.1"),
        (0.5749, "share", "57 %", "57 %"),
        (1_382, "days", "1,382", "1,382"),
        (22_275_000_000.0, "USD", "about 22.3 billion USD", "$22.3 bn"),
        (None, "people", None, "–"),
    ],
)
def test_numbers_read_as_people_write_them(value: float | None, unit: str, sentence: str | None, cell: str) -> None:
    assert short(value, unit) == cell
    if value is not None:
        assert rounded(value, unit) == sentence


def test_the_limit_after_an_order_is_that_of_the_scenario(tmp_path: Path) -> None:
    limits = "limits={post_order: 30 days, family: 10 days, reviews: {first: 20 days, second: 25 days}}"
    changed = sojourn("run", *SHORT, "--set", limits, "--out", str(tmp_path)).out
    assert "Reached 30 days after a final order " in changed
    assert "180 days after a final order" not in changed
    assert "Reached 180 days after a final order " in sojourn("run", *SHORT, "--out", str(tmp_path)).out
    drawn = sojourn("run", *SHORT, "--set", limits, "--draws", "2", "--workers", "1", "--out", str(tmp_path)).out
    assert "Reached 30 days after a final order " in drawn
