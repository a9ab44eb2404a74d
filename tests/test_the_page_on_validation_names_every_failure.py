"""The page on how it was checked has the whole scoreboard, and names every series in which the model fails."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from the_pictures import written

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "validation.md").read_text("utf-8")
ROW = re.compile(r"^\| `([\w.]+)` \|(.*)\|$", re.MULTILINE)
NARROW = 85
"""Months in a hundred at which bands of 90 % are too narrow."""
HINDCAST, IN_90, PERSISTENCE, STOCK = 1, 5, 6, 7


def board(text: str) -> dict[str, list[float]]:
    """Series to the numbers of its row."""
    table = text[text.index("| series | n | MAPE") :].split("\n\n")[0]
    return {name: [float(cell) for cell in cells.split("|")] for name, cells in ROW.findall(table)}


def named(head: str) -> set[str]:
    """The series that stand in the item of a list."""
    item = PAGE[PAGE.index(f"- **{head}") :].split("\n- ")[0].split("\n\n")[0]
    return set(re.findall(r"`([\w.]+)`", item))


def test_the_whole_scoreboard_is_there() -> None:
    assert board(PAGE) == board((DOCS / "hindcast.md").read_text("utf-8"))
    assert len(board(PAGE)) == 20


@pytest.mark.parametrize(
    ("head", "fails"),
    [
        ("Persistence is better", lambda row: row[PERSISTENCE] < row[HINDCAST]),
        ("The stock and flow is better", lambda row: row[STOCK] < row[HINDCAST]),
        ("Bands are too narrow", lambda row: row[IN_90] <= NARROW),
    ],
)
def test_every_failure_is_named_and_no_other(head: str, fails: object) -> None:
    assert callable(fails)
    assert named(head) == {name for name, row in board(PAGE).items() if fails(row)}


def test_the_hindcast_that_is_drawn_is_one_of_the_board_with_what_happened() -> None:
    drawing = (DOCS / "drawings" / "hindcast.svg").read_text("utf-8")
    said = " ".join(one.text for one in written(drawing))
    assert "What happened lies in the 90% band in" in said
    assert "(drawings/hindcast.svg)" in PAGE
    assert "--from 2024-03-31 --until 2024-09-30" in PAGE
    label = re.search(r'aria-label="([^"]+)"', drawing)
    assert label is not None
    months = re.findall(r"(2024-\d\d) [\d,]+ \([\d,]+ to [\d,]+\), happened ([\d,]+)", label[1])
    assert [month for month, _ in months] == [f"2024-{month:02}" for month in range(4, 10)]
