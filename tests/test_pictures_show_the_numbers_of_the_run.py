"""What a picture draws, and what it says in words, is what the run's own tables hold."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from a_run import a_run
from an_ensemble import an_ensemble
from sojourn.evidence.tables import table
from sojourn.results.bands import band
from sojourn.study.through_time import HELD
from the_pictures import CHANGES, a_hindcast, every, layer_of, many, of_a_run, of_many, one, rows_of


def test_population_is_held_and_beds_day_by_day() -> None:
    picture, run = of_a_run()["population"], a_run()
    held, beds = run.series["held"].sum(axis=1), run.capacity.sum(axis=1)
    rows = layer_of(picture.spec, "main")["data"]["values"]
    for row in rows:
        tick = run.calendar.tick(date.fromisoformat(row["date"]))
        assert (row["held"], row["beds"]) == (held[tick], beds[tick])
    assert max(row["held"] for row in rows) == held.max()
    assert {rows[0]["date"], rows[-1]["date"]} == {"2025-01-20", "2025-10-31"}
    for number in (held[0], beds[0], held[-1], held.max(), np.count_nonzero(held >= beds)):
        assert f"{number:,}" in picture.alt


def test_removals_are_the_published_and_the_simulated() -> None:
    rows = rows_of(of_a_run()["removals"].spec)
    shown = {row["year"]: row["removals"] for row in rows if "removals" in row and "text" not in row}
    run = a_run().summary["lines"]["removed_all"]["values"]
    published = {
        row.whole("fy"): row.whole("removals")
        for row in table("removals_by_fiscal_year")
        if row.text("rule") == "ice_official"
    }
    assert shown == published | {2025: run["FY2025"], 2026: run["FY2026"]}
    assert f"FY2025 {run['FY2025']:,}, part of the year" in of_a_run()["removals"].alt


def test_the_ledger_is_that_of_the_run() -> None:
    rows = layer_of(of_a_run()["ledger"].spec, "label_bold")["data"]["values"]
    book = a_run().ledger
    whole = {account: int(cents.sum()) / 1e11 for account, cents in book.by_account().items()}
    lines = a_run().summary["lines"]
    named = {lines[f"money_{account}"]["label"]: amount for account, amount in whole.items()}
    shown = {row["account"]: row["spent"] for row in rows}
    assert shown == pytest.approx(named | {"All accounts": book.total() / 1e11})
    *parts, total = rows
    assert sum(row["spent"] for row in parts) == pytest.approx(total["spent"])
    low = {row["account"]: row["low"] for row in rows}
    assert low["All accounts"] == pytest.approx(book.total(end="low") / 1e11)
    assert f"All accounts {book.total() / 1e11:,.3g}" in of_a_run()["ledger"].alt


def test_an_assumed_unit_cost_looks_assumed() -> None:
    rows = layer_of(of_a_run()["ledger"].spec, "label_bold")["data"]["values"]
    worst = {item.account: "" for item in a_run().ledger.items}
    for item in a_run().ledger.items:
        worst[item.account] = max(worst[item.account], item.cost.grade or "yours")
    assumed = {a_run().summary["lines"][f"money_{key}"]["label"] for key, grade in worst.items() if grade == "C"}
    assert assumed
    assert {row["account"] for row in rows if row["text"].endswith(" C")} == assumed
    dashed = layer_of(of_a_run()["ledger"].spec, "bar_part")["data"]["values"]
    assert {row["account"] for row in dashed} == assumed


def test_who_is_held_long_adds_up_to_the_lines() -> None:
    tops = layer_of(of_a_run()["held_long"].spec, "label")["data"]["values"]
    lines = a_run().summary["lines"]
    for row in tops:
        line = lines[f"over_{row['nights'].removeprefix('>')}"]["values"]
        assert row["top"] == line[row["year"].rstrip("*")]
        assert f"{row['top']:,.0f}" in of_a_run()["held_long"].alt
    parts = [row for row in rows_of(of_a_run()["held_long"].spec) if "class" in row]
    assert {row["class"] for row in parts} == {"convicted", "pending", "other"}


def test_waits_are_means_over_those_who_left() -> None:
    rows = layer_of(of_a_run()["waits"].spec, "label_bold")["data"]["values"]
    run, stages = a_run(), ("travel_document", "landing_rights", "seat")
    panel, nations = run.panel, run.kinds.levels("nationality")
    for row in rows:
        at, days = nations.index(row["nationality"]), 0.0
        for stage in stages:
            leaving = [number for number, edge in enumerate(panel.edges) if edge.stage == stage]
            left = panel.period_flow[:, leaving, at].sum()
            days += panel.period_time[:, leaving, at].sum() / left if left else 0.0
        assert row["to"] == pytest.approx(days)
    assert [row["to"] for row in rows] == sorted((row["to"] for row in rows), reverse=True)


def test_bands_are_those_of_the_study() -> None:
    study = an_ensemble()
    shown = layer_of(of_many()["population"].spec, "band")["data"]["values"]
    for row in shown:
        held = band([run[HELD][row["date"]] for run in study.runs])
        assert held is not None
        assert (row["low"], row["held"], row["high"]) == (held.low, held.median, held.high)
    last = study.band("held_last", "all")
    assert last is not None
    assert (shown[-1]["low"], shown[-1]["high"]) == (last.low, last.high)
    bars = rows_of(of_many()["removals"].spec)
    told = study.band("removed_all", "FY2025")
    assert told is not None
    assert next((row["low"], row["high"]) for row in bars if "low" in row) == (told.low, told.high)
    long = study.band("over_90", "FY2025")
    assert long is not None
    assert f"({long.low:,.0f} to {long.high:,.0f})" in of_many()["held_long"].alt


def test_a_hindcast_says_how_often_it_held_what_happened() -> None:
    assert a_hindcast().title.startswith("What happened lies in the 90% band in 1 of 2 months")
    assert "happened 52,000" in a_hindcast().alt
    points = layer_of(a_hindcast().spec, "point_ink")["data"]["values"]
    assert [row["value"] for row in points] == [37_000, 36_500, 36_900, 52_000]


def test_a_waterfall_goes_from_one_end_to_the_other() -> None:
    bars = [row for row in rows_of(every()["waterfall"].spec) if "change" in row and "edge" in row]
    steps = {row["change"]: (row["from"], row["to"]) for row in bars}
    at = CHANGES["start"]["value"]
    for row in CHANGES["rows"]:
        assert steps[row["change"]] == (at, at + row["value"])
        at += row["value"]
    assert at == CHANGES["end"]["value"]


@pytest.mark.parametrize("name", ["population", "removals", "ledger", "held_long", "flow", "waits"])
def test_the_grade_and_the_run_stand_below(name: str) -> None:
    picture = of_a_run()[name]
    assert "Grade C (assumed or fitted)" in picture.source
    assert one().made["hash"][:8] in picture.source
    assert picture.spec["description"] == picture.alt
    assert picture.spec["usermeta"]["source"] == picture.source


def test_many_runs_say_how_many() -> None:
    assert "6 draws" in of_many()["population"].source
    assert many().made["hash"][:8] in of_many()["population"].source
