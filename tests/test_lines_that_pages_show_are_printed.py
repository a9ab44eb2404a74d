"""Lines that a page takes from another page, or from a command, are there as they are shown.

`<!-- lines of: PAGE -->` stands before a block or table whose lines all stand on that page, in that order, and
`<!-- part of: COMMAND -->` before one whose lines the command prints. Pages taken from have tests of their own.
``python tests/test_lines_that_pages_show_are_printed.py`` puts the present line of the same name in the place of each.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from pages import PAGES

TAKEN = re.compile(
    r"<!-- (?P<how>lines|part) of: (?P<source>[^\n]+) -->\n"
    r"(?:```text\n(?P<block>.*?)\n```|\n(?P<table>(?:\|[^\n]*\n)+))",
    re.DOTALL,
)
RULE = re.compile(r"^\|[-:| ]+\|$")


@cache
def printed(command: str) -> tuple[str, ...]:
    """What a command prints to a pipe 100 columns wide."""
    ran = subprocess.run(
        [sys.executable, "-m", *shlex.split(command)],
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(line.rstrip() for line in ran.stdout.splitlines())


def source(found: re.Match[str], page: Path) -> tuple[str, ...]:
    """All lines of what is taken from."""
    if found["how"] == "part":
        return printed(found["source"])
    text = (page.parent / found["source"]).read_text("utf-8")
    return tuple(line.rstrip() for line in text.splitlines())


def shown(found: re.Match[str]) -> list[str]:
    """The lines of a block or table, without rules."""
    lines = (found["block"] or found["table"]).rstrip("\n").splitlines()
    return [line.rstrip() for line in lines if not RULE.match(line)]


def missing(lines: list[str], among: tuple[str, ...]) -> list[str]:
    """Lines that do not stand there, or not after the one before."""
    at, found = 0, []
    for line in lines:
        if line in among[at:]:
            at = among.index(line, at) + 1
        else:
            found.append(line)
    return found


BLOCKS = [(page, found) for page in PAGES for found in TAKEN.finditer(page.read_text("utf-8"))]


@pytest.mark.parametrize(("page", "found"), BLOCKS, ids=[f"{page.stem}: {found['source']}" for page, found in BLOCKS])
def test_every_line_is_there(page: Path, found: re.Match[str]) -> None:
    assert missing(shown(found), source(found, page)) == []


def test_every_mark_is_understood() -> None:
    marks = sum(len(re.findall(r"<!-- (?:lines|part) of: ", page.read_text("utf-8"))) for page in PAGES)
    assert marks == len(BLOCKS) > 10


def test_a_line_that_is_not_there_would_be_seen() -> None:
    assert missing(["one", "two"], ("one", "x", "two")) == []
    assert missing(["two", "one"], ("one", "x", "two")) == ["one"]
    assert missing(["One"], ("one",)) == ["One"]


def label(line: str) -> str:
    """The name of a line: its first cell, or what stands before the first gap."""
    return re.split(r" {2,}| \| ", line.removeprefix("|").strip())[0]


def anew(found: re.Match[str], page: Path) -> str:
    """The same block with the present lines of the same names."""
    there: dict[str, str] = {}
    for line in source(found, page):
        there.setdefault(label(line), line)
    gone = set(missing(shown(found), source(found, page)))
    text = found[0]
    for line in sorted(gone):
        text = text.replace(line, there.get(label(line), line))
    return text


if __name__ == "__main__":
    for name in sorted({page for page, _ in BLOCKS}):
        name.write_text(TAKEN.sub(lambda found, page=name: anew(found, page), name.read_text("utf-8")), "utf-8")
    left = [
        line
        for page in PAGES
        for found in TAKEN.finditer(page.read_text("utf-8"))
        for line in missing(shown(found), source(found, page))
    ]
    sys.exit("\n".join(left) or 0)
