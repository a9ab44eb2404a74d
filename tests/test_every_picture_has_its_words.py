"""Every picture has all its words, in sight and apart: a font that is not known makes text vanish without a sign."""

from __future__ import annotations

import copy
from itertools import combinations

import pytest

from sojourn.show.pictures import render
from sojourn.show.pictures.frame import NARROW, WIDE
from sojourn.show.pictures.theme import FONT
from the_pictures import Written, every, of_a_run, svg_of, written

NAMES = [
    *("population", "flow", "removals", "map", "ledger", "waits", "held_long"),
    *("population of many", "removals of many", "ledger of many", "held_long of many"),
    *("hindcast", "waterfall", "tornado", "frontier"),
]


def test_all_pictures_are_looked_at() -> None:
    assert set(NAMES) == set(every())


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", NAMES)
def test_words_are_there_in_sight_and_apart(name: str, width: int) -> None:
    picture = every()[name]
    svg = svg_of(name, width)
    said = list(written(svg))
    whole = " ".join(" ".join(one.text for one in said).split())
    assert picture.title in whole
    assert " ".join(picture.source.split()) in whole
    height = float(svg.split('height="')[1].split('"')[0])
    out = [one for one in said if one.left < -1 or one.right > width + 4 or one.top < 0 or one.bottom > height]
    assert out == []
    over = [(a.text, b.text) for a, b in combinations(said, 2) if _touch(a, b)]
    assert over == []


def _touch(a: Written, b: Written) -> bool:
    """Whether two lines of text lie over each other by more than their widths are known, which is to a fifth."""
    wide = 0.12 * min(a.right - a.left, b.right - b.left) + 2
    return a.left + wide < b.right and b.left + wide < a.right and a.top + 1 < b.bottom and b.top + 1 < a.bottom


def test_a_drawing_differs_from_one_without_words() -> None:
    spec = of_a_run()["population"].themed()
    mute = copy.deepcopy(spec)
    mute["layer"] = [layer for layer in mute["layer"] if layer["mark"]["type"] != "text"]
    mute["title"] = {"text": "", "subtitle": ""}
    unknown = copy.deepcopy(spec)
    unknown["config"]["font"] = "Nobody Has This"
    assert len(render.png(spec, 1)) > 1.3 * len(render.png(mute, 1))
    assert render.png(spec, 1) != render.png(unknown, 1)


def test_the_last_fonts_are_those_that_come_with_the_renderer() -> None:
    assert FONT.endswith("'Liberation Sans', sans-serif")
    for name in NAMES:
        assert {part.split('"')[0] for part in svg_of(name).split('font-family="')[1:]} == {FONT}
