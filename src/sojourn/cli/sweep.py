"""`sojourn sweep`: one scenario at every point of a design, here or on a cluster."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sojourn.cli.output import print_json
from sojourn.cli.trouble import told

if TYPE_CHECKING:
    from sojourn.study.sweep.answer import Sweep

EXAMPLE = "For example: sojourn sweep study.yaml --workers 4"


def sweep(
    study: Annotated[str, typer.Argument(metavar="STUDY.yaml", help="The study: a scenario, and a design over it.")],
    workers: Annotated[int | None, typer.Option(metavar="N", help="Processes; all cores where not given.")] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A Dask scheduler whose workers make the runs: tcp://HOST:8786."),
    ] = None,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the runs and the results go.")] = Path("runs"),
    tidy: Annotated[
        bool, typer.Option("--tidy", help="Remove stored runs that this version of Sojourn cannot use first.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Run a scenario at every point of a design, times draws and replications, into one table.

    Every run is kept as soon as it is done: stopped or killed, the same command goes on from there.
    """
    from sojourn.show.progress import bar
    from sojourn.study.draw_pool import Stopped
    from sojourn.study.sweep.reading import read_study
    from sojourn.study.sweep.sweeping import sweep as made

    asked = read_study(study)
    what = f"{asked.name}: {len(asked.points):,} points"
    try:
        with bar(what, "runs", "checking the points, then starting", left=True) as progress:
            found = made(
                asked,
                workers=workers,
                scheduler=scheduler,
                under=out,
                tidy=tidy,
                progress=lambda step, done, of: progress(done if step == "runs" else 0, of),
            )
            summary = found.summary
    except Stopped as trouble:  # else the command line's library takes it for a bare interrupt and says nothing
        raise typer.Exit(told(trouble)) from None
    folder, code = _kept(found)
    if json:
        print_json({**summary, "folder": str(folder) if folder else None})
        raise typer.Exit(code)
    from sojourn.show.consoles import out as screen
    from sojourn.show.sweep import show

    console = screen()
    show(found, console)
    if folder is not None:
        console.print(f"Written to {folder}/", soft_wrap=True)
    console.print(f"Again:     {_again(study, out, scheduler)}", soft_wrap=True)
    raise typer.Exit(code)


def _again(study: str, out: Path, scheduler: str | None) -> str:
    where = ["--scheduler", scheduler] if scheduler else []
    study = f"./{study}" if study.startswith("-") else study  # else it would be taken for an option
    return shlex.join(["sojourn", "sweep", study, *where, *(["--out", str(out)] if out != Path("runs") else [])])


def _kept(found: Sweep) -> tuple[Path | None, int]:
    """Write the sweep; where that fails, say so on standard error and go on, so that the answer is not lost."""
    from sojourn.results.store import NotWritten
    from sojourn.study.sweep.files import save

    try:
        return save(found, shlex.join(["sojourn", *sys.argv[1:]])), 0
    except NotWritten as trouble:
        return None, told(trouble)
