"""Book-ins that could mean two things, or nothing, are refused in one sentence with file, line and column."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sojourn.study.forecasts.arrivals import arrivals_of, read_arrivals
from sojourn.study.forecasts.sheet import BadFile

ROWS = ("month,agency,book_ins", "2024-01,ICE,7000", "2024-01,CBP,12000", "2024-02,ICE,7100", "2024-02,CBP,900")


def with_line(number: int, line: str) -> str:
    rows = list(ROWS)
    rows[number - 1] = line
    return "\n".join(rows) + "\n"


def refused(text: str | bytes) -> str:
    with pytest.raises(BadFile) as caught:
        arrivals_of(text.encode() if isinstance(text, str) else text, "in.csv")
    assert len(caught.value.problems) == 1
    return str(caught.value)


BAD = {
    "a negative count": (with_line(3, "2024-01,CBP,-5"), "3:13", "a count cannot be negative"),
    "an accountant's negative": (with_line(3, '2024-01,CBP,"(5)"'), "3:13", "a count cannot be negative"),
    "half a person": (with_line(3, "2024-01,CBP,0.5"), "3:13", "a whole number of people"),
    "a rounded number": (with_line(3, "2024-01,CBP,1.2E+04"), "3:13", "may have rounded it"),
    "thousands or a fraction": (with_line(3, "2024-01,CBP,1.234"), "3:13", "in thousands or one with a fraction"),
    "thousands in the wrong places": (with_line(3, '2024-01,CBP,"1,23,4"'), "3:13", "not a number"),
    "nan": (with_line(3, "2024-01,CBP,NaN"), "3:13", "not a number"),
    "infinity": (with_line(3, "2024-01,CBP,inf"), "3:13", "not a number"),
    "digits of another script": (with_line(3, "2024-01,CBP,१२३"), "3:13", "not a number"),
    "a huge number": (with_line(3, "2024-01,CBP,999999999999"), "3:13", "larger than anything counted here"),
    "an empty number": (with_line(3, "2024-01,CBP,"), "3:13", "the number is missing"),
    "thousands without quotes": (with_line(3, "2024-01,CBP,12,345"), "3:16", "4 cells where the header has 3"),
    "a short row": (with_line(3, "2024-01,CBP"), "3:1", "this row has no `book_ins`"),
    "an open quote": (with_line(3, '2024-01,CBP,"12'), "3:13", "a quote opens this cell"),
    "an unknown agency": (with_line(3, "2024-01,USCIS,5"), "3:9", "allowed: ICE, CBP"),
    "no agency": (with_line(3, "2024-01,,5"), "3:9", "the agency is missing"),
    "day or month first": (with_line(4, "01/02/2024,ICE,7100"), "4:1", "write 2024-01 or 2024-02"),
    "month 13": (with_line(4, "2024-13,ICE,7100"), "4:1", "not in the calendar"),
    "30 February": (with_line(4, "2024-02-30,ICE,7100"), "4:1", "this day is not in the calendar"),
    "a day's number": (with_line(4, "45323,ICE,7100"), "4:1", "spreadsheet's number of a day"),
    "day and month without a year": (with_line(4, "01-Feb,ICE,7100"), "4:1", "not a month"),
    "a year alone": (with_line(4, "2024,ICE,7100"), "4:1", "not a month"),
    "no month": (with_line(4, ",ICE,7100"), "4:1", "the month is missing"),
    "a second row": (with_line(5, "2024-02,ICE,900"), "5:13", "second row for ICE; the first is in line 4"),
    "the same month in other letters": (with_line(5, "Feb 2024,ice,9"), "5:14", "second row for ICE"),
    "an agency missing": ("\n".join(ROWS[:4]), "4:13", "2024-02 has no row for CBP"),
    "a month missing": (
        "\n".join(ROWS) + "\n2024-04,ICE,1\n2024-04,CBP,1\n",
        "7:13",
        "2024-03 is missing between 2024-02 and 2024-04",
    ),
    "a wrong year": (with_line(5, "2204-02,CBP,900"), "5:1", "not in the calendar"),
    "a misspelt column": (with_line(1, "month,agency,bok_ins"), "1:1", "did you mean `bok_ins`?"),
    "a column twice": (with_line(1, "month,month,book_ins"), "1:7", "there are two columns `month`"),
    "days beyond the month": (
        "month,agency,book_ins,days_covered\n2024-02,ICE,1,30\n2024-02,CBP,1,30\n",
        "2:15",
        "1 to 29 is expected for 2024-02",
    ),
    "only totals": (ROWS[0] + "\n2024-01,Total,5\n", "1:1", "there are only totals"),
    "only a header": (ROWS[0] + "\n", "1:1", "no rows of book-ins"),
    "JSON that ends early": ('[\n {"month": "2024-01",\n', "3:1", "not JSON"),
    "JSON with nan": (
        '[{"month": "2024-01", "agency": "ICE",\n  "book_ins": NaN}]',
        "2:3",
        "not a number",
    ),
    "a JSON object": ('{"a": 1}', "1:1", "a list of records is expected"),
    "an empty JSON list": ("[]", "1:1", "the list is empty"),
    "JSON in JSON": ('[{"month": ["2024-01"]}]', "1:2", "no single number or text"),
    "a key twice": ('[{"month": "2024-01", "month": "2024-02"}]', "1:2", "the key `month` twice"),
}


@pytest.mark.parametrize(("text", "place", "said"), BAD.values(), ids=BAD.keys())
def test_the_place_and_the_reason_are_told(text: str, place: str, said: str) -> None:
    told = refused(text)
    assert told.startswith(f"in.csv:{place}: error: "), told
    assert said in told


FILES = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n", "is empty"),
    "only commas": (b",,,\n,,\n", "has no header"),
    "an image": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "is not text"),
    "control characters": (ROWS[0].encode() + b"\n\x07,\x07\n", "line 2 holds the control character U+0007"),
    "broken UTF-16": (b"\xff\xfem", "UTF-16"),
    "no text at all": (b"month\x81,agency", "neither UTF-8 nor Windows-1252"),
    "too large": (b"x" * 5_000_001, "the most that is read is 5 MB"),
    "very many columns": (b"," * 2_000_000 + b"x", "more than 1,000 cells"),
}


@pytest.mark.parametrize(("raw", "said"), FILES.values(), ids=FILES.keys())
def test_a_file_that_is_no_table_is_told(raw: bytes, said: str) -> None:
    assert said in refused(raw)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    for path, said in (
        (tmp_path / "none.csv", "is not there"),
        (tmp_path, "is a folder, not a file of arrivals"),
        (huge, "is 100.0 MB; the most that is read is 5 MB"),
        (Path("/dev/zero"), "is not an ordinary file"),
        (Path("a\x00b"), "is not there|cannot be read"),
    ):
        with pytest.raises(BadFile) as caught:
            read_arrivals(path)
        assert re.search(said, str(caught.value)), caught.value
