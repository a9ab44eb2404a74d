"""`sojourn claims`: every checkable statement of the article, beside the public record and what a run says."""

from __future__ import annotations

from typing import Annotated

import typer

from sojourn.cli.output import print_json
from sojourn.cli.trouble import WrongUse

EXAMPLE = "For example: sojourn claims thirty-days, or: sojourn claims --evidence-only"


def claims(
    name: Annotated[str | None, typer.Argument(help="One claim with all it stands on; all of them where none.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Few draws, as where no number is given.")] = False,
    draws: Annotated[
        int | None, typer.Option(metavar="N", help="N draws of what is not known; more tell more surely.")
    ] = None,
    evidence_only: Annotated[
        bool, typer.Option("--evidence-only", help="Make no run: what needs one gets no finding.")
    ] = False,
    scenario: Annotated[
        str, typer.Option(metavar="NAME", help="The plan that is run: a shipped scenario, or path of a file.")
    ] = "plan-2025",
    seed: Annotated[int | None, typer.Option(help="Name of the luck.")] = None,
    workers: Annotated[int | None, typer.Option(metavar="N", help="Processes; all cores where not given.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Go through the checkable statements of the article: evidence, what runs say, and a finding that takes no side."""
    from sojourn.show.progress import bar
    from sojourn.study.claims.answer import QUICK
    from sojourn.study.claims.answer import claims as judge
    from sojourn.study.claims.registry import UnknownClaim

    if evidence_only and (quick or draws is not None):
        raise WrongUse("--evidence-only makes no run; leave --draws and --quick away, or it")
    if quick and draws is not None:
        raise WrongUse("--quick and --draws both say how many draws; give one")
    try:
        with bar("The article's claims", "draws", "starting") as progress:
            found = judge(
                *([] if name is None else [name]),
                scenario=scenario,
                draws=QUICK if draws is None else draws,
                seed=seed,
                workers=workers,
                evidence_only=evidence_only,
                progress=progress,
            )
    except UnknownClaim as trouble:
        raise WrongUse(str(trouble)) from None
    if json:
        from sojourn.study.claims.told import summary

        print_json(summary(found))
        return
    from sojourn.show.claims import show_all, show_one
    from sojourn.show.consoles import out

    if name is None:
        show_all(found, out())
    else:
        show_one(found, out())
