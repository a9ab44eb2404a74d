"""The site that `make site` builds is whole: no page fetches anything from elsewhere, and links lead somewhere."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from a_server import browser, chromium
from pages import ROOT

READY = ROOT / ".venv-site" / "ready"
CLICKED = {"a"}
"""Elements that fetch nothing unless a reader follows them."""
NAMES_ONLY = {"canonical", "alternate"}


class References(HTMLParser):
    """What a page fetches, where it links to, and the marks in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.linked: list[str] = []
        self.marks: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what one element refers to."""
        told = {name: value or "" for name, value in attrs}
        self.marks |= {told[name] for name in ("id", "name") if name in told}
        for name in ("src", "href", "data", "srcset", "poster", "action"):
            if name in told and told.get("rel") not in NAMES_ONLY:
                (self.linked if tag in CLICKED else self.fetched).append(told[name])
        self.fetched += re.findall(r"url\(([^)]*)\)", told.get("style", ""))


def outside(reference: str) -> bool:
    """Whether a reference leaves the site."""
    parts = urlsplit(reference)
    return bool(parts.netloc) or parts.scheme in ("http", "https", "ftp", "ws", "wss")


def test_a_page_that_fetches_something_would_be_seen() -> None:
    page = References('<link href="//fonts.example/a"><a href="http://x.example/">x</a><script src="a.js"></script>')
    assert [one for one in page.fetched if outside(one)] == ["//fonts.example/a"]
    assert page.linked == ["http://x.example/"]


@pytest.fixture(scope="module")
def site() -> Path:
    if not READY.exists():
        pytest.skip("the site's environment is not set up: make site")
    subprocess.run(["make", "-s", "site"], cwd=ROOT, check=True, capture_output=True, timeout=300)
    return ROOT / "site"


@pytest.fixture(scope="module")
def built(site: Path) -> dict[Path, References]:
    return {page: References(page.read_text("utf-8")) for page in sorted(site.rglob("*.html"))}


@pytest.mark.slow
def test_every_page_is_built(site: Path, built: dict[Path, References]) -> None:
    pages = {page.relative_to(ROOT / "build" / "pages").with_suffix(".html") for page in _gathered()}
    assert pages <= {page.relative_to(site) for page in built}


def _gathered() -> Iterator[Path]:
    yield from (ROOT / "build" / "pages").rglob("*.md")


@pytest.mark.slow
def test_no_page_fetches_anything_from_elsewhere(built: dict[Path, References]) -> None:
    assert {one for page in built.values() for one in page.fetched if outside(one)} == set()


@pytest.mark.slow
def test_no_style_fetches_anything_from_elsewhere(site: Path) -> None:
    styles = [file.read_text("utf-8") for file in site.rglob("*.css")]
    assert styles
    assert not [one for text in styles for one in re.findall(r"(?:url\(|@import )[\"']?((?:https?:)?//[^\"')]+)", text)]


@pytest.mark.slow
def test_every_link_within_the_site_leads_somewhere(built: dict[Path, References]) -> None:
    broken = []
    for page, found in built.items():
        if page.name == "404.html":
            continue
        for link in {one for one in (*found.linked, *found.fetched) if not outside(one) and ":" not in one}:
            parts = urlsplit(link)
            to = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            to = to / "index.html" if to.is_dir() else to
            marks = built[to].marks if to in built else None
            if not to.exists() or (parts.fragment and marks is not None and unquote(parts.fragment) not in marks):
                broken.append(f"{page.name}: {link}")
    assert sorted(broken) == []


@pytest.mark.slow
@pytest.mark.skipif(chromium() is None, reason="no Chromium here: install it, or name one in SOJOURN_CHROMIUM")
def test_a_folder_of_it_can_be_searched_and_asks_nobody(site: Path) -> None:
    asked: list[str] = []
    with browser() as chrome:
        page = chrome.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site / "index.html").as_uri())
        page.wait_for_timeout(1_000)
        page.keyboard.press("/")
        page.keyboard.type("patience")
        page.wait_for_selector("text=/[0-9]+ results/", timeout=60_000)
        for name in ("parameters.html", "commands/run.html"):
            page.goto((site / name).as_uri())
    assert asked
    assert not [one for one in asked if outside(one)]
