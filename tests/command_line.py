"""The command line called from a test, in this process."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from unittest.mock import patch

from sojourn.cli import main

SHORT = ("--until", "2025-02-20", "--set", "opening.warm_up=180 days")
"""A month, with a short time before it: quick, and of no meaning."""


@dataclass(frozen=True)
class Told:
    """What a command left behind."""

    code: int
    out: str
    err: str


def sojourn(*arguments: str) -> Told:
    """Run one command."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with patch.object(sys, "argv", ["sojourn", *arguments]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as leaving:
            code = int(leaving.code or 0)
    return Told(code, out.getvalue(), err.getvalue())
