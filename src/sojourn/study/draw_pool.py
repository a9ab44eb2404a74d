"""The runs of a study on the cores of this machine: a pool of processes, or this one where there can be none.

What comes out depends on the runs alone, never on how many processes make them or which is done first.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing.connection import wait as wait_for
from types import TracebackType
from typing import Any, Protocol, TypeVar

from sojourn.study.draw_jobs import do
from sojourn.study.handing_out import hand_out

FEWEST = 4
"""Runs from which more than one process is worth its start."""
TRIES = 3
"""Times that a run is handed out: processes that made it may have been lost for a reason that does not come again."""
ONE_THREAD = dict.fromkeys(("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"), "1")
"""Environment of the processes: there is one for each core, so none of them needs threads."""


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
        WorkerLost: processes ended before their time, most often for want of memory.
        KeyboardInterrupt: the user stopped it; runs that end within seconds are kept first.
    """
    work: Callable[[Any], Any] = do if make is None else make
    workers = min(workers, len(jobs)) if len(jobs) >= FEWEST else 1
    made_of(jobs, len(jobs), workers, keep, work)


def made_of(
    jobs: Iterable[Work], of: int, workers: int, keep: Callable[[Work, Any], None], make: Callable[[Any], Any]
) -> None:
    """The same for jobs that come one by one, as they are wanted; there are about ``of`` of them.

    Raises:
        WorkerLost: processes ended before their time, most often for want of memory.
        KeyboardInterrupt: the user stopped it; runs that end within seconds are kept first.
    """
    left, done = dict[str, Work](), 0
    source = iter(jobs)

    def taken() -> Iterator[Work]:
        for job in source:
            left[job.label] = job
            yield job

    def kept(job: Work, given: Any) -> None:
        nonlocal done
        keep(job, given)
        del left[job.label]
        done += 1

    if workers > 1:
        try:
            _in_processes(taken(), workers, kept, make)
        except BrokenProcessPool as trouble:
            if done:
                raise WorkerLost(_lost(done, of)) from trouble
        except (OSError, ImportError, NotImplementedError):
            pass  # no processes can be had here
    for job in chain(list(left.values()), taken()):
        kept(job, make(job))


def _prepare(job: object) -> None:
    """Let a job see that what it needs is compiled, where it can."""
    prepare = getattr(job, "prepare", None)
    if prepare is not None:
        prepare()


def _lost(done: int, of: int) -> str:
    return (
        f"a process that made runs ended before its time after {done:,} of {of:,}, most often for want of memory; "
        "the same again with --workers 1 needs the least"
    )


def _in_processes(
    jobs: Iterable[Work], workers: int, kept: Callable[[Work, Any], None], make: Callable[[Any], Any]
) -> None:
    """Make runs in processes; those that were going on when one was lost are made again, a few times."""
    source, going, lost = iter(jobs), dict[str, Work](), Counter[str]()
    first = list(islice(source, 1))
    source = chain(tuple(first), source)

    def taken() -> Iterator[Work]:
        yield from list(going.values())
        for job in source:
            going[job.label] = job
            yield job

    def keep(job: Work, given: Any) -> None:
        kept(job, given)
        del going[job.label]

    while True:
        with Processes(workers) as hands:
            try:
                if first:
                    hands.start(make)
                    _prepare(first.pop())  # meanwhile: else each of them would compile the same
                return hand_out(taken(), hands, keep, make)
            except BrokenProcessPool:
                lost.update(list(going))
                if any(lost[label] >= TRIES for label in going):
                    raise


class Processes:
    """A pool of processes that are started fresh, and end with this one however it ends."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        context = multiprocessing.get_context("spawn")
        self._others = set(multiprocessing.active_children())
        self._pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)

    @property
    def at_once(self) -> int:
        """One more than there are processes: it is there when one of them is done."""
        return self.workers + 1

    def start(self, make: Callable[[Any], Any]) -> None:
        """Have all processes start, and import what makes a run, before there is one.

        Raises:
            BrokenProcessPool: a process was lost.
        """
        for _ in range(self.workers):
            self.submit(_awake, make)

    def submit(self, make: Callable[[Any], Any], job: Any) -> Future[Any]:
        """Hand out a run.

        Raises:
            BrokenProcessPool: a process was lost.
        """
        with _interrupts_ignored(), _one_thread(), _without_main(make, job):
            return self._pool.submit(make, job)

    def look(self) -> None:
        """A process that is lost breaks the runs that are going on, which is seen there."""

    def stop(self) -> None:
        """End the processes."""
        for process in set(multiprocessing.active_children()) - self._others:
            process.terminate()

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _awake(make: Callable[[Any], Any]) -> None:
    """What makes a run has been imported with its name."""


def _begin() -> None:
    """A process of the pool leaves it to its parent to stop, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)


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


@contextmanager
def _without_main(make: Callable[[Any], Any], job: object) -> Iterator[None]:
    """While processes start: they do not run a user's script again, which may not be made for it."""
    main = sys.modules["__main__"]
    if "__main__" in (getattr(one, "__module__", None) for one in (make, job)):  # it is the script's own
        yield
        return
    names = ("__file__", "__spec__")
    before = {name: main.__dict__[name] for name in names if name in main.__dict__}
    main.__dict__.update(dict.fromkeys(before))
    try:
        yield
    finally:
        main.__dict__.update(before)


@contextmanager
def _one_thread() -> Iterator[None]:
    """While processes start: libraries read these once, when they are imported."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(ONE_THREAD)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
