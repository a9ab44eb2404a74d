"""How many processes make the runs changes nothing, and one that is lost is told in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace

import pytest

from an_ensemble import UNTIL, document
from sojourn.study import draw_pool
from sojourn.study.draw_jobs import Done, Job
from sojourn.study.draw_pool import WorkerLost, made
from sojourn.study.ensemble import ensemble


def test_two_processes_give_what_one_does() -> None:
    one, two = (
        ensemble(document(), draws=2, until=UNTIL, workers=workers, replications=2, structure=False)
        for workers in (1, 2)
    )
    assert one.runs == two.runs
    assert one.by_chance == two.by_chance
    assert one.summary == two.summary


JOB = Job("draw", 0, 1, UNTIL, scenario="", central="", past="")
JOBS = [replace(JOB, number=i) for i in range(6)]


def test_a_pool_that_never_starts_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr(draw_pool, "_in_processes", broken)
    monkeypatch.setattr(draw_pool, "do", lambda job: Done({}))
    kept: list[Job] = []
    made(JOBS, 2, lambda job, done: kept.append(job))
    assert kept == JOBS


def test_a_process_that_is_lost_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(jobs: Iterator[Job], workers: int, kept: object, make: object) -> None:
        assert callable(kept)
        kept(next(jobs), Done({}))
        raise BrokenProcessPool

    monkeypatch.setattr(draw_pool, "_in_processes", broken)
    with pytest.raises(WorkerLost, match=r"after 1 of 6, .* --workers 1") as caught:
        made(JOBS, 2, lambda job, done: None)
    assert "\n" not in str(caught.value)
