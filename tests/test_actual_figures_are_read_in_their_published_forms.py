"""What happened is read long, wide, or as published, and means the same each way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sojourn.study.forecasts.actual import actual_of, read_actual
from sojourn.study.forecasts.sheet import BadFile

DATA = Path(__file__).parents[1] / "src" / "sojourn" / "evidence" / "data"
EXPECTED = {"population.total": {"2024-01": 100.5, "2024-02": 90.0}, "book_outs.removed": {"2024-01": 7.0}}
SAME = {
    "long": "month,series,value\n2024-01,population.total,100.5\n2024-02,population.total,90\n"
    "2024-01,book_outs.removed,7\n",
    "wide": "Month;population.total;book_outs.removed\n2024-01;100.5;7\n2024-02;90;\n",
    "long JSON": json.dumps(
        [{"month": m, "series": s, "value": v} for s, ms in EXPECTED.items() for m, v in ms.items()]
    ),
    "wide JSON": '[{"month": "2024-01", "population.total": 100.5, "book_outs.removed": 7}, '
    '{"month": "2024-02", "population.total": 90}]',
}


@pytest.mark.parametrize("text", SAME.values(), ids=SAME.keys())
def test_each_form_says_the_same(text: str) -> None:
    assert actual_of(text.encode(), "a.csv").values == EXPECTED


def test_published_population_by_agency_and_class() -> None:
    """As printed where a total is printed, and summed where only the parts are."""
    text = (
        "month,agency,criminality,adp,alos_days\n"
        "2024-01,CBP,Total,70,\n2024-01,ICE,Total,30,\n2024-01,Total,Convicted Criminal,25,\n2024-01,all,all,101,44.5\n"
        "2024-02,border,convicted,10,5\n2024-02,border,pending,20,5\n2024-02,border,other,30,5\n"
        "2024-02,interior,convicted,1,5\n2024-02,interior,pending,2,5\n2024-02,interior,other,3,5\n"
        "2024-03,ICE,convicted,4,5\n"
    )
    assert actual_of(text.encode(), "a.csv").values == {
        "population.total": {"2024-01": 101.0, "2024-02": 66.0},
        "population.ICE": {"2024-01": 30.0, "2024-02": 6.0},
        "population.CBP": {"2024-01": 70.0, "2024-02": 60.0},
        "population.convicted": {"2024-01": 25.0, "2024-02": 11.0},
        "population.pending": {"2024-02": 22.0},
        "population.other": {"2024-02": 33.0},
        "alos.total": {"2024-01": 44.5},
    }


def test_published_book_outs_by_reason() -> None:
    text = (
        "month,reason,criminality,book_outs,definition\n"
        "2023-09,Paroled,total,50,releases_only\n2023-09,Total,total,50,releases_only\n"
        "2023-10,Release to Remove,convicted,5,all\n2023-10,Release to Remove,other,6,all\n"
        "2023-10,Bonded Out,total,4,all\n2023-10,Bond Set by ICE,total,1,all\n2023-10,Bond Set by IJ,total,3,all\n"
    )
    found = actual_of(text.encode(), "a.csv")
    assert found.values == {
        "book_outs.paroled": {"2023-09": 50.0},
        "book_outs.removed": {"2023-10": 11.0},
        "removals.custody": {"2023-10": 11.0},
        "book_outs.bonded": {"2023-10": 4.0},
        "book_outs.total": {"2023-10": 15.0},
    }
    assert any("parts of bonded" in one for one in found.assumed)


def test_removals_of_one_rule_with_months_in_part_scaled_up() -> None:
    found = read_actual([DATA / "removals_monthly.csv"])
    assert found.values["removals.all"]["2022-09"] == pytest.approx(6364 * 30 / 24)
    assert any("other rules" in one for one in found.assumed)


def test_several_files_are_laid_together_and_must_agree(tmp_path: Path) -> None:
    found = read_actual([DATA / "population_monthly.csv", DATA / "book_outs_monthly.csv"])
    assert found.values["population.total"]["2024-12"] == 39_134.71
    assert found.values["book_outs.total"]["2023-10"] == 20_388
    other = tmp_path / "other.csv"
    other.write_text("month,series,value\n2024-12,population.total,5\n")
    with pytest.raises(BadFile, match=r"2024-12 is 5 here and 39134.7 in a file before"):
        read_actual([DATA / "population_monthly.csv", other])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("month,people\n2024-01,5\n", "a.csv:1:1: error: these columns hold no series"),
        (
            "month,series,value\n2024-01,population.total,-1\n",
            "a.csv:2:26: error: population.total: what happened cannot",
        ),
        ("month,series,value\n2024-01,alos.total,x\n", "a.csv:2:20: error: alos.total: this is not a number"),
        (
            "month,series,value\n2024-01,alos.total,1\nJan 2024,ALOS.total,1\n",
            "a.csv:3:21: error: alos.total has a second",
        ),
        ("month,series,value\n2024-01,alos.total,\n", "a.csv:1:1: error: there is not one number"),
        ("month,series,valeu\n2024-01,alos.total,1\n", "did you mean `valeu`?"),
        ("month,agency,adp\n2024-01,USCIS,1\n", "a.csv:2:9: error: `USCIS` is not known here"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place(text: str, said: str) -> None:
    with pytest.raises(BadFile) as caught:
        actual_of(text.encode(), "a.csv")
    assert said in str(caught.value)
