"""The pictures on the page on pictures are small, whole, and those of the run that the page names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sojourn
from sojourn.show.pictures.make import OF_A_RUN
from the_pictures import written

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "pictures.md").read_text("utf-8")
SHOWN = re.findall(r"!\[[^]]+\]\(pictures/(\w+)\.svg\)", PAGE)


def test_every_picture_that_is_shown_is_there_and_small() -> None:
    assert sorted(SHOWN) == ["flow", "population", "removals"]
    files = sorted((ROOT / "docs" / "pictures").iterdir())
    assert [file.stem for file in files] == sorted(SHOWN)
    assert sum(file.stat().st_size for file in files) < 100_000
    for file in files:
        assert len(list(written(file.read_text("utf-8")))) > 10


def test_the_page_names_every_picture() -> None:
    table = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert table == [*OF_A_RUN, "hindcast", "waterfall", "tornado", "frontier"]


@pytest.mark.slow
@pytest.mark.parametrize("name", SHOWN)
def test_a_picture_that_is_shown_is_current(name: str) -> None:
    (found,) = re.findall(r"`sojourn pictures (\S+) --only (\S+) --out docs/pictures`", PAGE)
    scenario, only = found
    assert sorted(only.split(",")) == sorted(SHOWN)
    made = sojourn.picture(sojourn.run(scenario), name)
    assert made.svg() == (ROOT / "docs" / "pictures" / f"{name}.svg").read_text("utf-8")
