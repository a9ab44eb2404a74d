"""A study that has grown makes only what is new, and what was there keeps its numbers."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from sweeps import CHEAP, swept

SOBOL = "{kind}:\n  points: {points}\n  paths:\n    forced.taken_off: {{low: 50 %, high: 95 %}}\n"
GROWN = {
    "a value more": ("grid: {forced.taken_off: [50 %]}\n", "grid: {forced.taken_off: [50 %, 60 %]}\n", 1),
    "values more of two paths": (
        "grid: {forced.taken_off: [50 %], forced.representations: [7 days, 14 days]}\n",
        "grid: {forced.taken_off: [50 %, 60 %], forced.representations: [7 days, 14 days, 21 days]}\n",
        4,
    ),
    "replications more": ("replications: 2\n", "replications: 5\n", 3),
    "points more of a Sobol design": (
        SOBOL.format(kind="sobol", points=2),
        SOBOL.format(kind="sobol", points=4),
        2,
    ),
    "another kind of design over the same": (
        "grid: {forced.taken_off: [50 %, 60 %]}\n",
        "list:\n- forced.taken_off: 60 %\n- forced.taken_off: 70 %\n",
        1,
    ),
    "fewer": ("replications: 4\n", "replications: 2\n", 0),
    "another choice of results": ("replications: 2\n", "replications: 2\nresults: [arrived_boats]\n", 0),
    "a point that stands twice": (
        "list:\n- {act: 2024-04-25}\n",
        "list:\n- {act: 2024-04-25}\n- {act: 2024-04-26}\n- {act: 2024-04-26}\n",
        1,
    ),
}


@pytest.mark.parametrize("how", GROWN)
def test_only_what_is_new_is_made(how: str, tmp_path: Path) -> None:
    before, after, new = GROWN[how]
    first = swept(tmp_path, CHEAP + before)
    again = swept(tmp_path, CHEAP + after)
    assert first.made == len(first.rows)
    assert again.made == new
    assert again.folder.name != first.folder.name
    shared = [one for one in again.rows if one.hash in {row.hash for row in first.rows}]
    assert len({one.hash for one in again.rows}) - new == len({one.hash for one in shared})


def test_what_was_there_keeps_its_numbers(tmp_path: Path) -> None:
    small, large = (swept(tmp_path, CHEAP + f"replications: {often}\n").table for often in (2, 3))
    assert large.filter(pl.col("replication") < 2).equals(small)
