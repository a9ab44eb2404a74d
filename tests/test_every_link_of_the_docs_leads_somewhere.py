"""Every link within the documentation leads to a file that is there, and to a heading or mark in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages import BESIDE, PAGES, ROOT, anchors, links


def broken(page: Path) -> list[str]:
    """The links of a page that lead nowhere."""
    found = []
    for link in links(page):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        to = (page.parent / path).resolve() if path else page
        if not to.exists() or (anchor and to.suffix == ".md" and anchor not in anchors(to)):
            found.append(link)
    return found


@pytest.mark.parametrize("page", [*PAGES, *BESIDE], ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken(page) == []


def test_a_broken_link_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# One `two`, *three*\n\n[a](gone.md) [b](#one-two-three) [c](page.md#four) ![d](no.svg)\n"
        "\n```text\n[e](inside.md)\n```\n"
    )
    assert broken(page) == ["gone.md", "page.md#four", "no.svg"]


def test_there_are_links_to_look_at() -> None:
    assert sum(len(links(page)) for page in PAGES) > 100
