"""What docs/children.md shows is what the program prints: each marked block is run again and compared.

``python tests/test_the_page_on_children_shows_real_output.py`` writes the blocks anew.
"""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from command_line import sojourn

PAGE = Path(__file__).parent.parent / "docs" / "children.md"
BLOCK = re.compile(r"<!-- output of: sojourn (?P<command>[^\n]+) -->\n```text\n(?P<shown>.*?)```", re.DOTALL)
COMMAND = re.compile(r"```console\n\$ sojourn (?P<command>[^\n]+)\n```")


def printed(command: str) -> str:
    """What a command prints to a pipe."""
    told = sojourn(*shlex.split(command))
    assert told.code == 0, told.err
    return told.out


def lines(text: str) -> list[str]:
    """Lines without trailing blanks."""
    return [line.rstrip() for line in text.strip().splitlines()]


TEXT = PAGE.read_text("utf-8")
BLOCKS = [(found["command"], found["shown"]) for found in BLOCK.finditer(TEXT)]
SHOWN = {command for command, _ in BLOCKS}


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_shown_is_printed(command: str, shown: str) -> None:
    assert lines(shown) == lines(printed(command))


@pytest.mark.parametrize("command", [one for one in COMMAND.findall(TEXT) if one not in SHOWN])
def test_every_other_command_runs(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert printed(command)


if __name__ == "__main__":
    new = BLOCK.sub(lambda f: f"<!-- output of: sojourn {f['command']} -->\n```text\n{printed(f['command'])}```", TEXT)
    sys.exit(0 if PAGE.write_text(new, "utf-8") else 1)
