"""The project's own test: fitted again at twelve quarters, to what was known then, and run six months on.

    python -m sojourn.study.custody.rolling

prints the tables of `docs/hindcast.md`: the error of the detained population by months ahead beside the baselines,
then every series with its bands.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Iterator, Sequence

from sojourn.study.custody.ahead import Switched, forecast
from sojourn.study.custody.fit import Settings
from sojourn.study.custody.kept import kept_fit
from sojourn.study.custody.window import window
from sojourn.study.forecasts.arrivals import Arrivals
from sojourn.study.forecasts.baselines import BASELINES, Forecaster
from sojourn.study.forecasts.forecast import BANDS, Forecast
from sojourn.study.forecasts.history import History
from sojourn.study.forecasts.origins import origins, rolling
from sojourn.study.forecasts.score import Pair, Score, by_horizon, by_series

log = logging.getLogger(__name__)
TOTAL = "population.total"


def forecaster(settings: Settings, switched: Switched | None = None) -> Forecaster:
    """A forecaster that fits itself to the history it is given, and keeps the fit."""

    def given(history: History, arrivals: Arrivals) -> Forecast:
        found = kept_fit(window(history), settings)
        return forecast(found, arrivals, seed=settings.seed, switched=switched)

    return given


def measured(settings: Settings, starts: Sequence[str]) -> list[Pair]:
    """What the forecaster gave at some origins, beside what was published."""
    found: list[Pair] = []
    for start in starts:
        begun = time.monotonic()
        here = rolling(forecaster(settings), [start])
        found += here
        misses = (f"{100 * (p.quantiles[3] / p.actual - 1):+.1f}" for p in here if p.series == TOTAL)
        log.info("%s  %s  (%.0f s)", start, " ".join(f"{miss:>6}" for miss in misses), time.monotonic() - begun)
    return found


def tables(found: Sequence[Pair], starts: Sequence[str]) -> Iterator[str]:
    """Lines of the tables, in Markdown."""
    yield "| MAPE of the population, % | 1 | 2 | 3 | 4 | 5 | 6 | all |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    rows = {"hindcast": list(found), **{name: rolling(make, starts) for name, make in BASELINES.items()}}
    for name, pairs in rows.items():
        one = by_horizon(pairs, TOTAL)
        cells = [*one.values(), by_series(pairs)[TOTAL]]
        yield f"| {name} | {' | '.join(_per_cent(s.mape) for s in cells)} |"
    yield ""
    yield "| series | n | MAPE, % | bias, % | in 50 % | in 80 % | in 90 % | persistence, % | stock and flow, % |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    others = [by_series(rows[name]) for name in ("persistence", "stock_and_flow")]
    for name, score in by_series(found).items():
        beside = " | ".join(_per_cent(by[name].mape) if name in by else "–" for by in others)
        yield f"| `{name}` | {score.n} | {_per_cent(score.mape)} | {_bias(score)} | {_cover(score)} | {beside} |"


def _per_cent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def _bias(score: Score) -> str:
    return f"{100 * score.bias / score.mean:+.1f}" if score.mean else "–"


def _cover(score: Score) -> str:
    return " | ".join("–" if score.cover is None else f"{100 * score.cover[band]:.0f}" for band in BANDS)


def main() -> None:
    """Measure and print the tables."""
    options = argparse.ArgumentParser(description="Forecast six months from twelve origins and print how good it was.")
    options.add_argument("--members", type=int, default=Settings().members)
    options.add_argument("--steps", type=int, default=Settings().steps)
    options.add_argument("--seed", type=int, default=Settings().seed)
    options.add_argument("--starts", nargs="*", default=list(origins()), help="first months, such as 2022-10")
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    found = measured(Settings(chosen.members, chosen.steps, chosen.seed), chosen.starts)
    for line in tables(found, chosen.starts):
        log.info("%s", line)


if __name__ == "__main__":
    main()
