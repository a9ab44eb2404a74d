"""The command `sojourn`: thin commands over the same verbs that a notebook calls."""

from __future__ import annotations

import io
import sys


def main() -> None:
    """Run the command line and leave with its exit code: 0 fine, 1 failed, 2 wrong use, 130 interrupted."""
    try:
        from sojourn.cli.answers import CannotPrint, answers, give_up
        from sojourn.cli.trouble import told
        from sojourn.show.in_ascii import LIKE, register
    except KeyboardInterrupt:  # so early that what tells of trouble is not there yet
        sys.exit(130)
    register()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=LIKE)
    printed = sys.stdout
    try:
        with answers() as out:
            code = _code()
            if printed is not None:
                out.flush()
    except CannotPrint as trouble:
        give_up(printed)
        code = 0 if trouble.unread else told(trouble)
    except (Exception, KeyboardInterrupt) as trouble:  # noqa: BLE001 - whatever happens is told in a sentence
        code = told(trouble)
    sys.exit(code)


def _code() -> int:
    """Run the command and give its exit code."""
    from sojourn.cli.app import app

    try:
        app(prog_name="sojourn")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    return 0
