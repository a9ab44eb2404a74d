"""`sojourn replay`: 2024 told again, published and simulated side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sojourn.cli.output import print_json

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from sojourn.study.replay import Replay

    Floats = npt.NDArray[np.float64]

ALOS = "detention.alos.FY2024"
YEAR = ("2023-10", "2024-09")
"""First and last month of the fiscal year of that figure."""

EXAMPLE = "For example: sojourn replay --json"


def replay(
    members: Annotated[int, typer.Option(min=2, max=120, help="Members of the fit that give the bands.")] = 20,
    seed: Annotated[int | None, typer.Option(help="Name of the luck; the same seed gives the same run.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; as many as there are cores.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Run October 2023 to December 2024 again and lay it beside what was published."""
    from sojourn.run import load
    from sojourn.show.progress import bar
    from sojourn.study.replay import members as told_by_members
    from sojourn.study.replay import replay as told_again

    scenario = load("us-2024").model
    with bar("2024 told again", "members", "the central one first") as progress:
        progress(0, members)
        middle = told_again(scenario, seed=seed)
        others = told_by_members(scenario, members, seed, workers=workers, progress=progress)
    answer = _plain(middle, others, scenario.seed if seed is None else seed)
    if json:
        print_json(answer)
        return
    from sojourn.show.consoles import out
    from sojourn.show.replay import show

    show(answer, out())


def _plain(found: Replay, others: Sequence[Replay], seed: int) -> dict[str, Any]:
    import numpy as np

    from sojourn.evidence.registry import figures
    from sojourn.systems.us_people import AGENCIES, CRIMINALITY

    published, stay = figures()[ALOS].number, found.mean_stay(*YEAR)
    stays = [np.array([one.mean_stay(*YEAR)]) for one in others]
    return {
        "scenario": "us-2024",
        "seed": seed,
        "members": len(others),
        "population": _rows("month", found.months, found.held, [one.held[1] for one in others]),
        "population_error": found.population_error,
        "cells": _rows(
            "class",
            [f"{agency}, {crime}" for agency in AGENCIES for crime in CRIMINALITY],
            [series.mean(axis=0).ravel() for series in found.population],
            [one.population[1].mean(axis=0).ravel() for one in others],
        ),
        "book_outs": _rows(
            "reason",
            [*found.book_outs, "all of them"],
            [_left(found, at) for at in (0, 1)],
            [_left(one, 1) for one in others],
        ),
        "mean_stay": _rows("period", ["FY2024"], [np.array([one]) for one in (published, stay)], stays)[0],
        "areas": _rows(
            "area",
            found.areas,
            [series.mean(axis=0) for series in found.by_area],
            [one.by_area[1].mean(axis=0) for one in others],
        ),
        "areas_by_month": [
            {"month": month, "areas": _rows("area", found.areas, [series[number] for series in found.by_area])}
            for number, month in enumerate(found.months)
        ],
    }


def _left(found: Replay, at: int) -> Floats:
    """People booked out by reason, then in all; published (0) or simulated (1)."""
    import numpy as np

    by_reason = [float(both[at].sum()) for both in found.book_outs.values()]
    return np.array([*by_reason, found.left_in_all[at]])


def _rows(
    what: str, names: Sequence[str], both: Sequence[Floats], others: Sequence[Floats] = ()
) -> list[dict[str, Any]]:
    """One row a name, from what was published and simulated; with a band where there are members to make it."""
    from sojourn.study.replay import band

    out = []
    ends = band(others) if len(others) else None
    for number, name in enumerate(names):
        real, model = (float(series[number]) for series in both)
        row = {what: name, "published": real, "simulated": model, "error": model / real - 1.0 if real else None}
        if ends is not None:
            row |= {"low": float(ends[0][number]), "high": float(ends[1][number])}
        out.append(row)
    return out
