"""`sojourn score`: a forecast against what happened, beside three plain baselines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sojourn.cli.output import print_json
from sojourn.cli.trouble import WrongUse

if TYPE_CHECKING:
    from sojourn.study.forecasts.beside import Scored
    from sojourn.study.forecasts.score import Score

EXAMPLE = "For example: sojourn score forecast.json actual.csv --arrivals arrivals.csv"


def score(
    forecast: Annotated[Path, typer.Argument(help="The forecast: JSON records or CSV, with p5 to p95.")],
    actual: Annotated[
        list[Path],
        typer.Argument(
            metavar="actual", help="What happened, one file or more: month,series,value, or published tables."
        ),
    ],
    arrivals: Annotated[
        Path | None,
        typer.Option(help="Monthly book-ins (month,agency,book_ins), which two of the three baselines need."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Score a forecast by series: MAE, MAPE, bias, CRPS, cover of the bands; and the baselines beside it."""
    from sojourn.study.forecasts.actual import read_actual
    from sojourn.study.forecasts.arrivals import read_arrivals
    from sojourn.study.forecasts.beside import NothingToScore, beside_baselines
    from sojourn.study.forecasts.forecast import read_forecast

    given, happened = read_forecast(forecast), read_actual(actual)
    try:
        found = beside_baselines(given, happened, None if arrivals is None else read_arrivals(arrivals))
    except NothingToScore as trouble:
        raise WrongUse(str(trouble)) from trouble
    if json:
        print_json(_plain(found))
        return
    from sojourn.show.consoles import out
    from sojourn.show.score import show

    show(found, out())


def _plain(found: Scored) -> dict[str, Any]:
    return {
        "months": list(found.months),
        "series": [
            {
                "series": name,
                **_numbers(score),
                "horizons": [{"horizon": h, **_numbers(one)} for h, one in found.horizons[name].items()],
                "baselines": {b: _numbers(scores[name]) for b, scores in found.baselines.items() if name in scores},
            }
            for name, score in found.series.items()
        ],
        "said": list(found.said),
    }


def _numbers(score: Score) -> dict[str, Any]:
    cover = None if score.cover is None else {str(band): share for band, share in score.cover.items()}
    return {
        "n": score.n,
        "mean": score.mean,
        "mae": score.mae,
        "mape": score.mape,
        "bias": score.bias,
        "crps": score.crps,
        "cover": cover,
    }
