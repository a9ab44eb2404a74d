"""Runs on a cluster that is there already: a Dask scheduler by its address, through the `concurrent.futures` protocol.

Dask hands a run out again when its worker is lost. Its workers need this same Sojourn, and the same versions of
what it counts with; one that has others is refused, as its numbers would be stored as ours.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any

from sojourn.study.points.point import counted_by

PATIENCE = 5.0
"""Seconds that a scheduler has to answer."""
LONGEST_WAIT = 30.0
"""Seconds that a scheduler has to show its first worker."""
REFRESHED = 5.0
"""Seconds after which it is asked anew how many workers there are."""
HOW = "tcp://HOST:8786"
EXTRA = "pip install 'sojourn[cluster]'"


class NoScheduler(Exception):
    """The cluster cannot be used, or is gone; the message is one sentence."""


class OtherVersion(Exception):
    """What is raised on a worker that would count with something else."""


class Cluster:
    """The workers of a Dask scheduler."""

    def __init__(self, address: str, client: Any) -> None:
        self.address, self._client = address, client
        self._executor = client.get_executor(pure=False)
        self._threads, self._seen = 1, -REFRESHED

    @property
    def at_once(self) -> int:
        """Two for each thread of a worker: one that is made, and one that is on its way."""
        return 2 * self.threads

    @property
    def threads(self) -> int:
        """Runs that the workers can make at a time, as of some seconds ago; workers may come and go."""
        if monotonic() - self._seen >= REFRESHED:
            self._seen = monotonic()
            workers = self._client.scheduler_info(n_workers=-1).get("workers", {}).values()
            self._threads = max(1, sum(int(one["nthreads"]) for one in workers))
        return self._threads

    def submit(self, make: Callable[[Any], Any], job: Any) -> Future[Any]:
        """Hand out a run."""
        handed: Future[Any] = self._executor.submit(_there, make, job, counted_by())
        return handed

    def look(self) -> None:
        """See that the scheduler is still there.

        Raises:
            NoScheduler: it is gone.
        """
        if self._client.status != "running":
            raise NoScheduler(_gone(self.address))

    def stop(self) -> None:
        """Let go of what is going on: the scheduler forgets it."""
        with suppress(Exception):  # whatever says that it is gone: nothing more is wanted of it
            self._executor.shutdown(wait=False, cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """The cluster at an address, for as long as it is wanted; whatever goes wrong with it is told in a sentence.

    Raises:
        NoScheduler: nobody answers there, it has no workers, its workers cannot make our runs, or it went away.
    """
    try:
        import distributed
    except ImportError:
        raise NoScheduler(f"--scheduler needs Dask, which is not installed here: {EXTRA}") from None
    with _quiet():
        client = _client(distributed, address)
        try:
            yield Cluster(address, client)
        except (CancelledError, distributed.CancelledError) as trouble:
            raise NoScheduler(_gone(address)) from trouble
        except distributed.KilledWorker as trouble:
            raise NoScheduler(
                f"a run was handed out several times on {address} and its worker was lost each time, most often for "
                "want of memory; what is done is kept, and the same command goes on from there"
            ) from trouble
        except (OtherVersion, ImportError, AttributeError) as trouble:
            raise NoScheduler(_cannot(address, trouble)) from trouble
        except (OSError, RuntimeError, ValueError, LookupError) as trouble:
            if client.status == "running":
                raise
            raise NoScheduler(_gone(address)) from trouble
        finally:
            with suppress(Exception):  # it may be gone already
                client.close(timeout=1)


def _client(distributed: Any, address: str) -> Any:
    if "://" not in address:
        address = f"tcp://{address}"
    import dask
    from distributed.comm.addressing import parse_address, parse_host_port
    from distributed.comm.registry import get_backend

    try:
        scheme, place = parse_address(address)
        get_backend(scheme)
        parse_host_port(place)
    except (ValueError, TypeError, ImportError) as trouble:
        raise NoScheduler(f"{address[:200]!r} is no address of a scheduler ({trouble}); write it as {HOW}") from trouble
    try:
        with dask.config.set({"distributed.comm.timeouts.connect": f"{PATIENCE}s"}):
            client = distributed.Client(address, timeout=PATIENCE, set_as_default=False, name="sojourn")
    except (OSError, TimeoutError) as trouble:
        raise NoScheduler(
            f"no scheduler answers at {address}; start one there (`dask scheduler`), or name another: --scheduler {HOW}"
        ) from trouble
    try:
        client.wait_for_workers(1, timeout=LONGEST_WAIT)
    except (OSError, TimeoutError) as trouble:
        client.close(timeout=1)
        raise NoScheduler(
            f"the scheduler at {address} has no workers; start some (`dask worker {address} --nthreads 1`), then run "
            "the same command again"
        ) from trouble
    return client


@contextmanager
def _quiet() -> Iterator[None]:
    """Without Dask's own lines about what is told here in a sentence."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client", "distributed.core", "tornado")]
    before = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for one, level in zip(loggers, before, strict=True):
            one.setLevel(level)


def _there(make: Callable[[Any], Any], job: Any, wanted: str) -> Any:
    """Make a run on a worker, if it counts with the same."""
    if counted_by() != wanted:
        raise OtherVersion("it has another version of Sojourn, of Python or of a library that it counts with")
    return make(job)


def _gone(address: str) -> str:
    return (
        f"the scheduler at {address} went away; what is done is kept, and the same command goes on from there once it "
        "is back (or without --scheduler, on this machine)"
    )


def _cannot(address: str, trouble: BaseException) -> str:
    why = str(trouble).split("\n")[0][:200] or type(trouble).__name__
    return f"the workers of {address} cannot make these runs: {why}; install there what is installed here"
