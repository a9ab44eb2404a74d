"""The pages of the documentation, their headings, links and shown lines, as the tests about them need them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
BESIDE = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
_FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\[(?:[^][]|\[[^]]*\])*\]\(([^)\s]+)\)")
_ID = re.compile(r'<a id="([^"]+)">')


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return _FENCE.sub("", page.read_text("utf-8"))


def links(page: Path) -> list[str]:
    """Targets of all links and pictures, those of code in a line left out."""
    return _LINK.findall(re.sub(r"``.*?``|`[^`\n]*`(?!\])", "", prose(page)))


def anchors(page: Path) -> set[str]:
    """What a link into the page can name: headings, as their words joined by hyphens, and marks."""
    text = prose(page)
    found = set(_ID.findall(text))
    for heading in re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE):
        words = re.sub(r"<[^>]+>|[`*]|\]\([^)]*\)|\[", "", heading).lower()
        found.add(re.sub(r"[^\w\- ]", "", words).strip().replace(" ", "-"))
    return found
