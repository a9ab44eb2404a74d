"""A table about single people is refused when it is read, and nothing that ships is one."""

from __future__ import annotations

import csv
import io
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.evidence import BadEvidence, BadTable, IndividualLevelTable, read_table, table, tables, validate
from sojourn.evidence.individuals import refuse_columns

PERSONAL = [
    "name",
    "Last Name",
    "detaineeName",
    "surname",
    "alien_number",
    "A-Number",
    "A#",
    "Alien File Number",
    "anumber",
    "dob",
    "Date of Birth",
    "birthDate",
    "Birth Year",
    "passport",
    "Passport No",
    "address",
    "Home Address",
    "phone",
    "email",
    "Anonymized Identifier",
    "unique_identifier",
    "person_id",
    "EID",
    "IDNCASE",
    "Case Number",
    "stay_ID",
    "booking number",
]
PLAIN = ["month", "agency", "book_ins", "country", "area_name", "citizenship", "people", "case_type", "share"]


@pytest.mark.parametrize("column", PERSONAL)
def test_a_column_that_identifies_people_is_refused(tmp_path: Path, column: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(f"month,{column},people\n2024-01,x,1\n", encoding="utf-8")
    with pytest.raises(IndividualLevelTable, match=r"mine\.csv:1:2: .*identifies a person"):
        read_table(path)


@given(column=st.sampled_from(PERSONAL), upper=st.booleans(), pad=st.sampled_from(["", " ", "_", "\t"]))
def test_case_and_padding_do_not_hide_it(column: str, upper: bool, pad: str) -> None:
    shown = pad + (column.upper() if upper else column) + pad
    # In capitals the words of a run-together name cannot be told apart, so those are left out.
    if upper and column in {"detaineeName", "birthDate"}:
        return
    with pytest.raises(IndividualLevelTable):
        refuse_columns(["month", shown], "mine.csv")


@pytest.mark.parametrize("column", PLAIN)
def test_a_column_of_totals_is_read(column: str) -> None:
    refuse_columns([column], "mine.csv")


def test_two_event_dates_without_a_count_are_one_person_a_row(tmp_path: Path) -> None:
    path = tmp_path / "stays.csv"
    path.write_text("citizenship,Book In Date,Departed Date\nMEXICO,2018-01-01,2018-02-01\n", encoding="utf-8")
    with pytest.raises(IndividualLevelTable, match="without a count make each row one person"):
        read_table(path)
    path.write_text("citizenship,Book In Date,Departed Date,people\nMEXICO,2018-01,2018-02,90\n", encoding="utf-8")
    assert read_table(path)[0].whole("people") == 90


@pytest.mark.parametrize("number", ["A123456789", "A012-345-678", "a 12345678", "A12 345 678"])
def test_an_alien_number_in_a_cell_is_refused(tmp_path: Path, number: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(f"month,what\n2024-01,ok\n2024-02,{number}\n", encoding="utf-8")
    with pytest.raises(IndividualLevelTable, match=r"mine\.csv:3:2: holds an alien number"):
        read_table(path)


def test_nothing_that_ships_is_about_single_people(tmp_path: Path) -> None:
    for name in tables():
        assert len(table(name)) < 1000, name
        refuse_columns(list(table(name)[0]), name)


def test_an_individual_table_among_the_evidence_is_named(tmp_path: Path) -> None:
    for file in files("sojourn.evidence").joinpath("data").iterdir():
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "removals.csv").write_text("alien_number,country\nx,MEXICO\n", encoding="utf-8")
    with pytest.raises(BadEvidence, match=r"removals\.csv:1:1: .*identifies a person"):
        validate(tmp_path)


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=4), max_size=5))
def test_any_table_is_read_or_refused_in_one_plain_line(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    out = io.StringIO(newline="")
    csv.writer(out).writerows(cells)
    path.write_text(out.getvalue(), encoding="utf-8", newline="", errors="replace")
    assert_read_or_refused(path)


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused_in_one_plain_line(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "any.csv"
    path.write_bytes(content)
    assert_read_or_refused(path)


def test_a_missing_file_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="cannot be read"):
        read_table(tmp_path / "none.csv")


def test_codes_months_and_numbers_keep_their_kind(tmp_path: Path) -> None:
    path = tmp_path / "kinds.csv"
    path.write_text("code,month,count,rate,gap\n06,2024-12,5,0.5,\n12,2025-01,7,2,3\n", encoding="utf-8")
    first, second = read_table(path)
    assert dict(first) == {"code": "06", "month": "2024-12", "count": 5, "rate": 0.5, "gap": None}
    assert second.number("rate") == 2.0
    with pytest.raises(BadTable, match="'gap' holds None"):
        first.number("gap")


def assert_read_or_refused(path: Path) -> None:
    try:
        read_table(path)
    except (BadTable, IndividualLevelTable) as error:
        assert str(error).startswith(str(path))  # noqa: PT017
        assert len(str(error).splitlines()) == 1  # noqa: PT017
