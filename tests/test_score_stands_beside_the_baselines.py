"""`sojourn score` scores a forecast beside the baselines, says what is missing, and refuses in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command_line import sojourn
from sojourn.study.forecasts.actual import Actual
from sojourn.study.forecasts.baselines import BASELINES
from sojourn.study.forecasts.beside import beside_baselines
from sojourn.study.forecasts.forecast import from_points
from sojourn.study.forecasts.history import published
from sojourn.study.forecasts.months import span
from sojourn.study.forecasts.score import by_series, pairs

DATA = Path(__file__).parents[1] / "src" / "sojourn" / "evidence" / "data"
ACTUAL = [str(DATA / f"{name}.csv") for name in ("population_monthly", "book_outs_monthly", "removals_monthly")]
ARRIVALS = str(DATA / "book_ins_monthly.csv")
MONTHS = span("2024-07", "2024-12")


@pytest.fixture
def forecast(tmp_path: Path) -> str:
    path = tmp_path / "forecast.json"
    points = {"population.total": [36_000.0] * 6, "book_outs.removed": [14_000.0] * 6, "population.pending": [2.0] * 6}
    path.write_text(from_points(MONTHS, points).to_json())
    return str(path)


def test_all_three_baselines_stand_beside_with_arrivals(forecast: str) -> None:
    told = sojourn("score", forecast, *ACTUAL, "--arrivals", ARRIVALS, "--json")
    assert told.code == 0, told.err
    answer = json.loads(told.out)
    assert answer["months"] == list(MONTHS)
    history = published()
    for row in answer["series"]:
        assert set(row["baselines"]) == set(BASELINES)
        assert [one["horizon"] for one in row["horizons"]] == [1, 2, 3, 4, 5, 6]
        for name, baseline in BASELINES.items():
            mine = baseline(history.before("2024-07"), history.arrivals("2024-07", "2024-12"))
            expected = by_series(pairs(mine, history.actual()))[row["series"]]
            assert row["baselines"][name]["mape"] == pytest.approx(expected.mape, rel=1e-5)
            assert row["baselines"][name]["crps"] == pytest.approx(expected.mae, rel=1e-5)


def test_without_arrivals_persistence_stands_alone_and_it_is_said(forecast: str) -> None:
    told = sojourn("score", forecast, *ACTUAL, "--json")
    answer = json.loads(told.out)
    assert {name for row in answer["series"] for name in row["baselines"]} == {"persistence"}
    assert any("--arrivals" in one for one in answer["said"])
    actual = published().actual()["population.total"]
    held = actual["2024-06"]
    row = next(one for one in answer["series"] if one["series"] == "population.total")
    error = sum(abs(held / actual[month] - 1) for month in MONTHS) / 6
    assert row["baselines"]["persistence"]["mape"] == pytest.approx(error, rel=1e-5)


def test_arrivals_that_end_too_early_are_said(forecast: str, tmp_path: Path) -> None:
    few = tmp_path / "few.csv"
    few.write_text("month,agency,book_ins\n2024-07,ICE,1\n2024-07,CBP,1\n")
    told = sojourn("score", forecast, *ACTUAL, "--arrivals", str(few))
    assert told.code == 0
    words = " ".join(told.out.split())
    assert "Only persistence is shown: book-ins from 2024-07 to 2024-12 are needed" in words


def test_the_screen_shows_every_series_and_what_was_left_out(forecast: str, tmp_path: Path) -> None:
    known = tmp_path / "known.csv"
    known.write_text("month,series,value\n2024-07,population.total,37000\n2024-08,population.totl,37000\n")
    told = sojourn("score", forecast, str(known), "--arrivals", ARRIVALS)
    assert told.code == 0
    words = " ".join(told.out.split())
    assert "population.total 1 1,000 2.7 % -1,000 1,000 – – –" in words
    assert "Not scored, because what happened is not given: book_outs.removed, population.pending." in words
    assert "1 of the 6 months forecast are known." in words
    assert "Little's law" in words
    assert max(len(line) for line in told.out.splitlines()) <= 100


def test_a_forecast_from_a_later_start_says_where_the_baselines_start() -> None:
    """Months that are made up: the forecast begins two months after the last one that is known."""
    months = ("2025-03", "2025-04")
    found = beside_baselines(from_points(months, {"alos.total": [1, 1]}), Actual({"alos.total": {"2025-03": 2.0}}))
    assert any("start from 2024-12" in one for one in found.said)
    assert found.baselines["persistence"]["alos.total"].n == 1


def test_a_forecast_from_before_there_is_a_year_has_no_baselines() -> None:
    given = from_points(("2019-01",), {"alos.total": [1]})
    found = beside_baselines(given, Actual({"alos.total": {"2019-01": 2.0}}))
    assert found.baselines == {}
    assert any("what was published begins in 2019-10" in one for one in found.said)


def test_what_cannot_be_scored_is_told_in_a_sentence(forecast: str, tmp_path: Path) -> None:
    late = tmp_path / "late.csv"
    late.write_text("month,series,value\n2019-11,population.total,5\n")
    other = tmp_path / "other.csv"
    other.write_text("month,series,value\n2024-07,alos.total,5\n")
    for arguments, said in (
        ([forecast, str(late)], "no month of a series is in both"),
        ([forecast, str(other)], "no series is in both"),
        ([str(tmp_path / "none.json"), *ACTUAL], "is not there"),
        ([forecast, str(tmp_path)], "is a folder"),
        ([ACTUAL[0], ACTUAL[0]], "the column `series` is missing"),
        ([forecast], "Missing argument"),
        ([forecast, *ACTUAL, "--arrivals", forecast], "the column `agency` is missing"),
    ):
        told = sojourn("score", *arguments)
        assert (told.code, told.out) == (2, ""), said
        assert said in told.err
        assert "Traceback" not in told.err


def test_help_shows_an_example() -> None:
    told = sojourn("score", "--help")
    assert told.code == 0
    assert "For example: sojourn score" in told.out
