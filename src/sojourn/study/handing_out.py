"""Handing out runs to whatever makes them at once: a few more than it can make, each kept as soon as it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import suppress
from typing import Any, Protocol, TypeVar

GRACE = 5.0
"""Seconds that runs which are going on have to end when the study is stopped."""
BEAT = 1.0
"""Seconds after which whatever makes the runs is looked after, though none was done."""

Job = TypeVar("Job")
Work = TypeVar("Work")


class Hands(Protocol):
    """What makes runs: a pool of processes, a cluster."""

    @property
    def at_once(self) -> int:
        """Runs that it should have at a time; a few more than it can make at once, so that nobody waits for work."""
        ...

    def submit(self, make: Callable[[Any], Any], job: Any) -> Future[Any]:
        """Hand out a run."""
        ...

    def look(self) -> None:
        """See that it is still there. Raises whatever says that it is not."""
        ...

    def stop(self) -> None:
        """End what is going on, without waiting for it."""
        ...


def hand_out(jobs: Iterable[Work], hands: Hands, kept: Callable[[Work, Any], None], make: Callable[[Any], Any]) -> None:
    """Hand out all jobs, and keep what each gave as soon as it is done.

    Args:
        jobs: what to do; taken up one by one, as there is room.
        hands: what does it.
        kept: called with each job and what it gave, in this thread.
        make: does one job.

    Raises:
        KeyboardInterrupt: the user stopped it; what ends within seconds is kept first.
        Exception: what a job, `kept` or `look` raised; nothing goes on then.
    """
    waiting, going = iter(jobs), dict[Future[Any], Work]()

    def more() -> None:
        while len(going) < hands.at_once:
            for job in waiting:
                going[hands.submit(make, job)] = job
                break
            else:
                return

    def take(done: set[Future[Any]]) -> None:
        for one in done:
            job = going.pop(one)
            kept(job, one.result())

    try:
        more()
        while going:
            take(wait(going, timeout=BEAT, return_when=FIRST_COMPLETED).done)
            hands.look()
            more()
    except KeyboardInterrupt:
        with suppress(Exception):  # it is being stopped: what cannot be kept any more is made again another time
            take(wait(going, timeout=GRACE).done)
        hands.stop()
        raise
    except BaseException:
        hands.stop()
        raise
