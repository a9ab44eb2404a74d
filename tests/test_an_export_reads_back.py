"""A run that is exported reads back in other programs: every number, every date, and totals to the cent."""

from __future__ import annotations

import dataclasses
import io
import json
import math
import zipfile
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from a_run import a_run
from an_ensemble import an_ensemble
from sojourn.results.kept import NotKept
from sojourn.results.store import NotWritten, save
from sojourn.show.export.exporting import export
from sojourn.show.export.flat import files
from sojourn.show.export.sheets import Exported, exported
from sojourn.show.export.workbook import title_of, workbook
from sojourn.study.draw_files import save as save_many

DIGITS = 1e-15
"""A workbook holds 16 digits of a number that is not whole."""
TABLES = ["results", "monthly", "daily", "beds", "stays", "ledger", "assumptions", "sources"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(a_run(), tmp_path_factory.mktemp("runs"))


@cache
def found(folder: Path) -> Exported:
    return exported(folder)


@cache
def as_bytes(folder: Path) -> bytes:
    return workbook(found(folder))


@cache
def read(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Title of a sheet to its rows, with the values that formulas had when they were written."""
    book = openpyxl.load_workbook(io.BytesIO(as_bytes(folder)), data_only=True, read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_every_table_is_there(folder: Path) -> None:
    assert [sheet.name for sheet in found(folder).sheets] == TABLES
    assert list(read(folder)) == [
        "Read me", "Results", "Monthly", "Daily", "Beds", "Stays", "Ledger", "Ledger by day", "Assumptions", "Sources",
    ]  # fmt: skip


@pytest.mark.parametrize("name", [name for name in TABLES if name != "results"])
def test_every_cell_of_the_workbook_is_that_of_the_table(folder: Path, name: str) -> None:
    sheet = found(folder).sheet(name)
    heads, units, *rows = read(folder)[title_of(name)]
    assert list(heads) == sheet.columns
    assert [unit or "" for unit in units] == [sheet.units[column] for column in sheet.columns]
    assert len(rows) == sheet.frame.height
    for at, column in enumerate(sheet.columns):
        shown = [_plain(row[at]) for row in rows]
        true = [_empty(value) for value in sheet.frame[column].to_list()]
        wrong = [pair for pair in zip(shown, true, strict=True) if not _same(*pair)]
        assert wrong == []


def _same(shown: Any, true: Any) -> bool:
    if isinstance(true, float):
        return shown is not None and math.isclose(shown, true, rel_tol=DIGITS)
    return bool(shown == true)


def _plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def _empty(value: Any) -> Any:
    """A text without letters is no cell."""
    return None if value == "" else value


def test_the_tables_are_those_of_the_run(folder: Path) -> None:
    for name, table in a_run().tables.items():
        shown = found(folder).sheet(name).frame
        assert shown.columns == table.columns
        for column in table.columns:
            if table[column].dtype.is_numeric():
                assert shown[column].to_list() == table[column].cast(pl.Float64).to_list()
            else:
                assert shown[column].cast(pl.String).to_list() == table[column].cast(pl.String).to_list()


def test_every_line_of_the_answer_is_in_results(folder: Path) -> None:
    heads, _, *rows = read(folder)["Results"]
    lines = a_run().summary["lines"]
    assert [row[0] for row in rows] == list(lines)
    for row in rows:
        for period, value in lines[row[0]]["values"].items():
            shown = _plain(row[heads.index(period)])
            assert _same(shown, date.fromisoformat(value) if isinstance(value, str) else value)
    long = found(folder).sheet("results").frame
    assert long.height == sum(len(line["values"]) for line in lines.values())


def test_totals_are_formulas_that_add_up_to_the_cent(folder: Path) -> None:
    heads, _, *rows = read(folder)["Ledger"]
    unread = openpyxl.load_workbook(io.BytesIO(as_bytes(folder)), read_only=True)["Ledger"]
    _, _, *formulas = unread.iter_rows(values_only=True)
    years = [at for at, head in enumerate(heads) if str(head).startswith("FY")]
    total = heads.index("total")
    book = a_run().ledger
    *items, whole = [row for row in rows if row[0]]
    assert [row[1] for row in items] == [item.key for item in book.items]
    for row, entries in zip(items, book.entries, strict=True):
        assert round(row[total] * 100) == round(sum(row[at] for at in years) * 100) == int(entries.sum())
    assert round(whole[total] * 100) == book.total()
    for at in (*years, total):
        assert round(whole[at] * 100) == round(sum(row[at] for row in items) * 100)
    first, last = 3, 2 + len(items)
    assert formulas[len(items)][years[0]] == f"=SUM(E{first}:E{last})"
    assert formulas[0][total] == f"=SUM(E3:{chr(ord('E') + len(years) - 1)}3)"


def test_a_rate_carries_the_year_of_its_dollars(folder: Path) -> None:
    heads, _, *rows = read(folder)["Ledger"]
    at = {name: heads.index(name) for name in ("item", "rate", "rate in dollars of")}
    shown = {row[at["item"]]: (row[at["rate"]], row[at["rate in dollars of"]]) for row in rows if row[at["item"]]}
    assert shown["legal.decision"] == (817, 2008)  # the columns beside it are in dollars of 2024
    assert shown == {item.key: (item.cost.value / 10**6, item.cost.year) for item in a_run().ledger.items}


def test_what_the_author_and_the_plan_set_stands_beside_the_grade(folder: Path) -> None:
    heads, _, *rows = read(folder)["Results"]
    lines = a_run().summary["lines"]
    long = {row["line"]: row for row in found(folder).sheet("results").frame.iter_rows(named=True)}
    assert any(line["yours"] for line in lines.values())
    assert any(line["plan"] for line in lines.values())
    for row in rows:
        for name in ("plan", "yours"):
            text = ", ".join(lines[row[0]][name])
            assert (row[heads.index(name)] or "") == text == long[row[0]][name]


def test_an_assumption_names_its_place(folder: Path) -> None:
    rows = found(folder).sheet("assumptions").frame
    beds = rows.filter(pl.col("path").str.starts_with("beds.capacity"))
    assert beds.height
    text = (folder / "scenario.yaml").read_text(encoding="utf-8").splitlines()
    for row in rows.filter(pl.col("line").is_not_null()).iter_rows(named=True):
        assert row["file"] == "scenario.yaml"
        assert 1 <= row["line"] <= len(text)
    bed_day = rows.row(by_predicate=pl.col("path") == "costs.bed_day", named=True)
    assert (bed_day["value"], bed_day["unit"]) == (165.0, "USD per bed-day")
    assert bed_day["source"] in found(folder).sheet("sources").frame["key"].to_list()
    assert set(rows["grade"]) <= {"A", "B", "C", "plan", "yours"}


def test_headings_stay_in_sight_and_numbers_have_a_format(folder: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(as_bytes(folder))) as archive:
        for number in range(2, len(read(folder)) + 1):
            assert 'ySplit="2"' in archive.read(f"xl/worksheets/sheet{number}.xml").decode()[:1000]
    book = openpyxl.load_workbook(io.BytesIO(as_bytes(folder)), read_only=True)
    assert book["Daily"]["A3"].number_format == "yyyy-mm-dd"
    assert book["Daily"]["D3"].number_format == "#,##0"
    assert book["Ledger"]["E3"].number_format == "#,##0.00"
    assert isinstance(book["Beds"]["A3"].value, datetime)


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_plain_tables_read_back(folder: Path, form: str) -> None:
    content = files(found(folder), form)  # type: ignore[arg-type]
    assert set(content) == {"README.md", "metadata.json", *(f"{name}.{form}" for name in TABLES)}
    said = json.loads(content["metadata.json"])
    for sheet in found(folder).sheets:
        raw = io.BytesIO(content[f"{sheet.name}.{form}"])
        table = pl.read_csv(raw, schema=sheet.frame.schema) if form == "csv" else pl.read_parquet(raw)
        assert table.schema == sheet.frame.schema
        assert table.with_columns(pl.col(pl.String).fill_null("")).equals(
            sheet.frame.with_columns(pl.col(pl.String).fill_null(""))
        )
        told = said["tables"][sheet.name]
        assert (told["rows"], [one["name"] for one in told["columns"]]) == (sheet.frame.height, sheet.columns)
    for name in TABLES:
        assert f"`{name}.{form}`" in content["README.md"].decode()


@pytest.mark.parametrize("what", ["To cite it", "a model, not a forecast", "Apache", "luck in it"])
def test_it_says_how_to_use_it(folder: Path, what: str) -> None:
    text = files(found(folder), "csv")["README.md"].decode()
    page = "\n".join(str(cell) for row in read(folder)["Read me"] for cell in row if cell)
    assert what.replace("To cite it", "How to cite it") in text
    assert what in page
    assert found(folder).kept.made["hash"] in text
    assert "http" not in text


def test_the_same_run_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    assert workbook(exported(folder)) == as_bytes(folder)
    first, second = (export(folder, "csv", tmp_path / f"{name}.zip") for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == set(files(found(folder), "csv"))


def test_plain_tables_go_into_a_folder_where_the_name_is_no_zip(folder: Path, tmp_path: Path) -> None:
    place = export(folder, "parquet", tmp_path / "tables")
    assert {path.name for path in place.iterdir()} == set(files(found(folder), "parquet"))


def test_a_text_that_looks_like_a_formula_is_text(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "run"
    copy.mkdir()
    for path in folder.iterdir():
        if path.stem not in ("daily", "monthly", "beds", "stays"):
            (copy / path.name).write_bytes(path.read_bytes())
    summary = json.loads((copy / "summary.json").read_text(encoding="utf-8"))
    summary["title"] = summary["lines"]["held_last"]["label"] = '=HYPERLINK("a")'
    (copy / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    book = openpyxl.load_workbook(io.BytesIO(workbook(exported(copy))))
    assert book["Read me"]["A1"].data_type == "s"
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    assert all(str(text).startswith("=SUM(") for text in formulas)


def test_what_cannot_be_exported_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotKept, match="holds no run"):
        export(tmp_path)
    with pytest.raises(ValueError, match="xlsx, csv, parquet"):
        export(folder, "pdf")
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritten, match="could not be written"):
        export(folder, "csv", tmp_path / "file" / "a.zip")


def test_a_text_in_csv_that_a_spreadsheet_would_work_out_has_an_apostrophe(folder: Path) -> None:
    whole = found(folder)
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "plain", "a=b", ""]
    sheet = dataclasses.replace(
        whole.sheet("sources"), frame=pl.DataFrame({"key": texts, "value": [-1.0, -2.0, 3.0, 4.0, 5.0, 6.0, 7.0]})
    )
    written = files(dataclasses.replace(whole, sheets=(sheet,)), "csv")["sources.csv"]
    back = pl.read_csv(written, schema_overrides={"key": pl.String})
    assert back["key"].to_list() == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "plain", "a=b", ""]
    assert back["value"].to_list() == [-1.0, -2.0, 3.0, 4.0, 5.0, 6.0, 7.0]


def test_bands_of_days_are_days(tmp_path: Path) -> None:
    study = dataclasses.replace(an_ensemble(), folder=tmp_path / "study")
    bands = exported(save_many(study)).sheet("bands")
    row = bands.frame.row(by_predicate=(pl.col("line") == "held_peak_on") & (pl.col("period") == "all"), named=True)
    told = study.summary["lines"]["held_peak_on"]["values"]["all"]
    for end in ("median", "low", "high"):
        assert row[end] is None
        assert row[f"day_{end}"] == date.fromisoformat(told[end])
    counted = bands.frame.filter(pl.col("line") == "removed_all")
    assert counted["low"].null_count() == 0
    assert counted["day_low"].null_count() == counted.height
    assert bands.units["low"] == "as in column unit"
