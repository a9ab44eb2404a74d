"""Every example of a page on a command, and every other command that a page shows without its output, is run.

They run as they stand, but for less time and with fewer draws (`shorter`), in a home and a folder of their own that has
the files they name. What takes longer even so (`is_slow`) is run by `make slow`, all else by `make test`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from command_line import sojourn
from page_examples import COMPARED, Example, commands, is_slow, lay_out, shorter, shown
from pages import ROOT
from sojourn.results.store import save
from sojourn.run import load, run

NAMED = "plan-2025-34694351-seed2025"
"""The run that a page names by its folder."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A user's cache in which nothing is kept but the compiled engine."""
    usual = os.environ.get("XDG_CACHE_HOME")
    kernels = (Path(usual) if usual else Path("~/.cache").expanduser()) / "sojourn" / "kernels"
    kernels.mkdir(parents=True, exist_ok=True)
    found = tmp_path_factory.mktemp("home")
    (found / "sojourn").mkdir()
    (found / "sojourn" / "kernels").symlink_to(kernels)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(found))
        patch.setenv("COLUMNS", "100")
        yield found


@pytest.fixture(scope="module")
def files(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the examples name, and one run: what `last` means."""
    folder = tmp_path_factory.mktemp("files")
    lay_out(folder)
    made = save(run(load(), until=date(2025, 3, 1)), folder / "runs")
    if made.name != NAMED:
        shutil.copytree(made, folder / "runs" / NAMED)
    return folder


@pytest.fixture
def here(files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "here"
    shutil.copytree(files, found)
    monkeypatch.chdir(found)
    return found


def of(program: str, slow: bool) -> list[Example]:
    """Examples of a program; `serve`, and what asks a cluster, have tests of their own."""
    own = ("serve", "--scheduler")
    return [
        one for one in shown() if one.words[0] == program and is_slow(one) == slow and not set(own) & set(one.words)
    ]


QUICK, SLOW = of("sojourn", slow=False), of("sojourn", slow=True)
SERVING = [one for one in shown() if one.verb == "serve"]
MODULES = [one for one in shown() if one.words[:2] == ["python", "-m"]]
CLUSTER = [one for one in shown() if one.verb == "dask" or "--scheduler" in one.words]


def ran(one: Example, here: Path) -> None:
    """Run it; what it prints goes where the example says."""
    if named := COMPARED.search(one.line):
        made = sojourn(
            *shorter(["sojourn", "compare", "plan-2025", "--set", "releases.paroled=0.5", "--explain"]), "--out", "made"
        )
        assert made.code == 0, made
        next((here / "made").iterdir()).rename(here / "runs" / named[1])
    words, into = one.words, None
    if ">" in words:
        *words, _, into = words
    told = sojourn(*shorter(words))
    unmet = one.verb == "plan" and told.code == 1 and "cannot be reached" in told.out  # an answer too
    assert told.code == 0 or unmet, told
    assert told.out.strip()
    if into:
        (here / into).write_text(told.out, "utf-8")
    if "--out" in words:
        assert (here / words[words.index("--out") + 1]).exists()


@pytest.mark.parametrize("one", QUICK, ids=lambda one: one.line)
def test_an_example_runs(one: Example, here: Path) -> None:
    ran(one, here)


@pytest.mark.slow
@pytest.mark.parametrize("one", SLOW, ids=lambda one: one.line)
def test_an_example_that_takes_longer_runs(one: Example, here: Path) -> None:
    ran(one, here)


@pytest.mark.parametrize("one", SERVING, ids=lambda one: one.line)
def test_the_server_starts_where_the_example_says(one: Example, here: Path) -> None:
    command = [sys.executable, "-m", *one.words, "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        try:
            url = first.split(" at ")[1].split()[0]
            assert httpx.get(url, timeout=60).text.startswith("<!doctype html>")
        finally:
            process.send_signal(signal.SIGINT)
        assert process.stdout.read().splitlines()[-1] == "Stopped."
    if "--port" in one.words:  # that one, or one soon after it where it is taken
        port = int(one.words[one.words.index("--port") + 1])
        assert port <= int(url.rstrip("/").rpartition(":")[2]) <= port + 20


FEWER = {"sojourn.study.custody.rolling": ["--members", "10", "--steps", "1", "--starts", "2022-10"]}


@pytest.mark.slow
@pytest.mark.parametrize("one", MODULES, ids=lambda one: one.line)
def test_a_module_runs(one: Example, here: Path) -> None:
    """On a copy of the source, which it may write to; what it writes is what is there already."""
    copy = here / "src"
    shutil.copytree(ROOT / "src" / "sojourn", copy / "sojourn", ignore=shutil.ignore_patterns("__pycache__"))
    before = {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()}
    command = [sys.executable, "-B", *one.words[1:], *FEWER.get(one.words[2], [])]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(copy)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert {file: file.read_bytes() for file in before} == before


def wait_for(host: str, port: int, seconds: float = 90.0) -> None:
    """Until somebody listens there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError(f"nobody listens on {host}:{port}")


@pytest.mark.slow
def test_a_cluster_is_started_and_asked_as_the_page_says(here: Path) -> None:
    """The scheduler, a worker and the sweep, at an address of this machine."""
    pytest.importorskip("distributed")
    port = "18786"
    started: list[subprocess.Popen[bytes]] = []
    told = None
    try:
        for one in CLUSTER:
            line = one.line.partition("#")[0].replace("10.0.0.1", "127.0.0.1").replace("8786", port)
            words = Example(one.page, line.replace("--nworkers 16", "--nworkers 1")).words
            if words[0] == "sojourn":
                wait_for("127.0.0.1", int(port))
                told = sojourn(*words[1:])
                assert told.code == 0, told.err
            else:
                more = ["--port", port, "--no-dashboard"] if "scheduler" in words else ["--no-dashboard"]
                command = [str(Path(sys.executable).parent / "dask"), *words[1:], *more]
                quiet = subprocess.DEVNULL
                started.append(subprocess.Popen(command, stdout=quiet, stderr=quiet))
    finally:
        for process in started:
            process.terminate()
            process.wait(20)
    assert told is not None
    assert [one.verb for one in CLUSTER] == ["dask", "dask", "sweep"]


def test_no_example_is_left_out() -> None:
    assert sorted([*QUICK, *SLOW, *SERVING, *MODULES, *CLUSTER], key=str) == sorted(shown(), key=str)
    assert len(QUICK) > 15
    assert len(SLOW) > 25
    pages = {one.page for one in shown()}
    assert pages >= {f"docs/commands/{name}.md" for name in ("run", "serve", "plan", "scenarios")} | {"docs/plan.md"}


def test_examples_are_found_in_blocks_without_output() -> None:
    text = (
        "```text\nsojourn run a     as it is\n```\n\n```text\n448  a table\n```\n\n```\n$ sojourn serve\nat ...\n```\n"
    )
    assert list(commands(text)) == ["sojourn run a", "sojourn serve"]
    assert list(commands("```console\n$ sojourn run b\n```\n")) == []


def test_an_example_that_fails_would_be_seen(here: Path) -> None:
    with pytest.raises(AssertionError, match="no_such"):
        ran(Example("a page", "sojourn ledger plan-2025 --set no_such=1"), here)
