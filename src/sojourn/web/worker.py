"""A process that simulates for the server: it takes one task after another from a pipe and tells how it goes."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import signal
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from sojourn.web import limits
from sojourn.web.tasks import DrawTask, FileTask, HindcastTask, Message, RunTask, ShareTask, Task, TraceTask

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

    from sojourn.network import Opening
    from sojourn.results.plain import PlainRun
    from sojourn.results.run import Run
    from sojourn.scenario.us import UsScenario
    from sojourn.study.points.drawing import Drawing
    from sojourn.web.drawn import Row
    from sojourn.web.shared import Sharing

log = logging.getLogger(__name__)
Tell = Callable[[Message], None]


class Stopped(Exception):
    """Nobody waits for it any more."""


def serve(pipe: Connection, stop: Event, lower: int = 0) -> None:
    """Take tasks until the other end of the pipe is closed.

    Args:
        pipe: to the server.
        stop: set when nobody waits for the task at hand any more.
        lower: by how much to be nicer to other processes; one that is draws, and shares out differences.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server is interrupted, and closes the pipe
    try:
        worker = Worker(pipe.send, stop)
        if lower:
            if hasattr(os, "nice"):
                os.nice(lower)
            worker.warm_behind()
        else:
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
    runs: OrderedDict[str, Run | PlainRun] = field(default_factory=OrderedDict)
    drawings: OrderedDict[str, Drawing] = field(default_factory=OrderedDict)
    sharings: OrderedDict[str, Sharing] = field(default_factory=OrderedDict)

    def do(self, task: Task) -> None:
        """Do a task; whatever becomes of it is told."""
        from sojourn.network import NetworkError
        from sojourn.run import CannotRun
        from sojourn.show.pictures.picture import NoPicture
        from sojourn.study.drawn import CannotDraw
        from sojourn.trace import TraceError
        from sojourn.web.shared import NothingToShare

        try:
            match task:
                case RunTask():
                    told: Any = self.answer(task)
                case DrawTask():
                    told = self.draw(task)
                case FileTask():
                    told = self.file(task)
                case ShareTask():
                    told = self.share(task)
                case HindcastTask():
                    told = hindcast(task)
                case TraceTask():
                    told = self.trace(task)
            self.tell(("done", told))
        except Stopped:
            self.tell(("stopped", None))
        except (CannotDraw, CannotRun, NetworkError, NoPicture, NothingToShare, TraceError) as trouble:
            self.tell(("failed", str(trouble).replace("--", "")))
        except MemoryError:
            self.tell(("failed", "there is not enough memory for this; a shorter time needs less"))
        except Exception:  # a fault in one task must not end the process that serves all
            log.exception("a task went wrong")
            self.tell(("failed", "something went wrong that should not; the server's log says what"))

    def answer(self, task: RunTask) -> dict[str, Any]:
        """Simulate; tell what is new month by month; give the answer and, of a whole run, the summary."""
        from sojourn.results.plain import PlainRun
        from sojourn.web.answers import answer
        from sojourn.web.plain_answers import answer as plain_answer

        run = self.run(task, self.tell)
        whole = task.weight == 1
        told = plain_answer(run) if isinstance(run, PlainRun) else answer(run, whole)
        summary = {**run.summary, "versions": run.versions} if whole else None
        if whole:
            keep(self.runs, task.id, run, limits.KEPT_RUNS)
        return {
            "answer": json.dumps(told, ensure_ascii=False, allow_nan=False),
            "summary": None if summary is None else json.dumps(summary, ensure_ascii=False, allow_nan=False),
        }

    def run(self, task: RunTask, tell: Tell | None = None) -> Run | PlainRun:
        """The run of a task, month by month; what is told of it has the days first."""
        return self.us_run(task, tell) if task.system == "us" else self.plain_run(task, tell)

    def plain_run(self, task: RunTask, tell: Tell | None) -> PlainRun:
        """A run of a system other than the US one; of it only is told how far it has come."""
        from sojourn.run import calendar_of
        from sojourn.run_plain import simulate_plain
        from sojourn.systems.registry import system
        from sojourn.web.answers import axes

        model: Any = system(task.system).model().model_validate_json(task.scenario)
        calendar = calendar_of(model, task.until)
        if tell is not None:
            tell(("progress", {"axes": axes(calendar), "weight": 1}))

        def seen(done: int, everything: int) -> None:
            if self.stop.is_set():
                raise Stopped
            if tell is not None:
                tell(("progress", {"done": done, "of": everything}))

        return simulate_plain(model, calendar, task.seed, name=task.name, data=task.data, progress=seen)

    def us_run(self, task: RunTask, tell: Tell | None) -> Run:
        """A run of the US system."""
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

    def draw(self, task: DrawTask) -> Row:
        """A draw of what is not known."""
        from sojourn.scenario.us import UsScenario
        from sojourn.study.points.drawing import drawing
        from sojourn.web.drawn import row

        key = hashed(task.scenario, task.seed, task.until)
        ready = self.drawings.get(key)
        if ready is None:
            model = UsScenario.model_validate_json(task.scenario)
            ready = drawing(model, seed=task.seed, until=task.until, specialised=False)
        keep(self.drawings, key, ready, limits.KEPT_OPENINGS)
        return row(ready, task.number, self.seen)

    def share(self, task: ShareTask) -> dict[str, Any]:
        """A part of the runs that sharing out a difference takes; the answer when there are no more."""
        from sojourn.show.pictures.waterfall import waterfall
        from sojourn.web.files import drawings
        from sojourn.web.shared import Sharing

        key = hashed(*task.__dict__.values())
        sharing = self.sharings.get(key) or Sharing(task)
        keep(self.sharings, key, sharing, limits.KEPT_RUNS)
        sharing.go_on(self.seen)
        if not sharing.over:
            return {"done": len(sharing.worth), "of": len(sharing.masks)}
        told = sharing.told()
        source = f"Sojourn, {told['runs']} runs of the same people, each standing for ten. A model, not a forecast."
        drawn = waterfall(told, source)
        return {"told": {**told, "title": drawn.title, "alt": drawn.alt, "source": source}, "svg": drawings(drawn)}

    def seen(self, simulation: Any) -> None:
        """Stop where nobody waits any more."""
        if self.stop.is_set():
            raise Stopped

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

    def warm_behind(self) -> None:
        """Load what draws, and the fit that is drawn from."""
        from sojourn.run import load
        from sojourn.study.points.drawing import drawing
        from sojourn.web.drawn import row

        model = load().model
        first = model.period.start.value
        row(drawing(model, until=first.replace(year=first.year + 1), specialised=False), 0, self.seen)


def hindcast(task: HindcastTask) -> tuple[bytes, str]:
    """A picture of a year that is over, told beforehand, or its words; and the media type."""
    from sojourn.show.pictures.theme import Theme
    from sojourn.web.happened import picture

    drawn = picture(task.series)
    theme: Theme = "dark" if task.theme == "dark" else "light"
    if task.form == "json":
        told = {"name": "hindcast", "title": drawn.title, "alt": drawn.alt, "source": drawn.source}
        return json.dumps(told, ensure_ascii=False).encode(), "application/json"
    if task.form == "png":
        return drawn.png(theme, width=task.width), "image/png"
    return drawn.svg(theme, width=task.width).encode(), "image/svg+xml"


def hashed(*parts: Any) -> str:
    """A short name of some values."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def keep(kept: OrderedDict[str, Any], key: str, value: Any, most: int) -> None:
    """Put a value last, and let the oldest go."""
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > most:
        kept.popitem(last=False)
