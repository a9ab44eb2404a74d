"""Whatever bytes are given as arrivals, forecast or actual figures: a value, or the one error that can be printed."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sojourn.study.forecasts.actual import Actual, actual_of
from sojourn.study.forecasts.arrivals import Arrivals, arrivals_of
from sojourn.study.forecasts.forecast import Forecast, forecast_of
from sojourn.study.forecasts.sheet import BadFile

LONGEST_SECONDS = 30.0
ARRIVALS = "month,agency,book_ins\n2024-01,ICE,7000\n2024-01,CBP,12000\n2024-02,ICE,7100\n2024-02,CBP,900\n"
FORECAST = (
    '[{"month": "2024-01", "series": "population.total", "p5": 1, "p10": 2, "p25": 3.5, "p50": 4, "p75": 5, "p90": 6,'
    ' "p95": 7e0}, {"month": "2024-02", "series": "alos.total", "p5": 1, "p10": 2, "p25": 3, "p50": 4, "p75": 5, '
    '"p90": 6, "p95": 7}]'
)
ACTUAL = "month,agency,criminality,adp,alos_days\n2024-01,ICE,convicted,5.5,3\n2024-01,all,all,50,33.1\n"
LONG = "month,series,value\n2024-01,population.total,37000\n2024-01,book_outs.Release to Remove,12\n"
BITS = st.sampled_from(
    ["\n", "\r", ",", ";", "\t", '"', '""', "'", "[", "]", "{", "}", ":", "-", "--", "Total", "total,", "NaN", "1e999",
     "Infinity", "1" * 400, "0", "\u00a0", "\u2028", "\x85", "\ufeff", "\x00", "\\u0000", "\\ud800", "sep=|\n", "#",
     "2024-03", "01/02/2024", "Feb-24", "null", "true", "[" * 50, "CBP", "month", "9" * 20, "-0", "1,234", "²", "é"]
)  # fmt: skip
READERS: dict[str, Callable[[bytes, str], Arrivals | Forecast | Actual]] = {
    "arrivals": arrivals_of,
    "forecast": forecast_of,
    "actual": actual_of,
}


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good file with a few stretches cut out, doubled or replaced."""
    text = draw(st.sampled_from([ARRIVALS, FORECAST, ACTUAL, LONG]))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(st.one_of(BITS, st.just(text[start:end] * 2), st.text(max_size=3))) + text[end:]
    return text.encode(draw(st.sampled_from(["utf-8", "utf-16", "utf-8-sig"])), "replace")


def check(reader: str, raw: bytes) -> None:
    begun = time.perf_counter()
    try:
        found = READERS[reader](raw, "given.csv")
    except BadFile as error:
        assert len(error.problems) == 1  # noqa: PT017
        assert all(line.isprintable() for line in str(error).split("\n"))  # noqa: PT017
    else:
        sane(found)
        assert all("\n" not in one and one.isprintable() for one in found.assumed)
    assert time.perf_counter() - begun < LONGEST_SECONDS


def sane(found: Arrivals | Forecast | Actual) -> None:
    if isinstance(found, Arrivals):
        assert found.book_ins.shape == (len(found.months), 2)
        assert (found.book_ins >= 0).all()
        assert (found.book_ins == found.book_ins.round()).all()
    elif isinstance(found, Forecast):
        assert all(not (np.diff(row) < 0).any() for table in found.series.values() for row in table)
        assert found.records()
    else:
        assert all(0 <= value < 1e9 for months in found.values.values() for value in months.values())


@pytest.mark.parametrize("reader", READERS)
@given(raw=mutated())
def test_a_damaged_file(reader: str, raw: bytes) -> None:
    check(reader, raw)


@pytest.mark.parametrize("reader", READERS)
@given(raw=st.binary(max_size=200))
@example(raw=b"[" * 100_000)
@example(raw=b'[{"month":' + b"[" * 100_000)
@example(raw=b'"' * 100_001)
@example(raw=b'month,"' + b'""' * 100_000)
@example(raw=b"\r\n" * 100_000 + b"x")
@example(raw=b"[" + b"9" * 100_000 + b"]")
@example(raw=b'[{"month": ' + b"9" * 100_000 + b"}]")
@example(raw=b"month,agency,book_ins\n" + b"9" * 100_000 + b",ICE,1")
@example(raw=b"month,agency,book_ins\n" + b"2024-01,ICE,1\n" * 20_000)
def test_any_bytes(reader: str, raw: bytes) -> None:
    check(reader, raw)


@pytest.mark.parametrize("reader", READERS)
def test_the_good_files_are_read_by_their_reader(reader: str) -> None:
    good = {"arrivals": [ARRIVALS], "forecast": [FORECAST], "actual": [ACTUAL, LONG]}[reader]
    for text in good:
        sane(READERS[reader](text.encode(), "given.csv"))
