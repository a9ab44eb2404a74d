"""`sojourn report`: a run as one HTML file and as PDF, to hand on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sojourn.cli.kept import folder_of
from sojourn.cli.output import print_json

EXAMPLE = "For example: sojourn report last"


def report(
    run: Annotated[
        str, typer.Argument(help="Folder of a run, `last` for the newest, or a scenario, which is run first.")
    ] = "last",
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for the files; the run's own where not given.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print where the files are, as one JSON document.")] = False,
) -> None:
    """Write a report of a run: the question, the answer, pictures, tables, sources, limits, how to repeat it.

    One HTML file that needs nothing else, the same as PDF, and all that both say as data. Nothing is simulated again.
    """
    from sojourn.show.report.report import report as written

    folder = folder_of(run)
    made = written(folder, out)
    files = {"html": str(made.html), "pdf": str(made.pdf), "data": str(made.json)}
    if json:
        print_json({"run": str(folder), **files})
        return
    from sojourn.show.consoles import out as screen

    console = screen()
    console.print(f"Of {folder}/", soft_wrap=True)
    for name, path in files.items():
        console.print(f"{name:5} {path}", soft_wrap=True)
