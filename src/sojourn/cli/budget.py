"""`sojourn budget`: how far a sum of money goes, and what so many removals a year would take."""

from __future__ import annotations

from typing import Annotated

import typer

from sojourn.cli.days import day
from sojourn.cli.output import print_json

EXAMPLE = "For example: sojourn budget --amount '86 billion USD', or sojourn budget --removals 1000000/year"


def budget(
    scenario: Annotated[str, typer.Argument(help="Name of a shipped scenario, or path of a file.")] = "plan-2025",
    amount: Annotated[
        str | None, typer.Option(metavar="MONEY", help="What there is to spend beyond the base; else 86 billion USD.")
    ] = None,
    removals: Annotated[
        str | None, typer.Option(metavar="N/year", help="The reverse: what so many removals in a fiscal year take.")
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a value of the scenario; may be given again."),
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="First day that is not simulated.")] = None,
    draws: Annotated[int, typer.Option(metavar="N", help="N draws of what is not known, for bands; 0 for none.")] = 4,
    seed: Annotated[int | None, typer.Option(help="Name of the luck.")] = None,
    workers: Annotated[
        int | None, typer.Option(metavar="N", help="Processes for the draws; all cores where not given.")
    ] = None,
    bed_type: Annotated[
        str, typer.Option("--bed-type", metavar="TYPE", help="Type of the beds that are bought, such as soft_sided.")
    ] = "contract_facility",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say how far a sum of money goes: the plan as it stands, and capacity bought where the model says it is short."""
    from sojourn.run import load_us
    from sojourn.show.progress import bar
    from sojourn.study.budget import budget as find
    from sojourn.study.budget_ask import amount_of, bed_type_of, removals_of
    from sojourn.study.budget_summary import summary

    if amount is not None:
        amount_of(amount)
    if removals is not None:
        removals_of(removals)
    bed_type_of(bed_type)
    document = load_us(scenario, changes or ())
    with bar(document.model.title, "runs", "starting", left=True) as progress:
        found = find(
            document,
            amount=amount,
            removals=removals,
            until=day("--until", until),
            draws=draws,
            seed=seed,
            workers=workers,
            bed_type=bed_type,
            progress=progress,
        )
    if json:
        print_json(summary(found))
        return
    from sojourn.show.budget import show
    from sojourn.show.consoles import out

    show(found, out())
