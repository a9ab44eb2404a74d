"""The command `sojourn`: thin commands over the same verbs that a notebook calls."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run the command line and leave with its exit code: 0 fine, 1 failed, 2 wrong use, 130 interrupted."""
    from sojourn.cli.trouble import told

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        from sojourn.cli.app import app

        app(prog_name="sojourn")
    except (Exception, KeyboardInterrupt) as trouble:  # noqa: BLE001 - whatever happens is told in a sentence
        sys.exit(told(trouble))
