"""The package's verbs are functions, whichever of its modules was imported first."""

from __future__ import annotations

import subprocess
import sys

import pytest

BEFORE = {
    "nothing": "",
    "the module of the same name": "from sojourn.run import load",
    "the module as a module": "import sojourn.run",
    "the command line": "from sojourn.cli import app",
}


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE.keys())
def test_a_verb_can_be_called(before: str) -> None:
    program = f"{before}\nimport sojourn\nfor verb in sojourn.VERBS:\n    assert callable(getattr(sojourn, verb)), verb"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_name_that_is_no_verb_is_told() -> None:
    import sojourn

    assert {"load", "run", "replay"} <= set(dir(sojourn))
    with pytest.raises(AttributeError, match="has no attribute 'rum'"):
        _ = sojourn.rum
