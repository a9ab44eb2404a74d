"""The processes that simulate, as the server sees them: a queue, who is at what, and what is stopped or lost.

There are four lanes. `quick` and `whole` are runs that somebody looks at; `file` is a file of a run; `behind` is what
may take its time: draws, and what takes many runs. A process of its own does what is behind, nicer than the others
(`os.nice`), so that it has what they leave of the machine and none of them ever waits for it; it is started when it is
first needed. Whoever waits in one of the other lanes is told how many are before.

All of it is used from the event loop alone. Each process has a thread that does nothing but read its pipe.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Literal

from sojourn.web import limits
from sojourn.web.ask import refused
from sojourn.web.tasks import Message, Task
from sojourn.web.worker import serve

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess
    from multiprocessing.synchronize import Event

log = logging.getLogger(__name__)
Lane = Literal["quick", "whole", "file", "behind"]
Heard = Callable[[Message], None]
"""Told each message about a task; the last is `done`, `failed` or `stopped`."""
LAST = ("done", "failed", "stopped")
SECONDS: dict[Lane, float] = {
    "quick": limits.QUICK_SECONDS,
    "whole": limits.WHOLE_SECONDS,
    "file": limits.WHOLE_SECONDS,
    "behind": limits.BEHIND_SECONDS,
}
QUICK: tuple[Lane, ...] = ("quick",)
SEEN: tuple[Lane, ...] = ("quick", "whole", "file")
BEHIND: tuple[Lane, ...] = ("behind",)
NOT_THERE = "this cannot be done here: its process could not be started"


@dataclass(eq=False)
class Ticket:
    """A task in the queue or at work."""

    task: Task
    lane: Lane
    heard: Heard
    over: bool = False
    deadline: asyncio.TimerHandle | None = None
    since: float = field(default_factory=time.monotonic)
    before: int = 0
    """Tasks that were before it when that was last told."""

    @property
    def turn(self) -> tuple[int, float]:
        """Its place among those that wait: quick ones, whole runs, files that have not waited long."""
        waited = time.monotonic() - self.since
        rank = {"quick": 0, "whole": 1, "file": 1 if waited > limits.FILE_PATIENCE else 2, "behind": 3}
        return rank[self.lane], self.since

    def say(self, message: Message) -> None:
        """Pass a message on; after the last one there are no more."""
        if not self.over:
            self.over = message[0] in LAST
            self.heard(message)


@dataclass(eq=False)
class Hand:
    """One process."""

    lanes: tuple[Lane, ...]
    process: SpawnProcess
    pipe: Connection
    stop: Event
    ready: bool = False
    began: bool = False
    """Whether it has ever been ready; one that has not would not be a second time either."""
    ticket: Ticket | None = None
    started: asyncio.TimerHandle | None = field(default=None, repr=False)


class Pool:
    """Some processes, and what waits for them."""

    def __init__(self, workers: int = limits.WORKERS) -> None:
        """Make a pool that is not started yet; the first of several processes takes quick tasks only."""
        self._workers = workers
        self._hands: list[Hand] = []
        self._waiting: list[Ticket] = []
        self._closed = False
        self._no_behind = False
        self._context = multiprocessing.get_context("spawn")

    async def start(self) -> None:
        """Start the processes; they say themselves when they are ready."""
        for number in range(self._workers):
            only_quick = number == 0 and self._workers > 1
            self._hands.append(self._new(QUICK if only_quick else SEEN))

    @property
    def ready(self) -> bool:
        """Whether some process is ready for each kind of task."""
        able = {lane for hand in self._hands if hand.ready for lane in hand.lanes}
        return able >= set(SEEN)

    @property
    def broken(self) -> bool:
        """Whether a process could not be started, so that some tasks will never be done."""
        return not self._closed and sum(hand.lanes != BEHIND for hand in self._hands) < self._workers

    @property
    def pids(self) -> list[int]:
        """Numbers of the processes."""
        return [hand.process.pid for hand in self._hands if hand.process.pid is not None]

    def submit(self, task: Task, lane: Lane, heard: Heard) -> Ticket:
        """Put a task into the queue.

        Raises:
            Refused: too much waits already.
        """
        behind = lane == "behind"
        if sum((one.lane == "behind") == behind for one in self._waiting) >= (
            limits.MOST_BEHIND if behind else limits.MOST_WAITING
        ):
            raise refused("", "too many requests are waiting; ask again in a moment", status=503)
        if behind and self._no_behind:
            raise refused("", NOT_THERE, status=503)
        ticket = Ticket(task, lane, heard)
        self._waiting.append(ticket)
        if behind and all(hand.lanes != BEHIND for hand in self._hands):
            self._hands.append(self._new(BEHIND))
        self._hand_out()
        return ticket

    def cancel(self, ticket: Ticket) -> None:
        """Take a task back: out of the queue, or from the process that is at it."""
        if ticket.over:
            return
        if ticket in self._waiting:
            self._waiting.remove(ticket)
            ticket.say(("stopped", None))
            self._tell_places()
            return
        for hand in self._hands:
            if hand.ticket is ticket:
                hand.stop.set()

    def close(self) -> None:
        """Stop all processes."""
        self._closed = True
        for ticket in self._waiting:
            ticket.say(("stopped", None))
        self._waiting.clear()
        for hand in self._hands:
            if hand.ticket is not None:
                hand.ticket.say(("stopped", None))
            _end(hand)
        for hand in self._hands:
            hand.process.join(2.0)

    def _new(self, lanes: tuple[Lane, ...]) -> Hand:
        ours, theirs = self._context.Pipe()
        stop = self._context.Event()
        lower = limits.LOWER if lanes == BEHIND else 0
        process = self._context.Process(target=serve, args=(theirs, stop, lower), daemon=True, name="sojourn")
        process.start()
        theirs.close()
        hand = Hand(lanes, process, ours, stop)
        loop = asyncio.get_running_loop()
        hand.started = loop.call_later(limits.START_SECONDS, self._too_long, hand)
        threading.Thread(target=_read, args=(hand, loop, self._hear), daemon=True).start()
        return hand

    def _hand_out(self) -> None:
        """Give what waits to whoever is free: quick tasks first, then in order."""
        if self._closed:
            return
        for ticket in sorted(self._waiting, key=lambda one: one.turn):
            free = [hand for hand in self._hands if hand.ready and hand.ticket is None and ticket.lane in hand.lanes]
            if free:
                self._waiting.remove(ticket)
                self._give(min(free, key=lambda hand: len(hand.lanes)), ticket)
        self._tell_places()

    def _tell_places(self) -> None:
        """Tell whoever waits how many are before: those at work, and those whose turn comes first."""
        first: list[Ticket] = []
        for ticket in sorted((one for one in self._waiting if one.lane != "behind"), key=lambda one: one.turn):
            able = [hand for hand in self._hands if ticket.lane in hand.lanes]
            before = sum(hand.ticket is not None for hand in able) + sum(
                any(one.lane in hand.lanes for hand in able) for one in first
            )
            first.append(ticket)
            if before != ticket.before and any(hand.ready for hand in able):
                ticket.before = before
                ticket.say(("waiting", before))

    def _give(self, hand: Hand, ticket: Ticket) -> None:
        hand.stop.clear()
        hand.ticket = ticket
        ticket.deadline = asyncio.get_running_loop().call_later(SECONDS[ticket.lane], self._too_long, hand)
        try:
            hand.pipe.send(ticket.task)
        except OSError:  # its end is told by the thread that reads
            log.warning("a process is gone before it got its task")

    def _hear(self, hand: Hand, message: Message | None) -> None:
        if message is None:
            self._lost(hand)
        elif message[0] == "ready":
            hand.ready = hand.began = True
            if hand.started is not None:
                hand.started.cancel()
            self._hand_out()
        elif hand.ticket is not None:
            ticket = hand.ticket
            if message[0] in LAST:
                hand.ticket = None
                if ticket.deadline is not None:
                    ticket.deadline.cancel()
            try:
                ticket.say(message)
            except Exception:  # whoever hears it may be at fault; the process goes on with what others wait for
                log.exception("what a process said could not be told")
            if hand.ticket is None:
                self._hand_out()

    def _lost(self, hand: Hand) -> None:
        """A process has ended: tell whoever waited for it, and start another."""
        if self._closed or hand not in self._hands:
            return
        self._hands.remove(hand)
        if hand.started is not None:
            hand.started.cancel()
        if hand.ticket is not None:
            if hand.ticket.deadline is not None:
                hand.ticket.deadline.cancel()
            hand.ticket.say(("failed", "the process that worked on it ended; ask again"))
        _end(hand)
        if hand.began and hand.lanes == BEHIND:
            if any(one.lane == "behind" for one in self._waiting):
                self._hands.append(self._new(BEHIND))
        elif hand.began:
            self._hands.insert(0 if hand.lanes == QUICK else len(self._hands), self._new(hand.lanes))
        else:
            log.error("a process ended before it was ready, and is not started again")
            if hand.lanes == BEHIND:
                self._no_behind = True
                for ticket in [one for one in self._waiting if one.lane == "behind"]:
                    self._waiting.remove(ticket)
                    ticket.say(("failed", NOT_THERE))

    def _too_long(self, hand: Hand) -> None:
        if hand.ticket is not None:
            hand.ticket.say(("failed", "it took longer than one request may; a shorter time needs less"))
        _end(hand)


def _read(hand: Hand, loop: asyncio.AbstractEventLoop, hear: Callable[[Hand, Any], None]) -> None:
    """Pass on what a process says, and at last that it says no more."""
    message: Message | None = ("", None)
    while message is not None:
        try:
            message = hand.pipe.recv()
        except (EOFError, OSError):
            message = None
        try:
            loop.call_soon_threadsafe(hear, hand, message)
        except RuntimeError:  # the loop is closed: nobody listens any more
            return


def _end(hand: Hand) -> None:
    hand.ready = False
    if hand.process.is_alive():
        hand.process.terminate()
