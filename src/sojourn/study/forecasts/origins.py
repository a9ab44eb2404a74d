"""Rolling origin: a forecaster starts again each quarter in the past, and sees at each start only what came before.

At each origin the forecaster is called with a `History` cut before it (arrays of its own, nothing later behind them)
and with the arrivals of the months ahead, each of a full month. While it works, the tables of the evidence hold nothing
later either (`known_before`): a table that describes a later time as a whole is refused. What it gives is laid beside
what was published. Numbers that somebody fitted to later months and wrote into a scenario or into code are beyond any
such fence.
"""

from __future__ import annotations

from collections.abc import Sequence

from sojourn.evidence.looking_back import known_before
from sojourn.study.forecasts.baselines import Forecaster
from sojourn.study.forecasts.history import History, published
from sojourn.study.forecasts.months import first_day, later, span
from sojourn.study.forecasts.score import Pair, pairs

FIRST, LAST, EVERY, AHEAD = "2021-10", "2024-07", 3, 6
"""The calibration period: each quarter from October 2021 to July 2024, six months ahead."""


def origins(first: str = FIRST, last: str = LAST, every: int = EVERY) -> tuple[str, ...]:
    """The first months of the forecasts."""
    return span(first, last)[::every]


def rolling(
    forecaster: Forecaster,
    starts: Sequence[str] | None = None,
    ahead: int = AHEAD,
    history: History | None = None,
) -> list[Pair]:
    """What a forecaster gave at each origin, beside what was published; `by_series` and `by_horizon` score it.

    Args:
        forecaster: called with the history before the origin, and the arrivals of the months ahead.
        starts: first months; by default `origins()`.
        ahead: months of each forecast.
        history: all that was published; by default what the evidence holds.

    Raises:
        NotCovered: the history ends before the last month ahead.
        NotYetKnown: the forecaster asks for a table that describes a later time.
    """
    everything = published() if history is None else history
    actual = everything.actual()
    found: list[Pair] = []
    for start in origins() if starts is None else starts:
        last = later(start, ahead - 1)
        history_then, ahead_of_it = everything.before(start), everything.arrivals(start, last)
        with known_before(first_day(start)):
            given = forecaster(history_then, ahead_of_it)
        found += [one for one in pairs(given, actual, start) if start <= one.month <= last]
    return found
