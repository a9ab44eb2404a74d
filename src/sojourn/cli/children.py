"""`sojourn children`: three numbers kept apart, and what it takes to attempt contact with every child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sojourn.cli.days import day
from sojourn.cli.output import print_json
from sojourn.cli.trouble import WrongUse

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLE = "For example: sojourn children --staff 500 --by 2026-01-20"


def children(
    scenario: Annotated[
        str, typer.Argument(help="Name of a scenario of the system `children`, or path of a file.")
    ] = "children-2025",
    staff: Annotated[
        str | None, typer.Option(metavar="N", help="Caseworkers; the scenario's own where not given.")
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="DATE", help="Say how many are needed to be done by this day.")
    ] = None,
    changes: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change a value of the scenario; may be given again."),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Name of the luck; the same seed gives the same answer.")] = None,
    replay: Annotated[
        bool, typer.Option("--replay", help="Lay 2023 and 2024 beside the department's reports instead.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say how many staff it takes for how long to attempt contact with every child, and whom that would reach.

    The three numbers that are mixed in "300,000 missing" are printed apart first.
    """
    if replay:
        _only_replay({"--staff": staff, "--by": by, "--set": changes})
        _replay(scenario, seed, json=json)
        return
    from sojourn.run import load
    from sojourn.show.children import as_data, show
    from sojourn.show.consoles import out
    from sojourn.study.children import contact

    document = load(scenario, changes or ())
    answer = contact(document, staff=_staff(staff), by=day("--by", by), seed=seed)
    if json:
        print_json(as_data(answer))
    else:
        show(answer, out())


def _only_replay(others: Mapping[str, object]) -> None:
    """Refuse the options that a replay has no use for."""
    given = [name for name, value in others.items() if value not in (None, [])]
    if given:
        raise WrongUse(f"--replay takes no {given[0]}: it lays 2023 and 2024 beside the reports; leave one of them out")


def _replay(scenario: str, seed: int | None, *, json: bool) -> None:
    from sojourn.show.children import show_replay
    from sojourn.show.consoles import out
    from sojourn.study.children_fit import by_transfers, halves, replayed

    told = replayed(scenario, seed)
    by_year, transfers = halves(), by_transfers()
    if json:
        errors = {
            "replay": told.errors(),
            "fitted_to_2023_in_2023": by_year[0],
            "fitted_to_2023_in_2024": by_year[1],
            "by_transfers_2024_03_to_07": transfers[1],
            "by_transfers_2024_08_to_12": transfers[2],
        }
        print_json({name: vars(one) for name, one in errors.items()})
    else:
        show_replay(told, by_year, transfers, out())


def _staff(text: str | None) -> int | None:
    if text is None:
        return None
    from sojourn.scenario.amounts import QuantityError, leading
    from sojourn.scenario.quantities import count

    try:
        return int(count("workers").parse(text))
    except QuantityError as trouble:
        number, rest = leading(text) or (None, "")
        if number is not None and number == int(number) and rest.strip() in ("", "workers"):
            return int(number)  # out of the range of any count: the study says how many can be asked about
        raise WrongUse(f"--staff: {trouble}; {trouble.hint or 'write it as 500'}") from None
