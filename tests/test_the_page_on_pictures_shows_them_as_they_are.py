"""The pictures on the page on pictures are small, whole, and those of the run that the page names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sojourn
from sojourn.show.pictures.make import OF_A_RUN, OF_ANY
from svg_alike import unlike
from the_pictures import written

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "pictures.md").read_text("utf-8")
SHOWN = re.findall(r"!\[[^]]+\]\(pictures/(\w+)\.svg\)", PAGE)
HASH = re.compile(r"\b[0-9a-f]{8}(?=\. A model)")
"""The hash of a run changes with whatever could decide its numbers; the drawing only with them."""


def test_every_picture_that_is_shown_is_there_and_small() -> None:
    assert sorted(SHOWN) == ["flow", "population", "removals"]
    files = sorted((ROOT / "docs" / "pictures").glob("*.svg"))
    assert [file.stem for file in files] == sorted(SHOWN)
    assert sum(file.stat().st_size for file in files) < 100_000
    for file in files:
        assert len(list(written(file.read_text("utf-8")))) > 10


def test_the_page_names_every_picture() -> None:
    table = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert table == [*OF_A_RUN, *OF_ANY, "hindcast", "waterfall", "tornado", "frontier"]


@pytest.mark.slow
@pytest.mark.parametrize("name", SHOWN)
def test_a_picture_that_is_shown_is_current(name: str) -> None:
    (found,) = re.findall(r"`sojourn pictures (\S+) --only (\S+) --out docs/pictures`", PAGE)
    scenario, only = found
    assert sorted(only.split(",")) == sorted(SHOWN)
    made = sojourn.picture(sojourn.run(scenario), name)
    kept = (ROOT / "docs" / "pictures" / f"{name}.svg").read_text("utf-8")
    assert unlike(HASH.sub("", made.svg()), HASH.sub("", kept)) == []


@pytest.mark.parametrize("name", SHOWN)
def test_a_drawing_that_differs_would_be_seen(name: str) -> None:
    kept = (ROOT / "docs" / "pictures" / f"{name}.svg").read_text("utf-8")
    (word,) = re.findall(r"<text[^>]*>([^<]{6,})</text>", kept)[:1]
    (ground,) = re.findall(r'fill="(#\w{6})"', kept)[:1]
    (place,) = re.findall(r'd="M[^"]*?(\d{2,}\.?\d*)[^"]*"', kept)[:1]
    moved = kept.replace(f"{place}", f"{float(place) + 9}", 1)
    assert unlike(kept, kept) == []
    for other in (kept.replace(word, "another word", 1), kept.replace(ground, "#12ab34", 1), moved):
        assert unlike(kept, other)
    assert unlike(kept, re.sub(r"<text[^>]*>[^<]{6,}</text>", "", kept, count=1))


def test_a_drawing_of_a_machine_with_other_letters_is_the_same() -> None:
    drawing = '<svg><g clip-path="url(#clip1)"><path d="M1,20L30,4.5Z" fill="#fff"/><text x="{}">a</text></g></svg>'
    assert unlike(drawing.format("10.25"), drawing.format("10.9").replace("clip1", "clip7")) == []
    assert unlike(drawing.format("10.25"), drawing.format("12")) == ["part 3, text, x: 10.25 and 12"]
