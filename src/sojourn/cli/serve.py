"""`sojourn serve`: the page, on this machine."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sojourn.cli.trouble import WrongUse

EXAMPLE = "For example: sojourn serve --port 8080"
PORT = 8765
"""Where the page is looked for when nobody says otherwise."""


def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen; this machine alone.")] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(metavar="N", help="Port to listen on; 8765, or the next that is free; 0 for any.")
    ] = None,
    browser: Annotated[bool, typer.Option("--open/--no-open", help="Whether a browser is opened at the page.")] = True,
) -> None:
    """Open a page on this machine where scenarios are moved, run, compared and shared.

    Nothing is fetched from or sent to anywhere else. Ctrl-C stops it.
    """
    from sojourn.web.serve import CannotServe
    from sojourn.web.serve import serve as start

    if port is not None and not 0 <= port <= 65535:
        raise WrongUse(f"--port: {port} is no port; 0 to 65535 are allowed")

    def say(text: str) -> None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    try:
        start(host, PORT if port is None else port, browse=browser, say=say, any_near=port is None)
    except CannotServe as trouble:
        raise WrongUse(str(trouble)) from None
