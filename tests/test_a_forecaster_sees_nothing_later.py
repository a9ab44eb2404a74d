"""At an origin in the past nothing later can be reached: not through the history, and not through the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pytest

from sojourn.evidence import table
from sojourn.evidence.looking_back import NotYetKnown, known_before
from sojourn.study.forecasts.arrivals import Arrivals
from sojourn.study.forecasts.baselines import BASELINES, Forecaster, repeat
from sojourn.study.forecasts.forecast import Forecast
from sojourn.study.forecasts.history import History, published
from sojourn.study.forecasts.months import between, first_day, later
from sojourn.study.forecasts.origins import origins, rolling
from sojourn.study.forecasts.score import by_horizon


def arrays(history: History) -> Iterator[npt.NDArray[np.generic]]:
    for field in fields(history):
        value = getattr(history, field.name)
        if isinstance(value, np.ndarray):
            yield value
    yield from history.book_outs.values()
    yield from (one.people for one in history.counts)


def made_up_from(history: History, start: str) -> History:
    """Every number from a month on replaced by another, but for the book-ins, which a forecaster is given."""
    keep = between(history.months[0], start)

    def changed(array: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        other = array.copy()
        other[keep:] = 3.0 * other[keep:] + 1_000.0
        return other

    first = first_day(start)
    return replace(
        history,
        population=changed(history.population),
        stay=changed(history.stay),
        stay_total=changed(history.stay_total),
        book_outs={reason: changed(people) for reason, people in history.book_outs.items()},
        removals=changed(history.removals),
        departures=changed(history.departures),
        counts=tuple(one if one.day < first else replace(one, people=3 * one.people) for one in history.counts),
    )


def test_the_origins_are_twelve_quarters() -> None:
    assert len(origins()) == 12
    assert (origins()[0], origins()[1], origins()[-1]) == ("2021-10", "2022-01", "2024-07")


@pytest.mark.parametrize("start", ["2021-10", "2023-10", "2024-07"])
def test_a_cut_history_holds_nothing_from_the_cut_on(start: str) -> None:
    known = published().before(start)
    assert known.months[-1] == later(start, -1)
    assert all(one.day < first_day(start) for one in known.counts)
    for array in arrays(known):
        assert array.base is None, "a view would reach what lies behind it"
        assert not array.flags.writeable
    assert {len(getattr(known, name)) for name in ("days", "population", "stay", "book_ins", "removals")} == {
        len(known.months)
    }


@pytest.mark.parametrize("name", BASELINES)
def test_changing_what_comes_later_changes_no_forecast(name: str) -> None:
    history = published()
    for start in origins()[::4]:
        given: list[str] = []

        def kept(known: History, arrivals: Arrivals, given: list[str] = given) -> Forecast:
            found = BASELINES[name](known, arrivals)
            given.append(found.to_json())
            return found

        real = rolling(kept, [start])
        other = rolling(kept, [start], history=made_up_from(history, start))
        assert given[0] == given[1]
        assert [one.actual for one in real] != [one.actual for one in other], "what is scored did change"


def test_changing_what_came_before_does_change_it() -> None:
    history = published()
    for name, baseline in BASELINES.items():
        arrivals = history.arrivals("2023-01", "2023-06")
        earlier = made_up_from(history, "2022-10").before("2023-01")
        assert baseline(earlier, arrivals).to_json() != baseline(history.before("2023-01"), arrivals).to_json(), name


def peeking(known: History, arrivals: Arrivals) -> Forecast:
    """Reads the tables by itself, and forecasts the last month that it finds there."""
    found = published()
    assert found.months == known.months
    assert max(row.text("month") for row in table("population_monthly")) < arrivals.months[0]
    assert max(row.text("as_of") for row in table("detained_snapshots")) < arrivals.months[0]
    return repeat(found, arrivals.months)


def test_reading_the_tables_oneself_shows_nothing_later() -> None:
    assert by_horizon(rolling(peeking), "population.total") == by_horizon(
        rolling(BASELINES["persistence"]), "population.total"
    )
    assert published().months[-1] == "2024-12", "and afterwards all is there again"


def fitted_later(known: History, arrivals: Arrivals) -> Forecast:
    table("custody_2024")
    return repeat(known, arrivals.months)


def test_a_table_fitted_to_later_months_is_refused() -> None:
    with pytest.raises(NotYetKnown, match=r"custody_2024.*only what lies before 2022-01-01"):
        rolling(fitted_later, ["2022-01"])
    assert table("custody_2024")


def test_the_fence_does_not_widen_inside_another() -> None:
    with known_before(date(2022, 1, 1)), known_before(date(2024, 1, 1)):
        assert max(row.text("month") for row in table("book_ins_monthly")) == "2021-12"


def test_a_forecast_past_its_months_is_not_scored() -> None:
    def long(known: History, arrivals: Arrivals) -> Forecast:
        assert len(arrivals.months) == 6
        return repeat(known, [later(arrivals.months[0], by) for by in range(-1, 9)])

    found = rolling(long, ["2022-01"])
    assert {one.horizon for one in found} == {1, 2, 3, 4, 5, 6}
    assert {one.month for one in found} == {f"2022-0{number}" for number in range(1, 7)}


def test_each_origin_and_horizon_is_scored_once() -> None:
    forecaster: Forecaster = BASELINES["stock_and_flow"]
    found = by_horizon(rolling(forecaster), "population.total")
    assert {horizon: score.n for horizon, score in found.items()} == dict.fromkeys(range(1, 7), 12)
