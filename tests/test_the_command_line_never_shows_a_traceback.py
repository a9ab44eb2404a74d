"""Whatever is asked, the command line answers in a sentence and with its exit code, and never with a traceback."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from command_line import SHORT, sojourn

FILES = {
    "empty.yaml": b"",
    "binary.yaml": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
    "latin.yaml": "title: café\n".encode("latin-1"),
    "list.yaml": b"- a\n- b\n",
    "misspelt.yaml": b"extends: plan-2025\nbedz: {capacity: 3 beds}\n",
    "circle.yaml": b"extends: circle.yaml\n",
    "no-base.yaml": b"extends: nowhere\n",
    "half.yaml": b"title: half a plan\nsystem: us\n",
}
WRONG = {
    "negative beds": ["run", "--set", "beds.capacity=-5 beds"],
    "an unknown nationality": ["run", "--set", "people.change.Atlantis.refusal=3%"],
    "a share over one": ["run", "--set", "arrivals.booked_in=120%"],
    "a date outside the horizon": ["run", "--set", "third_country.agreements.0.statuses.0.on=2031-01-01"],
    "not a number": ["run", "--set", "costs.deaths=.nan"],
    "infinity": ["run", "--set", "costs.deaths=.inf"],
    "an unknown path": ["run", "--set", "bedz.capacity=5 beds"],
    "no value": ["run", "--set", "beds.capacity"],
    "no unit": ["run", "--set", "beds.patience=3"],
    "an unknown table": ["run", "--set", "people.custody=nowhere"],
    "no charter route": ["run", "--set", "departures.charter.0.to=[Guatemala]"],
    "a missing file": ["run", "nowhere.yaml"],
    "a folder": ["run", "."],
    "a seed too large": ["run", "--seed", str(2**63)],
    "a seed below zero": ["run", "--seed", "-1"],
    "a seed that is a word": ["run", "--seed", "luck"],
    "a day after the end": ["run", "--until", "2031-01-01"],
    "a day before the start": ["run", "--until", "2025-01-20"],
    "a day that is none": ["run", "--until", "2025-02-30"],
    "a day with two readings": ["run", "--until", "03/04/2025"],
    "an unknown command": ["rum"],
    "an unknown option": ["run", "--beds", "5"],
    "an unknown figure": ["evidence", "detention.adult_bed_dai"],
    "an unknown grade": ["evidence", "--grade", "Z"],
    "a key and a search": ["evidence", "plan.money", "--search", "money"],
    "nothing found": ["evidence", "--search", "zzzz"],
    "an unknown scenario to show": ["scenarios", "show", "nowhere"],
    "an unknown scenario to check": ["scenarios", "check", "nowhere"],
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG.keys())
def test_wrong_use_is_told_in_a_sentence(arguments: list[str]) -> None:
    told = sojourn(*arguments)
    assert told.code == 2
    assert told.out == ""
    assert "error" in told.err.casefold()
    assert "Traceback" not in told.err


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("command", [["run"], ["scenarios", "check"]], ids=" ".join)
def test_a_bad_file_is_told_at_its_place(command: list[str], name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    told = sojourn(*command, str(tmp_path / name))
    assert (told.code, told.out) == (2, "")
    assert name in told.err
    assert "Traceback" not in told.err


@settings(max_examples=25)
@given(st.one_of(st.text(max_size=40), st.text(max_size=30).map(lambda value: f"beds.capacity={value}")))
def test_no_text_after_set_gives_a_traceback(text: str) -> None:
    told = sojourn("scenarios", "check", "plan-2025", f"--set={text}")
    assert told.code in (0, 2)
    assert bool(told.err) == (told.code == 2)
    assert "Traceback" not in told.err


def test_a_folder_that_cannot_be_written_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    told = sojourn("run", *SHORT, "--out", str(tmp_path / "file" / "runs"))
    assert told.code == 1
    assert "Removed in all" in told.out
    assert told.err.count("\n") == 1
    assert "could not be written" in told.err
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("sojourn.results.store._write_json", full)
    told = sojourn("run", *SHORT, "--out", str(tmp_path))
    assert told.code == 1
    assert "Removed in all" in told.out
    assert "no space left" in told.err
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_leaves_with_130_and_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sojourn.warm_up.opening", stopped)
    told = sojourn("run", "--out", str(tmp_path))
    assert (told.code, told.out) == (130, "")
    assert "Traceback" not in told.err
    assert list(tmp_path.iterdir()) == []


def test_the_unexpected_is_one_sentence_and_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setattr("sojourn.warm_up.opening", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    told = sojourn("run")
    assert (told.code, told.out) == (1, "")
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err
    (log,) = tmp_path.glob("sojourn-crash-*.log")
    assert str(log) in told.err
    assert "deep inside" in log.read_text()


def test_who_debugs_sees_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setattr("sojourn.warm_up.opening", broken)
    monkeypatch.setenv("SOJOURN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        sojourn("run")


@pytest.mark.parametrize("module", ["sojourn.cli.answers", "sojourn.cli.trouble"])
def test_an_interrupt_before_anything_is_loaded_is_one_too(module: str) -> None:
    """Ctrl-C in the first tenth of a second, while what would tell of it is being imported."""
    program = f"""
import sys

class Interrupts:
    def find_spec(self, name, *_):
        if name == {module!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupts())
from sojourn.cli import main
main()
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, text=True)
    assert (told.returncode, told.stdout, told.stderr) == (130, "", "")
