"""The site's menu has every page of docs/ once, and contributing and changes; `make site` can gather them all."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from pages import DOCS, PAGES, ROOT

SITE = tomllib.loads((ROOT / "zensical.toml").read_text("utf-8"))["project"]


def named(entries: list[Any]) -> list[str]:
    """Every page that a menu names, in order."""
    found: list[str] = []
    for entry in entries:
        for inside in entry.values() if isinstance(entry, dict) else [entry]:
            found += [inside] if isinstance(inside, str) else named(inside)
    return found


def test_every_page_is_in_the_menu_once() -> None:
    counted = Counter(named(SITE["nav"]))
    assert set(counted.values()) == {1}
    assert set(counted) == {page.relative_to(DOCS).as_posix() for page in PAGES} | {"contributing.md", "changes.md"}


def test_a_page_that_is_left_out_would_be_seen() -> None:
    assert named([{"One": "a.md"}, {"More": [{"Two": "b.md"}, "c.md"]}]) == ["a.md", "b.md", "c.md"]


def test_the_site_asks_nobody_for_letters() -> None:
    assert SITE["theme"]["font"] is False


def test_all_pages_are_gathered_with_what_they_link_to(tmp_path: Path) -> None:
    out = tmp_path / "pages"
    subprocess.run([sys.executable, DOCS / "gather.py", out], check=True)
    assert {file.relative_to(out).as_posix() for file in out.rglob("*.md")} == set(named(SITE["nav"]))
    assert (out / "source/src/sojourn/systems/uk_rwanda.py.txt").is_file()
    assert "](source/src/sojourn/systems/uk_rwanda.py.txt)" in (out / "replays.md").read_text("utf-8")
    assert "](contributing.md)" in (out / "index.md").read_text("utf-8")
    assert (out / "drawings" / "ideas.svg").is_file()
