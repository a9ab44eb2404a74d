"""Every figure and table says who published it, in which document, for what period, and how good it is."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.evidence import (
    BadEvidence,
    BadPeriod,
    UnknownFigure,
    UnknownTable,
    figure,
    figures,
    first_day,
    last_day,
    table,
    table_info,
    tables,
    validate,
)

DATA = Path(str(files("sojourn.evidence").joinpath("data")))


def test_what_ships_keeps_the_rules() -> None:
    validate()


def test_every_figure_can_be_traced() -> None:
    assert len(figures()) > 200
    for key, each in figures().items():
        assert each.key == key
        assert each.unit.strip(), key
        assert each.publisher.strip(), key
        assert each.document.strip(), key
        assert each.grade in {"A", "B", "C"}, key
        assert first_day(each.as_of) <= last_day(each.as_of)
        if isinstance(each.value, float):
            low = each.value if each.low is None else each.low
            high = each.value if each.high is None else each.high
            assert low <= each.value <= high, key


def test_what_is_assumed_says_so() -> None:
    for each in figures().values():
        if each.publisher == "Sojourn":
            assert each.grade == "C", each.key
            assert each.note.startswith(("Assumed", "Derived:", "Fitted")), each.key


def test_every_table_can_be_traced() -> None:
    for name, info in tables().items():
        assert table(name), name
        assert all((info.what, info.unit, info.publisher, info.document, info.period, info.note)), name
        assert info.grade in {"A", "B", "C"}, name


def test_no_row_names_a_copy_or_an_address() -> None:
    for path in DATA.glob("*.csv"):
        text = path.read_text(encoding="utf-8").lower()
        for word in ("http", "www.", "github", "forum copy", "blog", "reddit", "factually"):
            assert word not in text, f"{path.name}: {word}"


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("unit", "", "has no unit"),
        ("publisher", " ", "has no publisher"),
        ("document", "", "has no document"),
        ("grade", "D", "a grade is A, B or C"),
        ("grade", "", "a grade is A, B or C"),
        ("as_of", "last year", "is not a period"),
        ("as_of", "2024-13", "not in the calendar"),
        ("as_of", "FY2024/FY2019", "ends before it begins"),
        ("value", "many", "no number"),
        ("value", "nan", "no finite number"),
        ("value", "", "no number"),
        ("low", "9e15", "outside its range"),
        ("high", "-1", "outside its range"),
        ("key", "detention.adp.FY2024", "is there twice"),
        ("key", "no dots", "is not a dotted name"),
    ],
)
def test_a_row_that_breaks_a_rule_is_named(tmp_path: Path, column: str, text: str, said: str) -> None:
    rows = copy_with(tmp_path, "figures", "flight.max_passengers", column, text)
    line = next(n for n, row in enumerate(rows, start=2) if row["note"].startswith("Seats for detained"))
    with pytest.raises(BadEvidence) as caught:
        validate(tmp_path)
    assert any(said in one for one in caught.value.problems)
    assert any(one.startswith("figures.csv:") for one in caught.value.problems)
    assert any(f":{line}:" in one for one in caught.value.problems) or column == "key"


def test_a_table_without_a_description_is_named(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    (tmp_path / "mystery.csv").write_text("month,people\n2024-01,5\n", encoding="utf-8")
    with pytest.raises(BadEvidence, match=r"says nothing about mystery\.csv"):
        validate(tmp_path)


def test_a_description_without_a_table_is_named(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    (tmp_path / "case_types.csv").unlink()
    with pytest.raises(BadEvidence, match="describes case_types"):
        validate(tmp_path)


def test_a_near_miss_gets_a_suggestion() -> None:
    with pytest.raises(UnknownFigure, match=r"did you mean 'plan\.beds_goal'"):
        figure("plan.bed_goal")
    with pytest.raises(UnknownTable, match="did you mean 'nationalities'"):
        table_info("nationalites")


@given(st.text())
def test_any_other_name_is_refused_in_one_line(name: str) -> None:
    if name not in figures():
        with pytest.raises(UnknownFigure) as caught:
            figure(name)
        assert "\n" not in str(caught.value)


def test_a_day_is_not_used_as_a_number() -> None:
    assert figure("plan.start").value == "2025-01-20"
    with pytest.raises(UnknownFigure, match="is the day"):
        _ = figure("plan.start").number


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-12-28", date(2024, 12, 28), date(2024, 12, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("FY2024", date(2023, 10, 1), date(2024, 9, 30)),
        ("FY2018/FY2024", date(2017, 10, 1), date(2024, 9, 30)),
        ("FY2019/2024-12", date(2018, 10, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_is_read_as_the_calendar_has_it(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@given(st.text() | st.from_regex(r"(FY)?[0-9]{4}(-[0-9]{2}){0,2}(/(FY)?[0-9]{4})?", fullmatch=True))
def test_any_text_is_a_period_or_is_refused_in_one_line(text: str) -> None:
    try:
        assert first_day(text) <= last_day(text)
    except BadPeriod as error:
        assert "\n" not in str(error)  # noqa: PT017


@given(st.dates(min_value=date(1, 1, 1)))
def test_a_day_reads_back_as_itself(day: date) -> None:
    assert first_day(day.isoformat()) == last_day(day.isoformat()) == day


def copy_with(folder: Path, name: str, key: str, column: str, text: str) -> list[dict[str, str]]:
    """Copy the shipped data with one cell changed."""
    shutil.copytree(DATA, folder, dirs_exist_ok=True)
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["key"] == key:
            row[column] = text
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return rows
