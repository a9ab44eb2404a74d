"""`sojourn trace`: one synthetic person followed day by day, and how many like them fared."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from sojourn.cli.output import print_json
from sojourn.cli.trouble import WrongUse

if TYPE_CHECKING:
    from datetime import date

EXAMPLE = "For example: sojourn trace --nationality 'El Salvador' --criminality convicted --agency interior"


def trace(
    scenario: Annotated[str, typer.Argument(help="Name of a shipped scenario, or path of a file.")] = "plan-2025",
    nationality: Annotated[str, typer.Option(help="Nationality, as in the scenario's table.")] = "El Salvador",
    criminality: Annotated[str | None, typer.Option(help="convicted, pending or other; any if not given.")] = None,
    agency: Annotated[str | None, typer.Option(help="border or interior; any if not given.")] = None,
    case: Annotated[
        str | None,
        typer.Option(help="expedited, reinstatement, notice_to_appear or other; any if not given."),
    ] = None,
    arrested: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="First day of arrest looked at; 30 days after the start if not given."),
    ] = None,
    runs: Annotated[int, typer.Option(help="Runs whose people the quantiles pool.")] = 1,
    seed: Annotated[int | None, typer.Option(help="Name of the luck; the same seed gives the same run.")] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a value of the scenario; may be given again."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Follow one synthetic person from arrest to exit, and say what they wait for.

    Everybody else is in the run too, so beds and seats are contended. The person is the first who matches and
    is brought in for a bed. Quantiles are over all who match and came in the year after.
    """
    from sojourn.run import load_us
    from sojourn.show.progress import bar
    from sojourn.trace import TraceError
    from sojourn.trace import trace as follow

    document = load_us(scenario, changes or ())
    since = None if arrested is None else _day(arrested)
    try:
        with bar(document.model.title) as progress:
            found = follow(
                document,
                nationality=nationality,
                criminality=criminality,
                agency=agency,
                case=case,
                arrested=since,
                seed=seed,
                runs=runs,
                progress=progress,
            )
    except TraceError as trouble:
        raise WrongUse(str(trouble)) from None
    if json:
        print_json(found.to_json())
        return
    from sojourn.show.consoles import out

    console = out()
    if console.is_terminal:
        from sojourn.trace.screen import show

        show(found, console)
    else:
        sys.stdout.write(found.text() + "\n")


def _day(text: str) -> date:
    from sojourn.scenario.amounts import QuantityError
    from sojourn.scenario.dates import parse_date

    try:
        return parse_date(text)
    except QuantityError as trouble:
        raise WrongUse(f"--arrested: {trouble}" + (f"; {trouble.hint}" if trouble.hint else "")) from None
