"""A picture is whole: nothing is fetched when it is drawn or read, in whatever form."""

from __future__ import annotations

import json
import re
import zlib
from xml.etree import ElementTree

import pytest

from sojourn.show.pictures import render
from sojourn.show.pictures.inside import in_svg, words_of
from test_every_picture_has_its_words import NAMES
from the_pictures import every, of_a_run

XML = re.compile(r'xmlns(:xlink)?="http://www\.w3\.org/[^"]*"')


@pytest.mark.parametrize("name", NAMES)
def test_a_specification_holds_its_data(name: str) -> None:
    text = json.dumps({**every()[name].themed(), "$schema": ""})
    assert "http" not in text
    assert '"url"' not in text


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_drawing_names_no_place_outside(theme: str) -> None:
    for name in ("population", "map"):
        svg = of_a_run()[name].svg(theme)  # type: ignore[arg-type]
        assert "http" not in XML.sub("", svg)
        assert "<script" not in svg
        assert "<image" not in svg


def test_a_page_holds_its_pictures_and_their_words() -> None:
    page = of_a_run()["ledger"].html()
    assert "http" not in page
    assert "<script" not in page
    assert page.count("data:image/svg+xml;base64,") == 4
    assert f'alt="{of_a_run()["ledger"].alt}"' in page


def test_the_renderer_may_not_fetch() -> None:
    spec = of_a_run()["population"].themed()
    spec["layer"][0]["data"] = {"url": "http://127.0.0.1:9/a.json"}
    with pytest.raises(ValueError, match="127"):
        render.svg(spec)


def test_an_image_carries_its_words() -> None:
    picture = of_a_run()["ledger"]
    png = picture.png(scale=1)
    assert words_of(png) == {"Title": picture.title, "Description": picture.alt, "Source": picture.source}
    at = 8
    while at < len(png):  # every chunk is whole
        size = int.from_bytes(png[at : at + 4], "big")
        assert zlib.crc32(png[at + 4 : at + 8 + size]) == int.from_bytes(png[at + 8 + size : at + 12 + size], "big")
        at += 12 + size
    root = ElementTree.fromstring(picture.svg())
    assert root.get("role") == "img"
    assert root.get("aria-label") == f"{picture.title}. {picture.alt}"
    assert root[0].text == picture.source


def test_words_cannot_leave_their_place() -> None:
    assert ElementTree.fromstring(in_svg("<svg></svg>", '"><script>', "<b>")).get("aria-label") == '"><script>'


def test_a_notebook_gets_the_specification_and_a_drawing() -> None:
    bundle = of_a_run()["population"]._repr_mimebundle_()
    assert bundle["application/vnd.vegalite.v6+json"] == of_a_run()["population"].themed()
    assert bundle["image/svg+xml"].startswith("<svg")
    assert of_a_run()["population"].alt in bundle["text/plain"]
