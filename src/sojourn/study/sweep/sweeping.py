"""The verb `sweep`: a study file in, every run of it made once and kept, one tidy table out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from sojourn.results.identity import SHOWN
from sojourn.results.run import versions
from sojourn.results.store import FOLDER
from sojourn.run import CannotRun
from sojourn.scenario.errors import Problem, ScenarioError, problem_at, quoted, suggestion
from sojourn.scenario.paths import join
from sojourn.study.draw_pool import Stopped
from sojourn.study.points.runs import fill
from sojourn.study.points.store import FolderStore
from sojourn.study.sweep.answer import Row, Sweep
from sojourn.study.sweep.asked import Study
from sojourn.study.sweep.planning import FEW_DAYS, AnyPoint, CannotMake, Plan, Told, cannot, made, plan
from sojourn.study.sweep.reading import read_study

POINTS = "points"
"""Folder of the stored runs, beside the folders of the sweeps."""
MOST_WORKERS = 1024
MOST_LOOKED_AT = 16
"""Points whose lines are looked at for one that was asked for."""

Progress = Callable[[str, int, int], None]
"""Told what is being done (`checked` or `runs`), how many of them are done, and how many there are."""


def sweep(
    study: str | Path | Study,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    under: str | Path = FOLDER,
    tidy: bool = False,
    progress: Progress | None = None,
) -> Sweep:
    """Run a scenario at every point of a design.

    Every run is stored as soon as it is done, under a hash of all that decides its numbers: the same study again goes
    on from there, and one that has grown makes only what is new.

    Args:
        study: path of a study file, or what :func:`read_study` gave.
        workers: processes; as many as there are cores where not given. The numbers are the same for any.
        scheduler: address of a Dask scheduler, such as `tcp://HOST:8786`, whose workers make the runs.
        under: the folder that gets a folder for the sweep; stored runs lie in `points` beside it.
        tidy: remove stored runs that this version of Sojourn cannot use first.
        progress: told as points are checked and runs are done.

    Raises:
        ScenarioError: the study cannot be read, or a point of it cannot be run; with everything that is wrong.
        CannotRun: the number of processes is out of range.
        StoreRefused: the stored runs are of another format, or another sweep is at them.
        NotKept: a run cannot be stored, as on a full disk.
        NoScheduler: the cluster cannot be used, or went away.
        WorkerLost: processes ended before their time, again and again.
        Stopped: it was interrupted; a KeyboardInterrupt with a sentence.
    """
    if workers is not None and (isinstance(workers, bool) or not 1 <= workers <= MOST_WORKERS):
        raise CannotRun(
            f"{workers} is no number of workers that can be had; whole numbers from 1 to {MOST_WORKERS:,} are"
        )
    under = Path(under)
    asked = study if isinstance(study, Study) else read_study(study)
    tell = progress or (lambda what, done, of: None)
    done, rows = 0, list[Row]()

    def told(now: int, of: int) -> None:
        nonlocal done
        done = now
        tell("runs", now, of)

    try:
        planned = plan(asked, progress=lambda now, of: tell("checked", now, of))
        names = planned.lines()
        _known_results(asked, planned, names)
        store = FolderStore(under / POINTS)
        with store.alone():
            if tidy:
                store.tidy()
            tell("runs", 0, asked.runs)
            fresh = fill(
                _noted(planned, rows),
                asked.runs,
                make=made,
                store=store,
                workers=workers,
                scheduler=scheduler,
                progress=told,
            )
            _all_lines(planned, rows, names, store)
    except CannotMake as trouble:
        number = next(row.number for row in rows if row.hash == trouble.key)
        why = f"{trouble.why}; what is done is kept"
        raise ScenarioError([cannot(asked, number, why)]) from trouble
    except KeyboardInterrupt:
        raise Stopped(_stopped(done, asked.runs)) from None
    digest = _hash(asked, rows)
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", asked.name).strip("-.")[:60] or "study"
    return Sweep(
        study=asked,
        rows=tuple(rows),
        lines=names,
        made=fresh,
        mended=store.damaged,
        under=under,
        folder=under / f"{name}-{digest[:SHOWN]}",
        hash=digest,
        versions=versions(),
        store=store,
    )


def _noted(planned: Plan, rows: list[Row]) -> Iterator[AnyPoint]:
    """The points, as they are wanted; each is noted for the table."""
    for one in planned.runs():
        rows.append(Row(one.number, one.draw, one.replication, one.point.seed, one.point.hash))
        yield one.point


def _known_results(asked: Study, planned: Plan, names: dict[str, Told]) -> None:
    """See that there are the lines that were asked for; a line may be there at some points of the design only.

    Raises:
        ScenarioError: there is no such line.
    """
    wanted = set(asked.results or ())
    for number in range(1, min(len(asked.points), MOST_LOOKED_AT)):
        if wanted <= set(names):
            return
        names.update({**planned.lines(number), **names})
    given = asked.places["results"].entries if asked.results else []
    problems: list[Problem] = []
    for one in given:
        if one.content not in names:
            hint = suggestion(str(one.content), list(names), "lines")
            problems.append(problem_at(one.mark, f"there is no line {quoted(one.text)} in the answer", "results", hint))
    if problems:
        raise ScenarioError(problems)


def _all_lines(planned: Plan, rows: list[Row], names: dict[str, Told], store: FolderStore) -> None:
    """Find what the lines are called that the first point has not; which there are depends on the scenario."""
    seen = set[int]()
    for row in rows:
        if row.number in seen:
            continue
        seen.add(row.number)
        there = set(store.read(row.hash) or ())
        for days in (FEW_DAYS, None):
            if not there <= set(names):
                names.update({**planned.lines(row.number, days=days), **names})


def _hash(asked: Study, rows: list[Row]) -> str:
    """What decides the sweep: its runs, what its points are called, and which lines are told."""
    points = [[(join(path), value.plain()) for path, value in point.items()] for point in asked.points]
    runs = [(row.number, row.draw, row.replication, row.hash) for row in rows]
    return hashlib.sha256(json.dumps([points, runs, asked.results], sort_keys=True).encode()).hexdigest()


def _stopped(done: int, of: int) -> str:
    return f"stopped after {done:,} of {of:,} runs; what is done is kept, and the same command goes on from there"
