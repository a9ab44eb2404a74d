"""A sweep that is killed outright leaves nothing running, loses no finished run, and ends as if it had not been."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command_line import sojourn
from sojourn.study.points.plain_point import PlainPoint, make_plain
from sojourn.study.points.point import Values
from sojourn.study.sweep import planning
from sojourn.study.sweep.sweeping import sweep
from sweeps import CHEAP, study, swept

RUNS = 30
TEXT = f"{CHEAP}grid:\n  forced.taken_off: [50 %, 95 %]\nreplications: {RUNS // 2}\n"
ENOUGH = 4
PATIENCE = 60.0


def stored(folder: Path) -> list[Path]:
    return list((folder / "runs" / "points").glob("??/*.json"))


def children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    return [int(one) for one in found]


def alive(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_nothing_is_lost_and_nothing_is_run_twice(tmp_path: Path) -> None:
    (tmp_path / "killed").mkdir()
    (tmp_path / "whole").mkdir()
    file = study(tmp_path / "killed", TEXT)
    out = tmp_path / "killed" / "runs"
    command = [sys.executable, "-m", "sojourn", "sweep", str(file), "--out", str(out), "--workers", "2"]
    client = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    end = time.monotonic() + PATIENCE
    while len(stored(tmp_path / "killed")) < ENOUGH and client.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    workers = children(client.pid) if sys.platform == "linux" else []
    os.kill(client.pid, signal.SIGKILL)
    client.communicate()
    kept = len(stored(tmp_path / "killed"))
    assert ENOUGH <= kept < RUNS, "it was to be killed in the middle"
    while any(map(alive, workers)) and time.monotonic() < end:
        time.sleep(0.05)
    assert not [one for one in workers if alive(one)]

    known = len(stored(tmp_path / "killed"))
    again = sweep(file, under=out, workers=1)
    assert again.made == RUNS - known
    assert again.mended == 0
    whole = swept(tmp_path / "whole", TEXT)
    assert whole.made == RUNS
    assert again.table.equals(whole.table)
    assert again.folder.name == whole.folder.name


def test_one_that_is_interrupted_says_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(point: PlainPoint) -> Values:
        if len(stored(tmp_path)) == ENOUGH:
            raise KeyboardInterrupt
        return make_plain(point)

    monkeypatch.setattr(planning, "make_plain", interrupted)
    told = sojourn("sweep", str(study(tmp_path, TEXT)), "--out", str(tmp_path / "runs"), "--workers", "1")
    assert (told.code, told.out) == (130, "")
    assert told.err == (
        f"stopped after {ENOUGH} of {RUNS} runs; what is done is kept, and the same command goes on from there\n"
    )
    assert len(stored(tmp_path)) == ENOUGH


def test_the_command_is_repeated_by_its_last_line(tmp_path: Path) -> None:
    file = study(tmp_path, f"{CHEAP}replications: 2\n")
    first, again = (sojourn("sweep", str(file), "--out", str(tmp_path / "runs"), "--workers", "1") for _ in range(2))
    assert (first.code, again.code, first.err) == (0, 0, "")
    assert f"Again:     sojourn sweep {file} --out {tmp_path / 'runs'}\n" in first.out
    assert "2 made now" in first.out
    assert "0 made now" in again.out


def test_a_file_that_begins_like_an_option_is_still_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study(tmp_path, CHEAP, "-x.yaml")
    monkeypatch.chdir(tmp_path)
    first = sojourn("sweep", "--workers", "1", "--", "-x.yaml")
    (line,) = (line for line in first.out.splitlines() if line.startswith("Again:"))
    again = sojourn(*shlex.split(line)[2:])
    assert (first.code, again.code) == (0, 0)
    assert "0 made now" in again.out
