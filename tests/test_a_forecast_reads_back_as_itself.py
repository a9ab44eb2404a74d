"""A forecast keeps its numbers through JSON and CSV, and one that is none is refused at its place."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.study.forecasts.forecast import QUANTILES, Forecast, forecast_of, from_ensemble, from_points
from sojourn.study.forecasts.months import later
from sojourn.study.forecasts.series import SERIES
from sojourn.study.forecasts.sheet import BadFile

GOOD = {"month": "2024-07", "series": "population.total", **dict(zip(QUANTILES, range(7), strict=True))}


@st.composite
def forecasts(draw: st.DrawFn) -> Forecast:
    months = tuple(later("2020-01", by) for by in range(draw(st.integers(1, 5))))
    names = draw(st.lists(st.sampled_from(SERIES), min_size=1, max_size=4, unique=True))
    row = st.lists(st.floats(0, 1e8, allow_subnormal=False), min_size=7, max_size=7).map(sorted)
    return Forecast(months, {name: np.array([draw(row) for _ in months]) for name in names})


def same(one: Forecast, other: Forecast) -> bool:
    return one.months == other.months and all((one.series[name] == other.series[name]).all() for name in one.series)


@given(forecasts())
def test_through_json_and_csv(forecast: Forecast) -> None:
    assert same(forecast, forecast_of(forecast.to_json().encode(), "f.json"))
    assert same(forecast, forecast_of(forecast.to_csv().encode(), "f.csv"))


def test_json_is_a_list_of_records_with_these_keys_and_no_others() -> None:
    records = json.loads(from_points(["2024-07", "2024-08"], {"alos.total": [50, 51]}).to_json())
    assert [list(record) for record in records] == [["month", "series", *QUANTILES]] * 2
    assert [(r["month"], r["series"], r["p5"], r["p95"]) for r in records] == [
        ("2024-07", "alos.total", 50.0, 50.0),
        ("2024-08", "alos.total", 51.0, 51.0),
    ]
    rows = list(csv.reader(io.StringIO(from_points(["2024-07"], {"alos.total": [50]}).to_csv())))
    assert rows[0] == ["month", "series", *QUANTILES]


def test_records_are_the_quantiles_of_the_members() -> None:
    """Of the members 0 to 100 the quantile p is p, whatever their order."""
    members = np.random.default_rng(1).permutation(101)[:, None] * np.array([1.0, 10.0])
    table = from_ensemble(["2024-07", "2024-08"], {"population.total": members}).series["population.total"]
    assert table[0] == pytest.approx([5, 10, 25, 50, 75, 90, 95])
    assert table[1] == pytest.approx([50, 100, 250, 500, 750, 900, 950])


@pytest.mark.parametrize("shape", [(5,), (5, 3), (0, 2), (2, 2, 2)])
def test_members_of_another_shape_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"\(members, 2 months\) expected"):
        from_ensemble(["2024-07", "2024-08"], {"population.total": np.zeros(shape)})


def test_a_month_without_a_forecast_is_no_record() -> None:
    forecast = from_points(["2024-07", "2024-08"], {"alos.total": [50, float("nan")], "population.ICE": [1, 2]})
    assert len(forecast.records()) == 3
    back = forecast_of(forecast.to_json().encode(), "f.json")
    assert np.isnan(back.series["alos.total"][1]).all()


def test_published_names_of_reasons_and_other_letters_are_understood() -> None:
    records = [GOOD | {"series": name} for name in ("Population.ice", "book_outs.Release to Remove", "ALOS.total")]
    found = forecast_of(json.dumps(records).encode(), "f.json")
    assert list(found.series) == ["population.ICE", "book_outs.removed", "alos.total"]
    assert found.assumed


BAD = {
    "quantiles that go down": (GOOD | {"p75": 2}, "p75 lies below p50"),
    "a quantile missing": ({k: v for k, v in GOOD.items() if k != "p95"}, "the column `p95` is missing"),
    "a quantile of null": (GOOD | {"p95": None}, "p95: the number is missing"),
    "a quantile that is a word": (GOOD | {"p5": "few"}, "p5: this is not a number"),
    "true": (GOOD | {"p5": True}, "p5: this is not a number"),
    "a month that could be two": (GOOD | {"month": "03/04/2024"}, "could be in two months"),
    "no name of a series": (GOOD | {"series": "?"}, "not the name of a series"),
}


@pytest.mark.parametrize(("record", "said"), BAD.values(), ids=BAD.keys())
def test_a_bad_record_is_told_at_its_place(record: dict[str, object], said: str) -> None:
    with pytest.raises(BadFile) as caught:
        forecast_of(json.dumps([record], indent=1).encode(), "f.json")
    assert said in str(caught.value)
    assert str(caught.value).startswith("f.json:")


def test_a_record_that_lacks_what_others_have_and_a_second_one_are_told() -> None:
    for records, said in (
        ([GOOD, {"month": "2024-08", "series": "alos.total"}], "f.json:13:2: error: this record has no `p5`"),
        ([GOOD, GOOD], "f.json:15:3: error: population.total has a second forecast for 2024-07"),
    ):
        with pytest.raises(BadFile) as caught:
            forecast_of(json.dumps(records, indent=1).encode(), "f.json")
        assert said in str(caught.value)
