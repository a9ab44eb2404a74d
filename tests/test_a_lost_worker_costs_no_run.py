"""A process that is killed while it makes a run costs no run: it is made again, with the same result, a few times."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest

from sojourn.study.draw_pool import TRIES, WorkerLost, made


@dataclass(frozen=True)
class Job:
    number: int
    folder: Path
    often: int
    """Times that the process is killed which makes the run."""

    @property
    def label(self) -> str:
        return str(self.number)


def square(job: Job) -> int:
    for time in range(job.often):
        mark = job.folder / f"{job.number}-{time}"
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return job.number**2


def jobs(folder: Path, often: int) -> list[Job]:
    return [Job(number, folder, often if number == 5 else 0) for number in range(10)]


@pytest.mark.slow
def test_the_run_is_made_again_and_no_other_is_kept_twice(tmp_path: Path) -> None:
    kept: list[tuple[int, int]] = []
    made(jobs(tmp_path, 1), 2, lambda job, given: kept.append((job.number, given)), square)
    assert sorted(kept) == [(number, number**2) for number in range(10)]


@pytest.mark.slow
def test_one_that_is_lost_again_and_again_is_told_and_the_others_are_kept(tmp_path: Path) -> None:
    kept: list[int] = []
    with pytest.raises(WorkerLost, match=r"ended before its time after \d of 10, .* --workers 1") as caught:
        made(jobs(tmp_path, 99), 2, lambda job, given: kept.append(job.number), square)
    assert "\n" not in str(caught.value)
    assert len(list(tmp_path.iterdir())) == TRIES
    assert {0, 1, 2, 3} <= set(kept)
