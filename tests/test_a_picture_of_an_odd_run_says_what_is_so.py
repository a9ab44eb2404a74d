"""A run of a day, without beds, with more people than beds, of little money: its pictures say that, and can be read."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.results.kept import Kept
from sojourn.show.pictures import flow as flow_module
from sojourn.show.pictures.frame import NARROW, WIDE, apart
from sojourn.show.pictures.held_long import held_long
from sojourn.show.pictures.ledger import ledger
from sojourn.show.pictures.picture import NoPicture, Picture
from sojourn.show.pictures.population import finding, population
from sojourn.show.pictures.waits import LEAST, waits
from test_every_picture_has_its_words import _touch
from the_pictures import layer_of, one, rows_of, written

START = date(2025, 1, 20)


def beds(held: list[int], capacity: list[int]) -> pl.DataFrame:
    days = [START + timedelta(days=at) for at in range(len(held))]
    return pl.DataFrame({"date": days, "area": ["all"] * len(held), "capacity": capacity, "held": held})


def with_table(name: str, table: pl.DataFrame) -> Kept:
    return replace(one(), tables={**one().tables, name: lambda: table})


def with_periods(**changes: Any) -> Kept:
    periods = [{**period, **changes} for period in one().summary["periods"]]
    return replace(one(), summary={**one().summary, "periods": periods})


@pytest.mark.parametrize(
    ("held", "capacity", "says"),
    [
        ([30, 20], [0, 0], "There is no bed: 30 people are held on the first day all the same, 20 on the last"),
        ([0, 0], [0, 0], "There is no bed, and nobody is held"),
        ([0, 0], [9, 9], "Nobody is held, and the beds stay empty"),
        ([30, 40], [50, 50], "The beds are never all taken: at the peak 40 people are held, 80% of the beds"),
        ([40, 50], [50, 50], "Every bed is taken from 21 January 2025 to the end"),
        ([50, 40, 50], [50, 50, 50], "Every bed is taken from 20 January 2025, on 2 of 3 days"),
        (
            [50, 60],
            [50, 50],
            (
                "More people are held than there are beds on 1 of 2 days; "
                "at the peak, on 21 January 2025, 60 are, in 50 beds"
            ),
        ),
        (
            [60, 50],  # on the day of the peak there are beds for all
            [70, 40],
            (
                "More people are held than there are beds on 1 of 2 days; "
                "at the peak, on 20 January 2025, 60 are, in 70 beds"
            ),
        ),
        (
            [60, 60],
            [50, 50],
            "More people are held than there are beds throughout; at the peak, on 20 January 2025, 60 are, in 50 beds",
        ),
    ],
)
def test_the_finding_of_the_beds_is_what_is_so(held: list[int], capacity: list[int], says: str) -> None:
    found = finding(beds(held, capacity))
    assert found.replace("about ", "") == says


@pytest.mark.parametrize("days", [1, 2, 6, 30, 90, 200])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_day_stands_twice_on_an_axis(days: int, width: int) -> None:
    picture = population(with_table("beds", beds([40 + at for at in range(days)], [300] * days)))
    said = [one.text for one in written(picture.svg(width=width))]
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug")
    ticks = [text for text in said if any(month in text.split() for month in months) and len(text) < 12]
    assert ticks
    assert len(ticks) == len(set(ticks))


def test_a_single_day_is_a_point_that_is_seen() -> None:
    spec = population(with_table("beds", beds([40], [50]))).spec
    points = [layer for layer in spec["layer"] if layer["mark"]["type"] == "point"]
    assert [layer["encoding"]["y"]["field"] for layer in points] == ["beds", "held"]
    assert "40 are held on 20 January 2025 in 50 beds" in spec["description"]


def test_spells_of_full_beds_are_shaded() -> None:
    days = [10, 50, 50, 20, 50, 30]
    spec = population(with_table("beds", beds(days, [50] * 6))).spec
    shaded = layer_of(spec, "shade")["data"]["values"]
    assert shaded == [{"from": "2025-01-21", "to": "2025-01-22"}, {"from": "2025-01-24", "to": "2025-01-24"}]
    assert not any(layer["mark"].get("style") == "shade" for layer in _drawn([10, 20], [0, 0]))


def _drawn(held: list[int], capacity: list[int]) -> list[dict[str, Any]]:
    layers: list[dict[str, Any]] = population(with_table("beds", beds(held, capacity))).spec["layer"]
    return layers


@given(st.lists(st.floats(0, 400), min_size=1, max_size=12), st.floats(1, 40))
def test_labels_that_are_pushed_apart_stay_inside(at: list[float], least: float) -> None:
    found = apart(at, least, 7, 393)
    assert all(7 - 1e-6 <= place <= 393 + 1e-6 for place in found)
    room = min(least, 386 / max(1, len(at) - 1))
    for a, b in combinations(sorted(found), 2):
        assert b - a >= room - 1e-6
    order = sorted(range(len(at)), key=lambda i: at[i])
    assert [found[i] for i in order] == sorted(found)


def test_labels_with_room_stay_where_they_are() -> None:
    assert apart([10.0, 100.0], 15, 0, 400) == [10.0, 100.0]
    assert apart([10.0, 100.0], 15) == [10.0, 100.0]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_label_of_a_flow_lies_on_another_or_below(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    links = {
        ("interior", "not_detained"): 62,
        ("interior", "waits"): 267,
        ("border", "waits"): 504,
        ("waits", "bed"): 771,
        ("inside", "bed"): 39_152,
        ("direct", "removed_border"): 502,
        ("direct", "still"): 1_553,
        ("bed", "released"): 317,
        ("bed", "removed_home"): 461,
        ("bed", "elsewhere"): 47,
        ("bed", "still"): 39_098,
    }
    monkeypatch.setattr(flow_module, "links_of", lambda kept: links)
    said = list(written(flow_module.flow(one()).svg(width=width)))
    over = [(a.text, b.text) for a, b in combinations(said, 2) if _touch(a, b)]
    assert over == []


def test_those_who_are_released_from_a_bed_are_not_told_as_all_who_are_released(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    links = {("interior", "waits"): 100, ("waits", "no_bed"): 40, ("waits", "bed"): 60, ("bed", "released"): 60}
    monkeypatch.setattr(flow_module, "links_of", lambda kept: links)
    assert flow_module.flow(one()).title == "Of about 100 people, 0% are removed; 60% are released from a bed"


@pytest.mark.parametrize(
    ("days", "says"),
    [((12.0, 4.0, 3.0), "19 days from order to departure, most of them for a travel document"),
     ((8.0, 6.0, 6.0), "20 days from order to departure, 8 of them for a travel document")],
)  # fmt: skip
def test_most_of_a_wait_is_more_than_half_of_it(days: tuple[float, float, float], says: str) -> None:
    stages = ("travel_document", "landing_rights", "seat")
    table = pl.DataFrame(
        {"nationality": ["Cuba"], "exit_removed_home": [LEAST]}
        | {f"left_{stage}": [LEAST] for stage in stages}
        | {f"mean_days_{stage}": [mean] for stage, mean in zip(stages, days, strict=True)}
    )
    assert says in waits(with_table("monthly", table)).title


def test_who_was_released_and_never_departed_waited_for_no_departure() -> None:
    table = one().table("monthly")
    assert waits(with_table("monthly", table)).title
    nobody = table.with_columns(pl.col("exit_removed_home") * 0)
    with pytest.raises(NoPicture, match=f"fewer than {LEAST} people of any nationality departed"):
        waits(with_table("monthly", nobody))


def priced(factor: float) -> Kept:
    """A run whose every sum of money is so many times as large."""
    lines = {
        key: {**line, "values": {period: (value or 0) * factor for period, value in line["values"].items()}}
        if key.startswith("money_")
        else line
        for key, line in one().summary["lines"].items()
    }
    return replace(one(), summary={**one().summary, "lines": lines})


@pytest.mark.parametrize(("factor", "unit"), [(1.0, "billion USD"), (1e-3, "million USD"), (1e-6, "thousand USD")])
def test_money_is_told_in_a_unit_that_fits(factor: float, unit: str) -> None:
    picture = ledger(priced(factor))
    assert f"in {unit}:" in picture.alt
    rows = layer_of(picture.spec, "label_bold")["data"]["values"]
    total = next(row for row in rows if row["account"] == "All accounts")
    per = {"billion USD": 1e9, "million USD": 1e6, "thousand USD": 1e3}[unit]
    assert total["spent"] * per == pytest.approx(one().value("money_all") * factor)  # type: ignore[operator]
    titles = [layer["encoding"]["x"]["axis"]["title"] for layer in picture.spec["layer"] if "x" in layer["encoding"]]
    assert all(title.startswith(unit) for title in titles)


@pytest.mark.parametrize("dearer", [1.0, 3.0])
def test_spending_is_told_between_its_ends_and_never_alone(dearer: float) -> None:
    lines = dict(one().summary["lines"])
    lines["money_all_high"] = {
        **lines["money_all_high"],
        "values": {"all": (one().value("money_all_high") or 0) * dearer},
    }
    kept = replace(one(), summary={**one().summary, "lines": lines})
    title = ledger(kept).title
    low, high = (kept.value(f"money_all_{end}") for end in ("low", "high"))
    assert low is not None
    assert high is not None
    assert low < high
    shares = [
        (kept.value(f"money_arrests{end}") or 0) / (kept.value(f"money_all{end}") or 0) for end in ("_low", "", "_high")
    ]
    share = (min(shares), max(shares))  # a cost without a high end is the most of all at the value of the others
    assert " to " in title
    assert f"{min(share):.0%}".rstrip("%") in title
    assert f"{max(share):.0%}" in title
    assert ledger(priced(0)).title == "Nothing is spent"


def test_a_part_of_a_year_is_told_as_one() -> None:
    whole, part = (held_long(with_periods(full_fiscal_year=full)).title for full in (True, False))
    assert " in FY20" in whole
    assert " in a part of FY20" in part


@pytest.mark.parametrize("years", [1, 3, 6, 11])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_number_of_people_held_long_lies_on_another(years: int, width: int) -> None:
    first = one().summary["periods"][0]
    spans = [{**first, "key": f"FY{2025 + at}", "full_fiscal_year": at > 0} for at in range(years)]
    values = {"over_90": 194_000, "over_180": 37_300}
    lines = {
        key: {**line, "values": dict.fromkeys([one["key"] for one in spans], values[key])} if key in values else line
        for key, line in one().summary["lines"].items()
    }
    stays = one().table("stays").head(0)
    rows = pl.DataFrame(
        {
            "fiscal_year": [span["key"] for span in spans],
            "criminality": ["other"] * years,
            "nights": [200] * years,
            "ended": [37_300] * years,
            "going_on": [0] * years,
        }
    )
    table = pl.concat(
        [stays.with_columns(pl.col("fiscal_year", "criminality").cast(pl.String)), rows], how="diagonal_relaxed"
    )
    kept = replace(with_table("stays", table), summary={**one().summary, "periods": spans, "lines": lines})
    said = list(written(held_long(kept).svg(width=width)))
    over = [(a.text, b.text) for a, b in combinations(said, 2) if _touch(a, b)]
    assert over == []


def few(left: int) -> Kept:
    """A run in which so many people of one nationality departed, and a hundred of another."""
    table = one().table("monthly").with_columns(pl.col("nationality").cast(pl.String))
    stages = [name for name in table.columns if name.startswith(("left_", "mean_days_"))]
    head = table.head(2).with_columns(
        pl.Series("nationality", ["Mexico", "Cuba"]),
        pl.Series("exit_removed_home", [100, left]),
        *(pl.Series(name, [100, left] if name.startswith("left_") else [5.0, 50.0]) for name in stages),
    )
    return with_table("monthly", head)


def test_a_wait_of_a_handful_of_people_is_no_finding() -> None:
    def shown(picture: Picture) -> set[str]:
        return {row["nationality"] for row in rows_of(picture.spec) if "nationality" in row}

    assert shown(waits(few(LEAST))) == {"Mexico", "Cuba"}
    assert shown(waits(few(LEAST - 1))) == {"Mexico"}
    assert "Cuba" not in waits(few(LEAST - 1)).title
    nobody = with_table("monthly", few(5).table("monthly").filter(pl.col("nationality") == "Cuba"))
    with pytest.raises(NoPicture, match="fewer than 30 people"):
        waits(nobody)


@pytest.mark.parametrize("draw", [population, ledger])
def test_nothing_on_an_axis_is_written_with_a_unit(draw: Callable[[Kept], Picture]) -> None:
    said = [line.text for line in written(draw(one()).svg())]
    assert "0" in said
    assert not any(text in ("0k", "0 mn", "0 bn") for text in said)


def test_a_number_that_is_none_is_not_drawn() -> None:
    assert not any(
        isinstance(value, float) and not math.isfinite(value)
        for row in rows_of(population(one()).spec)
        for value in row.values()
    )
