"""`sojourn estimates`: what others have published, worked out again and laid beside this system."""

from __future__ import annotations

from typing import Annotated

import typer

from sojourn.cli.output import print_json
from sojourn.cli.trouble import WrongUse

EXAMPLE = "For example: sojourn estimates american-progress-2010"


def estimates(
    name: Annotated[str | None, typer.Argument(help="One estimate, line by line; all of them where not given.")] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Measure two months of the run and not a year: quicker, and rougher.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Work published estimates out again from their own inputs, and say which input makes ours differ by how much."""
    from sojourn.study.estimates.published import UnknownEstimate, studies, study

    try:
        chosen = list(studies().values()) if name is None else [study(name)]
    except UnknownEstimate as trouble:
        raise WrongUse(str(trouble)) from None
    from sojourn.show.progress import bar
    from sojourn.study.estimates.again import again
    from sojourn.study.estimates.beside import THEIRS, compared
    from sojourn.study.estimates.costs import unit_costs
    from sojourn.study.estimates.measured import measure

    run, costs = None, unit_costs()
    if any(one.key in THEIRS for one in chosen):
        with bar("What a removal takes") as progress:
            run = measure(quick=quick, progress=progress)
    told = [(again(one), None if run is None else compared(one, run, costs)) for one in chosen]
    if json:
        from sojourn.study.estimates.plain import plain

        print_json(plain(told, run, costs))
        return
    from sojourn.show.consoles import out
    from sojourn.show.estimates import show_all, show_one

    if name is None:
        show_all(told, run, out())
    else:
        show_one(told[0], run, costs, out())
