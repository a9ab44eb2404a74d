"""The run is kept before it is told; a reader that goes away, or an output that is full, ends in peace."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import SHORT, sojourn

RUN = (sys.executable, "-m", "sojourn", "run", *SHORT)
FULL = Path("/dev/full")


def folders(under: Path) -> list[Path]:
    return [path for path in under.iterdir() if (path / "run.json").exists()] if under.exists() else []


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["text", "json"])
def test_a_reader_that_goes_away_leaves_the_run_and_no_words(tmp_path: Path, more: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    told = subprocess.run(
        [*RUN, *more, "--out", tmp_path / "runs"], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (told.returncode, told.stderr) == (0, b"")
    assert len(folders(tmp_path / "runs")) == 1


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_a_full_output_is_one_sentence(tmp_path: Path) -> None:
    with FULL.open("w") as full:
        told = subprocess.run(
            [*RUN, "--out", tmp_path / "runs"], stdout=full, stderr=subprocess.PIPE, check=False, text=True
        )
    assert told.returncode == 1
    assert told.stderr == "error: the answer could not be printed: no space left on device\n"
    assert len(folders(tmp_path / "runs")) == 1


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_a_closed_output_is_one_sentence(tmp_path: Path) -> None:
    told = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *RUN, "--out", str(tmp_path / "runs")],
        capture_output=True,
        check=False,
        text=True,
    )
    assert told.returncode == 1
    assert told.stderr == "error: the answer could not be printed: standard output is closed\n"
    assert len(folders(tmp_path / "runs")) == 1


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_a_limit_on_the_size_of_files_does_not_lose_the_answer(tmp_path: Path) -> None:
    told = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -f 8; exec "$@"', "sh", *RUN, "--out", str(tmp_path / "runs")],
        capture_output=True,
        check=False,
        text=True,
    )
    assert told.returncode == 1
    assert "Removed in all" in told.stdout
    assert told.stderr.count("\n") == 1
    assert "could not be written" in told.stderr
    assert list((tmp_path / "runs").iterdir()) == []


@pytest.mark.parametrize("more", [(), ("--json",)], ids=["text", "json"])
def test_a_name_too_long_for_a_folder_does_not_lose_the_answer(tmp_path: Path, more: tuple[str, ...]) -> None:
    told = sojourn("run", *SHORT, *more, "--out", str(tmp_path / ("x" * 300)))
    assert told.code == 1
    assert ("removed_all" if more else "Removed in all") in told.out
    assert told.err.count("\n") == 1
    assert "file name too long" in told.err


def test_what_is_offered_next_is_not_what_was_just_run(tmp_path: Path) -> None:
    told = sojourn("run", *SHORT, "--set", "beds.capacity=60,000 beds", "--out", str(tmp_path))
    (line,) = [row for row in told.out.split("\n") if row.startswith("What if:")]
    assert "beds.capacity='" not in line
    assert "departures.charter.0.flights='40 per week'" in line


def test_a_run_made_again_from_its_folder_is_the_same_run(tmp_path: Path) -> None:
    sojourn("run", *SHORT, "--out", str(tmp_path))
    (folder,) = folders(tmp_path)
    before = (folder / "summary.json").read_bytes()
    again = sojourn("run", str(folder / "scenario.yaml"), "--until", SHORT[1], "--out", str(tmp_path))
    assert again.code == 0
    assert folders(tmp_path) == [folder]
    assert (folder / "summary.json").read_bytes() == before


def test_what_is_offered_next_differs_by_what_is_offered_alone(tmp_path: Path) -> None:
    told = sojourn("run", *SHORT, "--seed", "7", "--out", str(tmp_path))
    (line,) = [row for row in told.out.split("\n") if row.startswith("What if:")]
    (again,) = [row for row in told.out.split("\n") if row.startswith("Again:")]
    words = shlex.split(line.partition(":")[2])
    added = ["--set", "beds.capacity=60,000 beds"]
    at = words.index(added[1])
    assert words[at - 1 : at + 1] == added
    assert sorted(words[: at - 1] + words[at + 1 :]) == sorted(shlex.split(again.partition(":")[2]))
