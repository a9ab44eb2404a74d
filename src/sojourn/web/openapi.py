"""The description of the interface, in OpenAPI 3.1: what the page does, a program can do as well."""

from __future__ import annotations

from functools import cache
from typing import Any

from sojourn import __version__
from sojourn.web import limits
from sojourn.web.happened import SERIES

Plain = dict[str, Any]


def _text(**more: Any) -> Plain:
    return {"type": "string", **more}


def _nullable(kind: str) -> Plain:
    return {"type": [kind, "null"]}


def _object(properties: Plain, required: tuple[str, ...] = (), **more: Any) -> Plain:
    return {"type": "object", "properties": properties, "required": list(required), **more}


def _ref(name: str) -> Plain:
    return {"$ref": f"#/components/schemas/{name}"}


def _path(name: str, about: str, **schema: Any) -> Plain:
    return {"name": name, "in": "path", "required": True, "description": about, "schema": _text(**schema)}


def _query(name: str, about: str, schema: Plain) -> Plain:
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}


def _answers(about: str, media: str = "application/json", schema: Plain | None = None) -> Plain:
    return {"description": about, "content": {media: {"schema": schema or {"type": "object"}}}}


REFUSED = _answers("It cannot be answered as asked; each reason is told.", schema=_ref("Problems"))


def _get(about: str, good: Plain, parameters: tuple[Plain, ...] = (), **others: Plain) -> Plain:
    said = {"200": good, **{code.removeprefix("s"): one for code, one in others.items()}, "default": REFUSED}
    return {"get": {"summary": about, "parameters": list(parameters), "responses": said}}


def _post(about: str, body: Plain, answers: Plain) -> Plain:
    content = {"application/json": {"schema": body}}
    body = {"required": True, "content": content}
    return {"post": {"summary": about, "requestBody": body, "responses": {**answers, "default": REFUSED}}}


FILES = ("scenario.yaml", "data.csv", "data.xlsx", "data.zip", "report.html", "report.pdf")
STUDY = _path("id", "The study's id, as POST /api/studies gave it.", pattern="^[0-9a-f]{20}-[0-9a-f]{1,20}$")
JOB = _path("id", "The work's id, as POST /api/jobs gave it.", pattern="^[0-9a-f]{20}$")
THEME = _query("theme", "Colours.", _text(enum=["light", "dark"]))
WIDTH = _query("width", "Width.", _text(enum=["wide", "narrow"]))
RUN = _path("id", "The run's id, as POST /api/runs gave it.", pattern="^[0-9a-f]{20}$")
SCENARIO = _text(description="Name of a shipped scenario (GET /api/scenarios).", default="plan-2025")
SET: Plain = {
    "type": "object",
    "description": "Changes: each dotted path with its value, as in a scenario file.",
    "maxProperties": limits.MOST_CHANGES,
    "additionalProperties": {"type": ["string", "number", "boolean", "array", "object", "null"]},
    "examples": [{"beds.capacity": "60,000 beds", "departures.charter.0.flights": "40 per week"}],
}
SCHEMAS: Plain = {
    "Problems": _object(
        {
            "problems": {
                "type": "array",
                "items": _object(
                    {"path": _text(), "message": _text(), "allowed": _nullable("string")},
                    ("path", "message", "allowed"),
                ),
            }
        },
        ("problems",),
    ),
    "Ask": _object(
        {
            "scenario": SCENARIO,
            "set": SET,
            "seed": {"type": ["integer", "null"], "minimum": 0, "maximum": 2**63 - 1},
            "until": {"type": ["string", "null"], "format": "date", "description": "First day that is not simulated."},
            "weight": {
                "type": "integer",
                "enum": list(limits.WEIGHTS),
                "description": "How many people each simulated person stands for: 10 is quick, 1 is exact. Of a "
                "system in which nobody can stand for several, everybody is simulated at once.",
            },
            "beside": _ref("Other"),
            "client": _text(
                maxLength=64,
                description="A name of your own making; a later request under it with the same weight takes the place "
                "of an earlier one, which is stopped if nobody else waits for it.",
            ),
        },
        additionalProperties=False,
    ),
    "Other": _object(
        {"scenario": SCENARIO, "set": SET},
        additionalProperties=False,
        description="A scenario that another one is laid beside: the other is run over the days that both have.",
    ),
    "Study": _object(
        {
            "scenario": SCENARIO,
            "set": SET,
            "seed": {"type": ["integer", "null"], "minimum": 0, "maximum": 2**63 - 1},
            "draws": {
                "type": "integer",
                "minimum": 2,
                "maximum": limits.MOST_DRAWS,
                "default": limits.USUAL_DRAWS,
                "description": "Runs of a tenth of the people, each with a draw of what is not known. Asked for more, "
                "a study goes on from where it is.",
            },
            "vs": _ref("Other"),
            "client": _text(maxLength=64, description="As of a run: a later study under it takes the place of this."),
        },
        additionalProperties=False,
    ),
    "Work": {
        "oneOf": [
            _object(
                {"run": _text(description="Id of a run of weight 1."), "file": _text(description="Name of a file.")},
                ("run", "file"),
                additionalProperties=False,
                description="A file of a run, which is then at its own address.",
            ),
            _object(
                {
                    "scenario": SCENARIO,
                    "set": SET,
                    "seed": {"type": ["integer", "null"], "minimum": 0, "maximum": 2**63 - 1},
                    "vs": _ref("Other"),
                    "line": _text(default="removed_all", description="Key of the line that is shared out."),
                },
                ("vs",),
                additionalProperties=False,
                description="The difference between two scenarios, shared out over what was changed.",
            ),
        ]
    },
    "Bands": _object(
        {
            "draws": {"type": "integer"},
            "of": {"type": "integer"},
            "holds": {"type": ["number", "null"], "description": "Share of cases in which one more draw lies inside."},
            "shown": {
                "type": ["object", "null"],
                "description": "Of each line and period low end, median and high end (`lines`); the same of people "
                "held, every so many days (`held`); and the numbers at the central values with a tenth of the people "
                "(`central`): add what everybody gives less that to the ends of a band.",
            },
            "base": {"type": ["object", "null"], "description": "People held in what it is compared with."},
            "difference": {"type": ["object", "null"], "description": "The same of the differences, twin by twin."},
        },
        ("draws", "of", "shown"),
    ),
    "Begun": _object(
        {
            "id": _text(),
            "state": _text(),
            "links": {"type": "object", "additionalProperties": _text()},
            "until": _text(format="date", description="Of a run: the first day that is not simulated."),
            "shortened": {"type": "boolean", "description": "Of a run: whether its scenario goes on for longer."},
        },
        ("id", "state", "links"),
    ),
    "Control": _object(
        {
            "kind": _text(enum=["number", "date", "choice"]),
            "path": _text(description="What is set."),
            "group": _text(),
            "label": _text(),
            "help": _text(),
            "first": {"type": "boolean", "description": "Whether it is among the few that matter most."},
            "value": {"type": ["number", "string"]},
            "unit": _text(),
            "write": _text(description="How a value is written: the number goes in place of {}."),
            "low": _nullable("number"),
            "high": _nullable("number"),
            "published": _nullable("string"),
            "said_as": _text(enum=["Published", "Plan", "Worked out", "Assumed", "Fitted", "Estimated"]),
            "source": _nullable("string"),
            "grade": _text(enum=["A", "B", "C", "plan", "yours"]),
            "document": _nullable("string"),
        },
        ("kind", "path", "group", "label", "value", "unit", "write", "grade"),
    ),
}


@cache
def description() -> Plain:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sojourn",
            "version": __version__,
            "summary": "Simulate an immigration custody-and-removal system, person by person and day by day.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": PATHS,
        "components": {"schemas": SCHEMAS},
    }


PATHS: Plain = {
    "/api/openapi.json": _get("This description.", _answers("The description.")),
    "/api/health": _get(
        "Whether the simulator is ready.",
        _answers(
            "Ready, not yet, or never: `broken`.",
            schema=_object(
                {"ready": {"type": "boolean"}, "broken": {"type": "boolean"}, "version": _text()}, ("ready", "broken")
            ),
        ),
    ),
    "/api/files": _get("Files and pictures that are made of a run of the US system.", _answers("Their names.")),
    "/api/scenarios": _get("Scenarios to start from, the default first.", _answers("Name, title and days of each.")),
    "/api/scenarios/{name}": _get(
        "A scenario and everything that can be moved in it.",
        _answers(
            "The scenario.",
            schema=_object({"name": _text(), "controls": {"type": "array", "items": _ref("Control")}}, ("controls",)),
        ),
        (_path("name", "Name of a shipped scenario."),),
    ),
    "/api/read": _post(
        "Read a scenario file: which shipped scenario it differs least from, and what is set on top of it.",
        _object({"text": _text(description="The file, in YAML.")}, ("text",), additionalProperties=False),
        {"200": _answers("The difference.", schema=_object({"scenario": SCENARIO, "set": SET}, ("scenario", "set")))},
    ),
    "/api/runs": _post(
        "Begin a run, or join the same one. Its id is a hash of what is asked.",
        _ref("Ask"),
        {
            "200": _answers("It is done.", schema=_ref("Begun")),
            "202": _answers("It is under way.", schema=_ref("Begun")),
        },
    ),
    "/api/runs/{id}/events": _get(
        "What is told of a run as it goes on: `waiting` with how many are before, `progress` month by month, at last "
        "`done`, `failed` or `stopped`.",
        _answers("Server-sent events.", "text/event-stream", _text()),
        (RUN,),
    ),
    "/api/runs/{id}/answer.json": _get(
        "Series and main lines of a run.", _answers("The answer."), (RUN,), s202=_answers("Not done yet: ask again.")
    ),
    "/api/runs/{id}/summary.json": _get(
        "Every line of a run of weight 1.", _answers("The summary."), (RUN,), s202=_answers("Not done yet: ask again.")
    ),
    "/api/runs/{id}/standing.json": _get(
        "Each value of a run's scenario and what it stands on.",
        _answers("Path, value, source and grade of each."),
        (RUN,),
    ),
    "/api/runs/{id}/pictures.json": _get(
        "The pictures of a run in words.", _answers("Name, title and description of each."), (RUN,)
    ),
    "/api/runs/{id}/pictures/{name}.{form}": _get(
        "A picture of a run.",
        _answers("The picture.", "image/svg+xml", _text()),
        (
            RUN,
            _path("name", "Name of the picture."),
            _path("form", "`svg` or `png`.", enum=["svg", "png"]),
            THEME,
            WIDTH,
        ),
    ),
    "/api/runs/{id}/{file}": _get(
        "A file of a run: the scenario, a day's table, or everything in an archive.",
        _answers("The file.", "application/octet-stream", _text()),
        (RUN, _path("file", "Name of the file.", enum=list(FILES))),
    ),
    "/api/studies": _post(
        "Begin a study of how sure an answer is, go on with one, or join it. US system only.",
        _ref("Study"),
        {
            "200": _answers("It is done.", schema=_ref("Begun")),
            "202": _answers("It is under way.", schema=_ref("Begun")),
        },
    ),
    "/api/studies/{id}/events": _get(
        "The bands after each draw: `progress`, at last `done`, `failed` or `stopped`.",
        _answers("Server-sent events.", "text/event-stream", _text()),
        (STUDY,),
    ),
    "/api/studies/{id}/bands.json": _get(
        "The bands of a study, as far as it has come.",
        _answers("All draws are made.", schema=_ref("Bands")),
        (STUDY,),
        s202=_answers("So far.", schema=_ref("Bands")),
    ),
    "/api/jobs": _post(
        "Begin work that is waited for: a file of a run, or a difference shared out.",
        _ref("Work"),
        {
            "200": _answers("It is done.", schema=_ref("Begun")),
            "202": _answers("It is under way.", schema=_ref("Begun")),
        },
    ),
    "/api/jobs/{id}/events": _get(
        "How work goes on: `waiting` with how many are before, `progress`, at last `done`, `failed` or `stopped`.",
        _answers("Server-sent events.", "text/event-stream", _text()),
        (JOB,),
    ),
    "/api/jobs/{id}/picture.svg": _get(
        "The picture of a difference that was shared out.",
        _answers("The picture.", "image/svg+xml", _text()),
        (JOB, THEME, WIDTH),
        s202=_answers("Not done yet: ask again."),
    ),
    "/api/hindcast/{series}.{form}": _get(
        "The year 2024, told from what was published before it, beside what happened.",
        _answers("The picture, or its words.", "image/svg+xml", _text()),
        (
            _path("series", "What is shown.", enum=list(SERIES)),
            _path("form", "`svg`, `png`, or `json` for its words.", enum=["svg", "png", "json"]),
            THEME,
            WIDTH,
        ),
    ),
    "/api/trace": _get(
        "Follow one synthetic person from arrest to exit, and say how many like them fared.",
        _answers("The person's way."),
        (
            _query("scenario", "Name of a shipped scenario.", SCENARIO),
            _query("set", "A change, as PATH=VALUE; may be given again.", {"type": "array", "items": _text()}),
            _query("seed", "Names the luck.", {"type": "integer", "minimum": 0}),
            _query("nationality", "Whose citizen.", _text()),
            _query("criminality", "Class of people.", _text(enum=["convicted", "pending", "other"])),
            _query("agency", "Who arrests.", _text(enum=["border", "interior"])),
            _query("case", "Type of case.", _text()),
            _query("arrested", "First day of arrest looked at.", _text(format="date")),
        ),
    ),
    "/api/evidence/{key}": _get(
        "A figure or a table of the evidence.", _answers("Where it comes from."), (_path("key", "Key of the figure."),)
    ),
}
"""Every address but those of the page's own files."""
