"""`sojourn hindcast`: from the published population of a day on, with book-ins that are given and nothing later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sojourn.cli.calibrate import known_on
from sojourn.cli.trouble import WrongUse

EXAMPLE = "For example: sojourn hindcast --arrivals book_ins.csv --from 2024-12-31 --until 2025-06-30 --json"


def hindcast(
    arrivals: Annotated[Path, typer.Option(help="Monthly book-ins: month,agency,book_ins.")],
    start: Annotated[str, typer.Option("--from", metavar="DAY", help="Start from the population of this day.")] = (
        "2024-12-31"
    ),
    until: Annotated[str | None, typer.Option(metavar="DAY", help="Last day; the end of the arrivals if none.")] = None,
    policy: Annotated[
        Path | None, typer.Option(help="Announced switches: date,what,agency,factor; a factor of 0 ends a way out.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Name of the luck; the same seed gives the same forecast.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print the forecast as a JSON list of records.")] = False,
) -> None:
    """Population, book-outs by reason, removals and mean stay by month, with bands.

    Nothing that was published about the time after the start is used but the book-ins in the file. The start
    2024-12-31 has its fit shipped; any other is fitted first, which takes a minute or two, and kept.
    """
    import sys

    from sojourn.show.progress import bar
    from sojourn.study.custody.ahead import forecast
    from sojourn.study.custody.fit import Settings
    from sojourn.study.custody.kept import kept_fit
    from sojourn.study.custody.policy import read_policy
    from sojourn.study.custody.window import window
    from sojourn.study.forecasts.arrivals import NotCovered, read_arrivals

    known = known_on(start)
    seen = window(known)
    given = read_arrivals(arrivals)
    switched = None if policy is None else read_policy(policy)
    try:
        ahead = given.window(seen.origin, given.months[-1] if until is None else _month(until, seen.origin))
    except NotCovered as trouble:
        raise WrongUse(f"{arrivals}: {trouble}") from trouble
    with bar(f"fitting {seen.months[0]} to {seen.months[-1]}", "runs", "looking for a fit") as progress:
        found = kept_fit(seen, Settings(), progress=progress)
    told = forecast(found, ahead, seed=seed, switched=switched)
    if json:
        sys.stdout.write(told.to_json())
        return
    from sojourn.show.consoles import out
    from sojourn.show.hindcast import show

    assumed = (*given.assumed, *(() if switched is None else switched.assumed))
    show(told, assumed, out())


def _month(day: str, first: str) -> str:
    from datetime import date

    from sojourn.study.forecasts.months import month_of

    try:
        last = month_of(date.fromisoformat(day))
    except ValueError:
        raise WrongUse(f"{day!r} is not a day; write it as 2025-06-30") from None
    if last < first:
        raise WrongUse(f"--until {day} lies before {first}, the first month of the forecast")
    return last
