"""A stored run that is damaged in any way is never taken for one: it is seen, told, and made again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from command_line import sojourn
from sojourn.study.points import store as stores
from sojourn.study.points.point import Values
from sojourn.study.points.store import FolderStore, default_store
from sweeps import CHEAP, study

KEY, OTHER = "ab" * 32, "cd" * 32
VALUES: Values = {"removed_all": {"FY2025": 12, "all": 0.1}, "peak_on": {"all": "2025-03-01"}, "none": {"all": None}}


def only(folder: Path) -> Path:
    (file,) = folder.glob("??/*.json")
    return file


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    FolderStore(tmp_path).write(KEY, VALUES)
    store = FolderStore(tmp_path)
    assert store.read(KEY) == VALUES
    assert store.read(OTHER) is None
    assert store.damaged == 0


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_flipped_or_missing_byte_is_seen(tmp_path: Path, data: st.DataObject) -> None:
    store = FolderStore(tmp_path / "store")
    store.write(KEY, VALUES)
    file = only(store.folder)
    raw = bytearray(file.read_bytes())
    by = range(raw.index(b'"by"'), raw.index(b', "sha256"'))
    at = data.draw(st.integers(0, len(raw) - 2))
    if data.draw(st.booleans()):
        raw[at] ^= data.draw(st.integers(1, 255))
    else:
        del raw[at:]
    file.write_bytes(raw)
    found = store.read(KEY)
    # One byte of who made it may change without harm: it decides only what is tidied away.
    assert found is None or (found == VALUES and at in by)
    assert store.damaged == (found is None)


def test_one_under_the_name_of_another_is_seen(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.write(KEY, VALUES)
    wrong = tmp_path / OTHER[:2] / f"{OTHER}.json"
    wrong.parent.mkdir()
    only(tmp_path).rename(wrong)
    assert store.read(OTHER) is None
    assert store.damaged == 1


@pytest.mark.parametrize("damage", ["", "{", "[]\n{}\n", "null"])
def test_a_sweep_makes_it_again_and_says_so(damage: str, tmp_path: Path) -> None:
    command = ("sweep", str(study(tmp_path, f"{CHEAP}replications: 2\n")), "--out", str(tmp_path), "--workers", "1")
    first = sojourn(*command)
    file = sorted((tmp_path / "points").glob("??/*.json"))[0]
    whole = file.read_bytes()
    file.write_text(damage, "utf-8")
    again = sojourn(*command)
    assert (first.code, again.code) == (0, 0)
    assert "1 made now and 1 known" in again.out.replace("\n", " ")
    assert "- one run that had been stored could not be read and was made again" in again.out
    assert file.read_bytes() == whole


def test_what_another_version_made_is_tidied_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "counted_by", lambda: "another version")
    FolderStore(tmp_path).write(OTHER, VALUES)
    monkeypatch.undo()
    store = FolderStore(tmp_path)
    store.write(KEY, VALUES)
    assert store.tidy() == 1
    assert [one.stem for one in store.files()] == [KEY]


def test_a_cache_forgets_what_was_used_longest_ago(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(stores, "MOST_CACHED", 4)
    import os

    store = default_store()
    keys = [f"00{number:062x}" for number in range(10)]
    for age, key in enumerate(keys):
        store.write(key, VALUES)
        os.utime(store.folder / "00" / f"{key}.json", (age, age))
    assert store.read(keys[0]) == VALUES, "it is used now"
    left = {one.stem for one in default_store().files()}
    assert left == {keys[0], keys[9]}
