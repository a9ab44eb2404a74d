"""From an exception to what the user is told and the exit code. A traceback goes to a file, never to the screen."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path

FAILED, WRONG_USE, INTERRUPTED = 1, 2, 130

DEBUG = "SOJOURN_DEBUG"
"""Set to 1, this environment variable lets exceptions through."""


class WrongUse(Exception):
    """Something was asked for that there is not; the message is one sentence."""


def told(trouble: BaseException) -> int:
    """Say on standard error what is wrong, and give the exit code."""
    if os.environ.get(DEBUG) == "1":
        raise trouble
    if isinstance(trouble, KeyboardInterrupt):
        return _say(str(trouble), INTERRUPTED, "") if str(trouble) else INTERRUPTED
    if isinstance(trouble, WrongUse):
        return _say(str(trouble), WRONG_USE)
    code = _known(trouble)
    if code is not None:
        return _say(str(trouble), code)
    if isinstance(trouble, MemoryError):
        return _say("there is not enough memory for this; a shorter time (--until) needs less", FAILED)
    return _say(_crashed(trouble), FAILED)


def _known(trouble: BaseException) -> int | None:
    """The exit code of an exception whose message is meant for users.

    An exception of ours can only have been raised if its module is loaded, so nothing is imported here.
    """
    kinds = {
        ("sojourn.scenario.errors", "ScenarioError"): WRONG_USE,
        ("sojourn.scenario.amounts", "QuantityError"): WRONG_USE,
        ("sojourn.network.errors", "NetworkError"): WRONG_USE,
        ("sojourn.evidence.registry", "UnknownFigure"): WRONG_USE,
        ("sojourn.evidence.tables", "UnknownTable"): WRONG_USE,
        ("sojourn.evidence.reading", "BadTable"): WRONG_USE,
        ("sojourn.run", "CannotRun"): WRONG_USE,
        ("sojourn.study.drawn", "CannotDraw"): FAILED,
        ("sojourn.study.draw_pool", "WorkerLost"): FAILED,
        ("sojourn.results.kept", "NotKept"): WRONG_USE,
        ("sojourn.show.pictures.picture", "NoPicture"): WRONG_USE,
        ("sojourn.results.store", "NotWritten"): FAILED,
        ("sojourn.study.points.store", "StoreRefused"): FAILED,
        ("sojourn.study.points.store", "NotKept"): FAILED,
        ("sojourn.study.points.cluster", "NoScheduler"): FAILED,
        ("sojourn.cli.answers", "CannotPrint"): FAILED,
    }
    for (module, name), code in kinds.items():
        loaded = sys.modules.get(module)
        if loaded is not None and isinstance(trouble, getattr(loaded, name)):
            return code
    return None


def _say(message: str, code: int, head: str = "error: ") -> int:
    lines = message if "error:" in message.split("\n")[0] else f"{head}{message}"
    with suppress(OSError, ValueError, AttributeError):  # standard error may be closed, full, or not there at all
        sys.stderr.write(lines + "\n")
    return code


def _crashed(trouble: BaseException) -> str:
    """Put the traceback into a file of its own in the temporary folder, and say where."""
    what = f"{type(trouble).__name__}: {trouble}".split("\n")[0][:200]
    try:
        handle, name = tempfile.mkstemp(prefix="sojourn-crash-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"sojourn {' '.join(sys.argv[1:])}\n\n")
            file.writelines(traceback.format_exception(trouble))
    except OSError:
        return f"something went wrong that should not ({what}); {DEBUG}=1 shows all of it"
    return f"something went wrong that should not ({what}); {Path(name)} holds what a report of it needs"
