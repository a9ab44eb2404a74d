"""A forecast scored beside the baselines, which start from the same month and are scored on the same months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sojourn.scenario.errors import nearest
from sojourn.study.forecasts.actual import Actual
from sojourn.study.forecasts.arrivals import Arrivals, NotCovered
from sojourn.study.forecasts.baselines import BASELINES, NotEnoughHistory, repeat
from sojourn.study.forecasts.forecast import Forecast
from sojourn.study.forecasts.history import History, published
from sojourn.study.forecasts.months import between, later, span
from sojourn.study.forecasts.score import Pair, Score, by_horizon, by_series, pairs

WITHOUT_ARRIVALS = (
    "without --arrivals only persistence is shown; Little's law and stock and flow need the book-ins of the months"
)


class NothingToScore(ValueError):
    """No month and series is both forecast and known; the message is one sentence."""


@dataclass(frozen=True)
class Scored:
    """The scores of a forecast and of the baselines."""

    months: tuple[str, ...]
    """Months that were scored."""
    series: Mapping[str, Score]
    horizons: Mapping[str, Mapping[int, Score]]
    """Series to horizon to score; horizon 1 is the first month of the forecast."""
    baselines: Mapping[str, Mapping[str, Score]]
    """Baseline to series to score, over the same months."""
    said: tuple[str, ...]
    """What was left out and why, in plain sentences."""


def beside_baselines(
    forecast: Forecast, actual: Actual, arrivals: Arrivals | None = None, history: History | None = None
) -> Scored:
    """Score a forecast, and the baselines from what was published before its first month.

    Args:
        forecast: the forecast.
        actual: what happened.
        arrivals: book-ins of the forecast's months; without them only persistence is scored.
        history: all that was published; by default what the evidence holds. Only what lies before is used.

    Raises:
        NothingToScore: the forecast and the actual figures have no month of a series in common.
    """
    found = pairs(forecast, actual.values)
    if not found:
        raise NothingToScore(_why_nothing(forecast, actual))
    said = _left_out(forecast, actual, found)
    baselines: dict[str, dict[str, Score]] = {}
    try:
        for name, given in _baselines(forecast, found, arrivals, history or published(), said).items():
            same = {(one.series, one.month) for one in found}
            theirs = [one for one in pairs(given, actual.values) if (one.series, one.month) in same]
            baselines[name] = by_series(theirs)
    except NotEnoughHistory as trouble:
        said.append(f"there are no baselines: {trouble}")
    scores = by_series(found)
    months = tuple(sorted({one.month for one in found}))
    horizons = {name: by_horizon(found, name) for name in scores}
    assumed = [f"forecast: {one}" for one in forecast.assumed] + [f"what happened: {one}" for one in actual.assumed]
    return Scored(months, scores, horizons, baselines, (*assumed, *said))


def _baselines(
    forecast: Forecast, found: list[Pair], arrivals: Arrivals | None, history: History, said: list[str]
) -> dict[str, Forecast]:
    first, last = forecast.months[0], max(one.month for one in found)
    if between(history.months[0], first) <= 0:
        raise NotEnoughHistory(f"what was published begins in {history.months[0]}")
    known = history.before(first)
    begin = later(known.months[-1])
    if begin != first:
        said.append(f"the baselines start from {known.months[-1]}, the last month that is known here")
    given = {"persistence": repeat(known, span(begin, last))}
    if arrivals is None:
        said.append(WITHOUT_ARRIVALS)
        return given
    said.extend(f"arrivals: {one}" for one in arrivals.assumed)
    try:
        ahead = arrivals.window(begin, last)
    except NotCovered as trouble:
        said.append(f"only persistence is shown: {trouble}")
        return given
    given.update({name: make(known, ahead) for name, make in BASELINES.items() if name != "persistence"})
    return given


def _left_out(forecast: Forecast, actual: Actual, found: list[Pair]) -> list[str]:
    """Series and months that are forecast and not known."""
    scored = {one.series for one in found}
    said = []
    missing = [name for name in forecast.series if name not in scored]
    if missing:
        said.append(f"not scored, because what happened is not given: {', '.join(missing)}")
    unread = [name for name in actual.values if name not in forecast.series]
    likely = [f"{name} (did you mean {near}?)" for name in unread if (near := nearest(name, missing))]
    if likely:
        said.append(f"not forecast: {', '.join(likely)}")
    months = {one.month for one in found}
    if len(months) < len(forecast.months):
        said.append(f"{len(months)} of the {len(forecast.months)} months forecast are known")
    return said


def _why_nothing(forecast: Forecast, actual: Actual) -> str:
    known = sorted({month for months in actual.values.values() for month in months})
    common = [name for name in forecast.series if name in actual.values]
    if not common:
        return (
            f"the forecast has {', '.join(list(forecast.series)[:5])} and the actual figures have "
            f"{', '.join(list(actual.values)[:5])}: no series is in both"
        )
    return (
        f"the forecast is for {forecast.months[0]} to {forecast.months[-1]} and the actual figures are of "
        f"{known[0]} to {known[-1]}: no month of a series is in both"
    )
