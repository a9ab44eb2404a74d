"""The runs of a study on the cores of this machine: a pool of processes, or this one where there can be none.

What comes out depends on the runs alone, never on how many processes make them or which is done first.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

from sojourn.study.draw_jobs import do

GRACE = 5.0
"""Seconds that runs which are going on have to end when the study is stopped."""
FEWEST = 4
"""Runs from which more than one process is worth its start."""


class Labelled(Protocol):
    """A run, or several, to be made in one go."""

    @property
    def label(self) -> str:
        """A name that no other has."""
        ...


Work = TypeVar("Work", bound=Labelled)


class WorkerLost(RuntimeError):
    """A process that made runs ended before its time; the message is one sentence."""


class Stopped(KeyboardInterrupt):
    """A study was stopped by its user; the message is one sentence, and what was done is kept."""


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def made(
    jobs: Sequence[Work], workers: int, keep: Callable[[Work, Any], None], make: Callable[[Any], Any] | None = None
) -> None:
    """Make all runs, and keep each as soon as it is done.

    Args:
        jobs: what to do.
        workers: processes, at most.
        keep: called with each job and what it gave.
        make: does one job, in another process too; :func:`sojourn.study.draw_jobs.do` where not given.

    Raises:
        WorkerLost: a process ended before its time, most often for want of memory.
        KeyboardInterrupt: the user stopped it; runs that end within seconds are kept first.
    """
    left = {job.label: job for job in jobs}
    work: Callable[[Any], Any] = do if make is None else make

    def kept(job: Work, done: Any) -> None:
        keep(job, done)
        del left[job.label]

    workers = min(workers, len(jobs))
    if workers > 1 and len(jobs) >= FEWEST:
        try:
            _in_processes(jobs, workers, kept, work)
        except BrokenProcessPool as trouble:
            if len(left) < len(jobs):
                raise WorkerLost(_lost(len(jobs) - len(left), len(jobs))) from trouble
        except (OSError, ImportError, NotImplementedError):
            pass  # no processes can be had here
    for job in list(left.values()):
        kept(job, work(job))


def _lost(done: int, of: int) -> str:
    return (
        f"a process that made runs ended before its time after {done} of {of}, most often for want of memory; "
        "the same again with --workers 1 needs the least"
    )


def _in_processes(
    jobs: Sequence[Work], workers: int, kept: Callable[[Work, Any], None], make: Callable[[Any], Any]
) -> None:
    """No more runs are handed out than there are processes, so that little is going on when it is stopped."""
    context = multiprocessing.get_context("spawn")
    others = set(multiprocessing.active_children())
    waiting, going = iter(jobs), dict[Future[Any], Work]()
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_deaf) as pool:

        def more() -> None:
            with _interrupts_ignored():
                for job in waiting:
                    going[pool.submit(make, job)] = job
                    if len(going) >= workers:
                        break

        def take(done: set[Future[Any]]) -> None:
            for one in done:
                job = going.pop(one)
                kept(job, one.result())

        try:
            more()
            while going:
                take(wait(going, return_when=FIRST_COMPLETED).done)
                more()
        except KeyboardInterrupt:
            take(wait(going, timeout=GRACE).done)
            for process in set(multiprocessing.active_children()) - others:
                process.terminate()
            raise


def _deaf() -> None:
    """A process of the pool leaves it to its parent to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """While processes start: they take over that interrupts are ignored, and say nothing when one comes early."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
