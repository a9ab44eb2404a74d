"""`sojourn check`: the simulator beside closed forms, and changes that must change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sojourn.cli.output import print_json
from sojourn.cli.trouble import FAILED, WrongUse

if TYPE_CHECKING:
    from sojourn.proof.checking import Checked

EXAMPLE = "For example: sojourn check --only jackson --random 5 --seed 7"


def check(
    seed: Annotated[int, typer.Option(help="Name of the luck, of the runs and of the fresh instances.")] = 1,
    random: Annotated[
        int, typer.Option(metavar="N", help="Draw N fresh instances over all families with a formula, too.")
    ] = 0,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="Check only this: a name of the list, theory, metamorphic or random; may be given again.",
        ),
    ] = None,
    long: Annotated[
        bool, typer.Option("--long", help="Four times the replications: half the standard errors.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Check the simulator against theory: queues with known answers, and changes that must change nothing.

    Expected values come from formulas, never from a run. The exit code is 1 if anything does not agree.
    """
    from sojourn.proof.checking import CannotCheck
    from sojourn.proof.checking import check as lay_beside
    from sojourn.show.progress import bar

    try:
        with bar("Theory and simulation", "runs", "starting") as progress:
            found = lay_beside(seed, random=random, only=only or (), long=long, progress=progress)
    except CannotCheck as trouble:
        raise WrongUse(str(trouble)) from None
    if json:
        print_json(_plain(found))
    else:
        from sojourn.show.checks import show
        from sojourn.show.consoles import out

        show(found, out())
    if not found.passed:
        raise typer.Exit(FAILED)


def _plain(found: Checked) -> dict[str, Any]:
    from dataclasses import asdict

    from sojourn.proof.verdict import FALSE_ALARMS

    return {
        "seed": found.seed,
        "replications": found.replications,
        "most_z": found.most_z,
        "false_alarms": FALSE_ALARMS,
        "root_mean_square_z": found.spread,
        "passed": found.passed,
        "theory": [asdict(one) for one in found.verdicts],
        "metamorphic": [asdict(one) for one in found.findings],
    }
