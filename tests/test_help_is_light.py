"""Help answers at once: it imports nothing heavy, and every command shows an example."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from command_line import sojourn

HEAVY = ("numba", "scipy", "polars", "numpy", "altair")
MOST_SECONDS = 0.4
COMMANDS = ["run", "replay", "evidence", "scenarios", "scenarios list", "scenarios show", "scenarios check"]

SEE = f"""
import sys
sys.argv = ["sojourn", "--help"]
from sojourn.cli import main
try:
    main()
finally:
    loaded = [name for name in {HEAVY!r} if name in sys.modules]
    sys.stderr.write(",".join(loaded))
"""


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", SEE], capture_output=True, text=True, check=True)
    assert "Usage: sojourn" in done.stdout
    assert done.stderr == ""


def test_the_package_alone_imports_nothing_heavy() -> None:
    see = f"import sys, sojourn; sys.exit([name for name in {HEAVY!r} if name in sys.modules] or 0)"
    assert subprocess.run([sys.executable, "-c", see], capture_output=True).returncode == 0


def test_help_is_quick() -> None:
    def seconds() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "sojourn", "--help"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(3)) < MOST_SECONDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    told = sojourn(*command.split(), "--help")
    assert told.code == 0
    assert f"For example: sojourn {command.split()[0]}" in told.out


def test_the_version_is_one_line() -> None:
    told = sojourn("--version")
    assert told.code == 0
    assert told.out.startswith("sojourn ")
    assert told.out.count("\n") == 1
