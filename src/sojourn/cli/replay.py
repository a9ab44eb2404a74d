"""`sojourn replay`: 2024 told again, published and simulated side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sojourn.cli.output import print_json

if TYPE_CHECKING:
    from sojourn.engine import Panel
    from sojourn.study.replay import Replay

ALOS = "detention.alos.FY2024"
BEDLESS = ("border_custody", "border_seat", "intake")
"""Stages in which nobody holds a bed."""

EXAMPLE = "For example: sojourn replay --json"


def replay(
    seed: Annotated[int | None, typer.Option(help="Name of the luck; the same seed gives the same run.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Run October 2023 to December 2024 again and lay it beside what was published."""
    from sojourn.run import load
    from sojourn.show.progress import bar
    from sojourn.study.replay import replay as told_again

    scenario = load("us-2024").model
    with bar("2024 told again") as progress:
        progress(0, 1)
        answer = _plain(told_again(scenario, seed=seed), scenario.seed if seed is None else seed)
    if json:
        print_json(answer)
        return
    from sojourn.show.consoles import out
    from sojourn.show.replay import show

    show(answer, out())


def _plain(found: Replay, seed: int) -> dict[str, Any]:
    from sojourn.evidence.registry import figures

    published, simulated = (series.sum(axis=(1, 2)) for series in found.population)
    months = zip(found.months, published.tolist(), simulated.tolist(), strict=True)
    reasons = {reason: (real.sum(), model.sum()) for reason, (real, model) in found.book_outs.items()}
    return {
        "scenario": "us-2024",
        "seed": seed,
        "population": [_row("month", month, real, model) for month, real, model in months],
        "population_error": found.population_error,
        "book_outs": [_row("reason", reason, real, model) for reason, (real, model) in reasons.items()],
        "mean_stay": _row("period", "FY2024", figures()[ALOS].number, _mean_stay(found)),
    }


def _mean_stay(found: Replay) -> float:
    """Mean nights of the stays in a bed that ended in FY2024: nights of all who left, over those who left."""
    year = [number for number, month in enumerate(found.months) if "2023-10" <= month <= "2024-09"]
    stays = int(found.panel.period_flow[year][:, leaving_a_bed(found.panel)].sum())
    return float(found.panel.stay_time[year].sum()) / stays if stays else 0.0


def leaving_a_bed(panel: Panel) -> list[int]:
    """The edges by which people leave a bed for good: from a stage that holds one to an exit."""
    return [
        number
        for number, edge in enumerate(panel.edges)
        if edge.stage is not None and edge.stage not in BEDLESS and edge.target not in panel.stages
    ]


def _row(what: str, name: str, published: float, simulated: float) -> dict[str, Any]:
    error = float(simulated / published - 1.0) if published else None
    return {what: name, "published": float(published), "simulated": float(simulated), "error": error}
