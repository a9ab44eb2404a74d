"""`sojourn calibrate`: fit the uncertain numbers of US custody to what was published up to a day."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sojourn.cli.output import print_json
from sojourn.cli.trouble import WrongUse

if TYPE_CHECKING:
    from sojourn.study.forecasts.history import History

EXAMPLE = "For example: sojourn calibrate --until 2023-12-31 --out fitted"


def calibrate(
    until: Annotated[str, typer.Option(metavar="DAY", help="Last day that may be used, the end of a month.")] = (
        "2024-12-31"
    ),
    members: Annotated[int, typer.Option(min=10, max=2000, help="Sets of parameters in the ensemble.")] = 200,
    steps: Annotated[int, typer.Option(min=1, max=20, help="Steps of the assimilation.")] = 5,
    seed: Annotated[int, typer.Option(min=0, help="Name of the luck; the same seed gives the same fit.")] = 1,
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write the posterior and its provenance here.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Fit release rates, times to order and departure, case mix and paces to the months before a day.

    A fit that is stopped goes on where it was when the same command is given again.
    """
    from sojourn.show.progress import bar
    from sojourn.study.custody.fit import Settings
    from sojourn.study.custody.kept import fitted, write
    from sojourn.study.custody.summary import plain
    from sojourn.study.custody.window import window

    seen, settings = window(known_on(until)), Settings(members, steps, seed)
    with bar(f"fitting {seen.months[0]} to {seen.months[-1]}", "runs", "making the first run") as progress:
        found = fitted(seen, settings, progress=progress)
    answer = dict(plain(found))
    if out is not None:
        try:
            write(found, {"command": _command(until, settings), **_version(), **answer}, out)
        except OSError as trouble:
            raise WrongUse(f"{out}: cannot be written: {trouble.strerror}") from trouble
    if json:
        print_json(answer)
        return
    from sojourn.show.calibration import show
    from sojourn.show.consoles import out as console

    show(found, console())


def known_on(day: str) -> History:
    """What was published about the time up to a day.

    Raises:
        WrongUse: it is no day, not the last of a month, or lies outside of what was published.
    """
    from datetime import date, timedelta

    from sojourn.study.custody.window import SHORTEST
    from sojourn.study.forecasts.history import published
    from sojourn.study.forecasts.months import later, month_of

    try:
        next_day = date.fromisoformat(day) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise WrongUse(f"{day!r} is not a day; write it as 2024-12-31") from None
    everything = published()
    first, last = later(everything.months[0], SHORTEST - 1), everything.months[-1]
    if next_day.day != 1:
        raise WrongUse(f"{day} is not the last day of a month; what was published is by month")
    if not first <= later(month_of(next_day), -1) <= last:
        raise WrongUse(f"{day} cannot be fitted: the months that end in {first} to {last} can")
    return everything.before(month_of(next_day))


def _command(until: str, settings: object) -> str:
    from sojourn.study.custody.fit import Settings

    s = settings if isinstance(settings, Settings) else Settings()
    return f"sojourn calibrate --until {until} --members {s.members} --steps {s.steps} --seed {s.seed} --out FOLDER"


def _version() -> dict[str, str]:
    from sojourn import __version__

    return {"version": __version__}
