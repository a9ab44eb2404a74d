"""A full disk is told in one sentence; nothing half-written is left, and the rest is made when there is room."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from command_line import sojourn
from sojourn.study.points.store import FolderStore, NotKept, default_store
from sojourn.study.sweep.sweeping import sweep
from sweeps import CHEAP, study

KEY = "ab" * 32
VALUES = {"removed_all": {"all": 1}}


class Disk:
    """Room for so many files more; the next is written by half."""

    def __init__(self, room: int) -> None:
        self.room = room

    def put(self, monkeypatch: pytest.MonkeyPatch) -> None:
        true = Path.write_bytes

        def write_bytes(path: Path, data: bytes) -> int:
            if self.room > 0:
                self.room -= 1
                return true(path, data)
            true(path, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(Path, "write_bytes", write_bytes)


def test_while_runs_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, out = study(tmp_path, f"{CHEAP}replications: 6\n"), tmp_path / "runs"
    Disk(2).put(monkeypatch)
    told = sojourn("sweep", str(file), "--out", str(out), "--workers", "1")
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        f"error: runs cannot be kept in '{out / 'points'}': no space left on device; what was kept before stays, and "
        "the same command goes on from there; --out names another folder\n"
    )
    assert len(list(out.rglob("*.json"))) == 2 + 1, "two runs, and what says that it is a store"
    assert not list(out.rglob("*.part"))
    assert [one.name for one in out.iterdir()] == ["points"]
    monkeypatch.undo()
    assert sweep(file, under=out, workers=1).made == 4


def test_while_the_table_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, out = study(tmp_path, CHEAP), tmp_path / "runs"
    Disk(3).put(monkeypatch)
    told = sojourn("sweep", str(file), "--out", str(out), "--workers", "1")
    assert told.code == 1
    assert "boats" in told.out, "the answer is shown all the same"
    assert told.err.startswith("error: the sweep could not be written to ")
    assert told.err.endswith("its runs are kept, and the same command goes on from there; --out names another folder\n")
    assert not list(out.rglob("*.part"))


def test_what_is_cut_off_in_mid_writing_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true = Path.write_bytes

    def write_bytes(path: Path, data: bytes) -> int:
        true(path, data[: len(data) // 2])
        raise KeyboardInterrupt

    store = FolderStore(tmp_path)
    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises(KeyboardInterrupt):
        store.write(KEY, VALUES)
    assert not list(store.files())
    assert store.read(KEY) is None
    assert store.damaged == 0
    (part,) = tmp_path.glob("??/.*.part")
    os.utime(part, (0, 0))
    store.tidy()
    assert not part.exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    told = sojourn("sweep", str(study(tmp_path, CHEAP)), "--out", str(tmp_path / "file"))
    assert told.code == 1
    assert told.err.startswith("error: runs cannot be kept in ")
    assert told.err.count("\n") == 1


def test_a_cache_goes_on_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    store = default_store()
    Disk(0).put(monkeypatch)
    store.write(KEY, VALUES)
    assert store.trouble is not None
    assert store.read(KEY) is None
    assert not list(tmp_path.rglob("*.part"))
    with pytest.raises(NotKept):
        FolderStore(store.folder).write(KEY, VALUES)


def test_a_cache_that_cannot_be_had_is_one_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    store = default_store()
    store.write(KEY, VALUES)
    assert store.read(KEY) == VALUES
