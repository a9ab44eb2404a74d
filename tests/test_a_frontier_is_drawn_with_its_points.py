"""The picture of a frontier shows the numbers of its points, and is kept beside its table."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from plan_toys import DAYS, scenario
from sojourn.results.bands import Band
from sojourn.show.plan_frontier import picture_of
from sojourn.study.plan.frontier import Frontier, OnFrontier
from sojourn.study.plan.targets import goal_of
from sojourn.study.plan.written import write_frontier

POINTS = ((300_000.0, 9e9), (400_000.0, 12e9), (500_000.0, 17e9))


def line(*, drawn: bool) -> Frontier:
    points = tuple(
        OnFrontier(
            one, (one, other), (one, other), (None, Band(other / 2, other, other * 2, 0.9) if drawn else None), {}
        )
        for one, other in POINTS
    )
    first, second = goal_of("removals", most=False), goal_of("cost", most=False)
    return Frontier("plan-2025", DAYS, 7, first, second, (310_000.0, 10e9), points, 4, scenario())


def test_every_point_is_in_the_words_and_on_the_line() -> None:
    found = picture_of(line(drawn=False))
    for told in ("300,000", "400,000", "500,000", "9 billion USD", "12 billion USD", "17 billion USD"):
        assert told in found.alt
    assert "seed 7" in found.source


def test_draws_are_a_band() -> None:
    marks = [str(layer["mark"]) for layer in picture_of(line(drawn=True)).spec["layer"]]
    plain = [str(layer["mark"]) for layer in picture_of(line(drawn=False)).spec["layer"]]
    assert any("area" in mark for mark in marks)
    assert not any("area" in mark for mark in plain)


def test_the_picture_is_kept_beside_the_table(tmp_path: Path) -> None:
    one = line(drawn=False)
    place = write_frontier(one, tmp_path, picture_of(one).svg())
    assert pl.read_parquet(place)["cost"].to_list() == [other for _, other in POINTS]
    assert (tmp_path / "frontier.svg").read_text().lstrip().startswith("<svg")
