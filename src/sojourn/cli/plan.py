"""`sojourn plan`: capacities over time that meet a target, at the least or with the most of something."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sojourn.cli.days import day
from sojourn.cli.output import print_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EXAMPLE = (
    "For example: sojourn plan --target 'removals >= 400,000 per fiscal year' --minimise cost, "
    "or sojourn plan us-2024 --target 'people held over 90 days <= 30,000 per fiscal year' --levers judges,releases"
)


def plan(
    scenario: Annotated[str, typer.Argument(help="Name of a shipped scenario, or path of a file.")] = "plan-2025",
    targets: Annotated[
        list[str] | None,
        typer.Option("--target", metavar="TEXT", help="'RESULT >= NUMBER per fiscal year'; may be given again."),
    ] = None,
    minimise: Annotated[str | None, typer.Option(metavar="RESULT", help="What is to be least; else the cost.")] = None,
    maximise: Annotated[str | None, typer.Option(metavar="RESULT", help="What is to be most.")] = None,
    levers: Annotated[
        str | None,
        typer.Option(
            metavar="LIST",
            help="Of arrests, beds, seats, judges, documents, releases, cuts, agreements; else the first 5.",
        ),
    ] = None,
    fix: Annotated[
        list[str] | None, typer.Option(metavar="LEVER=LEVEL", help="A level that is not sought: beds=60,000.")
    ] = None,
    lead: Annotated[
        list[str] | None, typer.Option(metavar="LEVER=DAYS", help="Another lead time: beds=30 days.")
    ] = None,
    rise: Annotated[
        list[str] | None, typer.Option(metavar="LEVER=N", help="Another limit of rise: judges=20 per month.")
    ] = None,
    price: Annotated[
        list[str] | None, typer.Option(metavar="LEVER=MONEY", help="What one more costs beside the ledger.")
    ] = None,
    bed_type: Annotated[
        str | None, typer.Option(metavar="TYPE", help="Kind of the beds that are added: soft_sided, county_jail...")
    ] = None,
    agreement: Annotated[
        list[str] | None,
        typer.Option(metavar="COUNTRY=DATE", help="Take an agreement to be in force from a day on."),
    ] = None,
    may_agree: Annotated[
        list[str] | None,
        typer.Option(
            metavar="COUNTRY[=TERMS][@DATE]",
            help="An agreement it may choose: 'Panama=200 people per month, 20,000 USD per person@2025-09-01'.",
        ),
    ] = None,
    frontier: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="RESULT RESULT", help="How much of the second the first takes, point by point."),
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a value of the scenario; may be given again."),
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="First day that is not simulated.")] = None,
    draws: Annotated[
        int | None, typer.Option(metavar="N", help="Draws in which the plan is run; 0 for none; 19 where not given.")
    ] = None,
    sure: Annotated[float, typer.Option(metavar="P", help="Share of draws that are to meet all targets.")] = 0.8,
    worth: Annotated[bool, typer.Option(help="Try a little more of each lever.")] = True,
    seed: Annotated[int | None, typer.Option(help="Name of the luck.")] = None,
    workers: Annotated[
        int | None, typer.Option(metavar="N", help="Processes for the draws; all cores where not given.")
    ] = None,
    lp: Annotated[str | None, typer.Option(metavar="FILE", help="Write the linear programme as text.")] = None,
    out: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Folder for plan.yaml and plan.json, or frontier.parquet and frontier.svg."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Find capacities over time that meet a target, and say how surely they do and what stops more."""
    from pathlib import Path

    from sojourn.cli.trouble import WrongUse, told
    from sojourn.run import load_us
    from sojourn.show.progress import bar
    from sojourn.study.plan.frontier import frontier as walk
    from sojourn.study.plan.plan import DRAWS, Options
    from sojourn.study.plan.plan import plan as find

    if lp is not None and not lp.endswith(".lp"):
        raise WrongUse(f"--lp: {lp!r} does not end in .lp, by which the format is known")
    document = load_us(scenario, changes or ())
    folder = None if out is None else Path(out)
    try:
        with bar(document.model.title, "runs", "probing what becomes of people", left=True) as progress:
            options: Options = {
                "levers": levers,
                "fix": fix or (),
                "leads": lead or (),
                "rises": rise or (),
                "prices": price or (),
                "bed_type": bed_type,
                "may_agree": may_agree or (),
                "until": day("--until", until),
                "seed": seed,
                "workers": workers,
                "progress": progress,
            }
            if frontier is not None:
                _alone({"--agreement": agreement, "--minimise": minimise, "--maximise": maximise, "--lp": lp})
            if frontier is not None:
                line = walk(document, frontier[0], frontier[1], targets=targets or (), draws=draws or 0, **options)
            else:
                found = find(
                    document,
                    targets=targets or (),
                    minimise=minimise,
                    maximise=maximise,
                    draws=DRAWS if draws is None else draws,
                    sure=sure,
                    agreements=agreement or (),
                    worth=worth,
                    lp=None if lp is None else Path(lp),
                    **options,
                )
    except KeyboardInterrupt:  # else the command line's library takes it for a bare interrupt and says nothing
        raise typer.Exit(told(KeyboardInterrupt(_stopped(folder)))) from None
    from sojourn.show.consoles import out as console

    if frontier is not None:
        from sojourn.show.plan_frontier import picture_of
        from sojourn.show.plan_frontier import show as show_line
        from sojourn.study.plan.written import write_frontier

        place = None if folder is None else write_frontier(line, folder, picture_of(line).svg())
        if json:
            print_json(line.summary())
            return
        show_line(line, console(), place, _again(seed, document.model.seed))
        return
    from sojourn.show.plan import show
    from sojourn.study.plan.summary import summary
    from sojourn.study.plan.written import write_plan

    place = None if folder is None else write_plan(found, folder)
    if json:
        print_json(summary(found))
    else:
        show(found, console(), place, _again(seed, document.model.seed))
    if not found.reached:
        raise typer.Exit(1)


def _again(seed: int | None, own: int) -> str:
    """The command that repeats this one, with the seed that it used."""
    return "sojourn " + shlex.join(sys.argv[1:]) + ("" if seed is not None else f" --seed {own}")


def _alone(others: Mapping[str, object]) -> None:
    """See that a frontier is not asked for with what it has no use for."""
    from sojourn.cli.trouble import WrongUse

    for name, given in others.items():
        if given:
            raise WrongUse(
                f"{name}: a frontier takes none; it walks from the best of its second result to the most of its first, "
                "with --target for what is to hold at every point"
            )


def _stopped(folder: Path | None) -> str:
    """What there is when somebody stops it: a plan is one answer, so there is none before the end."""
    where = "" if folder is None else f" to {str(folder)[:200]}"
    return (
        f"stopped before there was a plan: nothing was written{where} and no run is kept, so the same command begins "
        "anew; --draws 0 --no-worth gives a first answer sooner"
    )
