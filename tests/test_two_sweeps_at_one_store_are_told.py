"""One sweep at a time has a store, one of another format is refused, and in either case the store stays whole."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import sojourn
from sojourn.study.points.lock import locked
from sojourn.study.points.store import FORMAT, FolderStore, StoreRefused
from sweeps import CHEAP, study, swept

HOLD = """
import sys
from pathlib import Path
from sojourn.study.points.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
KEY = "ab" * 32


def contents(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file() and one.name != "LOCK"}


def test_the_second_is_told_who_has_it_and_one_that_died_has_it_no_more(tmp_path: Path) -> None:
    store = tmp_path / "points"
    FolderStore(store)
    command = ("sweep", str(study(tmp_path, CHEAP)), "--out", str(tmp_path), "--workers", "1")
    before = contents(store)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        told = sojourn(*command)
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith(f"error: another sweep (process {other.pid} on ")
        assert told.err.endswith(
            f") is keeping its runs in '{store}'; wait until it is done, or give this one a folder of its own with "
            "--out\n"
        )
        assert told.err.count("\n") == 1
        assert contents(store) == before
        other.kill()
    assert sojourn(*command).code == 0


def test_others_may_read_and_write_meanwhile(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    with store.alone():
        FolderStore(tmp_path).write(KEY, {"a": {"all": 1}})
    assert store.read(KEY) == {"a": {"all": 1}}


def test_the_lock_goes_with_what_it_was_for(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        raise ZeroDivisionError
    with locked(tmp_path):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="another kind of lock")
def test_a_disk_without_locks_is_used_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def flock(handle: int, what: int) -> None:
        raise OSError(errno.ENOSYS, "Function not implemented")

    monkeypatch.setattr(fcntl, "flock", flock)
    with FolderStore(tmp_path).alone():
        pass


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (json.dumps({"what": "points of Sojourn", "format": FORMAT + 1}), "were kept by another version of Sojourn"),
        (json.dumps({"what": "points of Sojourn", "format": "1"}), "no store of runs that can be read"),
        (json.dumps({"what": "recipes", "format": FORMAT}), "no store of runs that can be read"),
        ("", "no store of runs that can be read"),
        ("{", "no store of runs that can be read"),
        ("[]", "no store of runs that can be read"),
    ],
)
def test_another_format_is_refused_and_left(about: str, said: str, tmp_path: Path) -> None:
    done = swept(tmp_path, f"{CHEAP}replications: 2\n")
    folder = tmp_path / "runs" / "points"
    (folder / "STORE.json").write_text(about, "utf-8")
    before = contents(folder)
    told = sojourn("sweep", str(tmp_path / "study.yaml"), "--out", str(tmp_path / "runs"), "--workers", "1")
    assert (told.code, told.out) == (1, "")
    assert said in told.err
    assert "nothing in it was touched" in told.err
    assert told.err.count("\n") == 1
    assert contents(folder) == before
    assert len(before) == len(done.rows) + 1


def test_a_folder_of_something_else_is_refused_and_left(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("Dear", "utf-8")
    with pytest.raises(StoreRefused, match="holds something else than points of Sojourn"):
        FolderStore(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["letters.txt"]
