"""A process that simulates for the server: it takes one task after another from a pipe and tells how it goes."""

from __future__ import annotations

import logging
import signal
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from sojourn.web import limits
from sojourn.web.tasks import FileTask, Message, RunTask, Task, TraceTask

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from sojourn.network import Opening
    from sojourn.results.run import Run
    from sojourn.scenario.us import UsScenario

log = logging.getLogger(__name__)
Tell = Callable[[Message], None]


class Stopped(Exception):
    """Nobody waits for it any more."""


def serve(pipe: Connection, stop: Event) -> None:
    """Take tasks until the other end of the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server is interrupted, and closes the pipe
    try:
        worker = Worker(pipe.send, stop)
        worker.warm()
        pipe.send(("ready", None))
        while True:
            worker.do(pipe.recv())
    except (EOFError, OSError, BrokenPipeError):
        return


@dataclass
class Worker:
    """What a process keeps from one task to the next, so that a small change does not begin anew."""

    tell: Tell
    stop: Event
    openings: OrderedDict[str, Opening] = field(default_factory=OrderedDict)
    runs: OrderedDict[str, Run] = field(default_factory=OrderedDict)

    def do(self, task: Task) -> None:
        """Do a task; whatever becomes of it is told."""
        from sojourn.network import NetworkError
        from sojourn.show.pictures.picture import NoPicture
        from sojourn.trace import TraceError

        try:
            match task:
                case RunTask():
                    told: Any = self.answer(task)
                case FileTask():
                    told = self.file(task)
                case TraceTask():
                    told = self.trace(task)
            self.tell(("done", told))
        except Stopped:
            self.tell(("stopped", None))
        except (NetworkError, NoPicture, TraceError) as trouble:
            self.tell(("failed", str(trouble).replace("--", "")))
        except MemoryError:
            self.tell(("failed", "there is not enough memory for this; a shorter time needs less"))
        except Exception:  # a fault in one task must not end the process that serves all
            log.exception("a task went wrong")
            self.tell(("failed", "something went wrong that should not; the server's log says what"))

    def answer(self, task: RunTask) -> dict[str, Any]:
        """Simulate; tell what is new month by month; give the answer and, of a whole run, the summary."""
        import json

        from sojourn.web.answers import answer

        run = self.run(task, self.tell)
        whole = task.weight == 1
        told = answer(run, whole)
        summary = {**run.summary, "versions": run.versions} if whole else None
        if whole:
            keep(self.runs, task.id, run, limits.KEPT_RUNS)
        return {
            "answer": json.dumps(told, ensure_ascii=False, allow_nan=False),
            "summary": None if summary is None else json.dumps(summary, ensure_ascii=False, allow_nan=False),
        }

    def run(self, task: RunTask, tell: Tell | None = None) -> Run:
        """The run of a task, month by month; what is told of it has the days first."""
        from sojourn.run import calendar_of, simulate
        from sojourn.scenario.us import UsScenario
        from sojourn.web.answers import Watch, axes

        model = UsScenario.model_validate_json(task.scenario)
        calendar = calendar_of(model, task.until)
        beds = calendar.values(model.beds.capacity)
        if tell is not None:
            tell(("progress", {"axes": axes(calendar), "beds": [int(one) for one in beds], "weight": task.weight}))
        watch = Watch(task.weight)

        def seen(simulation: Any) -> None:
            if self.stop.is_set():
                raise Stopped
            if tell is not None:
                tell(("progress", watch(simulation)))

        opening = self.opening(model, task.seed, task.weight)
        if self.stop.is_set():
            raise Stopped
        return simulate(
            model, calendar, task.seed, name=task.name, data=task.data, weight=task.weight, opening=opening, seen=seen
        )

    def opening(self, model: UsScenario, seed: int, weight: int) -> Opening:
        """Who is inside on the first day; found once for all scenarios with the same days before the start."""
        from sojourn import warm_up

        key = warm_up.opening_key(model, seed, weight)
        found = self.openings.get(key)
        if found is None:
            found = warm_up.opening(model, seed, weight=weight)
        keep(self.openings, key, found, limits.KEPT_OPENINGS)
        return found

    def file(self, task: FileTask) -> tuple[bytes, str]:
        """A file of a run, and its media type."""
        from sojourn.web.files import made

        run = self.runs.get(task.run.id)
        if run is None:
            run = self.run(task.run)
        keep(self.runs, task.run.id, run, limits.KEPT_RUNS)
        return made(run, task.file, task.chosen)

    def trace(self, task: TraceTask) -> str:
        """One synthetic person's way, as JSON."""
        import json

        from sojourn.scenario.us import UsScenario
        from sojourn.trace import trace

        def progress(done: int, everything: int) -> None:
            if self.stop.is_set():
                raise Stopped
            self.tell(("progress", {"done": done, "of": everything}))

        found = trace(
            UsScenario.model_validate_json(task.scenario),
            nationality=task.nationality,
            criminality=task.criminality,
            agency=task.agency,
            case=task.case,
            arrested=task.arrested,
            seed=task.seed,
            progress=progress,
        )
        return json.dumps({**found.to_json(), "text": found.text()}, ensure_ascii=False, allow_nan=False)

    def warm(self) -> None:
        """Load what counts, and see that it is compiled, so that nobody waits for it later."""
        from sojourn.run import calendar_of, load, simulate

        model = load().model
        calendar = calendar_of(model, None)
        opening = self.opening(model, model.seed, max(limits.WEIGHTS))
        run = simulate(model, calendar, model.seed, weight=max(limits.WEIGHTS), opening=opening, specialised=False)
        _ = run.summary


def keep(kept: OrderedDict[str, Any], key: str, value: Any, most: int) -> None:
    """Put a value last, and let the oldest go."""
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
