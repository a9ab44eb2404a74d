"""The addresses of the server, and what each answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sojourn.scenario import ScenarioError
from sojourn.web import ask, behind, differences, offered, openapi
from sojourn.web.ask import Ask, Refused, refused
from sojourn.web.files import WIDTHS, pictures
from sojourn.web.handling import answering, json_of, task_of, unless_gone
from sojourn.web.page_files import page_files
from sojourn.web.pool import Pool
from sojourn.web.runs import Entry, Runs
from sojourn.web.tasks import TraceTask

ENDS = {
    "scenario.yaml": ("application/yaml", "scenario.yaml"),
    "data.csv": ("text/csv; charset=utf-8", "daily.csv"),
    "data.xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "data.xlsx"),
    "data.zip": ("application/zip", "data.zip"),
    "report.html": ("text/html; charset=utf-8", "report.html"),
    "report.pdf": ("application/pdf", "report.pdf"),
}
"""Files of a run: media type, and the end of the name under which each is downloaded."""


async def health(request: Request) -> Response:
    """Whether the simulator is ready."""
    from sojourn import __version__

    pool: Pool = request.app.state.pool
    return JSONResponse({"ready": pool.ready, "broken": pool.broken, "version": __version__})


async def describe(request: Request) -> Response:
    """The description of this interface."""
    return JSONResponse(openapi.description())


async def list_files(request: Request) -> Response:
    """Files that are made of a run of the US system; a scenario says which of them are made of it."""
    return JSONResponse({"files": list(ENDS), "pictures": list(pictures())})


async def list_scenarios(request: Request) -> Response:
    """Scenarios to start from."""
    return JSONResponse(await run_in_threadpool(offered.scenarios))


async def one_scenario(request: Request) -> Response:
    """A scenario and its controls."""
    name = ask.name(request.path_params["name"])
    return JSONResponse(await run_in_threadpool(offered.scenario, name))


async def read_scenario(request: Request) -> Response:
    """A scenario file as a difference from a shipped one."""
    data = await json_of(request)
    text = data.get("text") if isinstance(data, dict) else None
    if not isinstance(text, str) or set(data) != {"text"}:
        raise refused("text", "an object with the file's `text` expected")

    def compared() -> dict[str, Any]:
        try:
            found = differences.difference(text)
            ask.document(Ask(found["scenario"], ask.changes(found["set"])))
        except ScenarioError as trouble:
            raise Refused(*trouble.problems) from None
        return found

    return JSONResponse(await run_in_threadpool(compared))


async def begin(request: Request) -> Response:
    """Begin a run; the same request has the same id."""
    data = await json_of(request)

    def read() -> tuple[Ask, Any]:
        asked = ask.ask(data)
        return asked, task_of(asked)

    asked, task = await run_in_threadpool(read)
    entry = _runs(request).begin(asked, task)
    links = {name: f"/api/runs/{asked.id}/{name}" for name in ("events", "summary.json", "answer.json", *ENDS)}
    told = {"id": asked.id, "state": entry.state, "until": task.until.isoformat(), "links": links}
    return JSONResponse({**told, "shortened": asked.until is not None}, 200 if entry.over else 202)


async def events(request: Request) -> Response:
    """What is told of a run as it goes on."""
    runs = _runs(request)
    entry = runs.find(request.path_params["id"])
    stream = StreamingResponse(runs.events(entry), media_type="text/event-stream")
    stream.headers["x-accel-buffering"] = "no"
    return stream


async def summary(request: Request) -> Response:
    """The summary of a run."""
    return _said(request, "summary")


async def answer(request: Request) -> Response:
    """What the page shows of a run."""
    return _said(request, "answer")


def _said(request: Request, what: str) -> Response:
    entry = _runs(request).find(request.path_params["id"])
    if entry.state in ("failed", "stopped"):
        raise refused("", entry.trouble or "it was stopped", status=409)
    if entry.over:
        if (text := getattr(entry, what)) is None:
            raise refused("", f"a run with weight {entry.asked.weight} has no {what}; ask for weight 1", status=404)
        return Response(text, media_type="application/json")
    return JSONResponse({"state": entry.state, "problems": []}, 202, headers={"retry-after": "1"})


async def standing(request: Request) -> Response:
    """Each value of a run's scenario and what it stands on."""
    entry = _runs(request).find(request.path_params["id"])
    document = await run_in_threadpool(ask.document, entry.asked)
    return JSONResponse({"values": await run_in_threadpool(offered.standing, document)})


async def download(request: Request) -> Response:
    """A file of a run."""
    entry, name = _whole(request), request.path_params["file"]
    if name not in ENDS:
        raise refused("file", f"no file {name[:80]!r} is made of a run", f"there are: {', '.join(ENDS)}", status=404)
    content, kind = await unless_gone(request, _runs(request).file(entry, name, ()))
    kind, end = ENDS[name][0] or kind, ENDS[name][1]
    headers = {"content-disposition": f'attachment; filename="{entry.asked.scenario}-{entry.asked.id[:8]}-{end}"'}
    return Response(content, media_type=kind, headers=headers)


async def told_pictures(request: Request) -> Response:
    """The pictures of a run in words."""
    content, kind = await unless_gone(request, _runs(request).file(_whole(request), "pictures.json", ()))
    return Response(content, media_type=kind)


async def picture(request: Request) -> Response:
    """A picture of a run."""
    entry, name, form = _whole(request), request.path_params["name"], request.path_params["form"]
    theme, width = request.query_params.get("theme", "light"), request.query_params.get("width", "wide")
    if name not in pictures():
        raise refused("name", f"there is no picture {name[:80]!r}", f"there are: {', '.join(pictures())}", status=404)
    if form not in ("svg", "png") or theme not in ("light", "dark") or width not in WIDTHS:
        raise refused("name", "a picture is .svg or .png, light or dark, wide or narrow", status=404)
    options = (("form", form), ("name", name), ("theme", theme), ("width", width))
    content, kind = await unless_gone(request, _runs(request).file(entry, "picture", options))
    headers = {"content-disposition": f'inline; filename="{entry.asked.scenario}-{entry.asked.id[:8]}-{name}.{form}"'}
    return Response(content, media_type=kind, headers=headers)


async def trace(request: Request) -> Response:
    """One synthetic person followed."""
    query = request.query_params
    given = {key: query.get(key) or None for key in ("nationality", "criminality", "agency", "case", "arrested")}
    asked = ask.ask(
        {
            "scenario": query.get("scenario", "plan-2025"),
            "set": dict(_pair(one) for one in query.getlist("set")),
            "seed": _whole_number(query["seed"]) if query.get("seed") else None,
        }
    )
    try:
        arrested = date.fromisoformat(given["arrested"]) if given["arrested"] else None
    except ValueError:
        raise refused("arrested", "a day expected", "for example: 2025-02-19") from None
    task = await run_in_threadpool(task_of, asked)
    if task.system != "us":
        raise refused("scenario", "nobody is followed through a system other than the US one", status=404)
    found = TraceTask(
        task.scenario,
        task.seed,
        nationality=given["nationality"] or "El Salvador",
        criminality=given["criminality"],
        agency=given["agency"],
        case=given["case"],
        arrested=arrested,
    )
    return Response(await unless_gone(request, _runs(request).work(found, "file")), media_type="application/json")


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 19):
        raise refused("seed", "a whole number from 0 expected", "0 to 9223372036854775807")
    return int(text)


def _pair(text: str) -> tuple[str, str]:
    from sojourn.scenario.paths import scan

    try:
        _, end = scan(text)
    except ValueError as trouble:
        raise refused("set", str(trouble)) from None
    if text[end : end + 1] != "=":
        raise refused("set", "a value is missing; write PATH=VALUE", "for example: beds.capacity=60,000 beds")
    return text[:end], text[end + 1 :]


async def evidence(request: Request) -> Response:
    """A figure or a table of the evidence."""
    return JSONResponse(await run_in_threadpool(offered.evidence, request.path_params["key"]))


async def page(request: Request) -> Response:
    """A file of the page; the page itself where none is named."""
    name = request.path_params.get("path") or "index.html"
    found = page_files().get(name)
    if found is None:
        raise refused("", "there is nothing here", status=404)
    headers = {"etag": found.tag, "cache-control": "no-cache", "vary": "accept-encoding"}
    if request.headers.get("if-none-match") == found.tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, media_type=found.kind, headers={**headers, "content-encoding": "gzip"})
    return Response(found.content, media_type=found.kind, headers=headers)


def _runs(request: Request) -> Runs:
    runs: Runs = request.app.state.runs
    return runs


def _whole(request: Request) -> Entry:
    """A run of everybody, of which files can be made."""
    entry = _runs(request).find(request.path_params["id"])
    if entry.asked.weight != 1:
        raise refused("", f"no files are made of a run with weight {entry.asked.weight}; ask for weight 1", status=404)
    return entry


ROUTES = [
    Route("/", answering(page)),
    Route("/page/{path:path}", answering(page)),
    Route("/api/openapi.json", answering(describe)),
    Route("/api/health", answering(health)),
    Route("/api/files", answering(list_files)),
    Route("/api/scenarios", answering(list_scenarios)),
    Route("/api/scenarios/{name}", answering(one_scenario)),
    Route("/api/read", answering(read_scenario), methods=["POST"]),
    Route("/api/runs", answering(begin), methods=["POST"]),
    Route("/api/runs/{id}/events", answering(events)),
    Route("/api/runs/{id}/summary.json", answering(summary)),
    Route("/api/runs/{id}/answer.json", answering(answer)),
    Route("/api/runs/{id}/standing.json", answering(standing)),
    Route("/api/runs/{id}/pictures.json", answering(told_pictures)),
    Route("/api/runs/{id}/pictures/{name}.{form}", answering(picture)),
    Route("/api/runs/{id}/{file}", answering(download)),
    Route("/api/trace", answering(trace)),
    Route("/api/evidence/{key}", answering(evidence)),
    *behind.ROUTES,
]
"""All addresses."""
