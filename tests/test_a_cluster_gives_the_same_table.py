"""A Dask cluster by its address gives the same table, byte for byte; one that is not there, or goes away, is told."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from command_line import sojourn
from sojourn.study.points import cluster as clusters
from sojourn.study.points.cluster import NoScheduler
from sojourn.study.sweep.files import save
from sojourn.study.sweep.sweeping import sweep
from sweeps import CHEAP, GRID, study, swept

pytest.importorskip("distributed")


@dataclass
class Dask:
    address: str
    scheduler: subprocess.Popen[bytes]


@pytest.fixture(scope="module")
def dask() -> Iterator[Dask]:
    """A scheduler and two workers, as anybody would start them, that listen to this machine alone."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    where = ["--host", "127.0.0.1", "--no-dashboard"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny", *where]
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", str(port), *where]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen(command, **quiet) for command in (scheduler, worker, worker)]  # type: ignore[call-overload]
    end = time.monotonic() + 60
    while time.monotonic() < end and started[0].poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            break
        time.sleep(0.05)
    try:
        yield Dask(address, started[0])
    finally:
        for one in started:
            one.kill()
            one.wait()


def test_the_same_bytes(dask: Dask, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "here").mkdir()
    there = swept(tmp_path / "there", GRID, scheduler=dask.address)
    here = swept(tmp_path / "here", GRID)
    assert there.made == here.made == 6
    assert there.table.equals(here.table)
    files = [save(one) for one in (there, here)]
    for name in ("results.parquet", "design.parquet", "summary.json"):
        assert (files[0] / name).read_bytes() == (files[1] / name).read_bytes()


@pytest.mark.slow
def test_a_worker_with_another_version_is_refused(dask: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "counted_by", lambda: "the client's own")
    with pytest.raises(
        NoScheduler, match=r"the workers of .* cannot make these runs: it has another version"
    ) as caught:
        swept(tmp_path, CHEAP, scheduler=dask.address)
    assert "\n" not in str(caught.value)
    assert not list((tmp_path / "runs" / "points").glob("??/*.json"))


@pytest.mark.slow
def test_a_scheduler_that_goes_away_is_told_and_the_rest_is_made_here(dask: Dask, tmp_path: Path) -> None:
    file = study(tmp_path, f"{CHEAP}replications: 60\n")

    def told(what: str, done: int, of: int) -> None:
        if done == 5:
            dask.scheduler.kill()

    begun = time.monotonic()
    with pytest.raises(NoScheduler, match=r"went away; what is done is kept, and the same command goes on") as caught:
        sweep(file, under=tmp_path / "runs", scheduler=dask.address, progress=told)
    assert time.monotonic() - begun < 30
    assert "\n" not in str(caught.value)
    again = sweep(file, under=tmp_path / "runs", workers=1)
    assert 0 < again.made <= 55


def test_no_scheduler_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 0.5)
    file = study(tmp_path, CHEAP)
    for address, said in (
        ("tcp://127.0.0.1:1", "no scheduler answers at tcp://127.0.0.1:1"),
        ("banana", "'tcp://banana' is no address of a scheduler"),
        ("http://127.0.0.1:80", "'http://127.0.0.1:80' is no address of a scheduler"),
    ):
        told = sojourn("sweep", str(file), "--out", str(tmp_path / "runs"), "--scheduler", address)
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith(f"error: {said}")
        assert told.err.count("\n") == 1
