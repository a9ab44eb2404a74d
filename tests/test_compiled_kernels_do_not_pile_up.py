"""The cache of compiled kernels keeps those used last, and does not grow without end."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sojourn.engine import compiled


def text(number: int) -> str:
    return f'"""Number {number}."""\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(compiled, "KEPT", 3)
    monkeypatch.setattr(compiled, "_folder", lambda: tmp_path)
    return tmp_path


def made(folder: Path, number: int) -> Path:
    """A module of that number, last used at that time, with machine code beside it."""
    name = compiled.module_of("toy", text(number)).__name__
    sys.modules.pop(name)
    path = folder / f"{name}.py"
    os.utime(path, ns=(number, number))
    (folder / "__pycache__").mkdir(exist_ok=True)
    (folder / "__pycache__" / f"{name}.run-1.py311.nbi").write_text("", encoding="utf-8")
    return path


def test_the_one_used_longest_ago_goes_with_its_machine_code(folder: Path) -> None:
    paths = [made(folder, number) for number in range(1, 6)]
    assert [path.exists() for path in paths] == [False, False, True, True, True]
    left = {path.name.split(".")[0] for path in (folder / "__pycache__").glob("*.nbi")}
    assert left == {path.stem for path in paths[2:]}


def test_one_that_is_used_again_stays(folder: Path) -> None:
    first = made(folder, 1)
    made(folder, 2)
    made(folder, 3)
    compiled.module_of("toy", text(1))
    made(folder, 4)
    assert first.exists()
