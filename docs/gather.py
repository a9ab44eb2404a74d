"""Gather the pages of the site: `make site` runs this before Zensical.

Copies docs/ to a folder, with CONTRIBUTING.md and CHANGELOG.md as pages of their own. Where a page links to a file of
the tree that is no page, the file comes along as text under `source/`, and the link leads there: the site is whole
wherever it is put, and names no host.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
BESIDE = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changes.md", "README.md": "index.md"}
"""Files beside docs/ that are pages, and their names on the site; README.md is there as its own first page."""
AS_THEY_ARE = ("iframe-worker.js", "site.css")
"""Files that the site itself needs; zensical.toml names them."""
LINK = re.compile(r"(?<=\]\()(?!\w+:|#)(?P<path>[^)#\s]+)(?P<anchor>#[^)\s]*)?(?=\))")
FENCE = re.compile(r"(^```.*?^```$)", re.DOTALL | re.MULTILINE)


def pages() -> dict[Path, str]:
    """Every page, and its name on the site."""
    found = {page: page.relative_to(DOCS).as_posix() for page in sorted(DOCS.rglob("*.md"))}
    beside = {ROOT / name: page for name, page in BESIDE.items() if page not in found.values()}
    return found | beside


def gather(out: Path) -> None:
    """Write all pages, pictures and the files they link to into an empty folder.

    Raises:
        FileNotFoundError: a page links to a file that is not there.
    """
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    for name in AS_THEY_ARE:
        shutil.copy(DOCS / name, out)
    for page, name in pages().items():
        here = out / name
        here.parent.mkdir(parents=True, exist_ok=True)
        led = partial(_led, page=page, name=name, out=out)
        parts = FENCE.split(page.read_text("utf-8"))  # every second one is a block of code, which has no links
        here.write_text("".join(LINK.sub(led, one) if i % 2 == 0 else one for i, one in enumerate(parts)), "utf-8")


def _led(link: re.Match[str], page: Path, name: str, out: Path) -> str:
    """Where a link of a page leads on the site; a file that is no page is brought along."""
    to = (page.parent / link["path"]).resolve()
    if not to.is_file():
        raise FileNotFoundError(f"{page.relative_to(ROOT)}: there is no {link['path']}")
    target = _name(to)
    if not target.endswith(".md"):
        (out / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(to, out / target)
    return os.path.relpath(target, Path(name).parent) + (link["anchor"] or "")


def _name(to: Path) -> str:
    """What a file is called on the site."""
    if to.is_relative_to(DOCS):
        return to.relative_to(DOCS).as_posix()
    inside = to.relative_to(ROOT).as_posix()
    return BESIDE.get(inside) or f"source/{inside}.txt"


if __name__ == "__main__":
    gather(Path(sys.argv[1]))
