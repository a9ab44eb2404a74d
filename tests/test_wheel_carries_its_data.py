"""A wheel carries every file of the package, data files too, and nothing from beside it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "sojourn"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(out.glob("sojourn-*.whl")))


def test_every_file_of_the_package_is_in_it(wheel: zipfile.ZipFile) -> None:
    here = {path.relative_to(PACKAGE.parent).as_posix() for path in PACKAGE.rglob("*") if path.is_file()}
    here = {name for name in here if "__pycache__" not in name}
    assert here - set(wheel.namelist()) == set()


def test_no_kind_of_file_is_left_out(wheel: zipfile.ZipFile) -> None:
    """What the page, the evidence and the scenarios are read from, by the ends of its names."""
    found = {Path(name).suffix for name in wheel.namelist() if name.startswith("sojourn/")}
    assert found >= {".py", ".mjs", ".css", ".html", ".svg", ".json", ".yaml", ".csv"}
    assert "sojourn/py.typed" in wheel.namelist()


def test_a_file_is_in_it_as_it_is_here(wheel: zipfile.ZipFile) -> None:
    for name in wheel.namelist():
        if name.startswith("sojourn/"):
            assert wheel.read(name) == (PACKAGE.parent / name).read_bytes(), name


def test_nothing_from_beside_the_package_is_in_it(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert tops == {"sojourn", next(top for top in tops if top.endswith(".dist-info"))}


def test_it_carries_the_licence_and_the_command(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    (entry,) = (name for name in names if name.endswith("/entry_points.txt"))
    assert "sojourn = sojourn.cli:main" in wheel.read(entry).decode()
