"""A number of draws that cannot be is refused in one sentence that says what is allowed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from an_ensemble import document
from command_line import SHORT, sojourn
from sojourn.run import CannotRun
from sojourn.study.ensemble import FEWEST, MOST, ensemble


@pytest.mark.parametrize("draws", ["0", "1", "-3", "1000000000", "10,001", "9" * 5000])
def test_out_of_range(draws: str) -> None:
    told = sojourn("run", *SHORT, f"--draws={draws}")
    assert (told.code, told.out) == (2, "")
    assert told.err.count("\n") == 1
    assert len(told.err) < 300
    assert told.err.startswith("error: ")


@pytest.mark.parametrize("draws", ["many", "", "1e9", "2.5", "0x10", "nan", "½"])
def test_no_number(draws: str) -> None:
    told = sojourn("run", *SHORT, f"--draws={draws}")
    assert (told.code, told.out) == (2, "")
    assert told.err == f"error: --draws: `{draws}` is no whole number; write it as 100\n"


def test_workers_have_a_range_too() -> None:
    told = sojourn("run", *SHORT, "--draws=4", "--workers=0")
    assert told.code == 2
    assert told.err == "error: 0 is no number of workers that can be had; whole numbers from 1 to 1,024 are\n"


@given(
    st.one_of(st.integers(max_value=FEWEST - 1), st.integers(min_value=MOST + 1), st.booleans(), st.floats(), st.text())
)
def test_from_python_as_well(draws: object) -> None:
    with pytest.raises(CannotRun, match="whole numbers from 2 to 10,000 are"):
        ensemble(document(), draws=draws)  # type: ignore[arg-type]
