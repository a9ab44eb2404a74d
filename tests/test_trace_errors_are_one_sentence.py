"""Who asks for somebody that cannot be followed gets one sentence, and what was probably meant."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.cli import main
from sojourn.trace import TraceError, trace
from sojourn.trace.who import level
from trace_runs import SHORT, short


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"nationality": "El Salvadro"}, "did you mean `El Salvador`?"),
        ({"nationality": "Atlantis"}, "allowed: Mexico, Guatemala"),
        ({"nationality": "Mexico", "criminality": "convict"}, "did you mean `convicted`?"),
        ({"nationality": "Mexico", "agency": "ICE"}, "allowed: border, interior"),
        ({"nationality": "Mexico", "case": "expedite"}, "did you mean `expedited`?"),
        ({"nationality": "Mexico", "arrested": date(2025, 7, 1)}, "from 2025-01-20 to 2025-06-14"),
        ({"nationality": "Mexico", "arrested": date(2024, 7, 1)}, "outside the period"),
        ({"nationality": "Mexico", "runs": 0}, "1 to 20 are allowed"),
    ],
)
def test_each_wrong_wish_is_answered_in_one_sentence(asked: dict[str, object], says: str) -> None:
    with pytest.raises(TraceError) as error:
        trace(short("beds.capacity=41,500 beds"), **asked)  # type: ignore[arg-type]
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_nobody_who_matches_is_said_in_one_sentence() -> None:
    # The table of case types has no expedited removal inside the country.
    said = "nobody from Bhutan who was arrested inside the country and has the case type expedited was brought in from"
    with pytest.raises(TraceError, match=f"{said} 2025-02-19 to"):
        trace(short("beds.capacity=41,500 beds"), nationality="bhutan", agency="interior", case="Expedited")


@given(st.text(max_size=200))
def test_any_word_is_a_level_or_one_printable_sentence(word: str) -> None:
    allowed = ("Mexico", "El Salvador", "notice_to_appear")
    try:
        said = level(word, allowed, "nationality")
    except TraceError as error:
        said = str(error)
    assert said.isprintable()
    assert said in allowed or "did you mean" in said or "allowed: Mexico" in said


@pytest.mark.parametrize("word", ["el salvador", "EL SALVADOR", " El  Salvador", "el-salvador", "el_salvador"])
def test_case_and_spaces_do_not_matter(word: str) -> None:
    assert level(word, ("Mexico", "El Salvador"), "nationality") == "El Salvador"


def sojourn(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Exit code of `sojourn trace ...`."""
    monkeypatch.setattr(sys, "argv", ["sojourn", "trace", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "`nowhere` is no file"),
        (["--nationality", "Mexco"], "did you mean `Mexico`?"),
        (["--arrested", "1/2/2025"], "write 2025-01-02 or 2025-02-01"),
        (["--arrested", "2031-01-01"], "outside the period"),
        (["--set", "bedz.capacity=3"], "did you mean"),
        (["--seed", "-1"], "whole number between 0 and"),
    ],
)
def test_the_command_refuses_with_exit_code_two_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    assert sojourn(monkeypatch, *arguments) == 2
    done = capsys.readouterr()
    assert says in done.err
    assert done.out == ""
    assert "Traceback" not in done.err


def test_the_command_prints_one_json_document_and_else_plain_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--nationality", "mexico", "--seed", "7", "--set", "beds.capacity=60,000 beds"]
    for override in SHORT:
        arguments += ["--set", override]
    assert sojourn(monkeypatch, *arguments) == 0
    plain = capsys.readouterr().out
    assert plain.startswith("The plan of January 2025: Mexico")
    assert "\x1b" not in plain
    assert sojourn(monkeypatch, *arguments, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["person"]["nationality"] == "Mexico"
    assert f"seed {found['seed']}" in " ".join(plain.split())


def test_the_command_is_there_before_the_engine_is_loaded() -> None:
    heavy = "('numba', 'scipy', 'numpy', 'polars')"
    code = f"import sys, sojourn.cli.trace; sys.exit(any(name in sys.modules for name in {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
