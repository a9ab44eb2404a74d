"""What the README shows is what the program prints: each marked block is run again and compared.

``python tests/test_the_readme_shows_real_output.py`` writes the blocks anew.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

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
