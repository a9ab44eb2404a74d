"""`sojourn sensitivity`: which of what is not known decides a result, and which of it to measure next."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from sojourn.cli.days import day
from sojourn.cli.output import print_json
from sojourn.cli.trouble import told

EXAMPLE = "For example: sojourn sensitivity --of removed_all --threshold 'removed_all >= 1,400,000'"


def sensitivity(
    scenario: Annotated[str, typer.Argument(help="Name of a shipped scenario, or path of a file.")] = "plan-2025",
    of: Annotated[
        list[str] | None,
        typer.Option(
            "--of", metavar="RESULT", help="What to explain: removed_all, or any other line; may be repeated."
        ),
    ] = None,
    period: Annotated[str, typer.Option(metavar="PERIOD", help="A fiscal year, such as FY2027, or all.")] = "all",
    threshold: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT", help="'removed_all >= 1,400,000' or '<=': what knowing is worth; may be repeated."
        ),
    ] = None,
    among: Annotated[
        list[str] | None,
        typer.Option(metavar="KEYS", help="Vary these alone: keys of the evidence, with commas, or patterns with *."),
    ] = None,
    runs: Annotated[int | None, typer.Option(metavar="N", help="Runs at most; 310 where not given.")] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a value of the scenario; may be given again."),
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="First day that is not simulated.")] = None,
    seed: Annotated[int | None, typer.Option(help="Name of the design and of the luck.")] = None,
    workers: Annotated[
        int | None, typer.Option(metavar="N", help="Processes for the runs; all cores where not given.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder that gets a folder with tables.")] = None,
) -> None:
    """Rank what is not known by what it does to a result, and say which figure to measure next."""
    from sojourn.run import load_us
    from sojourn.show.consoles import err
    from sojourn.show.consoles import out as screen
    from sojourn.show.progress import bar
    from sojourn.show.sensitivity import plan, show
    from sojourn.study.draw_pool import Stopped
    from sojourn.study.points.store import default_store
    from sojourn.study.sensitivity.answer import Planned
    from sojourn.study.sensitivity.answer import sensitivity as find
    from sojourn.study.sensitivity.division import RUNS

    document = load_us(scenario, changes or ())

    def planned(found: Planned) -> None:
        err().print(plan(found), soft_wrap=True)

    try:
        with bar(document.model.title, "runs", "starting", left=True) as progress:
            found = find(
                document,
                of=of or (),
                period=period,
                thresholds=threshold or (),
                runs=RUNS if runs is None else runs,
                among=among or (),
                seed=seed,
                until=day("--until", until),
                workers=workers,
                store=default_store(),
                planned=planned,
                progress=progress,
            )
    except Stopped as trouble:  # else the command line's library takes it for a bare interrupt and says nothing
        raise typer.Exit(told(trouble)) from None
    options = [("--of", of), ("--period", [period] if period != "all" else []), ("--threshold", threshold)]
    options += [("--among", among), ("--runs", [str(runs)] if runs is not None else []), ("--set", changes)]
    options += [("--until", [until] if until else []), ("--seed", [str(found.seed)])]
    parts = [part for name, values in options for value in values or () for part in (name, value)]
    again = shlex.join(["sojourn", "sensitivity", scenario, *parts])
    folder, code = None, 0
    if out is not None:
        from sojourn.results.store import NotWritten
        from sojourn.study.sensitivity.tables import save

        try:
            folder = save(found, out, again)
        except NotWritten as trouble:
            code = told(trouble)
    if json:
        from sojourn.study.sensitivity.summary import summary

        document_out = {**summary(found), "versions": found.versions, "folder": str(folder) if folder else None}
        print_json({**document_out, "again": again})
        raise typer.Exit(code)
    console = screen()
    show(found, console)
    if folder is not None:
        console.print(f"Written to {folder}/", soft_wrap=True)
    console.print(f"Again:     {again}", soft_wrap=True)
    raise typer.Exit(code)
