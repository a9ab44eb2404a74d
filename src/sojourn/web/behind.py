"""The addresses of what takes its time: studies of how sure an answer is, files, differences, and a year told again."""

from __future__ import annotations

import hashlib
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sojourn.web import ask, happened
from sojourn.web.ask import Ask, refused
from sojourn.web.files import FILES, WIDTHS
from sojourn.web.followed import not_done
from sojourn.web.handling import answering, json_of, task_of, unless_gone
from sojourn.web.jobs import Job, Jobs
from sojourn.web.runs import Runs
from sojourn.web.studies import Side, Sides, Studies
from sojourn.web.tasks import DrawTask, FileTask, HindcastTask, RunTask, ShareTask

THEMES = ("light", "dark")
WAYS = ("run", "file")
SHARE = ("scenario", "set", "seed", "vs", "line")


async def begin_study(request: Request) -> Response:
    """Begin a study, or go on with one."""
    data = await json_of(request)

    def read() -> tuple[Sides, int, str]:
        shown, other, draws = ask.study(data)
        return sides(shown, other), draws, ask.client(data)

    found, draws, client = await run_in_threadpool(read)
    studies: Studies = request.app.state.studies
    study = studies.begin(found, draws, client)
    links = {name: f"/api/studies/{found.id}/{name}" for name in ("events", "bands.json")}
    told = {"id": found.id, "state": study.state, "draws": study.draws, "links": links}
    return JSONResponse(told, 200 if study.over else 202)


def sides(shown: Ask, other: Ask | None) -> Sides:
    """The scenarios of a study: over the days that both have, and with the luck of the one that is shown.

    Raises:
        Refused: one is wrong, too large, or of a system of which nothing is drawn.
    """
    mine = task_of(shown)
    if mine.system != "us":
        raise refused("scenario", "what is not known is drawn of the US system only")
    if other is None:
        return Sides(_side(mine, mine.seed))
    its = task_of(other.as_far_as(shown))
    if its.system != "us":
        raise refused("vs", "what is not known is drawn of the US system only")
    return Sides(_side(mine, mine.seed), _side(its, mine.seed), _side(task_of(shown.as_far_as(other)), mine.seed))


def _side(task: RunTask, seed: int) -> Side:
    draw = DrawTask(task.scenario, seed, task.until, 0)
    return Side(hashlib.sha256(repr(draw.__dict__).encode()).hexdigest(), draw)


async def study_events(request: Request) -> Response:
    """What is told of a study as it goes on."""
    studies: Studies = request.app.state.studies
    return _stream(studies.events(studies.find(request.path_params["id"])))


async def bands(request: Request) -> Response:
    """The bands of a study, as far as it has come."""
    studies: Studies = request.app.state.studies
    study = studies.find(request.path_params["id"])
    if study.state in ("failed", "stopped"):
        raise not_done(study)
    return Response(study.latest, 200 if study.over else 202, media_type="application/json")


async def begin_job(request: Request) -> Response:
    """Begin work that somebody waits for: a file of a run, or a difference shared out."""
    data = await json_of(request)
    jobs: Jobs = request.app.state.jobs
    job = _file(request, data, jobs) if isinstance(data, dict) and "run" in data else await _share(data, jobs)
    links = {"events": f"/api/jobs/{job.id}/events", "picture.svg": f"/api/jobs/{job.id}/picture.svg"}
    return JSONResponse({"id": job.id, "state": job.state, "links": links}, 200 if job.over else 202)


def _file(request: Request, data: dict[str, Any], jobs: Jobs) -> Job:
    """A file is kept when it is made, and is then at its own address."""
    ask.known(data, WAYS)
    name, runs = data.get("file"), request.app.state.runs
    if not isinstance(name, str) or name not in FILES or name == "picture":
        raise refused("file", "a file of a run expected", f"there are: {', '.join(one for one in FILES if '.' in one)}")
    found: Runs = runs
    entry = found.find(str(data["run"])[:80])
    if entry.asked.weight != 1:
        raise refused("run", f"no files are made of a run with weight {entry.asked.weight}; ask for weight 1")
    address = f"/api/runs/{entry.asked.id}/{name}"

    def kept(result: tuple[bytes, str]) -> dict[str, Any]:
        found.keep_file(entry, name, (), result)
        return {"address": address, "bytes": len(result[0])}

    key = hashlib.sha256(address.encode()).hexdigest()[:20]
    if found.kept_file(entry, name) is None:
        jobs.forget(key)
    return jobs.begin(key, FileTask(entry.task, name), "file", kept)


async def _share(data: Any, jobs: Jobs) -> Job:
    def read() -> tuple[str, ShareTask]:
        ask.known(data, SHARE)
        line = data.get("line", "removed_all")
        if not isinstance(line, str) or not line.isidentifier() or len(line) > 80:
            raise refused("line", "the key of a line of the answer expected", "for example: removed_all")
        given = {key: value for key, value in data.items() if key != "line"}
        shown, other, _ = ask.study(given)
        if other is None:
            raise refused("vs", "what it is compared with is missing", '{"scenario": "plan-2025"}')
        found = sides(shown, other)
        if found.base is None or found.common is None:
            raise TypeError("a study of two scenarios has both")
        base, common = found.base.task, found.common.task
        task = ShareTask(base.scenario, common.scenario, ("pinned", "shown"), common.seed, common.until, line)
        return hashlib.sha256(repr(task.__dict__).encode()).hexdigest()[:20], task

    key, task = await run_in_threadpool(read)
    return jobs.begin(key, task, "behind", lambda result: dict(result["told"]))


async def job_events(request: Request) -> Response:
    """How some work goes on."""
    jobs: Jobs = request.app.state.jobs
    return _stream(jobs.events(jobs.find(request.path_params["id"])))


async def job_picture(request: Request) -> Response:
    """The picture of a difference that was shared out."""
    jobs: Jobs = request.app.state.jobs
    job = jobs.find(request.path_params["id"])
    theme, width = _looks(request)
    if job.state in ("failed", "stopped"):
        raise not_done(job)
    if job.state != "done":
        return JSONResponse({"state": job.state, "problems": []}, 202, headers={"retry-after": "1"})
    if not isinstance(job.result, dict):
        raise refused("id", "this work has no picture", status=404)
    return Response(job.result["svg"][f"{theme}-{width}"], media_type="image/svg+xml")


async def hindcast(request: Request) -> Response:
    """A year that is over: told beforehand, and as it was."""
    series, form = request.path_params["series"], request.path_params["form"]
    theme, width = _looks(request)
    if series not in happened.SERIES or form not in ("svg", "png", "json"):
        raise refused("series", "there is no such picture", f"there are: {', '.join(happened.SERIES)}", status=404)
    runs: Runs = request.app.state.runs
    task = HindcastTask(series, form, theme, WIDTHS[width])
    content, kind = await unless_gone(request, runs.work(task, "file"))
    return Response(content, media_type=kind)


def _looks(request: Request) -> tuple[str, str]:
    theme, width = request.query_params.get("theme", "light"), request.query_params.get("width", "wide")
    if theme not in THEMES or width not in WIDTHS:
        raise refused("theme", "a picture is light or dark, wide or narrow", status=404)
    return theme, width


def _stream(events: Any) -> StreamingResponse:
    return StreamingResponse(events, media_type="text/event-stream", headers={"x-accel-buffering": "no"})


ROUTES = [
    Route("/api/studies", answering(begin_study), methods=["POST"]),
    Route("/api/studies/{id}/events", answering(study_events)),
    Route("/api/studies/{id}/bands.json", answering(bands)),
    Route("/api/jobs", answering(begin_job), methods=["POST"]),
    Route("/api/jobs/{id}/events", answering(job_events)),
    Route("/api/jobs/{id}/picture.svg", answering(job_picture)),
    Route("/api/hindcast/{series}.{form}", answering(hindcast)),
]
"""Their addresses."""
