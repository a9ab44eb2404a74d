"""docs/commands/ has a page for each command, with its help, arguments, options and example as the program has them.

``python tests/test_every_command_has_its_page.py`` writes the pages anew.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from command_pages import FOLDER, SEE, commands, examples, pages, tree


def test_there_is_a_page_for_each_command_and_no_other() -> None:
    assert {file.name for file in FOLDER.iterdir()} == set(pages())
    assert set(SEE) == set(tree().commands)


@pytest.mark.parametrize("name", pages())
def test_a_page_says_what_the_program_says(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == pages()[name], "python tests/test_every_command_has_its_page.py"


@pytest.mark.parametrize(("name", "command"), list(commands(tree())), ids=[name for name, _ in commands(tree())])
def test_every_option_and_argument_is_explained(name: str, command: Any) -> None:
    page = (FOLDER / f"{name.split()[0]}.md").read_text("utf-8")
    for one in command.params:
        assert one.help, f"{one.name} of {name} has no help"
        assert all(option in page for option in one.opts if option.startswith("--"))


EXAMPLES = [(name, line) for name, one in tree().commands.items() for line in examples(one.epilog or "")]


@pytest.mark.parametrize(("name", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_an_example_is_understood_by_its_command(name: str, line: str) -> None:
    program, verb, *rest = shlex.split(line)
    assert (program, verb) == ("sojourn", name)
    tree().commands[name].make_context(name, rest, parent=None)  # an option that is not there would raise


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for old in set(FOLDER.iterdir()) - {FOLDER / name for name in pages()}:
        old.unlink()
    sys.exit(sum(Path(FOLDER / name).write_text(text, "utf-8") == 0 for name, text in pages().items()))
