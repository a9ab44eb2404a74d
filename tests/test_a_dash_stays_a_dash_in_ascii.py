"""Where only ASCII can be written, a sign becomes one like it, and no question mark stands in a number."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from sojourn.show.in_ascii import LIKE, register


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("66–120 mn", "66-120 mn"),
        ("−3", "-3"),
        ("–", "-"),
        ("≥ 2 × 3", ">= 2 x 3"),
        ("Côte d’Ivoire", "Cote d'Ivoire"),
        ("日", "?"),
    ],
)
def test_a_sign_becomes_one_like_it(text: str, written: str) -> None:
    register()
    assert text.encode("ascii", LIKE).decode("ascii") == written
    assert text.encode("utf-8", LIKE).decode("utf-8") == text


def test_the_command_line_writes_so() -> None:
    command = "import sys; from sojourn.cli import main; sys.argv = ['sojourn', 'run', '66–120']; main()"
    found = subprocess.run(
        [sys.executable, "-c", command],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert b"66-120" in found.stderr
    assert b"?" not in found.stderr.splitlines()[0]
