"""Book-ins are read from whatever a spreadsheet makes of them, and what was assumed is said."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.study.forecasts.arrivals import Arrivals, NotCovered, arrivals_of
from sojourn.study.forecasts.csv_sheet import csv_sheet
from sojourn.study.forecasts.months import later
from sojourn.study.forecasts.notes import Notes

PLAIN = """\
month,agency,book_ins
2024-01,ICE,7000
2024-01,CBP,12345
2024-02,ICE,7100
2024-02,CBP,900
"""
NUMBERS = [[7000, 12345], [7100, 900]]


def read(text: str | bytes) -> Arrivals:
    return arrivals_of(text.encode() if isinstance(text, str) else text, "book-ins.csv")


def test_the_plain_form_needs_no_assumption() -> None:
    found = read(PLAIN)
    assert found.months == ("2024-01", "2024-02")
    assert found.book_ins.tolist() == NUMBERS
    assert found.per_day[1].tolist() == [7100 / 29, 900 / 29]
    assert found.assumed == ()


READ = {
    "a byte-order mark": (b"\xef\xbb\xbf" + PLAIN.encode(), "byte-order mark"),
    "UTF-16": (PLAIN.encode("utf-16"), "UTF-16"),
    "a no-break space from Windows": (PLAIN.replace("12345", '"12\u00a0345"').encode("cp1252"), "Windows-1252"),
    "line ends of Windows": (PLAIN.replace("\n", "\r\n"), ""),
    "line ends of an old Macintosh": (PLAIN.replace("\n", "\r"), ""),
    "no line end at the end": (PLAIN.rstrip("\n"), ""),
    "quotes": (PLAIN.replace("ICE", '"ICE"').replace("7000", '"7000"'), ""),
    "semicolons": (PLAIN.replace(",", ";"), "divided by semicolons"),
    "tabs": (PLAIN.replace(",", "\t"), "divided by tabs"),
    "a line that says what divides": ("sep=;\n" + PLAIN.replace(",", ";"), "divided by semicolons"),
    "commas in numbers": (PLAIN.replace("12345", '"12,345"'), "between thousands"),
    "dots in numbers, with semicolons": (PLAIN.replace(",", ";").replace("12345", "12.345"), "between thousands"),
    "spaces in numbers": (PLAIN.replace("12345", "12 345"), "between thousands"),
    "apostrophes in numbers": (PLAIN.replace("12345", "12'345"), "between thousands"),
    "point nought": (PLAIN.replace("12345", "12345.0"), "`.0`"),
    "small letters": (PLAIN.replace("CBP", "cbp"), "`cbp` was read as CBP"),
    "the Border Patrol": (PLAIN.replace("CBP", "Border Patrol"), "`Border Patrol` was read as CBP"),
    "full names": (
        PLAIN.replace("ICE", "Immigration and Customs Enforcement"),
        "`Immigration and Customs Enforcement` was read as ICE",
    ),
    "our own names": (PLAIN.replace("CBP", "border").replace("ICE", "interior"), "`interior` was read as ICE"),
    "other names of columns": (
        PLAIN.replace("month,agency,book_ins", "Date,Arresting Agency,Initial Book-Ins"),
        "`Date` was read as `month`",
    ),
    "columns in another order": (
        "book_ins,month,agency\n7000,2024-01,ICE\n12345,2024-01,CBP\n7100,2024-02,ICE\n900,2024-02,CBP\n",
        "",
    ),
    "more columns": (
        PLAIN.replace("book_ins\n", "book_ins,comment,\n").replace("7000\n", '7000,"a ""long"",\nnote",\n'),
        "not needed were left out: `comment`",
    ),
    "rows of totals": (PLAIN + "2024-01,Total,19345\n2024-02,Total,8000\n", "totals over the agencies"),
    "a total that is none": (PLAIN + "2024-01,Total,5\n", "not the sum of its agencies"),
    "a total at the end": (PLAIN + "Total,,27345\n", "totals over all months"),
    "empty rows": (PLAIN + "\n,,\n,,\n", "empty rows"),
    "a remark above": ("# from the workbook\n\n" + PLAIN, "begin with #"),
    "the months upside down": (
        "month,agency,book_ins\n2024-02,ICE,7100\n2024-02,CBP,900\n2024-01,ICE,7000\n2024-01,CBP,12345\n",
        "put in order",
    ),
    "JSON": (
        "["
        + ",".join(
            f'{{"month":"{at}","agency":"{name}","book_ins":{people}}}'
            for at, name, people in (row.split(",") for row in PLAIN.splitlines()[1:])
        )
        + "]",
        "",
    ),
}


@pytest.mark.parametrize(("text", "said"), READ.values(), ids=READ.keys())
def test_a_spreadsheet_is_understood(text: str | bytes, said: str) -> None:
    found = read(text)
    assert found.months == ("2024-01", "2024-02")
    assert found.book_ins.tolist() == NUMBERS
    assert any(said in one for one in found.assumed) if said else found.assumed == ()


DATES = {
    ("2024-01-01", "2024-02-01"), ("2024-01-31", "2024-02-29"), ("2024/1", "2024/2"), ("2024/01/01", "2024/02/01"),
    ("202401", "202402"), ("2024.01", "2024.02"), ("Jan 2024", "Feb 2024"), ("January 2024", "february  2024"),
    ("Jan-24", "Feb-24"), ("Jan. 2024", "Feb. 2024"), ("1 Jan 2024", "29 Feb 2024"), ("01-Jan-2024", "01-Feb-2024"),
    ("Jan 1, 2024", "Feb 1st, 2024"), ("2024 Jan", "2024-Feb"), ("01/2024", "2/2024"), ("1/1/2024", "2/2/2024"),
    ("01/31/2024", "02/29/2024"), ("31/01/2024", "29/02/2024"), ("31.01.2024", "29.02.2024"),
    ("2024-01-01 00:00:00", "2024-02-01T00:00:00Z"), (" 2024-01 ", "2024-02"),
}  # fmt: skip


@pytest.mark.parametrize(("january", "february"), sorted(DATES))
def test_a_month_is_read_however_it_is_written(january: str, february: str) -> None:
    text = PLAIN.replace("2024-01", f'"{january}"').replace("2024-02", f'"{february}"')
    found = read(text)
    assert found.months == ("2024-01", "2024-02")
    assert (
        any(
            "not written as 2024-12 (2 times" in one or "not written as 2024-12 (4 times" in one
            for one in found.assumed
        )
        or january == " 2024-01 "
    )


def test_a_month_covered_in_part_is_scaled_up_and_told() -> None:
    text = "month,agency,book_ins,days_covered\n2022-09,ICE,4854,24\n2022-09,CBP,10956,24\n"
    found = read(text)
    assert found.book_ins[0] == pytest.approx([4854 * 30 / 24, 10956 * 30 / 24])
    assert any("covered in part" in one for one in found.assumed)


def test_published_book_ins_are_read_as_they_are() -> None:
    path = Path(__file__).parents[1] / "src" / "sojourn" / "evidence" / "data" / "book_ins_monthly.csv"
    found = arrivals_of(path.read_bytes(), str(path)).window("2023-10", "2024-09")
    assert found.book_ins.sum() == 277_913


def test_a_window_is_what_was_asked_for_or_is_told() -> None:
    found = read(PLAIN)
    assert found.window("2024-02", "2024-02").book_ins.tolist() == NUMBERS[1:]
    with pytest.raises(NotCovered, match="book-ins from 2024-02 to 2024-04 are needed, and the arrivals hold 2024-01"):
        found.window("2024-02", "2024-04")


@given(
    st.lists(st.tuples(st.integers(0, 99_999), st.integers(0, 99_999)), min_size=1, max_size=30),
    st.integers(0, 3_000),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["{}", "{:,}", "{}.0"]),
    st.sampled_from(["\n", "\r\n"]),
    st.randoms(use_true_random=False),
)
def test_any_book_ins_written_by_a_csv_writer_are_read_back(
    numbers: list[tuple[int, int]], begin: int, divider: str, form: str, end: str, luck: object
) -> None:
    first = later("1950-01", begin % 2_000)
    rows = [
        [later(first, at), name, form.format(value)]
        for at, pair in enumerate(numbers)
        for name, value in zip(("ICE", "CBP"), pair, strict=True)
    ]
    luck.shuffle(rows)  # type: ignore[attr-defined]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=divider, lineterminator=end).writerows([["month", "agency", "book_ins"], *rows])
    found = read(out.getvalue())
    assert found.months == tuple(later(first, at) for at in range(len(numbers)))
    assert found.book_ins.tolist() == [list(pair) for pair in numbers]


@given(st.lists(st.lists(st.text("ab,\"\n 'é", max_size=6), min_size=2, max_size=2), min_size=1, max_size=6))
def test_cells_are_those_of_the_csv_module_and_stand_where_they_say(rows: list[list[str]]) -> None:
    rows = [["x", "y"], *rows]
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    text = out.getvalue()
    found = csv_sheet(text, "here.csv", Notes())
    full = [row for row in rows[1:] if any(cell.strip() for cell in row)]
    assert [[row.cells[0].text, row.cells[1].text] for row in found.rows] == full
    lines = text.split("\n")
    for row in found.rows:
        for cell in row.cells.values():
            assert lines[cell.line - 1][cell.column - 1] == '"'
