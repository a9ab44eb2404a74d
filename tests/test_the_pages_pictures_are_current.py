"""The pictures of the page that the documentation shows are of the page as it is, but for letters.

``python tests/test_the_pages_pictures_are_current.py`` takes them anew: docs/pictures/page-*.png, and where the parts
of the page stood, docs/pictures/page.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from a_server import browser, chromium, server
from page_shots import SHOTS, Taken, changed, grey, size, small, take
from pages import BESIDE, DOCS, PAGES

FOLDER = DOCS / "pictures"
PLACES = FOLDER / "page.json"
MOST = 150_000
"""Bytes of a picture."""
ALIKE = 0.004
"""Share of squares that may differ."""
WITH_OTHER_LETTERS = 0.06
"""The same on a machine that has other letters: measured with three other fonts, 0.001 to 0.058."""
MOVED = 24
"""Pixels by which a part may stand elsewhere, or be larger, on a machine with other letters; or a twentieth."""
SHOWN = re.compile(r"!\[([^]]*)\]\((?:docs/)?pictures/(page-[\w-]+)\.png\)")

needs_chromium = pytest.mark.skipif(chromium() is None, reason="no Chromium here: install it, or name SOJOURN_CHROMIUM")


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    pytest.importorskip("playwright")
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def blank(chrome: Any) -> Any:
    return chrome.new_page()


def test_every_picture_is_there_small_and_shown_in_words() -> None:
    files = {file.stem: file for file in FOLDER.glob("page-*.png")}
    assert set(files) == set(SHOTS)
    assert all(file.stat().st_size < MOST for file in files.values())
    shown = [found for page in (*PAGES, *BESIDE) for found in SHOWN.findall(page.read_text("utf-8"))]
    assert {name for _, name in shown} == set(SHOTS)
    assert all(len(words.split()) >= 12 for words, _ in shown), "the words say what is seen"


def apart(kept: dict[str, list[int]], taken: dict[str, list[int]]) -> list[str]:
    """Parts that are gone, new, elsewhere or of another size."""
    moved = [
        name
        for name in kept.keys() & taken.keys()
        if any(abs(a - b) > max(MOVED, a / 20) for a, b in zip(kept[name], taken[name], strict=True))
    ]
    return sorted([*moved, *(kept.keys() ^ taken.keys())])


def differences(blank: Any, name: str, taken: Taken) -> list[str]:
    """What is not as it was when the picture was taken, in words."""
    kept, then = (FOLDER / f"{name}.png").read_bytes(), json.loads(PLACES.read_text("utf-8"))[name]
    found = [f"{part} is elsewhere" for part in apart(then["boxes"], taken.boxes)]
    if any(abs(a - b) > max(MOVED, a / 20) for a, b in zip(size(kept), size(taken.png), strict=True)):
        found.append(f"{size(taken.png)} and not {size(kept)} pixels")
    share = changed(grey(blank, kept), grey(blank, taken.png))
    most = ALIKE if then["letters"] == taken.letters else WITH_OTHER_LETTERS
    return [*found, *([f"{share:.1%} of it looks different"] if share > most else [])]


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("name", SHOTS)
def test_the_page_still_looks_like_its_picture(name: str, chrome: Any, blank: Any) -> None:
    taken = take(chrome, server().url, SHOTS[name])
    assert differences(blank, name, taken) == [], "python tests/test_the_pages_pictures_are_current.py"


CHANGES = {
    "a part is gone": "document.querySelector('.cards').remove()",
    "a part is elsewhere": "document.querySelector('main').style.paddingTop = '90px'",
    "other colours": "document.documentElement.style.colorScheme = 'dark'",
    "a chart is empty": "document.querySelectorAll('svg').forEach(one => one.style.visibility = 'hidden')",
}


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("what", CHANGES)
def test_a_page_that_looks_different_would_be_seen(what: str, chrome: Any, blank: Any) -> None:
    taken = take(chrome, server().url, SHOTS["page-light"], lambda page: page.evaluate(CHANGES[what]))
    assert differences(blank, "page-light", taken)


@needs_chromium
def test_a_picture_made_small_looks_the_same(chrome: Any, blank: Any) -> None:
    page = chrome.new_page(viewport={"width": 320, "height": 240})
    page.set_content("<h1 style='background: linear-gradient(red, blue)'>Sojourn</h1><p>a text")
    png = page.screenshot()
    less = small(blank, png)
    assert size(less) == size(png) == (320, 240)
    assert np.abs(grey(blank, less) - grey(blank, png)).max() < 4
    page.set_content("<p>a text")
    assert changed(grey(blank, png), grey(blank, page.screenshot())) > ALIKE
    page.close()


def test_letters_that_stand_a_little_elsewhere_are_no_change() -> None:
    one = np.full((20, 20), 250.0)
    one[5, 3:9] = 120.0
    assert changed(one, np.roll(one, 1, axis=0)) == 0.0
    assert changed(one, np.roll(one, 3, axis=0)) > 0.01
    assert apart({"a": [0, 0, 100, 50]}, {"a": [9, 0, 100, 50]}) == []
    assert apart({"a": [0, 0, 100, 50], "b": [0, 0, 1, 1]}, {"a": [0, 60, 100, 50]}) == ["a", "b"]


def write_anew(folder: Path = FOLDER) -> None:
    """Take all pictures."""
    places = {}
    with browser() as chrome:
        blank = chrome.new_page()
        for name, shot in SHOTS.items():
            taken = take(chrome, server().url, shot)
            (folder / f"{name}.png").write_bytes(small(blank, taken.png))
            places[name] = {"letters": taken.letters, "boxes": taken.boxes}
    rows = ",\n".join(f" {json.dumps(name)}: {json.dumps(place)}" for name, place in places.items())
    PLACES.write_text(f"{{\n{rows}\n}}\n", "utf-8")


if __name__ == "__main__":
    write_anew()
