"""What the README shows is what the program prints: each marked block is run again and compared.

``python tests/test_the_readme_shows_real_output.py`` writes the blocks anew.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from sojourn.results.store import save
from sojourn.run import load, run
from sojourn.scenario.shipped import shipped

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"<!-- output of: (?P<command>[^\n]+) -->\n```text\n(?P<shown>.*?)```", re.DOTALL)


def output_of(command: str, folder: Path) -> str:
    """What a command prints to a pipe 100 columns wide, both streams."""
    program, *arguments = shlex.split(command)
    assert program == "sojourn"
    ran = subprocess.run(
        [sys.executable, "-m", "sojourn", *arguments],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "something went wrong that should not" not in ran.stderr, ran.stderr  # shown faithfully, else
    return ran.stdout + ran.stderr


def same(shown: str, printed: str) -> bool:
    """Equal but for trailing blanks."""
    return trimmed(shown) == trimmed(printed)


def trimmed(text: str) -> list[str]:
    """Lines without trailing blanks."""
    return [line.rstrip() for line in text.strip().splitlines()]


BLOCKS = [(found["command"], found["shown"]) for found in BLOCK.finditer(README.read_text("utf-8"))]


def test_there_are_blocks_to_check() -> None:
    assert len(BLOCKS) >= 3


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_shown_is_printed(command: str, shown: str, tmp_path: Path) -> None:
    printed = output_of(command, tmp_path)
    assert same(shown, printed), printed


FENCE = re.compile(r"```(?P<kind>console|yaml)\n(?P<text>.*?)```", re.DOTALL)
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]


def fences(kind: str) -> list[str]:
    return [
        found["text"] for page in PAGES for found in FENCE.finditer(page.read_text("utf-8")) if found["kind"] == kind
    ]


LINES = [line for text in fences("console") for line in text.splitlines()]
COMMANDS = sorted({line[2:] for line in LINES if line.startswith("$ sojourn ")})


SOON = "2025-03-01"


def covers(day: str, arguments: list[str]) -> bool:
    """Whether a run of the scenario named first, or of the default, could end on that day; a replay may not."""
    name = next((one for one in arguments if not one.startswith("-")), "")
    return name not in shipped() or load(name).model.period.until.isoformat() > day


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one run in it: what `last` means to a command that is about a run made before."""
    folder = tmp_path_factory.mktemp("kept") / "runs"
    save(run(load(), until=date.fromisoformat(SOON)), folder)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_docs_runs(command: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """As it stands, but for less time: what a command does with four years it does with a few months."""
    for text in fences("yaml"):
        name = text.splitlines()[0].removeprefix("# ")
        (tmp_path / name).write_text(text, "utf-8")
    program, verb, *rest = shlex.split(command)
    if "last" in rest:
        shutil.copytree(request.getfixturevalue("runs"), tmp_path / "runs")
    shorter = ["--until", SOON] if verb == "run" and covers(SOON, rest) else []
    ran = subprocess.run(
        [sys.executable, "-m", program, verb, *rest, *shorter],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def write_anew(folder: Path) -> None:
    """Put the real output into the README."""
    text = README.read_text("utf-8")
    for command, _ in BLOCKS:
        printed = "\n".join(trimmed(output_of(command, folder)))
        before = f"<!-- output of: {command} -->\n```text\n"
        head, _, rest = text.partition(before)
        text = head + before + printed + "\n" + rest[rest.index("```") :]
    README.write_text(text, "utf-8")


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        write_anew(Path(name))
