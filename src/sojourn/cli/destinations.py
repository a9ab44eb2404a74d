"""`sojourn destinations`: which third country would change what, and how likely it is to come to anything."""

from __future__ import annotations

from typing import Annotated

import typer

from sojourn.cli.days import day
from sojourn.cli.output import print_json

EXAMPLE = "For example: sojourn destinations plan-2025 --until 2025-06-01 --portfolio 2"


def destinations(
    scenario: Annotated[str, typer.Argument(help="Name of a shipped scenario, or path of a file.")] = "plan-2025",
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a value of the scenario; may be given again."),
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="DATE", help="Give the chance that it is in force by this day; else the last.")
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Try each in force from this day; else the start.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="First day that is not simulated.")] = None,
    of: Annotated[
        list[str] | None, typer.Option(metavar="COUNTRY", help="Only this country; may be given again.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Also the countries that only the evidence names.")] = False,
    portfolio: Annotated[int | None, typer.Option(metavar="K", help="Also choose the best K together.")] = None,
    draws: Annotated[
        int | None, typer.Option(metavar="N", help="N draws of what is not known: a band for every number.")
    ] = None,
    quota: Annotated[
        int | None, typer.Option(metavar="N", help="People a month where no number is published; else assumed.")
    ] = None,
    known_by: Annotated[
        str | None, typer.Option(metavar="DATE", help="Use only what was known by this day of other schemes.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Name of the luck.")] = None,
    workers: Annotated[int | None, typer.Option(metavar="N", help="Processes; all cores where not given.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Rank third countries by what each would change against the same people without it."""
    from sojourn.run import load
    from sojourn.show.progress import bar
    from sojourn.study.destination_summary import summary
    from sojourn.study.destinations import destinations as compare

    days = {name: day(f"--{name}", text) for name, text in (("by", by), ("from", since), ("until", until))}
    fence = day("--known-by", known_by)
    document = load(scenario, changes or ())
    with bar(document.model.title, "runs", "starting", left=True) as progress:
        found = compare(
            document,
            by=days["by"],
            since=days["from"],
            until=days["until"],
            of=of or (),
            every=every,
            portfolio=portfolio,
            draws=draws,
            quota=quota,
            known_by=fence,
            seed=seed,
            workers=workers,
            progress=progress,
        )
    if json:
        print_json(summary(found))
        return
    from sojourn.show.consoles import out
    from sojourn.show.destinations import show

    show(found, out())
